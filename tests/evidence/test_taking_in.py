"""Taking evidence in (R-901): digests while streaming, type by content, two officers, everything else refused."""

import hashlib
import struct
import time
import zlib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from PIL import Image

from enforcement.dossiers.services import lock_dossier
from enforcement.errors import DomainError, Refused
from enforcement.journal.models import Entry
from enforcement.teams.roles import Role
from evidence import storage
from evidence.hashing import Digests
from evidence.models import Check, Custody, Piece, PieceOfficer
from evidence.storage import full_path
from tests.evidence.factories import archive, boxed, photo_with_sayings, picture, sound, take, upload
from tests.factories import AT, make_certificate, make_dossier, make_officer, make_team

pytestmark = pytest.mark.django_db


def test_T_1108a_sm3_of_abc():
    digests = Digests()
    digests.update(b"a")
    digests.update(b"bc")

    assert digests.finish() == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    )


def test_file_lies_under_its_digest_and_is_read_only():
    content = picture()
    piece = take(upload=upload("现场.jpg", content))

    assert piece.sha256 == hashlib.sha256(content).hexdigest()
    assert piece.file == f"{piece.sha256[:2]}/{piece.sha256[2:4]}/{piece.sha256}"
    assert full_path(piece.file).read_bytes() == content
    assert full_path(piece.file).stat().st_mode & 0o222 == 0
    assert (piece.size, piece.width, piece.height) == (len(content), 64, 48)
    assert not any((full_path("incoming")).iterdir())


def test_first_custody_row_and_journal_entry():
    piece = take()

    row = piece.custody.get()
    assert (row.serial, row.action, row.sha256) == (1, "RECEIVE", piece.sha256)
    entry = Entry.objects.get(chain__key=piece.dossier.chain_key)
    assert (entry.verb, entry.data["custody"]) == ("evidence.receive", row.digest)


def test_two_officers_with_their_certificates_of_that_day():
    first, second = make_officer(), make_officer(certificate=False)
    make_certificate(second, valid_from=date(2025, 1, 1), valid_to=date(2026, 11, 19))
    piece = take(make_dossier(first, members=[second]))

    written = dict(piece.capturers.values_list("officer", "certificate"))
    assert written == {first.pk: first.certificates.get().number, second.pk: ""}


def test_name_is_given_where_none_was_typed_and_serials_count_up():
    dossier = make_dossier()
    pieces = [take(dossier, title=" "), take(dossier, title="店面")]

    assert [(piece.serial, piece.title) for piece in pieces] == [(1, "视听资料1"), (2, "店面")]


def test_same_file_twice_in_a_dossier_gives_the_piece_that_is_there():
    dossier, content = make_dossier(), picture()
    first = take(dossier, upload=upload("a.jpg", content))
    second = take(dossier, upload=upload("b.jpg", content))

    assert (first.duplicate, second.duplicate) == (False, True)
    assert second.pk == first.pk and Custody.objects.count() == 1


def test_same_file_in_two_dossiers_is_two_pieces_of_one_file():
    content = picture()
    first, second = take(upload=upload("a.jpg", content)), take(upload=upload("a.jpg", content))

    assert first.pk != second.pk and first.file == second.file


def test_what_a_photo_says_of_itself_is_a_proposal_only():
    piece = take(upload=upload("现场.jpg", photo_with_sayings()))

    assert piece.metadata == {
        "taken_at": "2026-11-20T08:30:00+08:00",
        "device": "HUAWEI TEST-1",
        "latitude": "28.250000",
        "longitude": "121.500000",
    }
    assert piece.captured_at == AT and piece.latitude is None
    assert piece.device == "HUAWEI TEST-1"


