"""What a case has done on schedule. The job reads the clock and calls one service."""

from datetime import date

from cases.demonstration import filling  # noqa: F401 (registers the jobs of the demonstration city)
from cases.services import binding, reminding
from enforcement import clock
from enforcement.celery import app
from enforcement.jobs.services import enqueue, handles


@app.task
def remind_today():
    """Ask for the day's reminders; every hour, so that a night without power costs nothing."""
    today = clock.today().isoformat()
    enqueue("cases.remind", today, due=clock.now(), day=today)


@app.task
def sweep_volumes():
    """Delete bound files that were made more than a few hours ago; who asks again has them bound again."""
    binding.sweep_volumes(at=clock.now())


@handles("cases.volume", atomic=False)
def bind_volume(*, at, **asked):
    binding.bind_volume(**asked)


@handles("cases.remind")
def remind(*, at, day):
    reminding.remind(day=date.fromisoformat(day), at=at)
