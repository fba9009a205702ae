"""What is wrong with the entries of a period, unit by unit, before anybody publishes a table made of them."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db.models import ExpressionWrapper, F, Q
from django.db.models.fields import DateTimeField

from cases.models import Case

LATE = timedelta(hours=72)


def quality_of(reading):
    """Return [{unit, name, late, contradictory, cases}, …] of the towns and departments with something to look at.

    late: cases logged more than three days after they were found. contradictory: decided before they were filed or
    found after they were logged. A unit without any case in the period is in it with 0 cases.
    """
    start, cut = reading.scope.start, reading.scope.cut
    late_by = ExpressionWrapper(F("discovered_at") + LATE, output_field=DateTimeField())
    logged = Case.objects.filter(opened_at__gte=start, opened_at__lt=cut)
    faults = {
        "late": Q(opened_at__gt=late_by),
        "contradictory": Q(decided_on__lt=F("filed_on")) | Q(discovered_at__gt=F("opened_at")),
    }
    counts = defaultdict(Counter)
    for name, condition in {"cases": Q(), **faults}.items():
        for path, team, area in logged.filter(condition).values_list("path", "team__path", "act_area"):
            counts[reading.units.unit_of(path, team, area)][name] += 1
    units = reading.units.modes.keys() | counts.keys()
    rows = []
    for path in sorted(units):
        count, team = counts[path], reading.units.teams.get(path)
        if team and (not count["cases"] or count["late"] or count["contradictory"]):
            rows.append({
                "unit": path, "name": team.name, "cases": count["cases"], "late": count["late"],
                "contradictory": count["contradictory"],
            })  # fmt: skip
    return rows
