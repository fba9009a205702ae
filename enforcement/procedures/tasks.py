"""What procedures have done on schedule. The job reads the clock and calls one service."""

from datetime import timedelta

from enforcement import clock
from enforcement.celery import app
from enforcement.jobs.services import enqueue, handles
from enforcement.procedures import todo


@app.task
def turn_day():
    """Ask once a day for everything that is to be done to be written anew; every hour, in case one was missed."""
    enqueue("procedures.turn", clock.today().isoformat(), due=clock.now())


@handles("procedures.turn", atomic=False, lease=timedelta(minutes=30))
def turn(*, at):
    todo.refresh_open(at)
