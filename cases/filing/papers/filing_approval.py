"""立案审批表: that a case is filed, who proposed it and who approved."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from cases.papers.history import words
from cases.papers.shared import crew, file_paper
from cases.wording.assessment import breached_words
from enforcement.documents import wording
from enforcement.documents.contents import Approval, FilePaper, OfficerBlock, Opinion, labelled, people, shown
from enforcement.documents.register import paper
from enforcement.documents.sheets.parts import ended
from enforcement.documents.sheets.tables import opinions, pair, party, wide
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import SIGNED, Element
from enforcement.law.kinds import FilingCriterion

ELEMENTS = (
    Element("source", "案件来源"),
    Element("found_on", "线索发现日期"),
    Element("party_name", "当事人姓名或者名称"),
    Element("facts", "案情摘要"),
    Element("norm", "涉嫌违反的规定"),
    Element("basis", "立案依据"),
    Element("jurisdiction", "管辖审查"),
    Element("limitation", "时效审查"),
    Element("criteria", "立案标准"),
    Element("officers", "拟承办人"),
    Element("proposal", "承办人意见"),
    Element("proposed_on", "承办人意见的日期"),
    Element("approval", "负责人决定"),
    Element("approved_on", "负责人决定的日期"),
    *SIGNED,
)


@dataclass(frozen=True, kw_only=True)
class FilingApprovalContent(Approval, FilePaper):
    """The filing form (立案审批表, 行政处罚法 54, R-909). Its own number is the number of the case.

    `source`: where the case came from; `found_on`: day of the clue; `facts`: summary, with time and place;
    `breached`: the norm that seems broken; `basis`: why it is filed; `jurisdiction`, `limitation`: result of
    either check in a sentence; `criteria`: filing criteria that are met; `officers`: who is to handle it.
    """

    source: str = field(metadata=labelled("案件来源"))
    found_on: date = field(metadata=labelled("线索发现日期"))
    facts: str = field(metadata=labelled("案情摘要"))
    breached: str = field(metadata=labelled("涉嫌违反的规定"))
    basis: str = field(metadata=labelled("立案依据"))
    jurisdiction: str = field(metadata=labelled("管辖审查"))
    limitation: str = field(metadata=labelled("时效审查"))
    criteria: tuple[str, ...] = field(metadata=labelled("立案标准"))
    officers: tuple[OfficerBlock, ...] = field(metadata=labelled("拟承办人"))

    def elements(self):
        return super().elements() | {
            "source": self.source,
            "found_on": self.found_on.isoformat(),
            "facts": self.facts,
            "norm": self.breached,
            "basis": self.basis,
            "jurisdiction": self.jurisdiction,
            "limitation": self.limitation,
            "criteria": shown(self.criteria),
            "officers": people(self.officers),
        }


def body(content):
    """Return the rows of the filing form."""
    return {
        "table": [
            pair(("案由", content.matter), ("案件来源", content.source)),
            pair(
                ("线索发现日期", wording.day(content.found_on)), ("填表日期", wording.day(content.dated_on))
            ),
            *party(content),
            wide("案情摘要", ended(content.facts), room=26),
            wide("涉嫌违反条款", content.breached),
            wide("立案依据", content.basis),
            wide("立案标准", "　".join(f"√{each}" for each in content.criteria)),
            wide("管辖审查", ended(content.jurisdiction)),
            wide("时效审查", ended(content.limitation)),
            wide(
                "拟承办人",
                "　".join(f"{each.name}（执法证号 {each.certificate}）" for each in content.officers),
            ),
            *opinions(content, 20),
        ]
    }


PAPER = paper(
    kind="FILING_APPROVAL",
    title="立案审批表",
    clauses=(Clause(PENALTY, 54, 2),),
    rules=("R-907", "R-909"),
    word="立",
    elements=ELEMENTS,
    content=FilingApprovalContent,
    template="table.typ",
    body=body,
    volume=20,
    again="审批表批准后不能改；写明情况，由审核人员认定。",
)


def content_of(case, *, at):
    """Return the content of 立案审批表."""
    day, form = timezone.localdate(at), case.filing
    found = timezone.localdate(case.discovered_at)
    return FilingApprovalContent(
        **file_paper(case, day),
        source=case.get_source_display(),
        found_on=case.clue_on or found,
        facts=case.facts_found,
        breached=breached_words(case.item),
        basis=wording.FILED,
        jurisdiction=form.jurisdiction_basis or "违法行为发生在本机关辖区内，属于本机关管辖",
        limitation=f"违法行为发生于{words(timezone.localdate(case.act_at))}，没有超过追责时效",
        criteria=tuple(FilingCriterion(code).label for code in form.criteria),
        officers=crew(case, day),
        proposal=Opinion(
            text=form.opinion,
            names=tuple(officer.name for officer in (case.handler, case.partner) if officer),
            day=timezone.localdate(form.proposed_at),
        ),
        approval=Opinion(text=form.reason, names=(form.decided_by.name,), day=day),
    )
