"""行政处罚事先告知书: what is intended, why, and what the party may say to it."""

from dataclasses import dataclass, field

from django.utils import timezone

from cases.file.facts import facts_of
from cases.models import Case
from cases.papers.previews import NOTICE, NOTICE_IN, previewed
from cases.papers.shared import benchmark_words, charged, file_paper, office, once
from cases.wording.assessment import order_words, penalty_kinds
from enforcement.documents import wording
from enforcement.documents.contents import Charge, Exhibit, FilePaper, FullSanctions, labelled
from enforcement.documents.register import paper
from enforcement.documents.sheets.parts import counted, ended
from enforcement.documents.sheets.prose import exhibits, happened
from enforcement.law.clauses import PENALTY, Clause, sourced
from enforcement.law.contents import CHARGE, PARTY, SIGNED, Element
from enforcement.law.kinds import PenaltyKind, StatutoryPaper
from enforcement.law.rules.hearings import grounds

ELEMENTS = (
    *PARTY,
    *CHARGE,
    Element("defence_right", "陈述、申辩的权利、期限和地点"),
    Element("contact", "联系人和联系方式"),
    *SIGNED,
)


@dataclass(frozen=True, kw_only=True)
class PriorNoticeContent(FullSanctions, Charge, FilePaper):
    """The prior notice (行政处罚事先告知书, 行政处罚法 44, 45, 63, R-913, R-914).

    `evidence`: with what each piece proves. `benchmark`: facts and reasons of discretion with the benchmark
    they rest on. `order`: what must be corrected, or "". `defence_right`, `hearing_right`: paragraphs, the
    latter "" where no hearing is due. `contact`: who, telephone and address, in words.
    """

    evidence: tuple[Exhibit, ...] = field(metadata=labelled("证据"))
    benchmark: str = field(metadata=labelled("裁量理由"))
    order: str = field(default="", metadata=labelled("责令改正"))
    defence_right: str = field(metadata=labelled("陈述、申辩权利"))
    hearing_right: str = field(default="", metadata=labelled("听证权利"))
    contact: str = field(metadata=labelled("联系方式"))

    @classmethod
    def compose(cls, *, kinds, address, hearing, statement_days=None, **given):
        """Return the notice with its statutory texts composed.

        `address`: where the party states and defends; `hearing`: whether a hearing is due; `statement_days`:
        working days for the statement, the default term where it is None.
        """
        return cls(
            kinds=tuple(PenaltyKind(kind) for kind in kinds),
            defence_right=wording.defence_right(address, statement_days),
            hearing_right=wording.hearing_right() if hearing else "",
            **given,
        )

    def elements(self):
        return super().elements() | {
            "benchmark": self.benchmark,
            "order": self.order,
            "defence_right": self.defence_right,
            "hearing_right": self.hearing_right,
            "contact": self.contact,
        }


def sections(content):
    """Return the sections of the prior notice as (code, head, lines)."""
    intended = f"依据{content.basis}的规定，本机关拟对你（单位）作出以下行政处罚："
    return [
        ("facts", "违法事实", [f"经查，{happened(content)}"]),
        ("evidence", "证据", ["上述事实有下列证据证明：", *exhibits(content)] if content.evidence else []),
        (
            "reasons",
            "违反的规定和裁量理由",
            [f"上述行为违反了{content.breached}的规定。", ended(content.benchmark)],
        ),
        (
            "penalty",
            "拟作出的行政处罚",
            [intended, *counted(content.penalties()), wording.order(content.order)],
        ),
        ("defence", "陈述、申辩的权利", [content.defence_right]),
        ("hearing", "要求听证的权利", [content.hearing_right]),
        ("contact", "联系方式", [contact(content.contact)]),
    ]


def contact(words):
    """Return whom to ask; the papers of the first version hold names only, without saying whose."""
    return ended(words if not words or words.startswith("联系") else f"联系人：{words}")


def body(content):
    """Return how the notice begins."""
    return {
        "opening": f"关于你（单位）涉嫌{wording.offence(content.matter)}一案，本机关已调查终结。"
        f"依据{wording.TOLD}的规定，现将拟作出的行政处罚内容及事实、理由、依据告知如下：",
    }


PAPER = paper(
    kind=StatutoryPaper.PRIOR_NOTICE.value,
    title=StatutoryPaper.PRIOR_NOTICE.label,
    clauses=(Clause(PENALTY, 44), Clause(PENALTY, 45), Clause(PENALTY, 63)),
    rules=("R-913",),
    word="罚告",
    elements=ELEMENTS,
    content=PriorNoticeContent,
    template="notice.typ",
    sections=sections,
    body=body,
    notes=lambda content: ["本告知书一式两份，一份送达当事人，一份归档。"],
    served=True,
    waiver="放弃陈述、申辩声明",
    volume=60,
    again=sourced("告知书出具后不能改；需要更正的，“补充调查”撤销后重新告知。", Clause(PENALTY, 44)),
)


def content_of(case, *, hearing_told, at):
    """Return the content of 行政处罚事先告知书 (R-913, R-914)."""
    day, found = timezone.localdate(at), case.assessment
    address, phone = office(case, day)
    return PriorNoticeContent.compose(
        **file_paper(case, day),
        **charged(case, day),
        basis=case.item.basis_text(),
        kinds=penalty_kinds(found),
        fine=found.fine,
        benchmark=reasons_of(case, found, at),
        order=order_words(found),
        address=address,
        hearing=hearing_told,
        contact=f"联系人：{case.handler.name}　联系电话：{phone}　地址：{address}",
    )


def reasons_of(case, found, at):
    """Return the reasons of discretion: the report's, with what it does not say of the tier they lead to."""
    report = case.reports.order_by("-pk").first()
    [facts] = facts_of([case], at=at)
    return once(report.reasons if report else "", benchmark_words(found, facts))


@previewed(PAPER, NOTICE, spared=False, states={Case.Procedure.GENERAL: NOTICE_IN})
def draft(case, facts, at):
    return content_of(case, hearing_told=bool(grounds(facts)), at=at)
