"""The shapes of what officers type, by stage. Forms check shape; the law is asked by the services."""

from cases.forms.applying import NormsForm, norms_initial
from cases.forms.complaining import AnswerForm, answer_initial, complaint_initial
from cases.forms.fields import CaseForm
from cases.forms.filing import (
    ApproveForm,
    AssignForm,
    DeclareForm,
    DisputeForm,
    FilingForm,
    RecusalForm,
    RulingForm,
    TransferForm,
    dispute_initial,
    filing_initial,
)
from cases.forms.investigating import (
    FactsForm,
    HearingForm,
    ReportForm,
    facts_initial,
    report_initial,
)
from cases.forms.money import (
    CollectForm,
    DeferForm,
    HandInForm,
    NoteReviewForm,
    PaymentForm,
    TellRemediesForm,
)
from cases.forms.notice import NoticeForm
from cases.forms.period import ClueForm, ExcludeForm, ExtendForm, ReviewTermForm, extend_initial
from cases.forms.plain import DeliverForm, NothingForm, ReasonForm
from cases.forms.publishing import PublishForm, publish_initial
from cases.forms.records import RecordForm, record_initial
from cases.forms.resolving import ClosingForm, DiscussionForm, closing_initial, discussion_initial
from cases.forms.scene import LeadForm, SceneForm, scene_initial
from cases.forms.serving import AddressForm, AttemptForm, address_initial, attempt_initial
from cases.forms.telling import DefenceForm, defence_initial
from cases.forms.vetting import VetForm, vet_initial
from cases.forms.weighing import WeighForm, weigh_form, weigh_initial

__all__ = [
    "AddressForm",
    "AnswerForm",
    "ApproveForm",
    "AssignForm",
    "AttemptForm",
    "CaseForm",
    "ClosingForm",
    "ClueForm",
    "CollectForm",
    "DeclareForm",
    "DefenceForm",
    "DeferForm",
    "DeliverForm",
    "DiscussionForm",
    "DisputeForm",
    "ExcludeForm",
    "ExtendForm",
    "FactsForm",
    "FilingForm",
    "HandInForm",
    "HearingForm",
    "LeadForm",
    "NormsForm",
    "NoteReviewForm",
    "NothingForm",
    "NoticeForm",
    "PaymentForm",
    "PublishForm",
    "ReasonForm",
    "RecordForm",
    "RecusalForm",
    "ReportForm",
    "ReviewTermForm",
    "RulingForm",
    "SceneForm",
    "TellRemediesForm",
    "TransferForm",
    "VetForm",
    "WeighForm",
    "address_initial",
    "answer_initial",
    "attempt_initial",
    "closing_initial",
    "complaint_initial",
    "defence_initial",
    "discussion_initial",
    "dispute_initial",
    "extend_initial",
    "facts_initial",
    "filing_initial",
    "norms_initial",
    "publish_initial",
    "record_initial",
    "report_initial",
    "scene_initial",
    "vet_initial",
    "weigh_form",
    "weigh_initial",
]  # fmt: skip
