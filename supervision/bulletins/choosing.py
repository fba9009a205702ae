"""From which table a bulletin is made: the one that was asked for, else the newest weekly one of the towns."""

from dataclasses import dataclass

from django.db.models import Count

from enforcement.gate import whole
from supervision.bulletins.models import Bulletin, group_words
from supervision.league.definitions import Level
from supervision.league.models import Snapshot, Standing

SHOWN = 8


@dataclass(frozen=True)
class Choice:
    """A group of a snapshot as one press; draft: what is being written about it already, None for nothing."""

    snapshot: Snapshot
    group: str
    units: int
    here: bool

    @property
    def words(self):
        return f"{self.snapshot.name} {group_words(self.group)}"


def tables(officer, day):
    """Return the published tables that a bulletin can be made of, the newest first."""
    standing = Snapshot.objects.visible_to(officer, day).shown().published().exclude(level=Level.CITY)
    return standing.select_related("rules").order_by("-last", "kind", "-level")


def wanted(officer, day, query):
    """Return (snapshot, group) of an address's parameters, (None, "") where there is no such table."""
    asked, group = query.get("snapshot", ""), query.get("group", "")
    if asked:
        found = (
            Snapshot.objects.visible_to(officer, day).filter(pk=whole(asked))
            if whole(asked) is not None
            else ()
        )
        snapshot = found.select_related("rules").first() if found else None
    else:
        known = tables(officer, day)
        snapshot = known.filter(level=Level.TOWN, kind="WEEK").first() or known.first()
    if snapshot is None:
        return None, ""
    return snapshot, group or first_group(snapshot)


def first_group(snapshot):
    """Return the group with most units."""
    groups = (
        snapshot.standings.order_by().values("group").annotate(units=Count("pk")).order_by("-units", "group")
    )
    return next((row["group"] for row in groups), "")


def choices(officer, day, snapshot, group):
    """Return a Choice for every group of the newest tables."""
    newest = list(tables(officer, day)[:SHOWN])
    rows = Standing.objects.filter(snapshot__in=newest, rank__isnull=False).order_by()
    held = {}
    for row in rows.values("snapshot", "group").annotate(units=Count("pk")).order_by("-units", "group"):
        held.setdefault(row["snapshot"], []).append((row["group"], row["units"]))
    return [
        Choice(each, name, units, snapshot is not None and (each.pk, name) == (snapshot.pk, group))
        for each in newest
        for name, units in held.get(each.pk, ())
    ]


def open_draft(snapshot, group):
    """Return the draft about the same period and group, None where nobody writes one."""
    held = {"period": snapshot.period, "level": snapshot.level, "group": group}
    return Bulletin.objects.filter(**held, state=Bulletin.State.DRAFT).first()
