"""The facts that the rules read, in small frozen groups, every one of them known or UNKNOWN.

Units, once for all groups: `*_on` and `day` are `date` (a Shanghai day); `*_at` and `at` are aware
`datetime`; money is `Decimal` in yuan; periods say their unit in the name; a code is a `kinds` member or
the same string; a set of things is a tuple. `None` means "known that there is none"; UNKNOWN means "not
recorded yet", and a rule that reads it does not decide: the runner answers with a finding that says what is
missing and where to enter it.
"""

from enforcement.law.facts.carrying_out import Closing, Collection, Paid, Payment, Registration
from enforcement.law.facts.complaints import Complaint
from enforcement.law.facts.filing import Extension, Filing
from enforcement.law.facts.inquiry import (
    Declaration,
    Device,
    Dispute,
    FoundFact,
    Gains,
    Inquiry,
    Jurisdiction,
    Proof,
    Recusal,
    Recusals,
    Rival,
)
from enforcement.law.facts.judgement import Assessment, Band, Benchmark, Decision, Notice
from enforcement.law.facts.matter import Act, Agency, ClueGrant, Devolved, Item, Officer, Officers, Party
from enforcement.law.facts.norms import Bracket, EarlierFine, Norm, Norms, Version
from enforcement.law.facts.openness import Filmed, Publication, Secret, Stages
from enforcement.law.facts.papers import Delivery, Document
from enforcement.law.facts.records import Record, Span
from enforcement.law.facts.repeats import Alike, Repeats
from enforcement.law.facts.reviewing import Discussion, Point, Review, Reviewing
from enforcement.law.facts.serving import Attempt, Serving
from enforcement.law.facts.step import StepTaken
from enforcement.law.facts.telling import DefencePoint, Hearing, Part, Telling
from enforcement.law.facts.times import Clock, Limits
from enforcement.law.known import UNKNOWN, Group, UnknownFact, digest, fact, group

__all__ = [
    "UNKNOWN",
    "Act",
    "Agency",
    "Alike",
    "Assessment",
    "Attempt",
    "Band",
    "Benchmark",
    "Bracket",
    "CaseFacts",
    "Clock",
    "Closing",
    "ClueGrant",
    "Collection",
    "Complaint",
    "Decision",
    "Declaration",
    "DefencePoint",
    "Delivery",
    "Device",
    "Devolved",
    "Discussion",
    "Dispute",
    "Document",
    "EarlierFine",
    "Extension",
    "Filing",
    "Filmed",
    "FoundFact",
    "Gains",
    "Group",
    "Hearing",
    "Inquiry",
    "Item",
    "Jurisdiction",
    "Limits",
    "Norm",
    "Norms",
    "Notice",
    "Officer",
    "Officers",
    "Paid",
    "Part",
    "Party",
    "Payment",
    "Point",
    "Proof",
    "Publication",
    "Record",
    "Recusal",
    "Recusals",
    "Registration",
    "Repeats",
    "Review",
    "Reviewing",
    "Rival",
    "Secret",
    "Serving",
    "Span",
    "Stages",
    "StepTaken",
    "Telling",
    "UnknownFact",
    "Version",
    "digest",
]


@group
class CaseFacts(Group):
    """All that the rules may know of one case at one step. A group not built is UNKNOWN as a whole."""

    LABEL, WHERE = "", "案件页"
    party: Party = fact("当事人", Party.WHERE)
    act: Act = fact("违法行为", Act.WHERE)
    item: Item = fact("事项", Item.WHERE)
    agency: Agency = fact("办案机关", Agency.WHERE)
    officers: Officers = fact("执法人员", Officers.WHERE)
    assessment: Assessment = fact("要不要罚的判断", Assessment.WHERE)
    benchmark: Benchmark = fact("裁量基准", Benchmark.WHERE)
    notice: Notice = fact("告知", Notice.WHERE)
    decision: Decision = fact("决定", Decision.WHERE)
    document: Document = fact("文书", Document.WHERE)
    delivery: Delivery = fact("送达", Delivery.WHERE)
    collection: Collection = fact("当场收缴", Collection.WHERE)
    payment: Payment = fact("缴款", Payment.WHERE)
    registration: Registration = fact("备案", Registration.WHERE)
    closing: Closing = fact("结案", Closing.WHERE)
    filing: Filing = fact("立案", Filing.WHERE)
    record: Record = fact("笔录", Record.WHERE)
    reviewing: Reviewing = fact("法制审核", Reviewing.WHERE)
    discussion: Discussion = fact("集体讨论", Discussion.WHERE)
    serving: Serving = fact("送达", Serving.WHERE)
    clock: Clock = fact("办理时间", Clock.WHERE)
    limits: Limits = fact("期限", Limits.WHERE)
    jurisdiction: Jurisdiction = fact("管辖", Jurisdiction.WHERE)
    recusals: Recusals = fact("回避", Recusals.WHERE)
    inquiry: Inquiry = fact("证据", Inquiry.WHERE)
    gains: Gains = fact("违法所得", Gains.WHERE)
    norms: Norms = fact("适用规定", Norms.WHERE)
    hearing: Hearing = fact("听证", Hearing.WHERE)
    telling: Telling = fact("告知与决定的对照", Telling.WHERE)
    publication: Publication = fact("公示", Publication.WHERE)
    stages: Stages = fact("全过程记录", Stages.WHERE)
    repeats: Repeats = fact("同日同类案件", Repeats.WHERE)
    complaint: Complaint = fact("投诉举报", Complaint.WHERE)
    step: StepTaken = fact("办理情况", StepTaken.WHERE)
