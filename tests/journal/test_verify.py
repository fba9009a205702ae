"""What was changed behind the product's back is found, down to the entry."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.journal.models import GENESIS, Chain, DailyRoot, DayHead, Entry
from enforcement.journal.services import DAYS, close_day, record
from enforcement.journal.triggers import lifted
from enforcement.journal.verifying import Tally, verify


@pytest.fixture
def journal(at, db):
    """Two dossiers of five entries each, the day closed over them."""
    for number in range(5):
        for dossier in (1, 2):
            record(f"dossier:{dossier}", "note", by=None, at=at, number=number)
    return close_day(day=at.date(), at=at)


def found(**given):
    return [str(damage) for damage in verify(**given)]


def entry(serial, dossier=1):
    return Entry.objects.filter(chain__key=f"dossier:{dossier}", serial=serial)


def test_a_sound_journal_is_told_so(journal, capsys):
    call_command("verify_journal")
    assert "3 个链、11 条日志、1 个每日总摘要，全部一致" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [{"data": {"number": 99}}, {"verb": "close"}, {"actor_words": "别人"}, {"at": "2026-11-01T00:00:00Z"}],
    ids=["data", "verb", "actor", "time"],
)
def test_changed_content_is_found_at_its_entry(journal, change):
    with lifted():
        entry(3).update(**change)
    assert found() == ["dossier:1 第 3 条：内容与摘要不符"]


def test_only_the_first_broken_entry_of_each_chain_is_told(journal):
    with lifted():
        entry(2).update(verb="close")
        entry(4).update(verb="close")
        entry(5, dossier=2).update(actor_words="别人")
    assert found() == ["dossier:1 第 2 条：内容与摘要不符", "dossier:2 第 5 条：内容与摘要不符"]


def test_a_missing_entry_is_found(journal):
    with lifted():
        entry(3).delete()
    assert found() == ["dossier:1 第 3 条：缺失，其后是第 4 条"]


def test_a_cut_off_end_is_found_in_the_chain_and_in_the_root(journal):
    with lifted():
        DayHead.objects.filter(entry__in=entry(5)).delete()
        entry(5).delete()
    chain, root = found()
    assert chain.startswith("dossier:1：链首记为 5 条，实有 4 条")
    assert root == "2026-11-20 每日总摘要：与当日各链末条不符"


def test_an_emptied_chain_is_found(journal):
    with lifted():
        DayHead.objects.filter(entry__chain__key="dossier:2").delete()
        Entry.objects.filter(chain__key="dossier:2").delete()
    assert "dossier:2：应有 5 条，一条也没有" in found()


def test_a_chain_written_anew_from_end_to_end_is_found_by_the_daily_root(journal):
    """The forger knows the recipe, and makes chain and head fit again; the root over the day does not."""
    with lifted():
        previous = GENESIS
        for row in Entry.objects.filter(chain__key="dossier:1").order_by("serial"):
            row.data, row.previous = {"number": 0}, previous
            row.digest = previous = row.compute_digest("dossier:1")
            row.save()
        Chain.objects.filter(key="dossier:1").update(head=previous)
    assert found() == ["2026-11-20 每日总摘要：与当日各链末条不符"]


def test_a_root_that_was_taken_away_is_found(journal):
    with lifted():
        DayHead.objects.all().delete()
        DailyRoot.objects.all().delete()
    assert found() == ["2026-11-20 每日总摘要：缺失"]


def test_a_root_that_was_changed_is_found(journal):
    with lifted():
        DailyRoot.objects.update(digest="0" * 64)
    assert "2026-11-20 每日总摘要：与日志所记不符" in found()


def test_a_missing_trigger_is_damage(journal):
    with connection.cursor() as cursor:
        cursor.execute(dropped_trigger())
    [damage] = found()
    assert damage.startswith("数据库：缺少只增不改触发器")


def dropped_trigger():
    table = Entry._meta.db_table
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER "{table}_no_update"{on}'


def test_the_command_ends_with_1_and_names_the_entry(journal):
    with lifted():
        entry(3).update(verb="close")
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_journal", stderr=said)
    assert ended.value.code == 1
    assert "dossier:1 第 3 条" in said.getvalue()
    assert "损坏 1 处" in said.getvalue()


def test_one_chain_can_be_verified_alone(journal):
    with lifted():
        entry(3, dossier=2).update(verb="close")
    assert found(key="dossier:1") == []
    assert found(key="dossier:2") == ["dossier:2 第 3 条：内容与摘要不符"]


def test_verifying_more_chains_takes_no_more_statements(journal, at):
    with CaptureQueriesContext(connection) as few:
        assert found() == []
    for number in range(50):
        record(f"dossier:{100 + number}", "note", by=None, at=at)
    tally = Tally()
    with CaptureQueriesContext(connection) as many:
        assert list(verify(tally)) == []
    assert tally.chains == 53
    assert len(many) == len(few)


def test_the_days_chain_is_a_chain_like_any_other(journal):
    assert [row.verb for row in Entry.objects.filter(chain__key=DAYS)] == ["close_day"]
