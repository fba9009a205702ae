"""The order of the steps of an ordinary case, read off their dates (R-608)."""

from itertools import pairwise

from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import Outcome, ReviewPoint
from enforcement.law.rulebook import rule
from enforcement.law.rules.review import last_round

DAYS = (
    "filing.filed_on", "filing.concluded_on", "notice.served_on", "hearing.ended_on", "reviewing.rounds",
    "discussion.held_on", "decision.day",
)  # fmt: skip


def dated_steps(facts, *, decided=True):
    """Return (step in words, its day) in the order that the law wants; steps that were not taken are left out.

    `decided`: the discussion and the decision are among them.
    """
    review = last_round(facts)
    hearing = facts.hearing.ended_on or facts.hearing.held_on
    told = facts.notice.served_on if facts.decision.outcome == Outcome.PENALTY else None
    steps = [
        ("立案", facts.filing.filed_on),
        ("调查终结", facts.filing.concluded_on),
        ("告知书送达", told),
        ("听证", hearing),
        ("法制审核", review and (review.concluded_on or facts.clock.day)),
    ]
    if decided:
        steps += [("集体讨论", facts.discussion.held_on), ("作出决定", facts.decision.day)]
    return [(name, day) for name, day in steps if day is not None]


def _out_of_order(steps):
    for (first, before), (then, after) in pairwise(steps):
        if after < before:
            yield block(f"{then}日期{after.isoformat()}早于{first}日期{before.isoformat()}", facts=DAYS)


@rule(
    "R-608",
    gates=("case.approve_review",),
    clause=Clause(HOUSE),
    remedy="核对各步骤的日期；顺序颠倒的，重新审核",
)
def the_review_follows_notice_and_hearing(facts):
    """A review that comes before the party was heard is no review of the case."""
    yield from _out_of_order(dated_steps(facts, decided=False))


@rule(
    "R-608",
    gates=("case.decide",),
    clause=Clause(HOUSE),
    remedy="核对各步骤的日期；顺序颠倒的，重做后面的步骤",
    point=ReviewPoint.PROCEDURE,
)
def the_steps_follow_each_other(facts):
    """Filing, end of investigation, notice, hearing, review, discussion, decision: in this order."""
    yield from _out_of_order(dated_steps(facts))


@rule("R-608", gates=("case.report",), clause=Clause(HOUSE), remedy="先办理“调查终结”")
def a_report_is_corrected_once_there_is_one(facts):
    """What has not been concluded has no report to correct."""
    if facts.filing.concluded_on is None:
        yield block("现在没有可以更正的调查终结报告", facts=("filing.concluded_on",))
