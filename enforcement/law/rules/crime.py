"""A suspected crime goes to the police, and no fine takes its place (PL 27, R-106)."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import warn
from enforcement.law.kinds import Outcome, ReviewPoint
from enforcement.law.rulebook import rule

GRAVE = ("act.safety_harm", "act.ecological_damage", "decision.outcome")


def grave(act):
    """Return in words what harm somebody found that may make the act a crime, () where nobody found any."""
    named = (
        ("safety_harm", "危害公民生命健康安全、金融安全"),
        ("ecological_damage", "造成环境污染或者生态破坏"),
    )
    return tuple(words for name, words in named if act.raw(name) is True)


@rule(
    "R-106",
    gates=("case.issue", "case.decide"),
    clause=Clause(PENALTY, 27, 1),
    remedy="核对是否涉嫌犯罪：涉嫌的，移送司法机关，不得以罚代刑；不涉嫌的，写明理由",
    point=ReviewPoint.CRIME,
)
def grave_harm_may_be_a_crime(facts):
    """Who fines an act that harmed life, health, money or nature says why it is no crime."""
    if facts.decision.outcome == Outcome.PENALTY and (harm := grave(facts.act)):
        yield warn(f"违法行为{'、'.join(harm)}，可能涉嫌犯罪", facts=GRAVE)
