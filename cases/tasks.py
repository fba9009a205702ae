"""What a case has done on schedule. The job reads the clock and calls one service."""

from datetime import date

from cases.demonstration import filling  # noqa: F401 (registers the jobs of the demonstration city)
from cases.limits import reminding
from enforcement import clock
from enforcement.celery import app
from enforcement.jobs.services import enqueue, handles
from evidence import volume


@app.task
def remind_today():
    """Ask for the day's reminders; every hour, so that a night without power costs nothing."""
    today = clock.today().isoformat()
    enqueue("cases.remind", today, due=clock.now(), day=today)


# asked for by a release before the one in which every procedure's file is bound alike
@handles("cases.volume", atomic=False)
def bind_volume(*, at, case, day, **asked):
    volume.keep_volume(subject="case", row=case, day=date.fromisoformat(day), **asked)


@handles("cases.remind")
def remind(*, at, day):
    reminding.remind(day=date.fromisoformat(day), at=at)
