"""Minors: none under 14 is punished, from 14 to under 18 the penalty is lighter."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.identity import age_on
from enforcement.law.kinds import Limb, Outcome, PartyKind, PenaltyKind, Tier
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule

AGE_NONE, AGE_REDUCED = 14, 18
WEIGHING = ("case.weigh", "case.issue", *PROPOSED)
CONCERNED = ("party.born_on", "act.day", "decision.outcome")


def age_at_act(facts):
    """Return the party's age on the day of the act, None where the party is no person."""
    if facts.party.kind == PartyKind.ORGANISATION or facts.party.born_on is None:
        return None
    return age_on(facts.party.born_on, facts.act.day)


@rule("R-109", gates=WEIGHING, clause=Clause(PENALTY, 30), remedy="改为不予处罚")
def nobody_under_fourteen_is_punished(facts):
    """A person under 14 at the time of the act is not punished; the guardian is ordered to discipline."""
    age = age_at_act(facts)
    if facts.decision.outcome == Outcome.PENALTY and age is not None and age < AGE_NONE:
        yield block(
            f"当事人 {age} 岁，不予行政处罚，应责令监护人管教",
            "改为不予处罚，并填写责令监护人管教的内容",
            facts=CONCERNED,
        )


@rule("R-109", gates=WEIGHING, clause=Clause(PENALTY, 30), remedy="改选从轻或者减轻")
def minors_are_treated_more_lightly(facts):
    """From 14 to under 18 the penalty must be lightened or mitigated, and a guardian is known."""
    age = age_at_act(facts)
    if facts.decision.outcome != Outcome.PENALTY or age is None or not AGE_NONE <= age < AGE_REDUCED:
        return
    lightest = all(kind == PenaltyKind.WARNING for kind in facts.decision.kinds)
    if not lightest and facts.decision.tier not in (Tier.LIGHTER, Tier.MITIGATED):
        yield block(
            f"当事人 {age} 岁，应当从轻或者减轻处罚", facts=(*CONCERNED, "decision.tier", "decision.kinds")
        )
    if not facts.party.guardian.strip():
        yield block(
            f"当事人 {age} 岁，还没有登记监护人", "在登记页填写监护人", facts=("party.guardian", *CONCERNED)
        )


@rule(
    "R-109",
    gates=("case.propose_exemption", "case.confirm_exemption", *PROPOSED),
    clause=Clause(PENALTY, 30),
    remedy="填写责令监护人管教的内容",
)
def the_guardian_is_ordered_to_discipline(facts):
    """Not punishing a child goes with an order to the guardian, and only a child is spared for his age."""
    if facts.decision.limb != Limb.UNDER_AGE:
        return
    age = age_at_act(facts)
    if age is None or age >= AGE_NONE:
        yield block("当事人已满十四周岁，不能以年龄为由不予处罚", "改选其他情形", facts=CONCERNED)
    if not facts.decision.guardian_order.strip() or not facts.party.guardian.strip():
        yield block("还没有填写监护人和责令管教的内容", facts=("decision.guardian_order", "party.guardian"))
