"""Two people at the same moment on the tables: their locks are taken in one order, so that neither waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from enforcement import clock
from enforcement.errors import DomainError
from enforcement.journal.services import locked_chain
from enforcement.procedures.models import Task
from supervision.league.models import Snapshot, Warning
from supervision.league.services import appealing, lifting, publishing
from supervision.league.services import warning as service
from supervision.league.services.unsent import newest_tables, not_sent
from tests.supervision.league.acting import TUESDAY, Published
from tests.supervision.league.records import WEEK

WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def waits(count):
    """Return once as many connections wait for a lock; fails after ten seconds."""
    until = monotonic() + 10
    while monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees its first look again
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= count:
                return
    raise AssertionError(f"fewer than {count} wait for a lock")


@contextmanager
def queued(*acts):
    """Start the acts one after another, each once the one before waits; yields their outcomes when let go."""

    def run(act):
        try:
            return act()
        except DomainError as error:
            return error
        finally:
            connection.close()

    outcomes = []
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            yield outcomes
            begun = []
            for count, act in enumerate(acts, start=1):
                begun.append(pool.submit(run, act))
                waits(count)
        outcomes += [each.result(timeout=30) for each in begun]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after another")
@pytest.mark.parametrize("other", ["withdraw", "finalise", "appeal"])
def test_who_warns_and_who_holds_the_table_do_not_wait_for_each_other(other):
    with clock.set_to(TUESDAY):
        city = Published()
        bearer, office, head = newest_tables().order_by("pk").first(), city.office, city.head
        standing, light = next(pair for pair in not_sent() if pair[0].snapshot_id == bearer.pk)
        acts = {
            "withdraw": lambda: publishing.withdraw(bearer, reason="撤回", by=office, at=TUESDAY),
            "finalise": lambda: publishing.finalise(WEEK, at=TUESDAY + timedelta(days=14)),
            "appeal": lambda: appealing.appeal(city.chumen, text="有误", by=head, at=TUESDAY),
        }
        warn = lambda: service.issue(  # noqa: E731
            standing, cause=light["cause"], indicator=light["indicator"], by=office, at=TUESDAY
        )
        with queued(warn, acts[other]) as outcomes:
            locked_chain(bearer.chain_key)
    assert isinstance(outcomes[0], Warning) and outcomes[1] and not isinstance(outcomes[1], Exception), (
        outcomes
    )


@pytest.mark.django_db
def test_what_is_still_to_be_sent_is_asked_once_for_all_that_a_table_lifts(published):
    for standing, light in not_sent():
        service.issue(
            standing, cause=light["cause"], indicator=light["indicator"], by=published.office, at=TUESDAY
        )
    assert Warning.objects.count() > 1
    later = Snapshot.objects.get(pk=published.snapshot.pk)
    later.first = later.last.replace(
        day=later.last.day + 1
    )  # a table of the week after, in which nothing is lit
    later.pk = later.pk + 1000
    with CaptureQueriesContext(connection) as asked:
        lifted = lifting.lift_met(later, at=TUESDAY)
    assert len(lifted) == Warning.objects.filter(state="LIFTED").count() > 1
    standings = [each["sql"] for each in asked if 'FROM "supervision_standing"' in each["sql"]]
    assert len(standings) == 2  # what is lit in the new table, and what of the newest is not sent
    assert not Task.objects.filter(subject="league").exists()