GOOD = [
    ("a.jpg", lambda: picture(), "image/jpeg"),
    ("a.JPEG", lambda: picture(), "image/jpeg"),
    ("a.png", lambda: picture("PNG"), "image/png"),
    ("a.webp", lambda: picture("WEBP"), "image/webp"),
    ("a.pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF", "application/pdf"),
    ("a.mp4", lambda: boxed(b"isom"), "video/mp4"),
    ("b.mp4", lambda: boxed(b"mp42"), "video/mp4"),
    ("a.mov", lambda: boxed(b"qt  "), "video/quicktime"),
    ("a.m4a", lambda: boxed(b"M4A "), "audio/mp4"),
    (
        "a.mp3",
        lambda: b"ID3\x03\0\0\0\0\0\x21" + b"\0" * 64 + b"\xff\xfb\x90\x64" + b"\0" * 400,
        "audio/mpeg",
    ),
    ("b.mp3", lambda: b"\xff\xfb\x90\x64" + b"\0" * 417 + b"\xff\xfb\x90\x64" + b"\0" * 400, "audio/mpeg"),
    ("a.wav", sound, "audio/wav"),
    ("a.docx", lambda: archive("[Content_Types].xml", "word/document.xml"), "wordprocessingml"),
    ("a.xlsx", lambda: archive("[Content_Types].xml", "xl/workbook.xml"), "spreadsheetml"),
    ("a.ofd", lambda: archive("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
]


@pytest.mark.parametrize(("name", "content", "media_type"), GOOD, ids=[one[0] for one in GOOD])
def test_kinds_that_are_taken(name, content, media_type):
    assert media_type in take(upload=upload(name, content())).media_type


WRONG = [
    ("a.html", b"<html><script>alert(1)</script></html>", "不接收 .html 文件"),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不接收 .svg 文件"),
    ("a.exe", b"MZ\x90\0" + b"\0" * 200, "不接收 .exe 文件"),
    ("a.zip", archive("a.txt"), "不接收 .zip 文件"),
    ("a.docm", archive("word/document.xml"), "不接收 .docm 文件"),
    ("photo", picture(), "没有扩展名"),
    ("a.jpg.html", picture(), "不接收 .html 文件"),
    ("a.jpg", b"MZ\x90\0" + b"\0" * 200, "内容却不是"),
    ("a.jpg", b"<html><script>alert(1)</script></html>", "内容却不是"),
    ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "内容却不是"),
    ("a.jpg", picture("PNG"), "内容却是PNG 图片"),
    ("a.pdf", picture(), "内容却是JPEG 图片"),
    ("a.mp4", boxed(b"qt  "), "内容却是MOV 视频"),
    ("a.docx", archive("xl/workbook.xml"), "内容却是Excel 表格"),
    ("a.docx", archive("a.txt"), "内容却不是"),
    ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "内容却不是"),
    ("a.docx", b"PK\x03\x04" + b"\0" * 100, "内容却不是"),
    ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 200, "打不开"),
    ("a.mp3", b"\xff\xfe<\0h\0t\0m\0l\0", "内容却不是"),
]


@pytest.mark.parametrize(("name", "content", "why"), WRONG, ids=[f"{one[0]}-{one[2]}" for one in WRONG])
def test_wrong_kind_is_refused_with_its_reason(name, content, why):
    with pytest.raises(Refused, match=why):
        take(upload=upload(name, content))
    assert not Piece.objects.exists() and not Custody.objects.exists()
    assert not any(full_path("incoming").iterdir())


def test_empty_file_is_refused():
    with pytest.raises(Refused, match="文件是空的"):
        take(upload=upload("a.jpg", b""))


