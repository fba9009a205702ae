"""What the supervision has done on schedule: edges like pages, they read the clock and ask for job rows."""

from enforcement import clock
from enforcement.celery import app
from enforcement.jobs.services import enqueue, handles
from supervision.league import runs


@app.task
def ask_for_tables():
    """Ask for every league table that is due; often, so that a night without power costs nothing."""
    at = clock.now()
    for kind, key, due, arguments in runs.due(at):
        enqueue(kind, key, due=due, **arguments)


@handles("league.provisional")
def provisional(*, at, day):
    runs.provisional(at=at)


@handles("league.cut")
def cut(*, at, period):
    runs.cut(period, at=at)


@handles("league.publish")
def publish(*, at, period):
    runs.publish(period, at=at)


@handles("league.finalise")
def finalise(*, at, period):
    runs.finalise(period, at=at)
