"""Minors: none under 14 is punished, from 14 to under 18 the penalty is lighter."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.identity import AGE_GROWN, AGE_PUNISHED, age_on
from enforcement.law.kinds import Limb, Outcome, PartyKind, PenaltyKind, ReviewPoint, Tier
from enforcement.law.known import UNKNOWN
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule

WEIGHING = ("case.weigh", "case.issue", *PROPOSED)
CONCERNED = ("party.born_on", "act.day", "decision.outcome")


def age_at_act(facts):
    """Return the party's age on the day of the act, None where the party is no person."""
    if facts.party.kind == PartyKind.ORGANISATION or facts.party.born_on is None:
        return None
    return age_on(facts.party.born_on, facts.act.day)


def too_young(facts) -> bool:
    """Return whether the party was under fourteen at the act: nobody so young is punished."""
    age = age_at_act(facts)
    return age is not None and age < AGE_PUNISHED


def young(facts) -> bool:
    """Return whether the party was fourteen to seventeen at the act: he is punished more lightly."""
    age = age_at_act(facts)
    return age is not None and AGE_PUNISHED <= age < AGE_GROWN


def minor(facts) -> bool:
    """Return whether the party was under eighteen at the act: somebody answers for him."""
    return too_young(facts) or young(facts)


def lightened_for_youth(facts) -> str:
    """Return the sentence that a notice and a decision give to a young party, "" to any other."""
    if not young(facts):
        return ""
    return (
        f"当事人实施违法行为时{age_at_act(facts)}周岁，依照《中华人民共和国行政处罚法》第三十条的规定，"
        "应当从轻或者减轻行政处罚"
    )


@rule("R-109", gates=WEIGHING, clause=Clause(PENALTY, 30), remedy="改为不予处罚", point=ReviewPoint.LAW)
def nobody_under_fourteen_is_punished(facts):
    """A person under 14 at the time of the act is not punished; the guardian is ordered to discipline."""
    if facts.decision.outcome == Outcome.PENALTY and too_young(facts):
        yield block(
            f"当事人 {age_at_act(facts)} 岁，不予行政处罚，应责令监护人管教",
            "改为不予处罚，并填写责令监护人管教的内容",
            facts=CONCERNED,
        )


@rule("R-109", gates=WEIGHING, clause=Clause(PENALTY, 30), remedy="改选从轻或者减轻", point=ReviewPoint.LAW)
def minors_are_treated_more_lightly(facts):
    """From 14 to under 18 the penalty must be lightened or mitigated, and a guardian is known."""
    if facts.decision.outcome != Outcome.PENALTY or not young(facts):
        return
    age = age_at_act(facts)
    lightest = all(kind == PenaltyKind.WARNING for kind in facts.decision.kinds)
    if not lightest and facts.decision.tier not in (Tier.LIGHTER, Tier.MITIGATED):
        yield block(
            f"当事人 {age} 岁，应当从轻或者减轻处罚", facts=(*CONCERNED, "decision.tier", "decision.kinds")
        )
    if not facts.party.guardian.strip():
        yield block(
            f"当事人 {age} 岁，还没有登记监护人",
            "在“是否应罚”页填写监护人",
            facts=("party.guardian", *CONCERNED),
        )


@rule(
    "R-109",
    gates=("case.propose_exemption", "case.confirm_exemption", *PROPOSED),
    clause=Clause(PENALTY, 30),
    remedy="填写责令监护人管教的内容",
    point=ReviewPoint.LAW,
)
def the_guardian_is_ordered_to_discipline(facts):
    """Not punishing a child goes with an order to the guardian, and only a child is spared for his age."""
    if facts.decision.limb != Limb.UNDER_AGE:
        return
    if not too_young(facts):
        yield block("当事人已满十四周岁，不能以年龄为由不予处罚", "改选其他情形", facts=CONCERNED)
    if not facts.decision.guardian_order.strip() or not facts.party.guardian.strip():
        yield block(
            "还没有填写监护人和责令管教的内容",
            "在“是否应罚”页填写",
            facts=("decision.guardian_order", "party.guardian"),
        )


@rule("R-109", gates=("case.issue", "case.give_notice"), clause=Clause(PENALTY, 30), remedy="填写出生日期")
def an_age_can_be_told(facts):
    """Whether a person is a minor decides whether and how he is punished."""
    if facts.party.kind == PartyKind.PERSON and facts.party.raw("born_on") is UNKNOWN:
        yield block("没有出生日期，不能判断当事人是否未成年", facts=("party.born_on",))