def test_too_large_is_refused_with_the_limit(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    with pytest.raises(Refused, match="超过上限 1 MB"):
        take(upload=upload("a.jpg", picture() + b"\0" * 1024 * 1024))


def test_stream_longer_than_it_said_is_stopped(settings):
    settings.UPLOAD_MAX_BYTES = 1000
    liar = upload("a.jpg", picture() + b"\0" * 2000)
    liar.size = 10
    with pytest.raises(Refused, match="超过上限"):
        take(upload=liar)
    assert not any(full_path("incoming").iterdir())


BAD = [
    ({"captured_at": AT + timedelta(minutes=6)}, "取得时间晚于现在"),
    ({"captured_at": None}, "没有取得时间"),
    ({"time_source": ""}, "没有写明取得时间的来源"),  # T-901a
    ({"kind": "PHOTO"}, "没有“PHOTO”这种证据"),
    ({"latitude": Decimal("28.1")}, "经纬度只有一个"),
    ({"latitude": Decimal("128.1"), "longitude": Decimal("121")}, "经纬度超出范围"),
]


@pytest.mark.parametrize(("given", "why"), BAD, ids=[why for _, why in BAD])
def test_bad_sayings_are_refused(given, why):
    with pytest.raises(Refused, match=why):
        take(**given)
    assert not Piece.objects.exists()


def test_all_faults_are_told_at_once():
    with pytest.raises(Refused) as refused:
        take(upload=upload("a.jpg", b""), time_source="", kind="X")
    assert len(refused.value.findings) == 3


def test_telephone_clock_a_little_ahead_is_taken():
    assert take(captured_at=AT + timedelta(minutes=4)).pk


def test_locked_dossier_takes_nothing():
    dossier = make_dossier()
    lock_dossier(dossier=dossier, by=dossier.opened_by, at=AT)
    dossier.locked_at = None  # the caller's copy is older than the lock
    with pytest.raises(DomainError, match="封存"):
        take(dossier)
    assert not Piece.objects.exists()


@pytest.mark.parametrize("role", [Role.HEAD, Role.TOWNSHIP_REVIEWER, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_only_who_handles_cases_takes_evidence_in(role):
    dossier = make_dossier()
    with pytest.raises(PermissionDenied):
        take(dossier, by=make_officer(role, make_team()))


def test_stranger_and_minors_file_are_closed():
    with pytest.raises(PermissionDenied):
        take(make_dossier(), by=make_officer(team=make_team("331002101")))
    with pytest.raises(PermissionDenied, match="看不到"):
        take(make_dossier(sensitivity="MINOR"), by=make_officer())


CHANGES = [
    (Piece, {"title": "换了"}),
    (Piece, {"sha256": "0" * 64}),
    (Piece, {"captured_at": AT - timedelta(days=1)}),
    (Piece, {"place": "别处"}),
    (Custody, {"reason": "换了"}),
    (PieceOfficer, {"certificate": "假"}),
]


@pytest.mark.parametrize(
    ("model", "change"), CHANGES, ids=[f"{one[0].__name__}-{[*one[1]]}" for one in CHANGES]
)
def test_rows_are_immutable_in_the_database_itself(model, change):
    take()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", [Custody, PieceOfficer, Piece, Check])
def test_rows_cannot_be_deleted(model):
    piece = take()
    Check.objects.create(piece=piece, at=AT, same=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)


def test_stored_twin_that_was_damaged_is_not_built_upon():
    content = picture()
    piece = take(upload=upload("a.jpg", content))
    path = Path(full_path(piece.file))
    path.chmod(0o640)
    path.write_bytes(content[:-1] + b"X")

    with pytest.raises(Refused, match="已损坏"):
        take(upload=upload("a.jpg", content))


# -- pictures that cannot be shown, and those too large to be (public/09, security.md 4) ------------------------


def png_head(width, height):
    """Return the beginning of a PNG that says it is so large, without a pixel."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + IDAT


IDAT = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


def test_an_iphone_picture_is_refused_with_what_to_do():
    with pytest.raises(Refused) as refused:
        take(upload=upload("a.heic", boxed(b"heic")))
    said = refused.value.findings[0]
    assert "打不开" in said.message and "兼容性最佳" in said.remedy and "JPG" in said.remedy
    assert not Piece.objects.exists()


def test_public_09_the_picture_of_an_iphone_itself_is_refused_in_words():
    """A file as the telephone makes it: 875 bytes, valid, turned upright by its sixth orientation."""
    taken = (Path(__file__).parent / "sample-iphone.heic").read_bytes()
    with pytest.raises(Refused) as refused:
        take(upload=upload("IMG_0001.HEIC", taken))
    assert "兼容性最佳" in refused.value.findings[0].remedy
    assert not Piece.objects.exists()


@pytest.mark.parametrize(("width", "height"), [(10_900, 11_000), (60_000, 60_000), (2**31 - 1, 1)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(width, height):
    started = time.process_time()
    with pytest.raises(Refused, match="像素，超过可以显示的大小"):
        take(upload=upload("a.png", png_head(width, height)))
    assert time.process_time() - started < 1


def test_a_large_plain_jpeg_is_taken_and_drawn_small():
    piece = take(upload=upload("a.jpg", picture(size=(9000, 6000))))
    with Image.open(storage.thumbnail_of(piece)) as small:
        assert max(small.size) == storage.THUMBNAIL
