"""Reading the sheet of a year's holidays, and drawing the year."""

import calendar
import csv
import io
from datetime import date

from enforcement.errors import Refused
from enforcement.law.findings import block
from enforcement.parameters.models import CalendarDay
from enforcement.parameters.services import Off
from enforcement.parameters.sheets import parse_day, read_sheet

KINDS = {"休": False, "放假": False, "假": False, "班": True, "上班": True, "调休上班": True}
NAMES = {"日期": "day", "休或班": "kind", "类别": "kind", "节日": "name", "来源": "source"}
MONTHS = range(1, 13)


def read_notice(content, year):
    """Return the days of a year's sheet, or raise Refused with every row that is wrong."""
    sheet = read_sheet(content, required=("day", "kind"), names=NAMES, where="节假日表")
    days, faults = [], []
    for line, row in sheet.rows:
        try:
            day = parse_day(row["day"])
        except ValueError as fault:
            faults.append(block(f"第 {line} 行：{fault}"))
            continue
        if day is None or row["kind"] not in KINDS:
            faults.append(block(f"第 {line} 行：日期不能为空，类别应为“休”或“班”，现为“{row['kind']}”"))
        else:
            days.append(Off(day, KINDS[row["kind"]], row.get("name", "")[:20]))
    if faults:
        raise Refused(f"更新{year}年节假日", faults)
    return days


def sheet_of(days):
    """Return the days as the text of a sheet that `read_notice` reads."""
    lines = io.StringIO()
    rows = [(off.day.isoformat(), "班" if off.is_working else "休", off.name) for off in days]
    csv.writer(lines, lineterminator="\n").writerows([("日期", "休或班", "节日"), *rows])
    return lines.getvalue()


def months_of(year):
    """Return the year as twelve months of weeks; each cell is None or {day, off, worked, name}."""
    named = {row.day: row for row in CalendarDay.objects.filter(day__year=year)}
    weeks = calendar.Calendar()
    return [
        (month, [[cell(day, named) if day.month == month else None for day in week] for week in rows])
        for month in MONTHS
        for rows in [weeks.monthdatescalendar(year, month)]
    ]


def cell(day: date, named):
    row = named.get(day)
    off = not row.is_working if row else day.weekday() >= 5
    return {"day": day, "off": off, "worked": bool(row and row.is_working), "name": row.name if row else ""}
