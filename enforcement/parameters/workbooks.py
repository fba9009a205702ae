"""Spreadsheets (xlsx, xls, ods) as lines of text, bounded in bytes, rows, columns, cells, time and memory."""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from enforcement.errors import DomainError

MAX_UNPACKED = 100 * 1024 * 1024  # a spreadsheet is a packed archive; a small one can hide a huge one
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_100, 200, 1_000_000
PATIENCE = 30  # seconds by the wall's clock; the reader itself has fifteen of a processor
CHUNK = 256 * 1024
ZIP = b"PK\x03\x04"
READER = Path(__file__).with_name("workbook_reader.py")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# a cell with something in it; one that is only coloured ends at once
CELL = re.compile(rb'<(?:\w{1,20}:)?c\b[^<>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]{0,200}(?<!/)>')
TAIL = 500  # a tag may lie across two chunks


class BadSheet(DomainError):
    """A file that is not a sheet we can read; the message says why and what to do."""


TOO_LARGE = f"一次最多 {MOST_ROWS - 100} 行、{MOST_COLUMNS} 列。请删去表外多余的内容，另存后再上传。"
BROKEN = "文件已损坏，或者不是表格（CSV、XLSX）。请用表格软件重新保存后再上传。"


def read_workbook(content):
    """Return the lines of a spreadsheet's first table as (number, cells); merged cells are filled down."""
    if content.startswith(ZIP):
        check_archive(content)
    found = ask_reader(content)
    if "wide" in found:
        rows, columns = found["wide"]
        raise BadSheet(f"表格延伸到第 {rows} 行、第 {columns} 列，没有读取。{TOO_LARGE}")
    if "rows" not in found:
        raise BadSheet(BROKEN)
    rows = found["rows"]
    for top, left, bottom, _ in found["merged"]:
        fill_down(rows, top, left, bottom)
    return list(enumerate(rows, start=1))


def fill_down(rows, top, left, bottom):
    """Give every row of a merged cell what stands in it once."""
    if top < len(rows) and left < len(rows[top]):
        for row in rows[top + 1 : bottom + 1]:
            row[left] = row[left] or rows[top][left]


def check_archive(content):
    """Refuse an archive that unpacks to too much, or a cell far out, before anything is built from it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise BadSheet("表格解压后过大，没有读取。请只保留要导入的一张表。")
            for name in packed.namelist():
                if SHEET.fullmatch(name):
                    with packed.open(name) as part:
                        check_cells(part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        raise BadSheet(BROKEN) from None


def check_cells(part):
    """Refuse the first cell beyond the bounds, by its name; the part is read as a stream."""
    known, count = b"", 0
    while chunk := part.read(CHUNK):
        text = known + chunk
        for cell in CELL.finditer(text):
            if cell.end() <= len(known):
                continue  # counted with the chunk before
            count += 1
            if int(cell[2]) > MOST_ROWS or column_of(cell[1]) > MOST_COLUMNS or count > MOST_CELLS:
                place = (cell[1] + cell[2]).decode()
                raise BadSheet(f"单元格 {place} 超出可以导入的范围，没有读取。{TOO_LARGE}")
        known = text[-TAIL:]


def column_of(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def ask_reader(content):
    """Return what the reader says in its own process; one that was ended by its bounds says too large."""
    command = [sys.executable, "-I", str(READER), str(MOST_ROWS), str(MOST_COLUMNS), str(MOST_CELLS)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise BadSheet(f"{PATIENCE} 秒内没有读完这张表。{TOO_LARGE}") from None
    if done.returncode:
        raise BadSheet(f"这张表读取时占用过多内存或者时间，没有读取。{TOO_LARGE}")
    return json.loads(done.stdout)
