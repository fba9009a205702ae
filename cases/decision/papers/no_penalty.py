"""不予行政处罚决定书: that a party is not punished, and why."""

from dataclasses import dataclass, field

from django.utils import timezone

from cases.models import Case
from cases.papers.previews import DECISION, DECISION_IN, NOTICE_IN, ON_THE_SPOT_IN, previewed
from cases.papers.shared import charge
from cases.wording.assessment import correction_words, order_words
from enforcement.documents import wording
from enforcement.documents.contents import Decided, labelled
from enforcement.documents.register import paper
from enforcement.documents.sheets.parts import ended
from enforcement.documents.sheets.prose import found
from enforcement.law import kinds
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import PARTY, REMEDY, Element
from enforcement.law.kinds import Limb, Procedure, StatutoryPaper
from enforcement.parameters.services import parameters

EDUCATION = "已对当事人进行批评教育，告知其违反的规定和应当遵守的要求。"
ELEMENTS = (
    *PARTY,
    Element("act", "违法事实"),
    Element("evidence", "证据"),
    Element("norm", "违反的规定"),
    Element("limb", "不予处罚的情形和事实"),
    Element("prior_query", "以往违法记录查询结果", "first"),
    Element("decision", "决定内容"),
    Element("order", "责令改正或者责令监护人管教的内容"),
    Element("education", "教育情况"),
    *REMEDY,
)


@dataclass(frozen=True, kw_only=True)
class NoPenaltyContent(Decided):
    """The no-penalty decision (不予行政处罚决定书, 行政处罚法 30, 31, 33, 57, R-920).

    `limb`: the ground; `reasons`: the facts that fulfil it; `prior_query`: the result of the look-back, for a
    first offence; `order`: correction or guardian's duty; `education`: how the party was educated.
    """

    limb: Limb | None = field(metadata=labelled("不予处罚的情形"))
    reasons: str = field(metadata=labelled("不予处罚的事实和理由"))
    prior_query: str = field(default="", metadata=labelled("以往违法记录查询结果"))
    decision: str = field(metadata=labelled("决定内容"))
    order: str = field(metadata=labelled("责令改正或者责令监护人管教的内容"))
    education: str = field(metadata=labelled("教育情况"))

    @classmethod
    def compose(cls, *, reconsideration_body, limb, **given):
        """Return the content with its statutory texts composed."""
        return cls(
            reconsideration_body=reconsideration_body,
            remedies=PAPER.remedies(reconsideration_body),
            limb=Limb(limb) if limb else None,
            decision=wording.no_penalty(Limb(limb)) if limb else "",
            **given,
        )

    def elements(self):
        return super().elements() | {
            "limb": f"{self.limb.label}：{self.reasons}" if self.limb and self.reasons else "",
            "prior_query": self.prior_query,
            "decision": self.decision,
            "order": self.order,
            "education": self.education,
        }


def sections(content):
    """Return the sections of the no-penalty decision as (code, head, lines)."""
    prior = f"以往违法记录查询结果：{ended(content.prior_query)}" if content.prior_query else ""
    return [
        ("facts", "违法事实和证据", found(content)),
        (
            "reasons",
            "不予处罚的理由",
            [f"上述行为违反了{content.breached}的规定。", f"经查，{ended(content.reasons)}{prior}"],
        ),
        ("decision", "决定", [content.decision, wording.order(content.order)]),
        ("education", "教育", [ended(content.education)]),
        ("remedies", "救济途径", [content.remedies]),
    ]


PAPER = paper(
    kind=StatutoryPaper.NO_PENALTY.value,
    title=StatutoryPaper.NO_PENALTY.label,
    clauses=(Clause(PENALTY, 30), Clause(PENALTY, 31), Clause(PENALTY, 33), Clause(PENALTY, 57, 1, 2)),
    rules=("R-920",),
    word="不罚决",
    elements=ELEMENTS,
    content=NoPenaltyContent,
    layouts=("A4", "A5", "ROLL80"),
    template="no_penalty.typ",
    sections=sections,
    served=True,
    adverse=True,
    procedure=Procedure.SUMMARY,
    volume=11,
)


def content_of(case, *, at):
    """Return the content of 不予行政处罚决定书 as of `at` (第三十条、第三十三条)."""
    day, found = timezone.localdate(at), case.assessment
    rules = parameters(["remedy.reconsideration_body"], day, case.path)
    order = found.guardian_order if found.limb == kinds.Limb.UNDER_AGE else order_words(found)
    return NoPenaltyContent.compose(
        **charge(case, at),
        reconsideration_body=rules["remedy.reconsideration_body"].value,
        limb=found.limb or None,
        reasons=limb_reasons(case, found),
        prior_query=f"近{found.window_months}个月内同类违法{found.prior_count}次",
        order=order or "责令监护人加以管教",
        education=found.education or EDUCATION,
    )


def limb_reasons(case, found):
    """Return the facts that fulfil the ground of no penalty, in a sentence."""
    corrected = correction_words(found)
    match found.limb:
        case kinds.Limb.UNDER_AGE:
            born = wording.day(case.party.born_on)
            return f"当事人{born}出生，违法行为发生时不满十四周岁"
        case kinds.Limb.NO_FAULT:
            return f"当事人提供{found.no_fault_evidence}，足以证明没有主观过错"
        case kinds.Limb.FIRST:
            return f"近{found.window_months}个月内没有同类违法，危害后果轻微，{corrected}"
        case _:
            return f"违法行为轻微，{corrected}，没有造成危害后果"


@previewed(
    PAPER, DECISION, spared=True,
    states={Case.Procedure.SUMMARY: ON_THE_SPOT_IN, Case.Procedure.GENERAL: (*NOTICE_IN, *DECISION_IN)},
)  # fmt: skip
def draft(case, facts, at):
    return content_of(case, at=at)
