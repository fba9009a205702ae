"""What a page says about the ways on: the next step, the others, what is not open yet, what waits for a word."""

from django.utils import timezone

from enforcement.law.findings import Level
from enforcement.procedures.offering import barred, choices_for
from enforcement.procedures.questions import asked_on
from enforcement.procedures.tasked import post_of
from enforcement.teams.services.holding import holders_of


def ways_on(row, officer, at, *, near=None, facts=None):
    """Return what can be done now: the one next step and why not, what else is open, what is not open yet."""
    primary, others = choices_for(row, by=officer, at=at, near=near, facts=facts)
    stops = primary.left_over if primary else []
    mine = [(choice, choice.left_over) for choice in others if choice.allowed]
    held = [(choice, one) for choice in (primary, *others) if choice for one in choice.left_over]
    waiting, lapsed = asked_on(row)
    lifts = lifted_by(officer, row, held, waiting, at)
    return {
        "primary": primary,
        "stops": stops,
        "stopped": barred(stops),
        "ready": [choice for choice, left in mine if not barred(left)],
        "rare": any(choice.rare for choice, left in mine if not barred(left)),
        "shut": [(choice, left) for choice, left in mine if barred(left)],
        "held": lifts,
        "waiting": [] if lifts else waiting,
        "lapsed": lapsed,
        "superior": post_of(row.LIFTS) if waiting or lapsed else "",
        "who_lifts": who_lifts(row, held, at),
    }


def lifted_by(officer, row, held, waiting, at):
    """Return (step, rule, message, clause) of every HOLD that this officer may lift for whoever takes the step.

    They stand on the file as it is, or on what somebody typed into a step that was then refused (请示).
    """
    if not row.LIFTS or not officer.may(row.LIFTS, timezone.localdate(at), row.unit):
        return []
    found = {
        (choice.step.name, one.rule): (choice.step, one.rule, one.message, one.clause)
        for choice, one in held
        if one.level is Level.HOLD and not choice.allowed
    }
    for step, one in waiting:
        found.setdefault((step.name, one.rule), (step, one.rule, one.message, one.clause))
    return list(found.values())


def who_lifts(row, held, at):
    """Return the names of those who may lift where a HOLD is shown, so that the officers know whom to ask."""
    if not any(one.level is Level.HOLD for _, one in held):
        return ""
    return "、".join(holders_of(row.LIFTS, row.unit, timezone.localdate(at)))
