"""Whose last day a holiday notice would move: counted as the job will count, before the notice is taken over."""

from itertools import islice

from enforcement.parameters.effects import Effect, Shift, foresees
from enforcement.procedures import limits
from enforcement.procedures.steps import table_of
from enforcement.teams.models import Team

SHOWN = 200


@foresees
def foresee(calendar, days):
    """Return what would move, the nearest days first; a file by its number alone, since who asks reads no file."""
    found = limits.Moving(limits.Scope(days=days), calendar)
    first = islice((each for each in found if each.days_differ), SHOWN) if found.moved else ()
    return Effect(found.moved, found.firm, tuple(shifts_of(list(first))))


def shifts_of(moved):
    """Yield the moves with the numbers and units of their rows."""
    rows = {}
    for subject in {each.limit.subject for each in moved}:
        keys = [each.limit.row for each in moved if each.limit.subject == subject]
        rows |= {(subject, row.pk): row for row in table_of(subject).model.objects.filter(pk__in=keys)}
    paths = {getattr(row, "path", "") for row in rows.values()}
    units = dict(Team.objects.filter(path__in=paths).values_list("path", "name"))
    for each in moved:
        row = rows[each.limit.subject, each.limit.row]
        number = getattr(row, "number", "") or f"{row.STEPS.noun} {row.pk}（未编号）"
        (before, safe_before, _), (after, safe_after, _) = each.before, each.after
        yield Shift(
            number,
            units.get(getattr(row, "path", ""), ""),
            each.limit.label,
            before,
            after,
            safe_before,
            safe_after,
        )
