"""What procedures have done on schedule. The job reads the clock and calls one service."""

from datetime import date, timedelta

from django.utils import timezone

from enforcement import clock
from enforcement.celery import app
from enforcement.jobs.services import enqueue, handles
from enforcement.piecemeal import Pieces
from enforcement.procedures import limits, todo
from enforcement.teams.services import lapsing


@app.task
def turn_day():
    """Ask once a day for everything that is to be done to be written anew; every hour, in case one was missed."""
    enqueue("procedures.turn", clock.today().isoformat(), due=clock.now())


@app.task
def recount_provisional():
    limits.recount(by=None, at=clock.now())


@handles("procedures.turn", atomic=False, lease=timedelta(minutes=30))
def turn(*, at):
    pieces = Pieces()
    with pieces.piece("期满岗位的移交"):
        lapsing.pass_on_lapsed(day=timezone.localdate(at), at=at)
    with pieces.piece("待办的刷新"):
        todo.refresh_open(at)
    pieces.tell()


# a parameter or a list has changed: what comes next on a page is another, and so it is on the desks
@handles("procedures.refresh", atomic=False, lease=timedelta(minutes=30))
def refresh(*, at):
    todo.refresh_open(at)


# a transaction for each row: a whole city's limits are many minutes' work, and what is done stays done
@handles("limits.recount", atomic=False, lease=timedelta(hours=2))
def recount(*, at, days=(), setting="", since=None, ground=""):
    days, since = tuple(map(date.fromisoformat, days)), since and date.fromisoformat(since)
    scope = limits.Scope(days=days, setting=setting, since=since)
    limits.recount(by=None, at=at, scope=scope, ground=ground)
