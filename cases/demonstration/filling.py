"""The whole city as jobs: bite after bite, each asking for the next, so that a killed one goes on where it stood.

A bite is one short transaction that also asks for the next: where the next is asked for, this one is done, and is
told once whatever happens. Between bites the database is free, so that nothing else waits long behind them. The
papers of told cases are made days later, few at a time; one that somebody opens, at once.
"""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.demonstration import places, plan, staffing
from cases.demonstration.afterwards import functions
from cases.demonstration.living import CityTeller
from enforcement.jobs.models import Job
from enforcement.jobs.services import enqueue, handles, job_of, postponed, retry_failed
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role
from enforcement.teams.services import people

FILL, AFTER = "demonstration.fill", "demonstration.after"
STAFFED, TOLD = 3, 3  # units, or cases, in one bite: some tenths of a second
BREATH = (
    0.1  # seconds between bites: on SQLite, who waits for the one writer looks again after so long at most
)
STRETCH = 0.5  # seconds of the first load without a breath
PAPERS_AFTER, PAPERS_APART = timedelta(days=1), timedelta(minutes=2)  # a case's from the next one's
LEASE = timedelta(minutes=30)
# what the marker in DATA_DIR says: a first load that was killed goes on at the next start
LOADING, LOADED = "正在装入演示数据\n", "演示数据，均为虚构\n"


def marker():
    return settings.DATA_DIR / "demonstration"


def is_demonstration():
    """Return whether these are our invented data, with their first load done; nobody else's are ever added to."""
    return marker().exists() and marker().read_text(encoding="utf-8") == LOADED


@transaction.atomic
def ask(*, count=plan.CITY, at):
    """Ask for the whole city, once; what was given up is tried again, what is done stays done."""
    for kind in (FILL, AFTER):
        retry_failed(kind=kind, at=at)
    enqueue(FILL, key_of(0), due=at, bite=0, count=count, until=at.isoformat())
    first = job_of(FILL, key_of(0))
    if Job.objects.filter(kind=FILL, key=key_of(last_bite(first))).exclude(done_at=None).exists():
        ask_afterwards(first.arguments["until"], at)
    return first


def key_of(bite):
    return f"{bite:05d}"


def bites(size, whole):
    return -(-whole // size)


def last_bite(job):
    """Return the number of the last bite of the city that `job` is part of: it only asks for what others add."""
    return staff_bites() + bites(TOLD, job.arguments["count"]) + 1


def staff_bites():
    return bites(STAFFED, len(staffing.units()))


@handles(FILL, atomic=False, lease=timedelta(minutes=1))
def fill(*, at, bite, count, until):
    """Do one bite and ask for the next, after a breath in which others have the database."""
    time.sleep(BREATH)
    with transaction.atomic():
        Job.objects.select_for_update().get(kind=FILL, key=key_of(bite))
        if not Job.objects.filter(kind=FILL, key=key_of(bite + 1)).exists():
            moment = datetime.fromisoformat(until)
            with postponed(papers_due(moment, bite * TOLD)):
                more = chew(bite, count, moment)
            if more:
                enqueue(FILL, key_of(bite + 1), due=at, bite=bite + 1, count=count, until=until)
            else:
                ask_afterwards(until, at)


def chew(bite, count, moment):
    """Do a bite's share: people first, then cases from the earliest on, then what comes out; tell if there is more."""
    staffed = staff_bites()
    told = staffed + bites(TOLD, count)
    if bite < staffed:
        for path, roles in part(staffing.units(), STAFFED, bite):
            staffing.staff(path, roles, moment)
    elif bite < told:
        tell(part(plan.intents(count, timezone.localdate(moment)), TOLD, bite - staffed), moment)
    elif bite == told:
        lapse(moment)
    return bite <= told


def papers_due(moment, cases):
    """Return when the papers of a case are made that `cases` others came before, if nobody opens them earlier."""
    return moment + PAPERS_AFTER + cases * PAPERS_APART


def part(whole, size, number):
    return whole[number * size : (number + 1) * size]


def tell(wanted, moment):
    teller = CityTeller(wanted, staffing.People({intent.place for intent in wanted}), now=moment)
    for intent in wanted:
        teller.live(intent)


def lapse(moment):
    """Take back two officers' certificates some days ago: what they have done since was done without one."""
    known = staffing.People([places.busy()[place] for place, _ in places.LAPSED])
    for place, days in places.LAPSED:
        path = known.units[places.busy()[place]]
        officer = known.holders(path, Role.OFFICER)[-1]
        people.revoke_certificate(
            certificate=Officer.objects.get(pk=officer.pk).certificates.get(),
            revoked_on=timezone.localdate(moment) - timedelta(days=days),
            reason="证件有效期届满，没有参加换证考试（演示虚构）", by=None, at=moment,
        )  # fmt: skip


def ask_afterwards(until, at):
    for name in functions():
        enqueue(AFTER, name, due=at, name=name, until=until)


@handles(AFTER, atomic=False, lease=LEASE)
def run_afterwards(*, at, name, until):
    """Run what another room adds; one that is no longer there has nothing to add."""
    if function := functions().get(name):
        function(datetime.fromisoformat(until))


def open_jobs():
    """Return the jobs of the city that are not done, the next one first; given up ones among them."""
    wanted = Q(kind=FILL) | Q(kind=AFTER)
    return Job.objects.filter(wanted, done_at__isnull=True).order_by("pk")


def progress():
    """Return (bites done, bites in all) of the city that was asked for."""
    jobs = Job.objects.filter(kind=FILL)
    first = jobs.get(key=key_of(0))
    return jobs.exclude(done_at=None).count(), last_bite(first) + 1
