"""The values and holidays that come with the product: loaded once, never over what somebody has confirmed."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

from django.db import transaction

from enforcement.journal.services import record
from enforcement.parameters.keys import KEYS
from enforcement.parameters.models import CalendarYear, Parameter
from enforcement.parameters.services import UNPUBLISHED, Off, load_calendar_year

DATA = Path(__file__).parent / "data"


def rows_of(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@transaction.atomic
def load_parameters(*, by, at):
    """Load the seeded values and return the rows that were new."""
    known = set(Parameter.objects.values_list("key", "path"))
    fresh = [
        Parameter(
            key=row["key"],
            path=row["path"],
            value=KEYS[row["key"]].parse(row["value"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            status=row["status"],
            source=row["source"],
        )
        for row in rows_of("parameters.csv")
        if (row["key"], row["path"]) not in known
    ]
    Parameter.objects.bulk_create(fresh)
    if fresh:
        record("settings:parameters", "parameters.load", by=by, at=at, count=len(fresh))
    return fresh


@transaction.atomic
def load_holidays(*, by, at):
    """Load the years that come with the product, the next one as provisional; return what changed."""
    years, sources = defaultdict(list), {}
    for row in rows_of("holidays.csv"):
        day = date.fromisoformat(row["day"])
        years[day.year].append(Off(day, row["kind"] == "班", row["name"]))
        sources[day.year] = row["source"]
    known = set(CalendarYear.objects.values_list("year", flat=True))
    changed = set()
    for year in sorted(set(years) - known):
        changed |= load_calendar_year(year=year, days=years[year], source=sources[year], by=by, at=at)
    if (after := max(years) + 1) not in known:
        changed |= load_calendar_year(year=after, days=(), source=UNPUBLISHED, by=by, at=at, provisional=True)
    return changed
