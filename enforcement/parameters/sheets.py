"""Reading a sheet that a person hands in: CSV or a spreadsheet, whatever wrote it, as rows of plain text.

What cannot be read is refused in a sentence; nothing here touches the database.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from enforcement.errors import DomainError

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024  # a spreadsheet is a packed archive; a small one can hide a huge one
MAX_ROWS = 20_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class BadSheet(DomainError):
    """A file that is not a sheet we can read; the message says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """The first table of a file: column names, and its rows as (line number in the file, {column: text})."""

    columns: tuple
    rows: tuple


def read_sheet(content, *, required, names=(), where="表格"):
    """Return the sheet in `content` (bytes), or raise BadSheet.

    required: columns that must be there. names: {what people write in the head: column}, beside the columns'
    own names.
    """
    lines = read_lines(content)
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if not lines:
        raise BadSheet(f"{where}是空的，没有可以导入的内容。")
    head, *body = lines
    columns = tuple(dict(names).get(cell, cell) for cell in head[1])
    check_head(columns, required, dict(names), where)
    if not body:
        raise BadSheet(f"{where}只有表头，没有内容行。")
    if len(body) > MAX_ROWS:
        raise BadSheet(f"{where}有 {len(body)} 行，一次最多导入 {MAX_ROWS} 行。请分成几份。")
    return Sheet(columns, tuple((number, row_of(columns, cells)) for number, cells in body))


def read_lines(content):
    """Return the lines of a file as (number, cells), cells stripped, whatever its format."""
    if not content:
        raise BadSheet("文件是空的。请确认选对了文件。")
    if len(content) > MAX_BYTES:
        raise BadSheet(f"文件超过 {MAX_BYTES // 1024 // 1024} MB。请分成几份。")
    if content.startswith((ZIP, OLE)):
        return read_workbook(content)
    text = decode(content)
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter="\t" if is_tabbed(text) else ",", strict=True
        )
        return [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error:
        raise BadSheet(
            "文件里的引号或者分隔符不成对，不能按表格读取。请用表格软件另存为 CSV 或 XLSX。"
        ) from None


def is_tabbed(text):
    head = text.partition("\n")[0]
    return "\t" in head and "," not in head


def decode(content):
    """Return the text of a CSV file in UTF-8, or in GB18030 as Chinese Excel writes it."""
    if b"\x00" not in content:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not any(letter < " " and letter not in "\t\r\n" for letter in text):
                return text
    raise BadSheet("文件不是表格，或者编码无法识别。请另存为 UTF-8 的 CSV 或者 XLSX 再上传。")


def read_workbook(content):
    """Return the lines of a spreadsheet's first table."""
    try:
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                    raise BadSheet("表格解压后过大，没有读取。请只保留要导入的一张表。")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, ValueError, IndexError):
        raise BadSheet("文件已损坏，或者不是表格（CSV、XLSX）。请用表格软件重新保存后再上传。") from None
    return [(number, [as_text(cell) for cell in row]) for number, row in enumerate(cells, start=1)]


def as_text(cell):
    """Return a spreadsheet's cell as the text a person sees in it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()


def check_head(columns, required, names, where):
    """Refuse a head that lacks a column or has one twice."""
    shown = {column: name for name, column in names.items()}
    if missing := [column for column in required if column not in columns]:
        listed = "、".join(
            f"{shown[column]}（{column}）" if column in shown else column for column in missing
        )
        raise BadSheet(f"{where}的表头缺少：{listed}。请对照模板核对第一行；若显示乱码，请另存为 UTF-8。")
    if twice := sorted({column for column in columns if column and columns.count(column) > 1}):
        raise BadSheet(f"{where}的表头有重复的列：{'、'.join(twice)}。")


def row_of(columns, cells):
    """Return one line as {column: text}; what stands beyond the head is kept under the column ""."""
    row = dict.fromkeys(columns, "")
    row.update(zip(columns, cells, strict=False))
    row[""] = "".join(cells[len(columns) :]) + row.get("", "")
    return row


def parse_day(text):
    """Return the date somebody wrote as 2026-08-15, 2026/8/15, 2026年8月15日, or None for nothing."""
    if not text:
        return None
    matched = DATE.fullmatch(text)
    try:
        return date(*map(int, matched.groups()))
    except (AttributeError, ValueError):
        raise ValueError(f"“{text}”不是日期，应写作 2026-08-15") from None
