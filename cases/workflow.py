"""The states of a penalty case, and its table of steps: `cases.steps` declares them, stage by stage."""

from django.db import models

from enforcement.procedures.steps import Table


class State(models.TextChoices):
    ON_SITE = "ON_SITE", "现场办理"
    PROPOSED = "PROPOSED", "待负责人确认"
    LEAD = "LEAD", "线索核查"
    TO_FILE = "TO_FILE", "待立案"
    INVESTIGATING = "INVESTIGATING", "调查取证"
    CONCLUDED = "CONCLUDED", "调查终结"
    NOTIFIED = "NOTIFIED", "已告知"
    IN_REVIEW = "IN_REVIEW", "法制审核"
    RETURNED = "RETURNED", "审核退回"
    REVIEWED = "REVIEWED", "待决定"
    DECIDED = "DECIDED", "已决定"
    DELIVERED = "DELIVERED", "已送达"
    EXECUTED = "EXECUTED", "已履行"
    CLOSING = "CLOSING", "待批准结案"
    CLOSED = "CLOSED", "已结案"
    NOT_FILED = "NOT_FILED", "不予立案"
    TRANSFERRED = "TRANSFERRED", "已移送"
    WITHDRAWN = "WITHDRAWN", "已撤销"


S = State
CLOSED_STATES = frozenset({S.CLOSED, S.WITHDRAWN, S.NOT_FILED, S.TRANSFERRED})
AFTER_DECISION = frozenset({S.DECIDED, S.DELIVERED, S.EXECUTED})
# while the officers may still correct what they wrote
BEFORE_REVIEW = frozenset({S.LEAD, S.TO_FILE, S.INVESTIGATING, S.CONCLUDED, S.RETURNED})
IN_HAND = frozenset(
    {S.TO_FILE, S.INVESTIGATING, S.CONCLUDED, S.NOTIFIED, S.IN_REVIEW, S.RETURNED, S.REVIEWED}
)
ASSIGNABLE = IN_HAND | {S.LEAD, S.DECIDED, S.DELIVERED, S.EXECUTED}
DISMISSIBLE = frozenset({S.INVESTIGATING, S.CONCLUDED, S.NOTIFIED, S.RETURNED, S.REVIEWED})
WEIGHED_IN = frozenset({S.ON_SITE, S.INVESTIGATING, S.NOTIFIED, S.RETURNED})
# what is written on the page 是否应罚, or beside it, is corrected where that page is
NORMS_IN = frozenset({S.INVESTIGATING, S.RETURNED})
VETTED_IN = frozenset({S.LEAD, S.TO_FILE, S.INVESTIGATING, S.CONCLUDED, S.RETURNED})
PERIOD_RUNS = IN_HAND - {S.TO_FILE}
# who complained is answered also after the case has ended, then most of all
ANSWERED_IN = frozenset(S) - {S.ON_SITE, S.PROPOSED}
FACTS_IN = frozenset({S.INVESTIGATING, S.CONCLUDED, S.RETURNED})
# where a paper may still have to reach the party, and where its being another agency's case matters
ADDRESSED_IN = IN_HAND | {S.LEAD, S.DECIDED, S.DELIVERED}
DISPUTED_IN = IN_HAND | {S.LEAD}
# from their return until the file is submitted again
ANSWERS_REMARKS_IN = frozenset({S.INVESTIGATING, S.CONCLUDED, S.NOTIFIED, S.RETURNED})
SUMMARY, GENERAL = "SUMMARY", "GENERAL"

STEPS = Table("case", states=State, noun="案件", home="cases:detail", page="cases:step")
