"""Limitation of penalties: two years, five in grave cases (PL 36; EEC 1054)."""

from enforcement.law import terms
from enforcement.law.clauses import ECOLOGY_CODE, PENALTY, Clause
from enforcement.law.deadlines import Deadline, deadline
from enforcement.law.findings import block, hold
from enforcement.law.kinds import Outcome, ReviewPoint
from enforcement.law.lint import CODE_IN_FORCE
from enforcement.law.rulebook import rule

CONCERNED = (
    "act.day", "act.ended_on", "act.discovered_on",
    "act.safety_harm", "act.environmental", "act.ecological_damage",
)  # fmt: skip


def lengthened(facts) -> bool:
    """Return whether the period is five years: harm to life, health, money, or, once the code stands, to nature."""
    act = facts.act
    return act.safety_harm or (
        act.environmental and act.discovered_on >= CODE_IN_FORCE and act.ecological_damage
    )


def last_day(facts, term=None) -> Deadline:
    """Return the last day on which the act could be discovered and still be punished.

    What lengthens the period is asked only where it decides: two years are not enough, and five would be.
    """
    act, found = facts.act, facts.act.discovered_on
    ended, calendar = act.ended_on or act.day, facts.clock.calendar
    short, long = (deadline(each, ended, calendar) for each in (terms.LIMITATION, terms.LIMITATION_LONG))
    if term is None:
        term = (
            long.term
            if short.missed_on(found) and (long.missed_on(found) or lengthened(facts))
            else short.term
        )
    return long if term is long.term else short


@rule(
    "R-114",
    gates=("case.weigh", "case.issue", "case.decide"),
    clause=Clause(PENALTY, 36, 1),
    remedy="改为不予处罚；仍可以责令改正",
    point=ReviewPoint.PROCEDURE,
)
def the_act_is_not_too_old(facts):
    """After two years, or five in grave cases, no penalty; the reach of the code's five is unsettled."""
    if facts.decision.outcome == Outcome.PENALTY:
        yield from too_old(facts)


@rule(
    "R-114",
    gates=("case.request_filing", "case.file"),
    clause=Clause(PENALTY, 36, 1),
    remedy="不予立案；仍可以责令改正",
)
def no_case_is_filed_for_an_act_too_old(facts):
    """A case that can end in no penalty is not filed."""
    yield from too_old(facts)


def too_old(facts):
    """Yield why limitation forbids a penalty, or leaves it to the head."""
    act, found = facts.act, facts.act.discovered_on
    limit = last_day(facts)
    if limit.missed_on(found):
        code = Clause(ECOLOGY_CODE, 1054) if act.environmental and found >= CODE_IN_FORCE else None
        yield block(
            f"行为{(act.ended_on or act.day).isoformat()}终了，{found.isoformat()}才发现，"
            f"已过{limit.term.days}年追责时效（{limit.legal_last_day.isoformat()}止）",
            facts=CONCERNED,
            clause=code,
        )
    elif limit.term is terms.LIMITATION_LONG and not act.safety_harm:
        short = last_day(facts, terms.LIMITATION)
        if (act.ended_on or act.day) < CODE_IN_FORCE:
            yield hold(
                f"行为发生在生态环境法典施行前，已超过两年（{short.legal_last_day.isoformat()}止），"
                "五年时效能否溯及尚无定论",
                "由负责人书面决定是否适用五年时效",
                facts=CONCERNED,
                clause=Clause(ECOLOGY_CODE, 1054),
            )
