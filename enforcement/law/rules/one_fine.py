"""One act is fined once, under the norm with the higher fine (PL 29)."""

import hashlib
import re

from enforcement.law.amounts import Range, shown
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Outcome, PenaltyKind, ReviewPoint
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule

BLANK = re.compile(r"\s+")
SEARCHED = (
    "norms.earlier",
    "decision.kinds",
    "party.identity",
    "act.day",
    "act.ended_on",
    "act.place",
    "item.code",
)


def fingerprint(identity, code, place, day, ended_on=None):
    """Return the SHA-256 (64 hex digits) of an act: party, item code, place, first and last day."""
    parts = (identity, code, place, day.isoformat(), (ended_on or day).isoformat())
    text = "\n".join(BLANK.sub("", part).upper() for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of(facts):
    """Return the fingerprint of the case's own act."""
    act = facts.act
    return fingerprint(facts.party.identity, facts.item.code, act.place, act.day, act.ended_on)


def higher(norms):
    """Return the norm with the higher fine: higher maximum, then higher minimum (default); the first of equals."""
    return max(norms, key=lambda norm: (norm.high, norm.low))


def fined(facts):
    return facts.decision.outcome == Outcome.PENALTY and PenaltyKind.FINE in facts.decision.kinds


@rule(
    "R-108",
    gates=PROPOSED,
    clause=Clause(PENALTY, 29),
    remedy="取消罚款；仍可以责令改正或者给予其他种类的处罚",
    point=ReviewPoint.LAW,
)
def the_same_act_is_fined_once(facts):
    """A second fine for the same act is refused, whichever agency imposed the first."""
    if not fined(facts):
        return
    own = fingerprint_of(facts)
    for earlier in facts.norms.earlier:
        what = (
            f"{earlier.agency}{earlier.decided_on.isoformat()}已罚款 {shown(earlier.fine)} 元{earlier.number}"
        )
        if earlier.same or (earlier.same is None and earlier.fingerprint == own):
            yield block(f"同一违法行为，{what}", facts=SEARCHED)
        elif earlier.same is None:
            yield warn(f"{what}，可能是同一违法行为", "核对是否同一违法行为，并说明", facts=SEARCHED)


@rule(
    "R-108",
    gates=PROPOSED,
    clause=Clause(PENALTY, 29),
    remedy="改为适用罚款数额高的规定",
    point=ReviewPoint.LAW,
)
def the_higher_norm_is_applied(facts):
    """An act that breaks several norms with fines is fined under the one with the higher fine."""
    broken = facts.norms.broken
    if not fined(facts) or len(broken) < 2:
        return
    norm = higher(broken)
    equal = {each.code for each in broken if (each.high, each.low) == (norm.high, norm.low)}
    if facts.norms.chosen not in equal:
        yield block(
            f"同一违法行为违反多个规定，应适用罚款数额高的{norm.name or norm.code}（{Range(norm.low, norm.high)}）",
            facts=("norms.broken", "norms.chosen", "decision.kinds"),
        )
