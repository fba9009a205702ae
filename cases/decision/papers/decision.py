"""行政处罚决定书: the decision of the ordinary procedure in its ten parts."""

from dataclasses import dataclass, field, replace

from django.utils import timezone

from cases.models import Case, PriorNotice
from cases.notice.papers.prior_notice import reasons_of
from cases.papers.history import course
from cases.papers.previews import DECISION, DECISION_IN, previewed
from cases.papers.shared import charged, collector, party_block, pay_code
from cases.wording.assessment import order_words, penalty_kinds
from enforcement.documents import wording
from enforcement.documents.contents import Decided, Exhibit, FullSanctions, Payable, Point, labelled
from enforcement.documents.register import paper
from enforcement.documents.sheets.parts import counted, ended
from enforcement.documents.sheets.prose import exhibits, happened
from enforcement.dossiers.models import Sensitivity
from enforcement.errors import DomainError
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.contents import CHARGE, PARTY, REMEDY, Element
from enforcement.law.kinds import PenaltyKind, StatutoryPaper
from enforcement.parameters.services import parameters

ELEMENTS = (
    *PARTY,
    Element("history", "案件来源和办案经过"),
    *CHARGE,
    Element("notice", "事先告知情况"),
    Element("defence", "陈述、申辩及采纳情况"),
    Element("order", "责令改正的内容"),
    Element("manner", "缴款方式和期限", "fine"),
    Element("surcharge", "逾期缴纳的加处罚款", "fine"),
    Element("publicity", "公开情况"),
    Element("warning", "逾期不履行的后果"),
    *REMEDY,
    Element("copies", "份数"),
)


@dataclass(frozen=True, kw_only=True)
class DecisionContent(FullSanctions, Payable, Decided):
    """The decision of the ordinary procedure (行政处罚决定书, 行政处罚法 59, R-915), in ten parts.

    `matter`: 案由. `history`: source and course of the case, one paragraph each. `evidence`: with what each
    piece proves. `notice`: what was told and when; `defence`: paragraphs on what the party said and what
    became of it. `benchmark`: facts and reasons of discretion. `order`: correction, begins with 责令.
    `surcharge`: "" without a fine. `publicity`, `warning`, `copies`: whole sentences.
    """

    matter: str = field(metadata=labelled("案由"))
    history: tuple[str, ...] = field(metadata=labelled("案件来源和办案经过"))
    evidence: tuple[Exhibit, ...] = field(metadata=labelled("证据"))
    notice: str = field(metadata=labelled("事先告知"))
    defence: tuple[str, ...] = field(metadata=labelled("陈述、申辩和采纳情况"))
    benchmark: str = field(metadata=labelled("裁量理由"))
    order: str = field(metadata=labelled("责令改正"))
    surcharge: str = field(default="", metadata=labelled("加处罚款"))
    publicity: str = field(metadata=labelled("公开情况"))
    warning: str = field(metadata=labelled("逾期不履行的后果"))
    copies: str = field(metadata=labelled("份数"))

    @classmethod
    def compose(
        cls, *, reconsideration_body, kinds, notice_number, notice_served_on, points=(), waived=False,
        hearing="", hearing_told=False, published=True, collector="", collector_address="", copies=2, **given,
    ):  # fmt: skip
        """Return the decision with its statutory texts composed.

        `notice_number`, `notice_served_on`: of the prior notice; `hearing_told`: it offered a hearing.
        `points`: Point rows of the defence, () where there was none, `waived`: the party waived it in
        writing. `hearing`: what came of the hearing, in a sentence, "" where none was due. `published`: the
        decision is made public. `collector`: the collecting institution, with its address. `copies`: how many.
        """
        content = cls(
            reconsideration_body=reconsideration_body,
            remedies=PAPER.remedies(reconsideration_body) + wording.goes_on(),
            notice=wording.noticed(notice_number, notice_served_on, hearing_told),
            defence=wording.defended(points, waived, hearing),
            kinds=tuple(PenaltyKind(kind) for kind in kinds),
            publicity=wording.publicity(published),
            warning=wording.warning(),
            copies=wording.copies(copies),
            **given,
        )
        if content.fine is None:
            return content
        content = replace(content, collector=collector, collector_address=collector_address)
        return replace(content, manner=(content.at_the_bank(),), surcharge=wording.surcharge())

    def elements(self):
        return super().elements() | {
            "history": "".join(self.history),
            "notice": self.notice,
            "defence": "".join(self.defence),
            "benchmark": self.benchmark,
            "order": self.order,
            "surcharge": self.surcharge,
            "publicity": self.publicity,
            "warning": self.warning,
            "copies": self.copies,
        }


