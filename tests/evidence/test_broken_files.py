"""Files broken at a few places, seeded: each is shown, downloaded or refused in words, none stops anybody."""

import io
from random import Random

import pytest
from PIL import Image
from pypdf import PdfWriter

from enforcement.documents.binding import Part, opened
from enforcement.documents.pictures import clean_ink
from enforcement.errors import DomainError, Refused
from evidence import storage
from evidence.active import is_active
from evidence.exhibits import small_jpeg
from tests.evidence.factories import take, upload

MADE = 300
TOKENS = (
    b"/ObjStm",
    b"/Encrypt",
    b"/Prev 0",
    b"<<",
    b"]",
    b"null",
    b"99999999999",
    b"\x00",
    b"1 0 R",
    b"/V 4",
)


def broken(whole, chance, tokens=(), within=400):
    """Return the bytes of a file with one to five of its first `within` places changed."""
    content = bytearray(whole)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(min(len(content), within))
        if tokens and chance.random() < 0.5:
            token = chance.choice(tokens)
            content[at : at + len(token)] = token
        elif chance.random() < 0.2:
            del content[at]
        else:
            content[at] = chance.randrange(256 if chance.random() < 0.5 else 13)
    return bytes(content)


def photographs():
    said = Image.Exif()
    said[0x0112], said[0x010F] = 6, "HUAWEI"
    said.get_ifd(0x8825)[2] = (28.0, 1.0, 2.0)
    for form in ("JPEG", "PNG"):
        held = io.BytesIO()
        Image.new("RGB", (60, 40), "white").save(held, form, exif=said)
        yield f"a.{form.lower()}", held.getvalue()


def papers():
    for locked in (False, True):
        writer, held = PdfWriter(), io.BytesIO()
        writer.add_blank_page(100, 100)
        if locked:
            writer.encrypt("x", algorithm="RC4-128")
        writer.write(held)
        yield held.getvalue()


def test_a_paper_locked_in_a_way_the_reader_does_not_know_is_only_downloaded():
    _, locked = papers()
    assert is_active(io.BytesIO(locked.replace(b"/V 2", b"/V 4").replace(b"/R 3", b"/R 4")))


def test_broken_papers_count_as_active_or_open_and_cannot_stop_a_volume():
    chance, whole, outcomes = Random(1), list(papers()), set()
    for _ in range(MADE):
        content = broken(chance.choice(whole), chance, TOKENS)
        outcomes.add(is_active(io.BytesIO(content)))
        try:
            outcomes.add(len(opened(Part(title="书证", pdf=content, day=None))) > 0 and "bound")
        except DomainError as refused:
            assert "打不开" in str(refused)
            outcomes.add("refused")
    assert outcomes >= {True, False, "bound", "refused"}


@pytest.mark.django_db
def test_broken_photographs_are_taken_or_refused_and_drawn_or_not():
    chance, whole, outcomes = Random(9), list(photographs()), set()
    for _ in range(MADE):
        name, photograph = chance.choice(whole)
        content = broken(photograph, chance, within=160)
        small_jpeg(io.BytesIO(content))
        try:
            clean_ink(content)
        except DomainError:
            outcomes.add("no ink")
        try:
            piece = take(upload=upload(name, content))
        except Refused:
            outcomes.add("refused")
            continue
        outcomes.add("drawn" if storage.thumbnail_of(piece) else "not drawn")
    assert outcomes == {"no ink", "refused", "drawn", "not drawn"}
