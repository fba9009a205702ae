"""Integrity and custody (R-902): every reading checks, every hand is kept, every break is found."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from enforcement.errors import Refused
from enforcement.journal import triggers
from enforcement.journal.models import Entry
from enforcement.journal.verifying import Tally, verify
from evidence import services
from evidence.custody import first_break
from evidence.models import Check, Custody, Piece
from evidence.storage import full_path
from tests.evidence.factories import take
from tests.factories import AT, make_officer

pytestmark = pytest.mark.django_db


def change_one_byte(piece):
    path = full_path(piece.file)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.chmod(0o640)
    path.write_bytes(content)


def test_opening_gives_the_file_and_writes_down_who():
    piece, reader = take(), make_officer(name="李四")

    with services.open_piece(piece, reader, AT, action="DOWNLOAD", reason="送审") as handle:
        assert handle.read() == full_path(piece.file).read_bytes()

    row = piece.custody.order_by("serial").last()
    assert (row.serial, row.action, row.reason, row.sha256) == (2, "DOWNLOAD", "送审", piece.sha256)
    assert row.actor_words == "李四 · 楚门镇 执法人员"
    assert first_break(piece) == 0


def test_T_902a_one_byte_changed_is_found_locked_and_reported():
    piece = take()
    change_one_byte(piece)

    with pytest.raises(Refused, match="校验不一致"):
        services.open_piece(piece, piece.received_by, AT)

    assert services.is_locked(piece)
    assert Check.objects.get().sha256 != piece.sha256
    assert "evidence.mismatch" in Entry.objects.values_list("verb", flat=True)
    with pytest.raises(Refused, match="已锁定"):
        services.open_piece(piece, piece.received_by, AT)
    assert Custody.objects.filter(action="MISMATCH").count() == 1


def test_missing_file_is_refused_and_not_taken_for_a_changed_one():
    piece = take()
    full_path(piece.file).unlink()
    with pytest.raises(Refused, match="不在证据库中"):
        services.open_piece(piece, piece.received_by, AT)
    assert [each.words for each in services.verify_all(by=None, at=AT)] == ["文件不在"]
    assert not services.is_locked(piece)
    assert Custody.objects.filter(piece=piece).count() == 1


def test_restored_original_opens_again_after_verification():
    piece = take()
    change_one_byte(piece)
    assert len(list(services.verify_all(by=None, at=AT))) == 1
    change_one_byte(piece)
    assert list(services.verify_all(by=None, at=AT)) == []

    services.open_piece(piece, piece.received_by, AT).close()
    actions = list(piece.custody.order_by("serial").values_list("action", flat=True))
    assert actions == ["RECEIVE", "MISMATCH", "RESTORED", "VIEW"]


def read_three_times(piece):
    for minute in range(3):
        services.open_piece(piece, piece.received_by, AT + timedelta(minutes=minute)).close()


@pytest.mark.parametrize("serial", [1, 2, 3, 4])
def test_T_902b_deleted_custody_row_is_found_at_that_row(serial):
    """The last one too, which the chain itself cannot show: the journal knows of it."""
    piece = take()
    read_three_times(piece)
    with triggers.lifted():
        piece.custody.filter(serial=serial).delete()

    assert first_break(piece) == serial
    [damage] = services.verify_all(by=None, at=AT)
    assert f"保管链在第 {serial} 条断开" in str(damage)


@pytest.mark.parametrize(
    "change", [{"actor_words": "别人"}, {"at": AT}, {"reason": "无"}, {"action": "EXPORT"}]
)
def test_changed_custody_row_is_found(change):
    piece = take()
    read_three_times(piece)
    with triggers.lifted():
        piece.custody.filter(serial=3).update(**change)

    assert first_break(piece) == 3


def test_whole_chain_cut_off_is_found():
    piece = take()
    with triggers.lifted():
        piece.custody.all().delete()
    assert first_break(piece) == 1


def test_verify_command_tells_and_fails(capsys):
    good, bad = take(), take()
    call_command("verify_evidence")
    assert "已校验 2 件证据，全部一致" in capsys.readouterr().out

    change_one_byte(bad)
    with pytest.raises(SystemExit):
        call_command("verify_evidence")
    said = capsys.readouterr().err
    assert "损坏 1 处" in said and f"案卷 {bad.dossier_id} " in said
    assert not services.is_locked(good)


def test_journal_stays_whole():
    piece = take()
    read_three_times(piece)
    change_one_byte(piece)
    list(services.verify_all(by=None, at=AT))

    assert list(verify(Tally())) == []


def test_links_say_what_a_piece_proves_and_can_be_taken_back():
    piece = take()
    by = piece.received_by
    support = services.link_piece(piece=piece, fact="ACT", by=by, at=AT)
    assert services.link_piece(piece=piece, fact="ACT", by=by, at=AT) == support
    assert Piece.objects.with_state().get().supports_something

    services.unlink_piece(support=support, by=by, at=AT)
    assert not Piece.objects.with_state().get().supports_something
    assert piece.supports.count() == 1
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["evidence.receive", "evidence.support", "evidence.unsupport"]
