"""Tables by schedule: on time, after a Monday without worker and beat, with two workers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from enforcement import clock
from enforcement.jobs import services as jobs
from enforcement.jobs.models import Job
from enforcement.journal.verifying import verify
from supervision.league import runs
from supervision.league.definitions import Level
from supervision.league.models import Snapshot, Warning
from supervision.league.services import warning
from supervision.tasks import ask_for_tables
from tests.supervision.league.records import HOUR, MONDAY, WEEK, League, moment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def league():
    league = League()
    league.log(league.city.haimen, 20)
    league.log(league.city.chumen, 20, delay=30 * HOUR)
    return league


def work(at):
    """Do everything that is due, as a worker would."""
    while job := jobs.claim_due(at, "w"):
        assert jobs.run(job, at), job.error


def week_tables():
    return Snapshot.objects.filter(period=WEEK.key)


def test_the_week_goes_its_way_by_itself(league):
    for at in (
        moment(MONDAY, 9),
        WEEK.cut_off + timedelta(minutes=1),
        WEEK.publish_at,
        WEEK.publish_at + 3 * 24 * HOUR,
    ):
        with clock.set_to(at):
            ask_for_tables()
            work(at)
        states = set(week_tables().values_list("state", flat=True))
        expected = {
            moment(MONDAY, 9): {"PROVISIONAL"},
            WEEK.publish_at: {"PUBLISHED"},
            WEEK.publish_at + 3 * 24 * HOUR: {"FINAL"},
        }.get(at, {"CUT"})
        assert states == expected, at
    assert week_tables().count() == len(Level)


def test_a_monday_without_worker_and_beat_is_made_up_once(league):
    at = WEEK.publish_at + 30 * HOUR
    for later in (timedelta(0), timedelta(minutes=5), timedelta(minutes=10)):
        with clock.set_to(at + later):
            ask_for_tables()
            work(at + later)
    assert week_tables().count() == len(Level)
    assert set(week_tables().values_list("state", flat=True)) == {"PUBLISHED"}
    assert not Job.objects.filter(failed_at__isnull=False).exists()


def test_two_workers_at_once_make_one_table(league):
    gate = Barrier(2)

    def publish(_):
        gate.wait()
        try:
            return runs.publish(WEEK.key, at=WEEK.publish_at)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(publish, range(2)))
    assert sorted(map(len, made)) == [0, len(Level)]
    assert week_tables().count() == len(Level) and not list(verify())


def test_a_warning_is_lifted_when_the_next_table_gives_no_reason_for_it(league):
    runs.publish(WEEK.key, at=WEEK.publish_at)
    standing = week_tables().get(level="TOWN").standings.get(path=league.city.chumen.path)
    [p1] = [light for light in standing.lights if light["indicator"] == "P1"]
    sent = warning.issue(standing, cause=p1["cause"], indicator="P1", by=league.office, at=WEEK.publish_at)
    assert f"{sent.due_on}" == "2026-11-19"  # red: three working days from Monday
    league.log(league.city.chumen, 400, day=WEEK.next.first)
    runs.publish(WEEK.next.key, at=WEEK.next.publish_at)
    sent = Warning.objects.get()
    assert (sent.state, sent.lift_reason) == ("LIFTED", "W47-1 已达到解除条件")
