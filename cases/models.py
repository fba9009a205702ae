"""The penalty case and everything written under it, gathered from the room of each stage."""

from cases.case.choices import pairs
from cases.case.models import Case, CaseQuerySet
from cases.closing.models import Closing
from cases.complaint.models import Complaint
from cases.crew.models import Recusal
from cases.decision.models import Attendee, Decision, Discussion
from cases.execution.models import Collection, Payment, Registration
from cases.filing.models import Dispute, Filing
from cases.investigation.models import FoundFact, Record, Report, Vetting
from cases.limits.models import Reminder
from cases.listing.models import SavedView
from cases.notice.models import DefencePoint, PriorNotice
from cases.party.models import Party
from cases.publication.models import Publication
from cases.review.models import Remark, Review
from cases.serving.models import AddressConfirmation, Attempt
from cases.street.models import OralNotice
from cases.weighing.models import Assessment

__all__ = [
    "AddressConfirmation", "Assessment", "Attempt", "Attendee", "Case", "CaseQuerySet", "Closing",
    "Collection", "Complaint", "Decision", "DefencePoint", "Discussion", "Dispute", "Filing", "FoundFact",
    "OralNotice", "Party", "Payment", "PriorNotice", "Publication", "Record", "Recusal", "Registration", "Remark",
    "Reminder", "Report", "Review", "SavedView", "Vetting", "pairs",
]  # fmt: skip
