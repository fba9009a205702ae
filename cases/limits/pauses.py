"""The days on which no surcharge grows, as a decision keeps them: deferral, reconsideration, suit (R-143, R-144).

`Decision.pauses`: [{"kind": PauseKind, "start": day, "end": day or None, "piece": key, "reason", "by", "due": day}, …];
`due`, of a deferral: the last day to pay before it.
"""

from datetime import date

from enforcement.law.amounts import Pause
from enforcement.law.kinds import PauseKind


def pause_of(held):
    """Return days without surcharge as the law reads them. held: one of `Decision.pauses`."""
    end = held["end"]
    return Pause(
        PauseKind(held["kind"]), date.fromisoformat(held["start"]), date.fromisoformat(end) if end else None
    )


def pauses_of(decision):
    return tuple(map(pause_of, decision.pauses))


def due_of(decision, limit):
    """Return the last day to pay as the law set it, before any deferral; limit: the stored one or None."""
    for held in decision.pauses:
        if held["kind"] == PauseKind.DEFERRAL:
            return date.fromisoformat(held["due"])
    return limit.legal_last_day if limit else None


def lost_to_suits(decision):
    """Return the (first, last) days of suits brought because nobody had told of reconsideration (R-312)."""
    wrong = [each for each in pauses_of(decision) if each.kind == PauseKind.WRONG_SUIT and each.end]
    return [(each.start, each.end) for each in wrong]


def facts_of(decision, limit):
    """Return {fact of law.Payment: value}."""
    last = decision.pauses[-1] if decision.pauses else {"piece": "", "reason": ""}
    return {
        "due_on": due_of(decision, limit) if decision.fine else None,
        "pauses": pauses_of(decision),
        "pause_paper": str(last["piece"]),
        "pause_reason": last["reason"],
    }
