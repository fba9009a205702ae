"""The daily root holds the head of every chain that grew, each once, whatever the hour."""

from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from enforcement.journal.models import DailyRoot, Entry
from enforcement.journal.services import DAYS, close_day, record
from enforcement.journal.verifying import verify

DAY = timedelta(days=1)


def heads(root):
    return sorted(
        f"{head.entry.chain.key}/{head.entry.serial}" for head in root.heads.select_related("entry__chain")
    )


@pytest.mark.django_db
def test_a_day_is_closed_once(at):
    record("dossier:1", "open", by=None, at=at)
    root = close_day(day=at.date(), at=at)
    record("dossier:2", "open", by=None, at=at)
    assert close_day(day=at.date(), at=at + DAY) == root
    assert DailyRoot.objects.count() == 1
    assert Entry.objects.filter(chain__key=DAYS).count() == 1


@pytest.mark.django_db
def test_a_root_holds_what_grew_since_the_last_one(at):
    for dossier in (1, 2, 2):
        record(f"dossier:{dossier}", "note", by=None, at=at)
    first = close_day(day=at.date(), at=at)
    record("dossier:1", "note", by=None, at=at + DAY)
    record("dossier:3", "note", by=None, at=at + DAY)
    second = close_day(day=at.date() + DAY, at=at + DAY)

    assert heads(first) == ["dossier:1/1", "dossier:2/2"]
    assert heads(second) == ["dossier:1/2", "dossier:3/1", f"{DAYS}/1"]
    assert list(verify()) == []


@pytest.mark.django_db
def test_what_is_recorded_late_for_an_earlier_day_comes_into_the_next_root(at):
    close_day(day=at.date(), at=at)
    record("dossier:1", "note", by=None, at=at - 30 * DAY)
    assert "dossier:1/1" in heads(close_day(day=at.date() + DAY, at=at + DAY))
    assert list(verify()) == []


@pytest.mark.django_db
def test_a_day_without_entries_has_its_root_too(at):
    first = close_day(day=date(2026, 10, 1), at=at)
    second = close_day(day=date(2026, 10, 2), at=at)
    assert (first.chains, second.chains) == (0, 1)
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite 同时只有一个写事务，不会有未提交而编号在前的条目"
)
def test_an_entry_that_is_being_written_comes_into_the_next_root(at):
    written, closed = Event(), Event()

    def write_slowly():
        with transaction.atomic():
            record("dossier:1", "note", by=None, at=at)
            written.set()
            closed.wait(20)
        connection.close()

    writer = Thread(target=write_slowly)
    writer.start()
    assert written.wait(20)
    record("dossier:2", "note", by=None, at=at)
    first = close_day(day=at.date(), at=at)
    closed.set()
    writer.join()
    second = close_day(day=at.date() + DAY, at=at + DAY)

    assert heads(first) == ["dossier:2/1"]
    assert heads(second) == ["dossier:1/1", f"{DAYS}/1"]
