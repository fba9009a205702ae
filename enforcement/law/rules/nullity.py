"""What makes a penalty void (PL 38): no standing, no hearing although the party asked in time."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import Outcome, ReviewPoint
from enforcement.law.rulebook import rule
from enforcement.law.rules.hearings import REQUEST, asked_in_time, held, taken_back


@rule(
    "R-116",
    gates=("case.file", "case.decide"),
    clause=Clause(PENALTY, 38, 1),
    remedy="以所属有行政主体资格的机关名义办理，或者移送",
    point=ReviewPoint.LAW,
)
def the_agency_has_standing(facts):
    """An agency that may not punish in its own name decides nothing."""
    if not facts.agency.standing:
        yield block(f"{facts.agency.name}不具有行政主体资格", facts=("agency.standing",))


@rule(
    "R-116",
    gates=("case.decide",),
    clause=Clause(PENALTY, 38, 2),
    remedy="先举行听证，再作出决定；当事人书面放弃听证的，退回承办人，由承办人在“登记陈述申辩”页登记放弃日期",
    point=ReviewPoint.LAW,
)
def a_hearing_asked_for_is_held(facts):
    """A penalty decided without the hearing that the party asked for in time, and did not give up, is void."""
    if facts.decision.outcome != Outcome.PENALTY or not facts.notice.hearing_told:
        return
    if asked_in_time(facts) and not held(facts) and not taken_back(facts):
        yield block(
            "当事人在期限内申请听证，还没有举行听证",
            facts=("hearing.held_on", "hearing.waived_on", "decision.day", *REQUEST),
        )
