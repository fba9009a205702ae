"""Reading files that people hand in; what cannot be read is told in a sentence."""

import io
import time
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from enforcement.errors import Refused
from enforcement.parameters.notices import read_notice
from enforcement.parameters.services import Off
from enforcement.parameters.sheets import MAX_BYTES, BadSheet, parse_day, read_sheet

HEAD, ROW = "code,name,day", "A-1,占道经营,2026-08-15"
NAMES = {"编码": "code", "名称": "name", "日期": "day"}


def read(content):
    return read_sheet(content, required=("code", "name"), names=NAMES)


def workbook(rows):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}\n{ROW}\n".encode(),
        f"\ufeff{HEAD}\r\n{ROW}\r\n".encode(),
        f"编码,名称,日期\n{ROW}\n".encode("gb18030"),
        f"{HEAD}\n\n{ROW}\n,,\n".encode(),
        f"{HEAD}\n{ROW}\n".replace(",", "\t").encode(),
        workbook([["编码", "名称", "日期"], ["A-1", "占道经营", datetime(2026, 8, 15)]]),
        workbook([["code", "name", "day"], [" A-1 ", "占道经营", "2026-08-15"]]),
    ],
    ids=["utf-8", "bom", "gb18030", "blank lines", "tabs", "xlsx date", "xlsx text"],
)
def test_whatever_wrote_it(content):
    sheet = read(content)
    assert [{name: row[name] for name in ("code", "name", "day")} for _, row in sheet.rows] == [
        {"code": "A-1", "name": "占道经营", "day": "2026-08-15"}
    ]


def test_numbers_of_a_spreadsheet_are_read_as_they_look():
    sheet = read(workbook([["code", "name"], ["A-1", 500], ["A-2", 0.5], ["A-3", True]]))
    assert [row["name"] for _, row in sheet.rows] == ["500", "0.5", "是"]


def test_a_row_longer_than_the_head_says_so():
    assert read(f"{HEAD}\n{ROW},多出来\n".encode()).rows[0][1][""] == "多出来"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空的"),
        (b"\n\n", "空的"),
        (f"{HEAD}\n".encode(), "只有表头"),
        (b"code,title\n1,2\n", "表头缺少：名称"),
        (b"code,code,name\n1,2,3\n", "重复的列：code"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是表格"),
        (b"PK\x03\x04 this is no archive", "已损坏"),
        (b"\xd0\xcf\x11\xe0nothing", "已损坏"),
        (f"{HEAD}\nA,名称\x07,\n".encode(), "不是表格"),
        ("编码,名称\nA,占道\n".encode("utf-16"), "不是表格"),
        ("編碼,名稱\nA,佔道\n".encode("big5"), "表头缺少|编码无法识别"),
        (b'code,name\n"A,B\n', "引号"),
        (b"x" * (MAX_BYTES + 1), "超过 5 MB"),
        (("code,name\n" + "A,B\n" * 20_001).encode(), "最多导入 20000 行"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(content, reason):
    with pytest.raises(BadSheet, match=reason):
        read(content)


def test_an_archive_that_hides_a_huge_file_is_not_unpacked():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (101 * 1024 * 1024))
    with pytest.raises(BadSheet, match="解压后过大"):
        read(made.getvalue())


@pytest.mark.parametrize("text", ["2026-08-15", "2026/8/15", "2026.8.15", "2026年8月15日"])
def test_dates_as_people_write_them(text):
    assert parse_day(text) == date(2026, 8, 15)


@pytest.mark.parametrize("text", ["2026-02-30", "15/08/2026", "明天", "46249", "2026-8"])
def test_what_is_no_date(text):
    with pytest.raises(ValueError, match="不是日期"):
        parse_day(text)


def test_a_years_notice():
    days = read_notice("日期,休或班,节日\n2027-01-01,休,元旦\n2027/1/9,班,\n".encode(), 2027)
    assert days == [Off(date(2027, 1, 1), False, "元旦"), Off(date(2027, 1, 9), True, "")]


def test_every_wrong_row_of_a_notice_is_named():
    with pytest.raises(Refused) as refused:
        read_notice("日期,休或班\n2027-02-30,休\n2027-01-09,也许\n".encode(), 2027)
    assert len(refused.value.findings) == 2
    assert "第 2 行" in str(refused.value) and "第 3 行" in str(refused.value)


# -- bounds (security.md 1) ----------------------------------------------------------------------------------


def workbook_with(cell):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["编码", "名称"])
        page.write(cell, "x")
    return made.getvalue()


@pytest.mark.parametrize("cell", ["XFD1048576", "W1048576", "XFD2", "A30000", "GS1"])
def test_a_cell_far_out_is_refused_by_name_before_anything_is_built(cell):
    content, started = workbook_with(cell), time.process_time()
    with pytest.raises(BadSheet, match=f"单元格 {cell} 超出"):
        read(content)
    assert time.process_time() - started < 0.5


def test_a_cell_far_out_that_is_only_coloured_is_no_cell():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["编码", "名称"])
        page.write_row(1, 0, ["A-1", "x"])
        page.write_blank("XFD1048576", None, book.add_format({"bold": True}))
    assert len(read(made.getvalue()).rows) == 1


def test_what_the_look_at_the_archive_misses_ends_only_its_own_process():
    """The cell's address stands behind a longer attribute than the look reads; the reader's bounds still hold."""
    content = workbook_with("XFD1048576")
    hidden = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(hidden, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/"):
                text = text.replace(b'<c r="XFD1048576"', b'<c  x="' + b"y" * 300 + b'" r="XFD1048576"')
            new.writestr(part, text)
    with pytest.raises(BadSheet, match="没有读取"):
        read(hidden.getvalue())


def test_a_line_of_text_that_is_too_wide_is_refused():
    with pytest.raises(BadSheet, match="有一行多达 201 列"):
        read(("," * 200 + "\n").encode())


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/x"/></manifest:manifest>'
)


def small_ods(cells, repeated=""):
    """Return an OpenDocument sheet of one table; `repeated` stands in the attributes of its last row."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in cells
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    last = f"<table:table-row {repeated}><table:table-cell office:value-type='string'><text:p>x</text:p>"
    last = f"{last}</table:table-cell></table:table-row>" if repeated else ""
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{rows}{last}</table:table>'
    content = f"<office:document-content {names}>{body}</office:spreadsheet></office:body></office:document-content>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        packed.writestr("content.xml", content)
    return made.getvalue()


def test_an_opendocument_sheet_is_read_too():
    sheet = read(small_ods([["编码", "名称"], ["A-1", "占道经营"]]))
    assert [(row["code"], row["name"]) for _, row in sheet.rows] == [("A-1", "占道经营")]


def test_an_opendocument_sheet_that_repeats_itself_without_end_is_refused():
    content = small_ods([["编码", "名称"]], 'table:number-rows-repeated="90000000"')
    with pytest.raises(BadSheet, match=r"没有读取|没有读完"):
        read(content)
