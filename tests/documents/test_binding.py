"""The whole file as one PDF: contents that agree with the pages, numbers where they belong (R-923)."""

import io
from datetime import date

import pytest
from pypdf import PdfReader, PdfWriter

from enforcement.documents import services
from enforcement.documents.binding import Cover, Part, bind
from enforcement.documents.register import papers
from enforcement.errors import DomainError
from tests.documents.making import make_penalty
from tests.documents.ordinary import CASE, MAKERS, MATTER

KINDS = ("FILING_APPROVAL", "INQUIRY_RECORD", "DECISION", "CLOSING_APPROVAL")


def make_cover(**given):
    values = {
        "agency": "楚门镇人民政府",
        "title": f"玉环市楚门顺达渣土运输有限公司{MATTER}案",
        "case_number": CASE,
        "party": "玉环市楚门顺达渣土运输有限公司",
        "matter": MATTER,
        "filed_on": date(2026, 7, 11),
        "closed_on": date(2026, 9, 11),
        "outcome": "罚款人民币壹万贰仟元整",
        "handlers": ("张三", "李四"),
        "bound_on": date(2026, 9, 20),
        "retention": "长期",
        "filed_by": "张三",
    }
    return Cover(**values | given)


def make_part(kind, **given):
    content = MAKERS[kind]()
    pdf = services.preview(kind, content, "A4")
    return Part(
        **{"title": papers()[kind].title, "pdf": pdf, "author": content.agency, "day": content.day} | given
    )


def parts():
    return [make_part(kind) for kind in KINDS]


def said(pdf):
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def length(part):
    return len(PdfReader(io.BytesIO(part.pdf)).pages)


def test_T_923a_the_contents_agree_with_the_pages():
    given = parts()
    pages = said(bind(make_cover(), given))
    assert len(pages) == 3 + sum(length(part) for part in given)
    assert "卷内目录" in pages[1]
    first = 1
    for serial, part in enumerate(given, 1):
        last = first + length(part) - 1
        shown = f"{first}" if first == last else f"{first}-{last}"
        assert f"{part.title}{part.day:%Y.%m.%d}{shown}" in pages[1].replace("楚门镇人民政府", ""), serial
        assert "".join(part.title.split()) in pages[1 + first]
        first = last + 1
    assert f"本卷共{len(given)}件，{first - 1}页" in pages[0]
    assert "卷内备考表" in pages[-1]


def test_T_923b_only_the_papers_are_numbered():
    given = parts()
    bound = PdfReader(io.BytesIO(bind(make_cover(), given)))
    total = sum(length(part) for part in given)
    for serial in range(1, total + 1):
        page = bound.pages[1 + serial]
        assert lower_right(page) == str(serial)
    for page in (bound.pages[0], bound.pages[1], bound.pages[-1]):
        assert lower_right(page) == ""
    assert bound.page_labels[2 : 2 + total] == [str(serial) for serial in range(1, total + 1)]


def lower_right(page):
    """Return the text in the corner of 45 × 35 points at the lower right."""
    found = []

    def visit(text, matrix, text_matrix, font, size):
        x = matrix[0] * text_matrix[4] + matrix[4]
        y = matrix[3] * text_matrix[5] + matrix[5]
        if x > float(page.mediabox.width) - 45 and 0 < y < 35:
            found.append(text.strip())

    page.extract_text(visitor_text=visit)
    return "".join(found)


def test_the_same_parts_make_the_same_bytes():
    assert bind(make_cover(), parts()) == bind(make_cover(), parts())


def test_a_reader_finds_each_paper():
    bound = PdfReader(io.BytesIO(bind(make_cover(), parts())))
    assert [item.title for item in bound.outline] == [papers()[kind].title for kind in KINDS]
    assert bound.get_destination_page_number(bound.outline[0]) == 2


def test_a_smaller_and_a_turned_page_keep_their_number():
    small = Part(title="当场行政处罚决定书", pdf=services.preview("ON_THE_SPOT", make_penalty(), "A5"))
    writer = PdfWriter()
    writer.append(io.BytesIO(small.pdf))
    writer.pages[0].rotate(90)
    turned = io.BytesIO()
    writer.write(turned)
    bound = PdfReader(io.BytesIO(bind(make_cover(), [small, Part(title="扫描件", pdf=turned.getvalue())])))
    assert lower_right(bound.pages[2]) == "1"
    first = 1 + length(small)
    scan = bound.pages[1 + first]
    assert lower_right(scan) == str(first)
    assert scan.rotation == 0
    assert float(scan.cropbox.width) > float(scan.cropbox.height)


def test_a_file_of_many_papers_has_more_pages_of_contents():
    one = make_part("SERVICE_RECEIPT")
    pages = said(bind(make_cover(), [one] * 60))
    assert "序号" in pages[2]
    assert pages[-1].startswith("卷内备考表")


def test_a_part_that_cannot_be_opened_is_named():
    with pytest.raises(DomainError, match="“照片”的PDF打不开"):
        bind(make_cover(), [*parts(), Part(title="照片", pdf=b"no pdf")])
    writer = PdfWriter()
    writer.append(io.BytesIO(make_part("SERVICE_RECEIPT").pdf))
    writer.encrypt("secret")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(DomainError, match="“函件”"):
        bind(make_cover(), [Part(title="函件", pdf=locked.getvalue())])
