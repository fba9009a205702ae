"""Which table a reader gets to see: the one that stands, an older version of it, or none yet."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from enforcement.teams.roles import RANK
from supervision.league.definitions import Level
from supervision.league.models import Snapshot, Standing
from supervision.league.periods import Kind, containing, parse

AROUND = timedelta(days=370)  # how far the choice of periods reaches, before and after
State = Snapshot.State


def readable(officer, day):
    """Return the tables that this person may open: what waits for publication only with the office that publishes."""
    seen = Snapshot.objects.visible_to(officer, day)
    if officer.may(RANK, day):
        return seen
    return seen.filter(Q(state=State.PROVISIONAL) | Q(published_at__isnull=False))


@dataclass(frozen=True)
class Shelf:
    """The tables of one kind and level around a period, as rows without their long columns."""

    period: object
    rows: tuple

    @property
    def versions(self):
        """Return every version of the period's table, the first one first."""
        return [row for row in self.rows if row.period == self.period.key]

    @property
    def standing(self):
        """Return the version that stands, None where there is none."""
        return next((row for row in reversed(self.versions) if row.state != State.WITHDRAWN), None)

    def version(self, serial):
        return next((row for row in self.versions if row.serial == serial and serial), None)

    @property
    def periods(self):
        """Return the periods with a table that stands, the newest first."""
        keys = {row.period: row.last for row in self.rows if row.state != State.WITHDRAWN}
        return [parse(key) for key in sorted(keys, key=keys.get, reverse=True)]

    @property
    def before(self):
        """Return the table that stands before this period's, as `history.Before` finds it."""
        found = None
        for row in self.rows:
            if row.last < self.period.first and row.serial and row.state != State.WITHDRAWN:
                newer = found is None or (row.last, row.serial) > (found.last, found.serial)
                found = row if newer else found
        return found


def shelf(period, level, officer, day):
    """Return the tables of the period's kind around it, in one statement."""
    near = readable(officer, day).filter(
        kind=period.kind, level=level, last__range=(period.last - AROUND, period.last + AROUND)
    )
    rows = near.select_related("rules", "by").defer("differences", "quality")
    return Shelf(period, tuple(rows.order_by("last", "serial")))


def newest(officer, day):
    """Return the period of the newest week's table, the one before today's where there is none at all."""
    tables = readable(officer, day).shown().filter(kind=Kind.WEEK)
    found = tables.filter(serial__gt=0).order_by("-last").first() or tables.order_by("-last").first()
    return parse(found.period) if found else containing(Kind.WEEK, day).previous


def own_place(period, officer, day):
    """Return the standing of the reader's own unit in the period, None for those who rank others or stand nowhere."""
    sight = officer.sight(day)
    if officer.may(RANK, day) or not sight.posts:
        return None
    tables = readable(officer, day).shown().filter(period=period.key)
    found = Standing.objects.filter(snapshot__in=tables, path__in=sight.own_agencies)
    return found.exclude(snapshot__level=Level.CITY).order_by("path").first()


def standing_of(period, path, officer, day, version=0):
    """Return the Standing of a unit in the version asked for, or in the one that stands; None where there is none."""
    tables = readable(officer, day).filter(period=period.key)
    tables = tables.filter(serial=version) if version else tables.shown()
    rows = Standing.objects.filter(snapshot__in=tables, path=path)
    return rows.select_related("snapshot__rules", "snapshot__by").first()
