"""What Celery calls: an edge like a page. It reads the clock and makes one service call after the other."""

import os
import socket
import threading
from datetime import date, timedelta

from enforcement import clock, stores
from enforcement.celery import app
from enforcement.jobs import services
from enforcement.jobs.services import enqueue, handles
from enforcement.journal.services import close_day, take_over_looks

DRAIN = 200  # jobs by one message, so that a worker that is asked to stop soon does
DRAINERS = 4


def me():
    """Return who claims: machine, process and thread."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


@app.task
def work(kind, key):
    """Do one job, if it is still to be done."""
    if job := services.claim_one(kind, key, clock.now(), me()):
        services.run(job, clock.now())


@app.task
def drain():
    """Do what is due, the oldest first."""
    for _ in range(DRAIN):
        job = services.claim_due(clock.now(), me())
        if job is None:
            return
        services.run(job, clock.now())
    drain.delay()


@app.task
def sweep():
    """Take back what died with its worker and send workers to all that waits."""
    for _ in range(min(services.sweep(clock.now()), DRAINERS)):
        drain.delay()


@app.task
def heartbeat():
    """Note that a worker is alive."""
    services.beat("worker", clock.now())


@app.task
def close_yesterday():
    """Ask for the root of the day that is over; every hour, so that a night without power costs nothing."""
    yesterday = clock.today() - timedelta(days=1)
    enqueue("journal.close_day", yesterday.isoformat(), due=clock.now(), day=yesterday.isoformat())


@app.task
def take_over():
    """Write the looks of the last minutes into the journal; what is left over comes with the next."""
    while take_over_looks():
        pass


@handles("journal.close_day")
def make_daily_root(*, at, day):
    close_day(day=date.fromisoformat(day), at=at)


@app.task
def sweep_stores():
    """Ask for tonight's sweep of the stores; every hour, so that a night without power costs nothing."""
    today = clock.today().isoformat()
    enqueue("stores.sweep", today, due=clock.now(), day=today)


@handles("stores.sweep", atomic=False, lease=timedelta(hours=1))
def clear_stores(*, at, day):
    for store in stores.STORES:
        stores.sweep(store, day=date.fromisoformat(day))
