"""A store out of reach is an outage, not tampering: said, healed, nothing written down (ruling 20)."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.management import call_command

from enforcement import stores
from enforcement.documents import storage
from enforcement.errors import Refused, Unavailable
from enforcement.journal.models import Entry
from evidence import services
from evidence.models import Check, Custody, Piece
from evidence.storage import full_path
from tests.evidence.factories import picture, take, upload
from tests.factories import AT, make_dossier, make_officer
from tests.folders import mark_stores

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_stores(settings, tmp_path):
    """Give the test stores of its own, which it may take away."""
    settings.EVIDENCE_DIR, settings.DOCUMENTS_DIR = tmp_path / "evidence", tmp_path / "documents"
    mark_stores()
    return tmp_path


def written():
    return Entry.objects.count(), Custody.objects.count(), Check.objects.count()


def away(own_stores):
    (own_stores / "evidence").rename(own_stores / "away")


def back(own_stores):
    (own_stores / "away").rename(own_stores / "evidence")


def test_a_piece_of_a_store_out_of_reach_is_not_locked_and_opens_again_by_itself(own_stores):
    piece = take()
    before = written()
    away(own_stores)

    with pytest.raises(Unavailable, match="证据库暂时不能读取（目录不在）"):
        services.open_piece(piece, piece.received_by, AT)

    assert written() == before
    back(own_stores)
    services.open_piece(piece, piece.received_by, AT).close()


def test_an_empty_folder_in_place_of_the_store_is_not_taken_for_it(own_stores):
    piece = take()
    away(own_stores)
    (own_stores / "evidence").mkdir()

    with pytest.raises(Unavailable):
        services.open_piece(piece, piece.received_by, AT)
    with pytest.raises(Unavailable, match="没有保存"):
        take()

    assert list((own_stores / "evidence").iterdir()) == []


def test_a_store_of_another_installation_is_refused(own_stores, settings):
    (own_stores / "evidence" / stores.MARK).write_text("EVIDENCE_DIR " + "0" * 64 + "\n")
    with pytest.raises(Unavailable, match="标记不是本系统的"):
        take()


def test_verifying_before_the_files_are_restored_locks_nothing(own_stores, capsys):
    pieces = [take(), take()]
    before = written()
    away(own_stores)

    with pytest.raises(SystemExit) as ended:
        call_command("verify_evidence")
    assert ended.value.code == 2
    assert "也没有锁定任何证据" in capsys.readouterr().err

    (own_stores / "evidence").mkdir()
    mark_stores()  # as a first migrate on a new machine leaves it
    with pytest.raises(SystemExit) as ended:
        call_command("verify_evidence")
    assert ended.value.code == 1
    assert capsys.readouterr().err.count("文件不在") == 2
    assert written() == before

    (own_stores / "evidence" / stores.MARK).unlink()
    (own_stores / "evidence").rmdir()
    back(own_stores)
    call_command("verify_evidence")
    assert not any(services.is_locked(piece) for piece in pieces)


def test_one_file_that_cannot_be_read_is_told_and_not_locked(own_stores):
    """A folder stands where the file was: whatever it is, nothing was hashed."""
    piece = take()
    path = full_path(piece.file)
    path.unlink()
    path.mkdir()

    assert next(iter(services.verify_all(by=None, at=AT))).words.startswith("没有核对")
    assert not services.is_locked(piece)


def test_an_upload_is_refused_with_503_by_script_page_and_api(client, own_stores):
    dossier = make_dossier()
    officer = dossier.opened_by
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    away(own_stores)
    page = {"dossier": dossier.pk, "title": "现场", "kind": "AUDIOVISUAL", "place": "中山路"}

    for address, more in (
        (f"/evidence/upload/?dossier={dossier.pk}", {}),
        (f"/evidence/upload/?dossier={dossier.pk}", {"page": "1"}),
        ("/api/evidence/", {}),
    ):
        answer = client.post(address, page | {"file": upload()} | more)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60"), address
        said = answer.json()["message"] if "json" in answer["Content-Type"] else answer.content.decode()
        assert "证据库暂时不能写入" in said
    assert Piece.objects.count() == 0


def test_a_document_out_of_reach_is_no_changed_document(own_stores):
    name = storage.keep("papers", b"%PDF", ".pdf")
    (own_stores / "documents").rename(own_stores / "documents-away")
    with pytest.raises(Unavailable, match="文书库暂时不能读取"):
        storage.read(name, storage.sha256(b"%PDF"), "文书")
    (own_stores / "documents-away").rename(own_stores / "documents")
    assert storage.read(name, storage.sha256(b"%PDF"), "文书") == b"%PDF"
    (own_stores / "documents" / name).unlink()
    with pytest.raises(Refused, match="不见了"):
        storage.read(name, storage.sha256(b"%PDF"), "文书")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_leaves_no_draft_behind(own_stores, monkeypatch):
    """Every write to the disk fails as on a full one: the file that is open for writing is /dev/full."""
    import tempfile

    made = []
    real = tempfile.NamedTemporaryFile

    def on_full_disk(**given):
        draft = real(**given)
        made.append(draft.name)
        full = open("/dev/full", "wb", buffering=0)  # noqa: SIM115
        os.dup2(full.fileno(), draft.fileno())
        full.close()
        return draft

    monkeypatch.setattr(stores.tempfile, "NamedTemporaryFile", on_full_disk)
    with pytest.raises(Unavailable, match="磁盘已满"):
        storage.keep("papers", b"%PDF", ".pdf")
    with pytest.raises(Unavailable, match="磁盘已满"):
        take(upload=upload(content=picture(size=(640, 480)) + os.urandom(3_000_000)))

    assert len(made) == 2
    assert not any(Path(name).exists() for name in made)


def test_the_night_clears_drafts_and_sets_aside_what_no_row_names(own_stores):
    piece = take()
    kept = storage.keep("papers", b"nobody's", ".pdf")
    draft = own_stores / "evidence" / "incoming" / "tmpleft"
    draft.write_bytes(b"half")
    stray = own_stores / "documents" / "papers" / "ab" / "tmpleft"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"half")
    later = time.time() + 8 * stores.DAY

    counts = [
        stores.sweep(store, day=AT.date() + timedelta(days=night), now=later)
        for store in stores.STORES
        for night in range(stores.SHARES)
    ]

    assert (sum(cleared for cleared, _ in counts), sum(aside for _, aside in counts)) == (2, 1)
    assert not draft.exists() and not stray.exists()
    assert full_path(piece.file).exists()
    assert (own_stores / "documents" / stores.ABANDONED / kept).read_bytes() == b"nobody's"
    assert stores.sweep(stores.EVIDENCE, day=AT.date()) == (0, 0)


def test_what_is_fresh_stays(own_stores):
    kept = storage.keep("papers", b"just now", ".pdf")
    for night in range(stores.SHARES):
        assert stores.sweep(stores.DOCUMENTS, day=AT.date() + timedelta(days=night)) == (0, 0)
    assert (own_stores / "documents" / kept).exists()


def test_a_store_gets_its_mark_only_where_it_is_new_or_holds_what_rows_name(own_stores):
    take()
    mark = own_stores / "evidence" / stores.MARK
    mark.unlink()
    stores.EVIDENCE.found()  # as an upgrade finds it
    assert mark.read_text() == stores.EVIDENCE.mark

    away(own_stores)
    with pytest.raises(Unavailable, match="先从备份恢复文件"):
        stores.EVIDENCE.found()
    assert not (own_stores / "evidence").exists()


def test_a_cache_out_of_reach_is_an_empty_one(settings):
    settings.CACHES = {
        "default": {"BACKEND": "enforcement.caching.ForgivingRedis", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    cache = caches["default"]
    cache.set("a", 1, 60)
    assert (cache.get("a"), cache.get("a", 5), cache.get_many(["a"]), cache.add("a", 1)) == (
        None,
        5,
        {},
        False,
    )
    assert make_officer().pk


def test_pictures_of_a_document_are_drawn_without_a_cache(settings):
    from enforcement import caching
    from enforcement.documents import services as documents
    from tests.documents.making import issue_penalty, make_desk

    settings.CACHES = {
        "default": {"BACKEND": "enforcement.caching.ForgivingRedis", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    caching._silent_until = 0
    assert documents.pictures_of(issue_penalty(*make_desk()))[0].startswith(b"\x89PNG")
