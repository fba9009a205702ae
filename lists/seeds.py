"""The lists that come with the product, in the order in which they rest on each other."""

from datetime import date
from pathlib import Path

from django.db import transaction

from lists.importing import import_sheet
from lists.models import ImportReport

DATA = Path(__file__).parent / "data"
KINDS = (ImportReport.Kind.STATUTES, ImportReport.Kind.ITEMS, ImportReport.Kind.DISCRETION)
SINCE = date(2000, 1, 1)  # every seeded row has a day of its own or its statute's


@transaction.atomic
def load_lists(*, by, at):
    """Load the shipped statutes, items and benchmarks; a list that stands already is left as it stands."""
    reports, known = [], ImportReport.objects.exclude(published_at=None)
    for kind in KINDS:
        name = f"{kind.value}.csv"
        if known.filter(kind=kind, name=name).exists():
            continue
        content = (DATA / name).read_bytes()
        reports.append(import_sheet(kind=kind, name=name, content=content, day=SINCE, by=by, at=at))
    return reports
