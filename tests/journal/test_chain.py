"""One hash chain per subject, whoever writes and however many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from enforcement.journal.models import GENESIS, Chain, Entry
from enforcement.journal.services import SYSTEM, gathered, record
from enforcement.journal.verifying import verify
from tests.factories import make_officer, make_team


@pytest.mark.django_db
def test_entries_of_one_subject_hang_on_each_other(at):
    first = record("dossier:1", "open", by=None, at=at)
    second = record("dossier:1", "issue", by=None, at=at, fine=Decimal("200.00"))
    other = record("dossier:2", "open", by=None, at=at)

    assert (first.serial, first.previous) == (1, GENESIS)
    assert (second.serial, second.previous) == (2, first.digest)
    assert (other.serial, other.previous) == (1, GENESIS)
    assert Chain.objects.get(key="dossier:1").head == second.digest


@pytest.mark.django_db
def test_entries_of_one_act_are_written_together(at, django_assert_num_queries):
    record("dossier:1", "open", by=None, at=at)
    with django_assert_num_queries(3), gathered():
        first, second = (record("dossier:1", verb, by=None, at=at) for verb in ("issue", "deliver"))
    assert (first.serial, second.serial, second.previous) == (2, 3, first.digest)
    assert Chain.objects.get(key="dossier:1").head == second.digest
    assert list(verify()) == []


@pytest.mark.django_db
def test_of_an_act_that_failed_nothing_is_written(at):
    with pytest.raises(LookupError), gathered():
        record("dossier:1", "issue", by=None, at=at)
        raise LookupError
    assert not Entry.objects.filter(chain__key="dossier:1").exists()
    assert record("dossier:1", "open", by=None, at=at).serial == 1


@pytest.mark.django_db
def test_the_subject_names_its_own_chain(at):
    entry = record(make_team(), "rename", by=None, at=at)
    assert entry.chain.key == "team:331083102"


@pytest.mark.django_db
def test_the_actor_stands_in_words_that_do_not_change(at):
    officer = make_officer(name="张三")
    entry = record("dossier:1", "open", by=officer, at=at)
    officer.name = "李四"
    officer.save()

    entry.refresh_from_db()
    assert "张三" in entry.actor_words
    assert "楚门镇" in entry.actor_words
    assert entry.actor == officer


@pytest.mark.django_db
def test_the_system_acts_in_its_own_name(at):
    assert record("dossier:1", "close", by=None, at=at).actor_words == SYSTEM


@pytest.mark.django_db
def test_the_day_is_the_day_in_shanghai():
    late = datetime(2026, 11, 20, 17, 30, tzinfo=ZoneInfo("UTC"))
    assert record("dossier:1", "open", by=None, at=late).day == date(2026, 11, 21)


@pytest.mark.django_db
def test_what_was_written_hashes_alike_when_it_is_read_again(at):
    data = {
        "money": Decimal("1E+2"),
        "share": 1e22,
        "day": date(2026, 11, 20),
        "name": "测试镇·㐂𠮷\x00",
        "list": (1, {"b": 2, "a": None}, {"x"}),
        "yes": True,
    }
    entry = record("dossier:1", "issue", by=make_officer(), at=at, **data)
    read = Entry.objects.select_related("chain").get(pk=entry.pk)

    assert read.compute_digest(read.chain.key) == read.digest == entry.digest
    assert read.data["money"] == "100"
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry(at):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("dossier:1", "issue", by=None, at=at)
        _ = 1 / 0
    assert not Entry.objects.exists()
    assert not Chain.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_unbroken_chain(at):
    """They also make the chain itself at once, and write into chains of their own between."""

    def write(writer):
        try:
            for number in range(10):
                record("dossier:1", "note", by=None, at=at, writer=writer, number=number)
                record(f"dossier:1{writer}", "note", by=None, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    entries = list(Entry.objects.filter(chain__key="dossier:1").order_by("serial"))
    assert [entry.serial for entry in entries] == list(range(1, 81))
    assert all(later.previous == earlier.digest for earlier, later in pairwise(entries))
    assert list(verify()) == []


@pytest.mark.django_db
def test_an_entry_costs_three_statements(at, django_assert_num_queries):
    record("dossier:1", "open", by=None, at=at)
    with django_assert_num_queries(3):  # lock the head, write the entry, move the head
        record("dossier:1", "issue", by=None, at=at)
