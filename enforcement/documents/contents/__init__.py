"""What the forms say: frozen contents with labelled fields, their JSON, their mandatory elements.

A content is complete in itself: texts that depend on the law of the day (payment, remedies) are composed
once, by `compose`, from `wording`, and frozen with the rest (R-908, R-913, R-915, R-920).
"""

from enforcement.documents.contents.approvals import ClosingApprovalContent, FilingApprovalContent
from enforcement.documents.contents.blocks import (
    IDENTITY_KINDS,
    Exhibit,
    OfficerBlock,
    Opinion,
    PartyBlock,
    Payment,
    PersonBlock,
    Point,
)
from enforcement.documents.contents.deliberations import (
    Attendee,
    DiscussionMinutesContent,
    Examined,
    ReviewOpinionContent,
    View,
)
from enforcement.documents.contents.no_penalty import NoPenaltyContent
from enforcement.documents.contents.paper import Content
from enforcement.documents.contents.penalties import (
    DecisionContent,
    PriorNoticeContent,
    SummaryPenaltyContent,
)
from enforcement.documents.contents.receipts import Served, ServiceReceiptContent
from enforcement.documents.contents.records import (
    Answer,
    InquiryRecordContent,
    InspectionRecordContent,
    InvestigationReportContent,
)
from enforcement.documents.contents.secrets import boxed, unboxed
from enforcement.documents.contents.secrets import together as unmask

__all__ = [
    "IDENTITY_KINDS", "Answer", "Attendee", "ClosingApprovalContent", "Content", "DecisionContent",
    "DiscussionMinutesContent", "Examined", "Exhibit", "FilingApprovalContent", "InquiryRecordContent",
    "InspectionRecordContent", "InvestigationReportContent", "NoPenaltyContent", "OfficerBlock", "Opinion",
    "PartyBlock", "Payment", "PersonBlock", "Point", "PriorNoticeContent", "ReviewOpinionContent", "Served",
    "ServiceReceiptContent", "SummaryPenaltyContent", "View", "boxed", "unboxed", "unmask",
]  # fmt: skip