def sections(content):
    """Return nine of the ten parts of the decision as (code, head, lines); the party is the first (R-915)."""
    imposed = f"依据{content.basis}和{wording.DECIDED}的规定，本机关决定对当事人作出以下行政处罚："
    return [
        ("history", "案件来源和办案经过", list(content.history)),
        ("facts", "违法事实", [f"经查，{happened(content)}"]),
        ("evidence", "证据", ["上述事实有下列证据证明：", *exhibits(content)] if content.evidence else []),
        ("defence", "告知和陈述、申辩", [content.notice, *content.defence]),
        ("nature", "违法行为的性质", [f"本机关认为，上述行为违反了{content.breached}的规定。"]),
        ("benchmark", "裁量理由", [ended(content.benchmark)]),
        (
            "decision",
            "处罚依据和决定",
            [imposed, *counted(content.penalties()), wording.order(content.order)],
        ),
        ("payment", "履行方式、期限和逾期后果", [*content.manner, content.surcharge, content.warning]),
        ("remedies", "救济途径和公开", [content.remedies, content.publicity]),
    ]


def body(content):
    """Return how the decision begins."""
    return {
        "opening": f"当事人{wording.offence(content.matter)}一案，本机关已依法调查终结，现查明并决定如下："
    }


PAPER = paper(
    kind=StatutoryPaper.DECISION.value,
    title=StatutoryPaper.DECISION.label,
    clauses=(Clause(PENALTY, 59),),
    rules=("R-915",),
    word="罚决",
    elements=ELEMENTS,
    content=DecisionContent,
    template="decision.typ",
    sections=sections,
    body=body,
    notes=lambda content: [content.copies],
    served=True,
    adverse=True,
    volume=10,
)


def content_of(case, *, at):
    """Return the content of 行政处罚决定书 in its ten parts (R-915).

    It names no last day to pay: the fifteen days run from a service that is still to come.
    """
    day, found = timezone.localdate(at), case.assessment
    rules = parameters(["remedy.reconsideration_body"], day, case.path)
    told = PriorNotice.objects.select_related("document").get(case=case, cancelled_at__isnull=True)
    fined = found.fine is not None
    return DecisionContent.compose(
        agency=case.team.full_name,
        party=party_block(case),
        matter=f"涉嫌{case.title}案",
        **charged(case, day),
        decided_on=day,
        history=course(case),
        basis=case.item.basis_text(),
        kinds=penalty_kinds(found),
        fine=found.fine,
        benchmark=reasons_of(case, found, at),
        order=order_words(found),
        reconsideration_body=rules["remedy.reconsideration_body"].value,
        **collector(case, day),
        pay_code=pay_code(case) if fined else "",
        notice_number=told.document.number,
        notice_served_on=told.served_on or told.waived_on,
        hearing_told=told.hearing_told,
        points=tuple(
            Point(said=point.text, answer=f"{'予以采纳' if point.adopted else '不予采纳'}：{point.reason}")
            for point in told.points.all()
        ),
        waived=told.waived_on is not None,
        published=case.sensitivity != Sensitivity.MINOR,
    )


@previewed(PAPER, DECISION, spared=False, states={Case.Procedure.GENERAL: DECISION_IN})
def draft(case, facts, at):
    """Return the decision as it would read; it states when the notice was served, so that it must have been."""
    told = case.prior_notices.filter(cancelled_at__isnull=True).exclude(served_on=None, waived_on=None)
    if not told.exists():
        raise DomainError("告知书还没有送达，决定书还不能预览。先登记告知书送达，再看预览。")
    return content_of(case, at=at)
