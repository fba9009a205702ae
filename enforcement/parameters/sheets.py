"""Reading a sheet that a person hands in: CSV or a spreadsheet, whatever wrote it, as rows of plain text.

What cannot be read is refused in a sentence; nothing here touches the database.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from enforcement.parameters.workbooks import MOST_COLUMNS, TOO_LARGE, ZIP, BadSheet, read_workbook

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
TITLES = 20  # lines among which the head is looked for
OLE = b"\xd0\xcf\x11\xe0"
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class UnknownColumns(BadSheet):
    """A sheet whose head names columns its own way: `theirs` in their order.

    can_match: whether it has columns enough for all that must be there; one with fewer is no sheet of this kind.
    """

    def __init__(self, message, theirs, can_match):
        self.theirs, self.can_match = theirs, can_match
        super().__init__(message)


@dataclass(frozen=True)
class Sheet:
    """The first table of a file: column names, and its rows as (line number in the file, {column: text})."""

    columns: tuple
    rows: tuple


def read_sheet(content, *, required, names=(), where="表格", matched=(), derived=()):
    """Return the sheet in `content` (bytes), or raise BadSheet; UnknownColumns where its head is not ours.

    required: columns that must be there. names: {what people write in the head: column}, beside the columns'
    own names. matched: {what this office writes: column}, which prevails. derived: {column: column from which it
    follows where it is missing}. Titles above the head are passed over.
    """
    names, matched, derived = dict(names), dict(matched), dict(derived)
    lines = [(number, cells) for number, cells in read_lines(content) if any(cells)]
    if not lines:
        raise BadSheet(f"{where}是空的，没有可以导入的内容。")
    known = names | {column: column for column in (*required, *names.values(), *derived.values())} | matched
    head, body = cut_titles(lines, known)
    theirs = tuple(cell.replace("\n", "").strip() for cell in head[1])
    columns = tuple(matched.get(cell, names.get(cell, cell)) for cell in theirs)
    check_head(columns, required, names, f"{where}第 {head[0]} 行" if head[0] > 1 else where, theirs, derived)
    if not body:
        raise BadSheet(f"{where}只有表头，没有内容行。")
    if len(body) > MAX_ROWS:
        raise BadSheet(f"{where}有 {len(body)} 行，一次最多导入 {MAX_ROWS} 行。请分成几份。")
    return Sheet(columns, tuple((number, row_of(columns, cells)) for number, cells in body))


def cut_titles(lines, known):
    """Return (head, body): the head is the line with most known names, else the first with three cells or more."""
    first = lines[:TITLES]
    marks = [sum(cell in known for cell in set(cells)) for _, cells in first]
    place = marks.index(max(marks))
    if max(marks) < 2:
        wide = (number for number, (_, cells) in enumerate(first) if len(set(filter(None, cells))) >= 3)
        place = next(wide, 0)
    return lines[place], lines[place + 1 :]


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
        return [(reader.line_num, narrow(cells)) for cells in reader]
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


def narrow(cells):
    """Return the stripped cells of a line of text, or refuse one that is too wide."""
    if len(cells) > MOST_COLUMNS:
        raise BadSheet(f"有一行多达 {len(cells)} 列，没有读取。{TOO_LARGE}")
    return [cell.strip() for cell in cells]


def check_head(columns, required, names, where, theirs, derived):
    """Refuse a head that lacks a column or has one twice."""
    shown = {column: name for name, column in names.items()}
    there = set(columns)
    missing = [c for c in required if c not in there and derived.get(c) not in there]
    if missing:
        listed = "、".join(
            f"{shown[column]}（{column}）" if column in shown else column for column in missing
        )
        told = (
            f"{where}的表头缺少：{listed}。请对照模板核对表头，或者把来表的列名与清单的列对应起来；"
            "若显示乱码，请另存为 UTF-8。"
        )
        named = tuple(dict.fromkeys(filter(None, theirs)))
        needed = {derived.get(column, column) for column in required}
        raise UnknownColumns(told, named, can_match=len(named) >= len(needed))
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
