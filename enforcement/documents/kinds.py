"""The register of forms (R-907): for each kind its title, number word, papers, template and content."""

from collections.abc import Callable
from dataclasses import dataclass

from enforcement.documents import contents
from enforcement.documents.sheets import letters, records, signing, tables
from enforcement.law.kinds import DocumentKind, Procedure


def nothing(content):
    """Return no sections, places or notes."""
    return ()


def no_body(content):
    """Return no parts beside the sections."""
    return {}


@dataclass(frozen=True)
class Form:
    """One form.

    `word`: 类型字 of the number, "" where it takes none; `layouts`: papers it prints on, the usual one first;
    `sections` makes the parts in prose, `body` tables and speeches; `places`: who signs at the foot of every
    page; `notes`: small print at the end; `signed`: officers and party sign it on the spot; `served`: it must
    be delivered with proof; `adverse`: it may burden rights, and tells right, body and period of
    reconsideration (R-322).
    """

    kind: DocumentKind
    version: int
    word: str
    layouts: tuple[str, ...]
    template: str
    content: type[contents.Content]
    sections: Callable = nothing
    body: Callable = no_body
    places: Callable = nothing
    notes: Callable = nothing
    procedure: Procedure = Procedure.GENERAL
    signed: bool = False
    served: bool = False
    adverse: bool = False

    @property
    def title(self):
        return self.kind.label

    def read(self, stored):
        """Return the content that was stored as JSON."""
        return self.content.from_json(stored)


def on_a4(kind, content, template, *, word="", **given):
    """Return a form of the ordinary procedure: first version, A4 only."""
    return Form(kind=kind, version=1, word=word, layouts=("A4",), template=template, content=content, **given)


K = DocumentKind
FORMS = {
    form.kind: form
    for form in (
        Form(
            kind=K.ON_THE_SPOT,
            version=1,
            word="简罚决",
            layouts=("A5", "ROLL80", "A4"),
            template="on_the_spot.typ",
            content=contents.SummaryPenaltyContent,
            sections=letters.summary_penalty,
            notes=lambda content: ["本决定书一式两份，一份交付当事人，一份存档备案。"],
            procedure=Procedure.SUMMARY,
            signed=True,
            served=True,
            adverse=True,
        ),
        Form(
            kind=K.NO_PENALTY,
            version=1,
            word="不罚决",
            layouts=("A4", "A5", "ROLL80"),
            template="no_penalty.typ",
            content=contents.NoPenaltyContent,
            sections=letters.no_penalty,
            procedure=Procedure.SUMMARY,
            served=True,
            adverse=True,
        ),
        on_a4(
            K.FILING_APPROVAL, contents.FilingApprovalContent, "table.typ", word="立",
            body=tables.filing,
        ),
        on_a4(
            K.INQUIRY_RECORD, contents.InquiryRecordContent, "record.typ", body=records.inquiry,
            places=signing.questioned,
        ),
        on_a4(
            K.INSPECTION_RECORD, contents.InspectionRecordContent, "record.typ", body=records.inspection,
            sections=records.inspected, places=signing.inspected,
        ),
        on_a4(
            K.INVESTIGATION_REPORT, contents.InvestigationReportContent, "report.typ", sections=letters.report,
            body=letters.reported,
        ),
        on_a4(
            K.PRIOR_NOTICE, contents.PriorNoticeContent, "notice.typ", word="罚告", sections=letters.prior_notice,
            body=letters.noticed, notes=lambda content: ["本告知书一式两份，一份送达当事人，一份归档。"], served=True,
        ),
        on_a4(
            K.REVIEW_OPINION, contents.ReviewOpinionContent, "table.typ", word="法审",
            body=tables.review,
        ),
        on_a4(
            K.DISCUSSION_MINUTES, contents.DiscussionMinutesContent, "record.typ", sections=records.discussed,
            body=records.minutes, places=signing.discussed,
        ),
        on_a4(
            K.DECISION, contents.DecisionContent, "decision.typ", word="罚决", sections=letters.decision,
            body=letters.decided, notes=lambda content: [content.copies], served=True, adverse=True,
        ),
        on_a4(
            K.SERVICE_RECEIPT, contents.ServiceReceiptContent, "table.typ", word="回证",
            body=tables.service, places=signing.handed,
        ),
        on_a4(
            K.CLOSING_APPROVAL, contents.ClosingApprovalContent, "table.typ",
            body=tables.closing,
        ),
    )
}  # fmt: skip
