"""当场行政处罚决定书: the decision of the simple procedure, made and handed over on the spot."""

from dataclasses import dataclass, field, replace

from django.utils import timezone

from cases.file.facts import facts_of
from cases.models import Case
from cases.papers.previews import DECISION, ON_THE_SPOT_IN, previewed
from cases.papers.shared import benchmark_words, charge, collector, pay_code
from cases.wording.assessment import order_words, penalty_kinds
from enforcement.documents import wording
from enforcement.documents.contents import Decided, Payable, labelled
from enforcement.documents.register import paper
from enforcement.documents.sheets.parts import counted, ended
from enforcement.documents.sheets.prose import found
from enforcement.law import terms
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import PARTY, REMEDY, Element
from enforcement.law.deadlines import deadline
from enforcement.law.kinds import CollectionGround, PenaltyKind, Procedure, StatutoryPaper
from enforcement.parameters.services import calendar_for, parameters

ELEMENTS = (
    *PARTY,
    Element("act", "违法行为"),
    Element("act_at", "违法行为的时间"),
    Element("act_place", "违法行为的地点"),
    Element("evidence", "证据"),
    Element("basis", "处罚依据"),
    Element("penalty", "处罚种类"),
    Element("fine", "罚款数额", "fine"),
    Element("fine_capitals", "罚款大写数额", "fine"),
    Element("manner", "缴款方式和期限", "fine"),
    Element("receipt_number", "当场收缴的票据号", "collected"),
    Element("defence", "陈述、申辩情况"),
    *REMEDY,
    Element("receipt", "当事人签收或者拒签注明"),
)


@dataclass(frozen=True, kw_only=True)
class SummaryPenaltyContent(Payable, Decided):
    """The on-the-spot decision (当场行政处罚决定书, 行政处罚法 52, R-908).

    `collected`: the fine was taken on the spot, then `receipt_number` is the finance department's. `notice`:
    what was told beforehand; `defence`: what the party said and what became of it. `order`: what must be
    corrected, "" where nothing; an order begins with 责令.
    """

    benchmark: str = field(default="", metadata=labelled("裁量说明"))
    order: str = field(default="", metadata=labelled("责令改正"))
    collected: bool = field(default=False, metadata=labelled("当场收缴"))
    receipt_number: str = field(default="", metadata=labelled("票据号"))
    notice: str = field(metadata=labelled("告知"))
    defence: str = field(metadata=labelled("陈述、申辩"))

    @classmethod
    def compose(
        cls, *, reconsideration_body, kinds, collector="", collector_address="", ground=None, said="", answer="",
        reason="", **given,
    ):  # fmt: skip
        """Return the content with its statutory texts composed.

        `collector`: the collecting institution with its address; `ground`: CollectionGround where the fine is
        taken on the spot, with `reason`; `said`, `answer`: the party's defence and the reply, "" where there was none.
        """
        content = cls(
            reconsideration_body=reconsideration_body,
            remedies=PAPER.remedies(reconsideration_body),
            notice=wording.NOTICE,
            defence=wording.defence(said, answer),
            collected=ground is not None,
            kinds=tuple(PenaltyKind(kind) for kind in kinds),
            **given,
        )
        if content.fine is None:
            return content
        if ground is None:
            content = replace(content, collector=collector, collector_address=collector_address)
        return replace(content, manner=content.payment(ground, reason))

    def payment(self, ground, reason):
        """Return the paragraphs on how and until when the fine is paid, and what follows if it is not."""
        if ground is None:
            return (self.at_the_bank(), wording.surcharge())
        return (wording.collected(CollectionGround(ground), reason, self.receipt_number),)

    def elements(self):
        return super().elements() | {"receipt_number": self.receipt_number, "defence": self.defence}


def sections(content):
    """Return the sections of the on-the-spot decision as (code, head, lines)."""
    grounds = (
        f"上述行为违反了{content.breached}的规定。{ended(content.benchmark)}"
        f"依据{content.basis}和{wording.SUMMARY}的规定，决定当场作出以下行政处罚："
    )
    order = wording.order(content.order)
    return [
        ("facts", "违法事实和证据", found(content)),
        ("decision", "处罚依据和决定", [grounds, *counted(content.penalties()), *filter(None, [order])]),
        ("payment", "履行方式和期限", list(content.manner)),
        ("defence", "告知和陈述、申辩", [f"{content.notice}{content.defence}"]),
        ("remedies", "救济途径", [content.remedies]),
    ]


PAPER = paper(
    kind=StatutoryPaper.ON_THE_SPOT.value,
    title=StatutoryPaper.ON_THE_SPOT.label,
    clauses=(Clause(PENALTY, 52),),
    rules=("R-908",),
    word="简罚决",
    elements=ELEMENTS,
    content=SummaryPenaltyContent,
    layouts=("A5", "ROLL80", "A4"),
    template="on_the_spot.typ",
    sections=sections,
    notes=lambda content: ["本决定书一式两份，一份交付当事人，一份存档备案。"],
    signed=True,
    served=True,
    adverse=True,
    contested_as=Procedure.SUMMARY,
    procedure=Procedure.SUMMARY,
    volume=12,
)


def content_of(case, *, at, collection=None):
    """Return the content of 当场行政处罚决定书 as of `at` (第五十二条).

    collection: ground, receipt_number, explanation where the fine is taken on the spot, None for the bank.
    """
    day, found, told = timezone.localdate(at), case.assessment, getattr(case, "notice", None)
    rules = parameters(["remedy.reconsideration_body"], day, case.path)
    fined, [facts] = found.fine is not None, facts_of([case], at=at)
    return SummaryPenaltyContent.compose(
        **charge(case, at),
        reconsideration_body=rules["remedy.reconsideration_body"].value,
        **collector(case, day),
        basis=case.item.basis_text(),
        benchmark=benchmark_words(found, facts),
        kinds=penalty_kinds(found),
        fine=found.fine,
        order=order_words(found),
        ground=collection["ground"] if collection else None,
        reason=collection["explanation"] if collection else "",
        receipt_number=collection["receipt_number"] if collection else "",
        pay_code=pay_code(case) if fined and not collection else "",
        pay_by=deadline(terms.PAY_FINE, day, calendar_for()).legal_last_day if fined else None,
        said=told.defence if told and told.has_defence else "",
        answer=told.defence_answer if told else "",
    )


@previewed(PAPER, DECISION, spared=False, states={Case.Procedure.SUMMARY: ON_THE_SPOT_IN})
def draft(case, facts, at):
    return content_of(case, at=at)
