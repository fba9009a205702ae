"""What is bound by a job, and swept on schedule. The job reads the clock and calls one service."""

from datetime import date

from enforcement import clock
from enforcement.celery import app
from enforcement.jobs.services import handles
from evidence import volume


@app.task
def sweep_volumes():
    """Delete bound files that were made more than a few hours ago; who asks again has them bound again."""
    volume.sweep_volumes(at=clock.now())


@handles(volume.VOLUME, atomic=False)
def keep_volume(*, at, day, **asked):
    volume.keep_volume(day=date.fromisoformat(day), **asked)
