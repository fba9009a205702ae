"""Lights of the newest tables of which no warning tells yet, and the one task that asks the office for them all.

Locks are taken in one order: the period (`computing.lock`), the tables together (`hold_tables`), the row of a warning,
an objection or a table, the chain on which the journal keeps it. `ask_again` locks rows of tables after a chain is
held: who calls it, or holds both the row of a table and its chain, has held the tables together before.
"""

from functools import cached_property

from django.db import transaction
from django.db.models import Q

from enforcement.journal.services import locked_chain
from enforcement.procedures import todo
from enforcement.procedures.models import Task
from supervision.league.definitions import Light
from supervision.league.models import Snapshot, Standing, Warning


def newest_tables():
    """Return the last published week's tables of towns, departments and counties, one of each level."""
    tables = Snapshot.objects.shown().published().filter(kind="WEEK").exclude(level="CITY")
    last = tables.order_by("-last").values_list("last", flat=True).first()
    return tables.filter(last=last) if last else tables.none()


def not_sent():
    """Return [(standing, light), …] of the newest tables that no running warning says already, red ones first."""
    tables = newest_tables().in_bulk()  # each once, not with every unit
    rows = Standing.objects.filter(snapshot__in=tables).exclude(light="NONE")
    rows = list(rows.defer("dimensions", "trend", "places").order_by("snapshot__level", "path"))
    for row in rows:
        row.snapshot = tables[row.snapshot_id]
    running = Warning.objects.filter(path__in={row.path for row in rows})
    said = set(running.exclude(state=Warning.State.LIFTED).values_list("path", "cause", "indicator"))
    said |= set(Warning.objects.filter(standing__in=rows).values_list("path", "cause", "indicator"))
    found = [
        (row, light)
        for row in rows
        for light in row.lights
        if (row.path, light["cause"], light["indicator"]) not in said
    ]
    return sorted(found, key=lambda each: each[1]["light"] != Light.RED)


class Unsent:
    """What is not sent yet, read when it is asked for, and on which table the task lies: the first of the newest."""

    @cached_property
    def bearer(self):
        return newest_tables().order_by("pk").first()

    @cached_property
    def lights(self):
        return not_sent()


def hold_tables():
    """Hold the published tables together until the end of the transaction, before any row or chain of theirs."""
    locked_chain("league:tables")


@transaction.atomic
def ask_again(at):
    """Write anew what is still to be sent, on the table that bears it now and on one that bore it before.

    To be called by whatever changes which tables are the newest, or what of them is said.
    """
    hold_tables()
    bore = Task.objects.filter(subject=Snapshot.STEPS.subject).values("row")
    near = Unsent()
    tables = Snapshot.objects.filter(Q(pk__in=bore) | Q(pk=near.bearer and near.bearer.pk))
    for snapshot in tables.select_for_update().order_by("pk"):
        todo.write(snapshot, at=at, near=near)
