"""The lists that come with the product, in the order in which they rest on each other."""

from datetime import date
from pathlib import Path

from django.db import transaction

from lists.importing import import_sheet
from lists.models import ImportReport

DATA = Path(__file__).parent / "data"
# in the order in which they rest on each other; a correction is a sheet of its own, so that places that have the
# first ones already get it too (R-1206, R-1220)
SHEETS = (
    (ImportReport.Kind.STATUTES, "statutes.csv"),
    (ImportReport.Kind.ITEMS, "items.csv"),
    (ImportReport.Kind.DISCRETION, "discretion.csv"),
    (ImportReport.Kind.STATUTES, "statutes-2026-11.csv"),
    (ImportReport.Kind.ITEMS, "items-2026-11.csv"),
)
SINCE = date(2000, 1, 1)  # every seeded row has a day of its own or its statute's


@transaction.atomic
def load_lists(*, by, at):
    """Load the shipped statutes, items and benchmarks; a list that stands already is left as it stands."""
    reports, known = [], ImportReport.objects.exclude(published_at=None)
    for kind, name in SHEETS:
        if known.filter(kind=kind, name=name).exists():
            continue
        content = (DATA / name).read_bytes()
        reports.append(import_sheet(kind=kind, name=name, content=content, day=SINCE, by=by, at=at))
    return reports
