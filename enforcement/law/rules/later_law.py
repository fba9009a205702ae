"""The law of the act's day, unless the law of the decision's day is lighter (PL 37)."""

from dataclasses import dataclass
from typing import Any

from enforcement.law.amounts import Range, shown
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import Outcome, ReviewPoint
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule
from enforcement.law.rules.basis import not_in_force

CITED = ("norms.versions", "norms.cited", "act.day", "act.ended_on", "decision.day", "assessment.refused")


@dataclass(frozen=True)
class Choice:
    """The version that governs: `old` of the act's day, `new` of the decision's, either None where none stood.

    `version` is the one to cite, None where the act is no longer, or was not yet, punished; `bracket` its
    range for this party, None likewise; `reason` in Chinese.
    """

    old: Any
    new: Any
    version: Any
    bracket: Any
    reason: str


def version_on(versions, day):
    """Return the version in force on `day`, first and last day included, None where none was."""
    standing = [
        each
        for each in versions
        if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)
    ]
    return max(standing, key=lambda each: each.valid_from, default=None)


def bracket_of(version, refused):
    """Return the range of a version for a party who refused to correct or did not, None where it has none."""
    fitting = [each for each in version.brackets if each.refused in (None, bool(refused))]
    return min(fitting, key=lambda each: each.refused is None, default=None)


def governing(versions, acted_on, decided_on, *, refused) -> Choice:
    """Return the version that governs an act of `acted_on` decided on `decided_on`.

    The newer text applies where it no longer punishes, or where its maximum is lower, or with equal maxima
    its minimum; otherwise the text of the act's day.
    """
    old, new = version_on(versions, acted_on), version_on(versions, decided_on)
    before = bracket_of(old, refused) if old else None
    after = bracket_of(new, refused) if new else None
    if before is None:
        return Choice(old, new, None, None, "行为发生时没有规定处罚")
    if old is new:
        return Choice(old, new, old, before, "行为发生后规定没有变化")
    if after is None:
        return Choice(old, new, None, None, "作出决定时的规定已不再处罚")
    words = f"行为时{Range(before.low, before.high)}，决定时{Range(after.low, after.high)}"
    if (after.high, after.low) < (before.high, before.low):
        return Choice(old, new, new, after, f"{words}，新规定较轻，适用新规定")
    return Choice(old, new, old, before, f"{words}，新规定不轻于旧规定，适用行为时的规定")


def choice(facts) -> Choice:
    """Return the version that governs the case."""
    return governing(
        facts.norms.versions,
        facts.act.ended_on or facts.act.day,
        facts.decision.day,
        refused=facts.assessment.refused,
    )


@rule(
    "R-115",
    gates=PROPOSED,
    clause=Clause(PENALTY, 37),
    remedy="改为引用应当适用的版本",
    point=ReviewPoint.LAW,
)
def the_governing_version_is_cited(facts):
    """The text of the act's day is cited, or the later one where it is lighter or punishes no more."""
    if not facts.norms.versions:
        yield from not_in_force(facts)
        return
    if facts.decision.outcome != Outcome.PENALTY:
        return
    found = choice(facts)
    if found.version is None:
        yield block(f"{found.reason}，不能处罚", "改为不予处罚", facts=CITED)
    elif facts.norms.cited != found.version.code:
        yield block(
            f"引用的依据版本不对：{found.reason}",
            f"改为引用{found.version.clause or found.version.code}",
            facts=CITED,
        )


@rule(
    "R-115",
    gates=PROPOSED,
    clause=Clause(PENALTY, 37),
    remedy="把罚款改到应当适用的规定的上限以下",
    point=ReviewPoint.LAW,
)
def the_fine_stays_below_the_governing_maximum(facts):
    """The maximum is that of the version which governs."""
    if not facts.norms.versions or facts.decision.outcome != Outcome.PENALTY or facts.decision.fine is None:
        return
    found = choice(facts)
    if found.bracket and facts.decision.fine > found.bracket.high:
        yield block(
            f"罚款 {shown(facts.decision.fine)} 元超过上限 {shown(found.bracket.high)} 元（{found.reason}）",
            facts=("decision.fine", *CITED),
        )
