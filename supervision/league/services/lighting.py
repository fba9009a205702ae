"""The lights of a computed table: `lights` asked with what the table before it says."""

from collections import Counter

from django.db.models import F

from supervision.league.models import Warning
from supervision.league.scores.lights import lamps_of


def lights_of(reading, table, inside, before):
    """Return {unit's path: [{light, cause, indicator, reason, exit}, …]}, red ones first.

    inside: {path: place in its group}. before: the table before, whose places and lights only speak where it is the
    period right before.
    """
    groups = {}
    for path, place in inside.items():
        groups.setdefault(table.scores[path].group, {})[path] = place
    late = late_replies(table.level, reading.scope)
    found = {}
    for unit in table.units:
        score, past = table.scores[unit.path], before.standing(unit.path) if before.is_next else None
        lamps = lamps_of(
            score, reading.lines, groups.get(score.group, {}),
            place_before=past.rank if past and past.group == score.group else None,
            lit_before={light["indicator"] for light in past.lights if light["indicator"]} if past else (),
            only_below_target=reading.rules.last_only_below_target, late_replies=late[unit.path],
        )  # fmt: skip
        found[unit.path] = [
            {
                "light": lamp.light.value, "cause": lamp.cause.value, "indicator": lamp.indicator,
                "reason": lamp.reason, "exit": lamp.exit,
            }
            for lamp in lamps
        ]  # fmt: skip
    return found


def late_replies(level, scope):
    """Return {unit's path: warnings of the twelve weeks that were answered late, or not at all in time}."""
    start, cut = scope.span
    sent = Warning.objects.filter(standing__snapshot__level=level, sent_at__gte=start, sent_at__lt=cut)
    sent = sent.exclude(state=Warning.State.PROPOSED)
    answered = sent.exclude(answered_at=None).filter(answered_at__date__gt=F("due_on"))
    silent = sent.filter(answered_at=None, lifted_at=None, due_on__lt=scope.day)
    return Counter(answered.values_list("path", flat=True)) + Counter(silent.values_list("path", flat=True))
