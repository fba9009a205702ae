"""The database itself refuses to change what was written."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from enforcement.journal import triggers
from enforcement.journal.models import Chain, DailyRoot, DayHead, Entry
from enforcement.journal.services import close_day, record

POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def entry(at, db):
    entry = record("dossier:1", "open", by=None, at=at)
    close_day(day=entry.day, at=at)
    return entry


def refused(act):
    with pytest.raises(IntegrityError, match="只增不改，不能修改或删除"), transaction.atomic():
        act()


def test_every_table_has_its_triggers_after_migrate(db):
    assert {Entry._meta.label, DailyRoot._meta.label, DayHead._meta.label} <= set(triggers.REGISTER)
    assert triggers.missing() == []


@pytest.mark.parametrize("model", [Entry, DailyRoot, DayHead])
def test_rows_cannot_be_changed_or_deleted(entry, model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f'UPDATE "{table}" SET id = id'))
        refused(lambda: cursor.execute(f'DELETE FROM "{table}"'))
        if POSTGRESQL:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no foreign key waits to be looked at
            refused(lambda: cursor.execute(f'TRUNCATE "{table}" CASCADE'))
    assert model.objects.exists()


def test_the_orm_is_refused_in_the_same_words(entry):
    refused(lambda: Entry.objects.update(verb="close"))
    refused(entry.save)
    assert Entry.objects.get(pk=entry.pk).verb == "open"


@pytest.fixture
def changeable_length():
    """Register the chains for a while, with a length that may change: a registration with an open column."""
    triggers.register_append_only(Chain, changeable=("length",))
    triggers.install()
    yield
    with connection.cursor() as cursor:
        for statement in triggers.dropping(triggers.REGISTER[Chain._meta.label]):
            cursor.execute(statement)
    del triggers.REGISTER[Chain._meta.label]


def test_a_column_may_be_left_open(entry, changeable_length):
    chain = entry.chain
    chain.length = 7
    chain.save()
    assert Chain.objects.get(pk=chain.pk).length == 7
    refused(lambda: Chain.objects.filter(pk=chain.pk).update(head="x"))


def test_lifted_triggers_come_back_even_after_a_failure(entry):
    with pytest.raises(ZeroDivisionError), triggers.lifted():
        assert set(triggers.missing()) == {name for rule in triggers.present() for name in rule.triggers()}
        _ = 1 / 0
    assert triggers.missing() == []


def test_a_missing_trigger_is_told_and_migrate_puts_it_back(db):
    with connection.cursor() as cursor:
        cursor.execute(triggers.dropping(triggers.REGISTER[Entry._meta.label])[0])
    [warning] = run_checks(tags=["database"], databases=["default"])
    assert warning.id == "journal.W001"
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [1, 2])
def test_a_test_database_can_be_emptied_between_two_tests(at, again):
    """Runs twice: the second run finds nothing of the first, and the triggers in place."""
    assert not Entry.objects.exists()
    assert triggers.missing() == []
    record("dossier:1", "open", by=None, at=at)


def test_nobody_else_empties_a_database(entry, settings):
    settings.TESTING = False
    with pytest.raises(CommandError, match="不能清空"):
        call_command("flush", interactive=False)
    assert Entry.objects.exists()
