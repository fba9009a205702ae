"""A PDF that does something by itself is only ever downloaded (security.md 13)."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from evidence.active import is_active


def made(change=lambda writer: None):
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    change(writer)
    writer.write(made)
    made.seek(0)
    return made


def with_action(writer):
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Named"), NameObject("/N"): NameObject("/Print")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def with_script(writer):
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    )
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): script})


def with_form(writer):
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/XFA"): TextStringObject("x")}
    )


@pytest.mark.parametrize(
    "change",
    [with_script, with_action, with_form, lambda writer: writer.add_attachment("a", b"b")],
)
def test_what_acts_by_itself(change):
    assert is_active(made(change))


def test_a_plain_paper_does_nothing_and_is_left_at_its_beginning():
    paper = made()
    assert not is_active(paper) and paper.tell() == 0


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"%PDF-1.4 /J#61vaScript", b""])
def test_what_cannot_be_read_or_hides_counts_as_active(content):
    assert is_active(io.BytesIO(content))
