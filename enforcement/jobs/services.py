"""Asking for work, claiming it, doing it once, and finding again what nobody holds.

A claim is a short transaction of its own, so that the attempt counts even if the worker dies of it. The work
and its done mark are then one transaction that holds the row's lock: killed, it leaves nothing and the sweep
may have the row; finished, it is finished. The number of attempts is the claim's token: who lost his claim
marks nothing.
"""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import connection, transaction
from django.db.models import Q
from django.utils.module_loading import autodiscover_modules

from enforcement.jobs.models import Heartbeat, Job
from enforcement.transactions import joins

logger = logging.getLogger(__name__)

ATTEMPTS = 8
GRACE = timedelta(seconds=30)  # from the claim to the row's lock; nothing is done twice if it is too short
WORK = "enforcement.jobs.tasks.work"  # which does one job
LEASE = timedelta(minutes=2)  # for work outside a transaction, where no lock shows that it is alive
BATCH = 500
SKEW = timedelta(minutes=5)  # two machines' clocks may differ by this much
HANDLERS: dict[str, "Handler"] = {}
_postponed = ContextVar("postponed", default=None)
_answering = ContextVar("answering", default=None)


@dataclass(frozen=True)
class Handler:
    function: Callable
    atomic: bool
    lease: timedelta

    @property
    def patience(self):
        """Return how long after its claim a job that nobody holds is taken for dead."""
        return GRACE if self.atomic else self.lease


def handles(kind, *, atomic=True, lease=LEASE):
    """Register the function that does the jobs of `kind`: called with `at` and the job's arguments.

    With `atomic` it runs inside the transaction of its done mark: once, whatever happens. Without, it may run
    twice and has to leave the same behind; for work too long to hold a lock (on SQLite there is only one).
    After `lease` it is taken for dead and given to another worker, so that has to be longer than the work.
    """

    def register(function):
        HANDLERS[kind] = Handler(function, atomic, lease)
        return function

    return register


def handler_of(kind):
    """Return the handler of `kind`; the apps' tasks modules are loaded when the first job is run."""
    if kind not in HANDLERS:
        autodiscover_modules("tasks")
    try:
        return HANDLERS[kind]
    except KeyError:
        raise LookupError(f"没有程序处理“{kind}”作业") from None


@joins
def enqueue(kind, key, *, due, **arguments):
    """Ask once for the job `kind` on `key`, to be done from `due`; again changes nothing."""
    later = _postponed.get()
    job = Job(kind=kind, key=key, due=later or due, arguments=arguments)
    Job.objects.bulk_create([job], ignore_conflicts=True)
    if later is None:
        transaction.on_commit(partial(wake_in_time, kind, key), robust=True)


def job_of(kind, key):
    """Return the job that was asked for, done or not."""
    return Job.objects.get(kind=kind, key=key)


@contextmanager
def postponed(until):
    """Let what is asked for inside wait until `until`, and wake nobody for it.

    For work in bulk whose results nobody waits for, or that is made at once where somebody asks for the result.
    """
    token = _postponed.set(until)
    try:
        yield
    finally:
        _postponed.reset(token)


def wake_in_time(kind, key):
    """Send a worker to the job now, or after the answer to the request whose work this is."""
    waiting = _answering.get()
    if waiting is None:
        wake(kind, key)
    else:
        waiting.append((kind, key))


@contextmanager
def answering():
    """Gather the jobs of one request, and yield them: nobody who waits for an answer waits for the broker."""
    waiting = []
    token = _answering.set(waiting)
    try:
        yield waiting
    finally:
        _answering.reset(token)


def wake(kind, key):
    """Send a worker to the job. Whatever ails the broker, the job stays where it is and the sweep finds it."""
    # Celery is loaded by the first message, not by every web process
    from enforcement.celery import app

    try:
        app.send_task(WORK, (kind, key), retry=False)
    except Exception as error:
        logger.warning("作业 %s %s 已登记，消息没有发出（%s），稍后由巡查补发", kind, key, error)


def claim_due(at, by):
    """Claim the job that has been due longest and return it, or None where nothing waits."""
    return claim(Job.objects.waiting(at), at=at, by=by)


def claim_one(kind, key, at, by):
    """Claim this one job and return it, or None if it is done, not yet due or in other hands."""
    return claim(Job.objects.waiting(at).filter(kind=kind, key=key), at=at, by=by)


@transaction.atomic
def claim(jobs, *, at, by):
    """Take the first of `jobs` that nobody holds: two workers never get the same one."""
    job = unheld(jobs).order_by("due", "pk").first()
    if job:
        job.running_since, job.claimed_by, job.attempts = at, by, job.attempts + 1
        job.save(update_fields=["running_since", "claimed_by", "attempts"])
    return job


def unheld(jobs):
    """Lock the rows that no other transaction holds; SQLite has one writer at a time and needs no locks."""
    return jobs.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def run(job, at):
    """Do a claimed job and mark it done; return whether it was. A failure is kept and tried again later."""
    try:
        handler = handler_of(job.kind)
        if not handler.atomic:
            handler.function(at=at, **job.arguments)
        with transaction.atomic():
            if not (mine := still_claimed(job)):
                return False
            if handler.atomic:
                handler.function(at=at, **job.arguments)
            mine.done_at, mine.running_since, mine.error = at, None, ""
            mine.save(update_fields=["done_at", "running_since", "error"])
        return True
    except Exception as error:
        logger.exception("作业 %s 第 %s 次没有做成", job, job.attempts)
        put_back(job, f"{type(error).__name__}: {error}", at)
        return False


def still_claimed(job):
    """Return the locked row if this claim still holds, else None."""
    held = Job.objects.running().filter(pk=job.pk, attempts=job.attempts)
    return held.select_for_update().first()


@transaction.atomic
def put_back(job, error, at):
    """Give a claimed job up for now: try again after a growing pause, or give up after the last attempt."""
    if mine := still_claimed(job):
        release(mine, error, due=at + pause_after(mine.attempts), at=at)


def patience_with(kind):
    try:
        return handler_of(kind).patience
    except LookupError:
        return GRACE


def release(job, error, *, due, at):
    job.running_since, job.claimed_by, job.error = None, "", error[:2000]
    if job.attempts >= ATTEMPTS:
        job.failed_at = at
    else:
        job.due = due
    job.save(update_fields=["running_since", "claimed_by", "error", "failed_at", "due"])


def pause_after(attempts):
    """Return 10 s, 40 s, 160 s … and at most two hours."""
    return min(timedelta(seconds=10) * 4 ** (attempts - 1), timedelta(hours=2))


@transaction.atomic
def sweep(at):
    """Take back what died with its worker, and return how many jobs wait to be done.

    A claim from the future was made before the clock was set back: it says nothing of how long ago that was.
    """
    stale = Job.objects.running().filter(Q(running_since__lt=at - GRACE) | Q(running_since__gt=at + SKEW))
    for job in unheld(stale).order_by("pk")[:BATCH]:
        if not at - patience_with(job.kind) <= job.running_since <= at + SKEW:
            release(job, "执行者没有回来", due=min(job.due, at), at=at)
    return Job.objects.waiting(at).count()


@transaction.atomic
def retry_failed(*, kind=None, at):
    """Give every job that was given up (of one kind) its attempts back, and return how many there were."""
    failed = Job.objects.filter(failed_at__isnull=False)
    failed = failed.filter(kind=kind) if kind else failed
    return failed.update(failed_at=None, attempts=0, due=at)


def beat(part, at):
    """Note that `part` of the product is alive."""
    Heartbeat.objects.update_or_create(part=part, defaults={"at": at})
