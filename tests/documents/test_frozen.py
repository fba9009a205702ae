"""What was issued stays as it was: the database refuses, and what got past it is found."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from enforcement.documents import services
from enforcement.documents.models import (
    Delivery,
    Document,
    DocumentSignature,
    Rendering,
    Signature,
    Voiding,
)
from enforcement.errors import Refused
from enforcement.journal.triggers import lifted
from tests.documents.making import AT, DAY, issue_penalty, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    """A decision that was printed, delivered and then voided."""
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    services.render(document, "A5")
    services.deliver(
        document=document, method="DIRECT", day=DAY, moment=AT, recipient="王喆镕", relation="本人",
        note="", servers=[officer], by=officer, at=AT,
    )  # fmt: skip
    services.void(document=document, reason="姓名写错", by=officer, at=AT + timedelta(hours=1))
    return document


CHANGES = [
    (Document, {"number": "玉楚综执简罚决字〔2026〕第000009号"}),
    (Document, {"content": {}}),
    (Document, {"issued_at": AT + timedelta(days=1)}),
    (Signature, {"name": "别人"}),
    (Signature, {"content_digest": "0" * 64}),
    (DocumentSignature, {"signature_id": 1}),
    (Voiding, {"reason": "没有"}),
    (Rendering, {"sha256": "0" * 64}),
    (Delivery, {"day": DAY + timedelta(days=9)}),
    (Delivery.servers.through, {"officer_id": 1}),
]


@pytest.mark.parametrize(("model", "change"), CHANGES, ids=lambda part: getattr(part, "__name__", ""))
def test_no_row_is_changed(document, model, change):
    before = list(model.objects.values())
    with pytest.raises(DatabaseError, match="只增不改"), transaction.atomic():
        model.objects.update(**change)
    assert list(model.objects.values()) == before


@pytest.mark.parametrize("model", dict(CHANGES), ids=lambda part: part.__name__)
def test_no_row_is_deleted(document, model):
    rows = model.objects.count()
    with pytest.raises(DatabaseError, match="只增不改"), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)
    assert model.objects.count() == rows > 0


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("number", "玉楚综执简罚决字〔2026〕第000009号", "文号、日期或者签名与出具时的摘要不一致"),
        ("day", "2026-09-23", "文号、日期或者签名与出具时的摘要不一致"),
        ("title", "不予行政处罚决定书", "文号、日期或者签名与出具时的摘要不一致"),
    ],
)
def test_a_row_changed_behind_our_back_is_found(document, column, value, fault):
    assert services.verify_document(document) == []
    with lifted(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE documents_document SET {column} = %s", [value])
    assert fault in services.verify_document(Document.objects.get())


def test_the_command_finds_what_was_changed(document):
    said = StringIO()
    call_command("verify_documents", stdout=said)
    assert "已校验 1 份文书，全部一致" in said.getvalue()
    with lifted():
        Document.objects.update(number="玉楚综执简罚决字〔2026〕第000009号")
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_documents", stderr=told)
    assert "与出具时的摘要不一致" in told.getvalue()


def test_a_content_changed_behind_our_back_is_found(document):
    changed = document.content | {"fine": "20.00"}
    with lifted():
        Document.objects.update(content=changed)
    assert "内容与签名时的摘要不一致" in services.verify_document(Document.objects.get())


def test_a_number_and_its_digests_changed_together_are_found_by_the_journal(document):
    from enforcement.documents import storage

    forged = Document.objects.get()
    forged.number = "玉楚综执简罚决字〔2026〕第000009号"
    text = forged.record_text(forged.signed()).encode()
    with lifted():
        Document.objects.update(number=forged.number, sha256=storage.sha256(text), sm3=storage.sm3(text))
    assert services.verify_document(Document.objects.get()) == ["日志中没有与之一致的出具记录"]


def file_of(settings, document):
    return Path(settings.DOCUMENTS_DIR) / document.renderings.get(layout="A5").path


def test_a_changed_file_is_refused(document, settings):
    path = file_of(settings, document)
    os.chmod(path, 0o640)
    path.write_bytes(path.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.4"))
    with pytest.raises(Refused, match="校验不一致"):
        services.render(document, "A5")
    [fault] = services.verify_document(document)
    assert "校验不一致" in fault
    path.unlink()
    with pytest.raises(Refused, match="不见了"):
        services.render(document, "A5")


def test_a_file_is_written_once_and_read_only(document, settings):
    path = file_of(settings, document)
    assert oct(path.stat().st_mode & 0o777) == "0o440"
    before = path.stat().st_mtime_ns
    services.render(document, "A5")
    assert path.stat().st_mtime_ns == before
    assert Rendering.objects.count() == 1
