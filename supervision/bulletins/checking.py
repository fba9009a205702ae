"""What may not stand in a bulletin: fines and numbers of cases as a merit (R-145), and people by name."""

import re

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import Finding, Level
from enforcement.law.metrics import COUNTED, MENTIONED, MONEY, RULE
from enforcement.teams.models import Officer
from supervision.bulletins.figures import Figures
from supervision.bulletins.matching import Known, findings_of_text
from supervision.bulletins.sentences import LABELS

SENTENCES = re.compile(r"[^。；\n]+")
# a sentence that says such figures do not count is the rule itself
DENIED = re.compile(r"(?:不|不得|禁止)[^，。；]{0,6}(?:作为|纳入|列入|挂钩|计入|考核|评价|攀比)")


def findings_of(bulletin):
    """Return what stands in the way of signing off: words in what somebody changed, figures wherever they stand."""
    blocks = list(bulletin.blocks.all())
    edited = [block for block in blocks if block.edited is not None]
    found = [finding for block in edited for finding in findings_about(LABELS[block.key], block.edited)]
    return found + figures_about(bulletin, {block.key: block.text for block in blocks})


def figures_about(bulletin, texts):
    """Return what is wrong with the figures of texts, {block's key: text}, beside the table they are about."""
    known = Known(Figures(bulletin.snapshot, bulletin.group), bulletin.team)
    return [
        finding
        for key, text in texts.items()
        for finding in findings_of_text(LABELS[key], text, known, bulletin.snapshot.name)
    ]


def texts_of(content):
    """Return {block's key: text} of a signed content, as far as it has blocks of that key."""
    held = {part["key"]: "\n".join(part["lines"]) for part in content["parts"]}
    return held | {"title": content["title"], "opening": "\n".join(content["opening"])}


def findings_about(label, text):
    """Return BLOCK for fines and volume, WARN for words that are somebody's name."""
    found = [stop for sentence in SENTENCES.findall(text) if (stop := merit(label, sentence))]
    if named := names_in(text):
        words = "、".join(named)
        found.append(
            Finding(
                Level.WARN, f"“{label}”中的“{words}”是人员姓名，通报只写单位，不点执法人员的名",
                "改写为单位名称；与姓名同字的普通词，签发时说明", rule=RULE, clause=Clause(HOUSE),
            )
        )  # fmt: skip
    return found


def merit(label, sentence):
    """Return the finding about a sentence that praises or ranks by money or volume, None where it does not."""
    if DENIED.search(sentence):
        return None
    for measure in MONEY:
        if hit := MENTIONED[measure].search(sentence):
            return Finding(
                Level.BLOCK, f"“{label}”写到了{measure.label}（{hit.group()}），罚没款项不得同考核、考评挂钩",
                "删去这句，改写按期办结、整改、审核通过等质量指标", rule=RULE, clause=Clause(PENALTY, 74, 3),
            )  # fmt: skip
    for measure, (count, _) in COUNTED.items():
        if hit := count.search(sentence):
            return Finding(
                Level.BLOCK, f"“{label}”写到了{measure.label}（{hit.group()}），通报不比多处罚、多办案、多检查",
                "删去这句，改写占比、时效或者质量指标", rule=RULE, clause=Clause(HOUSE),
            )  # fmt: skip
    return None


def names_in(text):
    """Return the names of officers that occur in a text."""
    names = Officer.objects.order_by("name").values_list("name", flat=True).distinct()
    return [name for name in names.iterator(chunk_size=2000) if len(name) > 1 and name in text]
