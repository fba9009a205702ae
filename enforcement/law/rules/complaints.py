"""Complainants (R-321): sixty days for an answer, then sixty for reconsideration; the answer names the remedies."""

from dataclasses import replace

from enforcement.law import terms
from enforcement.law.clauses import HOUSE, RECONSIDERATION_RULES, Clause
from enforcement.law.deadlines import Deadline, deadline
from enforcement.law.findings import block
from enforcement.law.kinds import ComplaintOutcome
from enforcement.law.rulebook import rule

ALERT_DAYS = 45  # natural days from receipt, after which the officer is reminded


def reconsideration_due(answered_on, answer_by, calendar) -> Deadline:
    """Return until when the complainant may ask for reconsideration: of the answer, or else of the silence.

    answer_by: the last day for the answer, as the file keeps it.
    """
    if answered_on is not None:
        return deadline(replace(terms.RECONSIDER, event="收到答复"), answered_on, calendar)
    return deadline(replace(terms.RECONSIDER, event="答复期限届满"), answer_by, calendar)


@rule(
    "R-321",
    gates=("case.answer_complaint",),
    clause=Clause(RECONSIDERATION_RULES, 25),
    remedy="在答复里写明申请行政复议的权利、机关和期限，再勾选",
)
def an_adverse_answer_names_the_remedies(facts):
    """Who defends an own interest and is refused is told what he may do against it."""
    told = facts.complaint
    if told.outcome != ComplaintOutcome.FILED and told.own_interest and not told.remedies_told:
        yield block(
            "没有立案的答复没有写明救济途径",
            facts=("complaint.outcome", "complaint.own_interest", "complaint.remedies_told"),
        )


@rule("R-321", gates=("case.answer_complaint",), clause=Clause(HOUSE), remedy="按实际答复的日期填写")
def the_answer_lies_after_the_complaint(facts):
    """An answer is given after the complaint came in, and not in the future."""
    told = facts.complaint
    concerned = ("complaint.answered_on", "complaint.received_on", "clock.day")
    if told.answered_on is None:
        yield block("没有填写答复日期", facts=concerned)
    elif not told.received_on <= told.answered_on <= facts.clock.day:
        yield block(
            f"答复日期{told.answered_on.isoformat()}不在收到投诉（{told.received_on.isoformat()}）和今天之间",
            facts=concerned,
        )
