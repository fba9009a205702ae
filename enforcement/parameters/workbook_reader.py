"""Reads one spreadsheet in a process of its own, with bounds of memory and time, and writes its cells as JSON.

Run by `workbooks`, never imported by it: a workbook that asks for gigabytes ends this process and no other.
Usage: python -I workbook_reader.py ROWS COLUMNS CELLS < file
"""

import json
import resource
import sys
from datetime import date, datetime
from io import BytesIO

MEMORY = 768 * 1024 * 1024
SECONDS = 15


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


def read(content, rows, columns, cells):
    """Return {"rows": [[text]], "merged": [[top, left, bottom, right]]}, or {"wide": …} where it is too large."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        bottom, right = sheet.end or (0, 0)
        if bottom >= rows or right >= columns or (bottom + 1) * (right + 1) > cells:
            return {"wide": [bottom + 1, right + 1]}
        found = [[as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    except (CalamineError, ValueError, IndexError, OverflowError):
        return {"broken": True}
    return {"rows": found, "merged": merged}


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limits = [int(word) for word in sys.argv[1:4]]
    told = json.dumps(read(sys.stdin.buffer.read(), *limits))
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
