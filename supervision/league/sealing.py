"""What the seal of a league table covers. A form that sealed tables has its reader here for ever (ruling 21)."""

import hashlib
from decimal import Decimal

from enforcement.journal.models import canonical
from supervision.league.models import Result

HEAD = ("period", "level", "serial", "rules_id", "formula_version", "list_version")
STANDING = (
    "path", "group", "rank", "rank_overall", "total", "dimensions", "bonus", "deduction", "vetoed", "why", "lights",
)  # fmt: skip
RESULT = (
    "standing__path", "indicator", "status", "n", "of", "value", "target", "weight", "score", "points", "misses",
)  # fmt: skip
# what the second seal covers beside that of the first
MORE_STANDING = (
    "team_id", "name", "county", "size", "previous_rank", "previous_total", "ranked", "light", "trend", "places",
)  # fmt: skip
MORE_RESULT = ("period_n", "period_of", "rolled", "method", "share", "light")


def first(snapshot):
    """Return the seal of the tables cut before 2026-12: without lights, trends, names and the period's own counts."""
    seal = hashlib.sha256()
    period, level, serial, *rest = (getattr(snapshot, name) for name in HEAD)
    write(seal, [period, level, serial, snapshot.cut_off.timestamp(), *rest])
    rows(seal, snapshot, STANDING, RESULT)
    for digest in snapshot.contributions.order_by("indicator").values_list("digest", flat=True):
        seal.update(digest.encode())
    return seal.hexdigest()


def second(snapshot):
    """Return the seal over all that a page shows, and over the contributions themselves."""
    seal = hashlib.sha256()
    head = [getattr(snapshot, name) for name in HEAD]
    write(
        seal, [2, *head, snapshot.cut_off.timestamp(), snapshot.first.isoformat(), snapshot.last.isoformat()]
    )
    rows(seal, snapshot, STANDING + MORE_STANDING, RESULT + MORE_RESULT)
    for indicator, content in snapshot.contributions.order_by("indicator").values_list(
        "indicator", "content"
    ):
        write(seal, [indicator, hashlib.sha256(bytes(content)).hexdigest()])
    return seal.hexdigest()


def rows(seal, snapshot, standing, result):
    for row in snapshot.standings.order_by("path").values_list(*standing):
        write(seal, row)
    results = Result.objects.filter(standing__snapshot=snapshot).order_by("standing__path", "indicator")
    for row in results.values_list(*result):
        write(seal, row)


def write(seal, cells):
    seal.update(canonical([str(cell) if isinstance(cell, Decimal) else cell for cell in cells]).encode())


SEALS = {1: first, 2: second}
NEWEST = max(SEALS)
