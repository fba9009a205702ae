"""A city with two published weeks, made once for the tests that only look at it; a small one for those that act."""

import pytest
from django.db import transaction

from enforcement import clock
from supervision.league.definitions import Level
from tests.supervision.league import city
from tests.supervision.league.acting import TUESDAY, Published

IDLE = "331003202"  # a served town


@pytest.fixture(scope="module")
def weeks(django_db_setup, django_db_blocker):
    """Return {level: Snapshot} of week 46, with week 45 before it; one town has no records at all."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield city.publish_weeks("2026-W45", "2026-W46", levels=tuple(Level), without=(IDLE,))
        transaction.set_rollback(True)


@pytest.fixture
def published(db):
    """A published week of two counties, on the Tuesday after it."""
    with clock.set_to(TUESDAY):
        yield Published()


@pytest.fixture
def pages(client):
    """Return a function that opens or posts a page as an officer: (answer, its text)."""

    def call(officer, address, data=None):
        client.logout()
        client.force_login(officer)
        answer = client.get(address) if data is None else client.post(address, data)
        return answer, answer.content.decode()

    return call
