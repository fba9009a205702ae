"""Writing rows as files that a spreadsheet opens: text stays text, and nothing in it becomes a formula."""

import csv
import io

import xlsxwriter

RISKY = ("=", "+", "-", "@", "\t", "\r")
CSV, XLSX = "csv", "xlsx"
MIMES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def harmless(text):
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if isinstance(text, str) and text.startswith(RISKY) else text


def to_csv(heads, rows):
    """Return rows of texts as UTF-8 with a byte order mark, so that every spreadsheet reads the letters."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    for cells in rows:
        writer.writerow(["" if cell is None else harmless(cell) for cell in cells])
    return ("\ufeff" + out.getvalue()).encode()


def to_xlsx(sheets):
    """Return a workbook of {sheet: (heads with widths, rows of texts)}; the heads stay in sight and on each page."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"constant_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    for name, (heads, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        for column, (head, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for number, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                write(sheet, number, column, cell)
    book.close()
    return held.getvalue()


def write(sheet, row, column, cell, form=None):
    """Write a text as a text, never as a formula, and a number as a number."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, form)
    elif cell is not None:
        sheet.write_number(row, column, float(cell), form)
