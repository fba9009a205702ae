"""The penalty case and everything written under it, one module for each stage of its life."""

from cases.models.case import Case, CaseQuerySet
from cases.models.choices import pairs
from cases.models.closing import Closing
from cases.models.complaints import Complaint
from cases.models.deciding import Assessment, Decision, OralNotice
from cases.models.filing import Dispute, Filing, Recusal, Report
from cases.models.money import Collection, Payment, Registration
from cases.models.parties import Party
from cases.models.publishing import Publication
from cases.models.records import FoundFact, Record
from cases.models.reminders import Reminder
from cases.models.reviewing import Attendee, Discussion, Remark, Review
from cases.models.serving import AddressConfirmation, Attempt
from cases.models.telling import DefencePoint, PriorNotice
from cases.models.vetting import Vetting
from cases.models.views import SavedView

__all__ = [
    "AddressConfirmation", "Assessment", "Attempt", "Attendee", "Case", "CaseQuerySet", "Closing",
    "Collection", "Complaint", "Decision", "DefencePoint", "Discussion", "Dispute", "Filing", "FoundFact",
    "OralNotice", "Party", "Payment", "PriorNotice", "Publication", "Record", "Recusal", "Registration", "Remark",
    "Reminder", "Report", "Review", "SavedView", "Vetting", "pairs",
]  # fmt: skip
