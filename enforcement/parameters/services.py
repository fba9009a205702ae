"""Reading and changing what varies by place and day. Changing is journalled and never backdated."""

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.errors import DomainError, Refused
from enforcement.jobs.services import enqueue
from enforcement.journal.services import record
from enforcement.law.calendar import WorkCalendar
from enforcement.law.findings import block
from enforcement.parameters.effects import effect_of
from enforcement.parameters.keys import KEYS
from enforcement.parameters.models import CalendarDay, CalendarYear, Parameter
from enforcement.prepared import prepared
from enforcement.teams import paths
from enforcement.teams.models import Team
from enforcement.teams.roles import EDIT_LISTS

WIDTHS = (paths.CITY, paths.COUNTY, paths.AGENCY, paths.SQUAD)
UNPUBLISHED = "国务院办公厅尚未公布，按周一至周五暂计"
RECOUNT = "limits.recount"  # the job by which time limits are counted anew
REFRESH = "procedures.refresh"  # the job by which what is to be done is written anew
TOGETHER = timedelta(minutes=1)  # changes of one minute are followed by one job
_calendar = (None, None)
_reading = ContextVar("reading", default=None)


class NoParameter(DomainError):
    """No value is in force: a gap in the settings which an administrator has to close."""


@dataclass(frozen=True)
class Off:
    """One line of a year's notice: a day off, or a weekend day worked."""

    day: date
    is_working: bool
    name: str = ""


@contextmanager
def read_once():
    """Read every setting at most once until the end of the block: one act goes by one state of the settings."""
    if _reading.get() is not None:
        yield
        return
    token = _reading.set({})
    try:
        yield
    finally:
        _reading.reset(token)


def calendar_for():
    """Return the working-day calendar of all loaded years, built once and again when a year has changed."""
    held = _reading.get()
    if held is None:
        return current_calendar()
    if "calendar" not in held:
        held["calendar"] = current_calendar()
    return held["calendar"]


def current_calendar():
    global _calendar
    years = tuple(known_years())
    if _calendar[0] != years:
        _calendar = (years, build_calendar(years))
    return _calendar[1]


@prepared
def known_years():
    return CalendarYear.objects.order_by("year").values_list("year", "provisional", "digest")


def build_calendar(years):
    return calendar_of(years, list(CalendarDay.objects.values_list("day", "is_working")))


def calendar_with(year, days, *, provisional=False):
    """Return the calendar as it would be with other rows for one year. days: `Off`s."""
    others = [each for each in known_years() if each[0] != year]
    rows = [*CalendarDay.objects.exclude(day__year=year).values_list("day", "is_working")]
    return calendar_of([*others, (year, provisional, "")], rows + [(off.day, off.is_working) for off in days])


def calendar_of(years, days):
    return WorkCalendar(
        holidays=[day for day, is_working in days if not is_working],
        worked=[day for day, is_working in days if is_working],
        years=[year for year, provisional, _ in years if not provisional],
        # a year without any row is not expected, it is unknown
        provisional_years={year for year, provisional, _ in years if provisional}
        & {day.year for day, _ in days},
    )


def parameter(key, day, path=None):
    """Return the row of `key` in force on `day` for the unit at `path`: the nearest one upwards wins."""
    return parameters([key], day, path)[key]


def parameters(names, day, path=None):
    """Return {key: row} for several keys in one query; NoParameter where one has no value."""
    if unknown := set(names) - set(KEYS):
        raise LookupError(f"没有这样的参数：{'、'.join(sorted(unknown))}")
    rows = [row for row in rows_near(day, path, names) if row.key in names]
    found = {row.key: row for row in sorted(rows, key=lambda row: len(row.path))}
    if missing := [KEYS[name].label for name in names if name not in found]:
        raise NoParameter(f"{day} 没有有效的参数：{'、'.join(missing)}。请联系系统管理员在“参数”页补上。")
    return found


def values(names, day, path=None):
    """Return {key: value} for several keys in one query, "" for a key that has no value on this day."""
    found = {row.key: row.value for row in sorted(rows_near(day, path, names), key=lambda row: len(row.path))}
    return {name: found.get(name, "") for name in names}


def rows_near(day, path, names):
    """Return the rows of at least `names` in force on `day` for the unit at `path` and all units above it."""
    areas = ("", *(path[:width] for width in WIDTHS if path and len(path) >= width))
    held = _reading.get()
    if held is None:
        return named(day, areas, tuple(names))
    if (day, path) not in held:
        held[day, path] = near(day, areas)
    return held[day, path]


@prepared
def near(day, areas):
    return Parameter.objects.on(day).filter(path__in=areas)


@prepared
def named(day, areas, names):
    return Parameter.objects.on(day).filter(path__in=areas, key__in=names)


def may_set(officer, path, day):
    """Return whether he may change what holds at `path`; "" (everywhere) is the city administrator's."""
    if path:
        return officer.may(EDIT_LISTS, day, path)
    cities = Team.objects.filter(kind=Team.Kind.CITY).values_list("path", flat=True)
    return any(officer.may(EDIT_LISTS, day, city) for city in cities)


def check_may_set(officer, path, day, what):
    if officer is not None and not may_set(officer, path, day):
        raise PermissionDenied(f"您的岗位不能{what}")


@transaction.atomic
def load_calendar_year(*, year, days, source, by, at, provisional=False):
    """Replace the calendar of one year and return the years that changed, none where it was the same before.

    The rows named by the notice are `Off`s. A job counts anew every open time limit that touches a year returned
    here (R-010).
    """
    held = CalendarYear.objects.select_for_update().filter(year=year).first()
    days, source = checked_notice(year, days, source, provisional, held, by, at)
    digest = digest_of(year, days, source, provisional)
    if held and held.digest == digest:
        return frozenset()
    added, removed = changes_of_year(year, days)
    touched = days_touched(year, days, provisional, held)
    CalendarDay.objects.filter(day__year=year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=off.day, is_working=off.is_working, name=off.name, source=source) for off in days
    )
    CalendarYear.objects.update_or_create(
        year=year, defaults={"source": source, "provisional": provisional, "digest": digest}
    )
    record(
        "settings:calendar", "calendar.load", by=by, at=at, year=year, source=source, provisional=provisional,
        added=added, removed=removed,
    )  # fmt: skip
    if not touched:
        return frozenset()
    span, ground = [day.isoformat() for day in touched], f"{year}年节假日安排已更新"
    enqueue(RECOUNT, f"calendar:{year}:{digest[:16]}:{at.isoformat()}", due=at, days=span, ground=ground)
    return frozenset({year})


def changes_of_year(year, days):
    """Return in words the days that a notice adds to those of the year, and those that it takes away."""
    before, after = rows_of(year), {(off.day, off.is_working) for off in days}
    return in_words(after - before), in_words(before - after)


def rows_of(year):
    return set(CalendarDay.objects.filter(day__year=year).values_list("day", "is_working"))


def days_touched(year, days, provisional, held):
    """Return the first and last day on which a notice differs from the year as it is held, () where on none.

    A year that was unknown or expected and is known now differs as a whole: what counts through it is firm.
    """
    if held is None or held.provisional != provisional:
        return date(year, 1, 1), date(year, 12, 31)
    differ = {day for day, _ in rows_of(year) ^ {(off.day, off.is_working) for off in days}}
    return (min(differ), max(differ)) if differ else ()


def foresee_calendar_year(*, year, days, source, by, at):
    """Return what a notice would move if it were taken over, or raise Refused as `load_calendar_year` would."""
    held = CalendarYear.objects.filter(year=year).first()
    days, _ = checked_notice(year, days, source, False, held, by, at)
    return effect_of(calendar_with(year, days), days_touched(year, days, False, held))


def checked_notice(year, days, source, provisional, held, by, at):
    """Return the days in order and the source, or raise Refused with everything that is wrong with a notice."""
    check_may_set(by, "", timezone.localdate(at), "更新节假日日历")
    days, source = sorted(days, key=lambda off: off.day), source.strip()
    if stops := calendar_faults(year, days, source, provisional, held):
        raise Refused(f"更新{year}年节假日", stops)
    return days, source


def calendar_faults(year, days, source, provisional, held):
    """Return everything that is wrong with a year's rows."""
    faults = [] if source else [block("没有写来源", "填写公布节假日的通知名称和文号")]
    if not 2000 <= year <= 2100:
        faults.append(block(f"{year}不是有效的年份"))
    if not days and not provisional:
        faults.append(block("没有任何放假或者上班的日期", "核对表格内容"))
    if provisional and held and not held.provisional:
        faults.append(block(f"{year}年已经录入正式通知，不能改回暂估", "如通知有变，按新通知重新导入"))
    seen = set()
    for off in days:
        if off.day.year != year:
            faults.append(block(f"{off.day}不在{year}年", "一次只导入一年"))
        if off.day in seen:
            faults.append(block(f"{off.day}出现两次", "每天只列一行"))
        if off.is_working and off.day.weekday() < 5:
            faults.append(block(f"{off.day}是周一至周五，不能列为调休上班", "核对日期"))
        seen.add(off.day)
    return faults


def digest_of(year, days, source, provisional):
    lines = [f"{off.day} {off.is_working} {off.name}" for off in days]
    return hashlib.sha256("\n".join([str(year), source, str(provisional), *lines]).encode()).hexdigest()


def in_words(days):
    return [f"{day} {'班' if is_working else '休'}" for day, is_working in sorted(days)]


@transaction.atomic
def confirm_parameter(*, parameter, value, source, valid_from, by, at):
    """Confirm a value by its source, or set another one from a day on; the old one ends the day before.

    value: what somebody typed. An unchanged value is confirmed as it stands. Nothing starts before the day
    of `at`: what was decided by the old value stays decided by it.
    """
    row = Parameter.objects.select_for_update().get(pk=parameter.pk)
    today = timezone.localdate(at)
    check_may_set(by, row.path, today, f"确认参数“{row.label}”")
    key, source = KEYS[row.key], source.strip()
    stored = key.parse(value.strip())
    if stops := confirmation_faults(row, stored, source, valid_from, today):
        raise Refused(f"确认参数“{row.label}”", stops)
    was = {"value": row.value, "status": row.status, "source": row.source}
    if stored == row.value:
        row.status, row.source = Parameter.Status.CONFIRMED, source
        row.save(update_fields=["status", "source"])
    else:
        row = replace_parameter(row, stored, source, valid_from)
        if valid_from <= today:  # else nothing has been counted by it yet
            enqueue(
                RECOUNT, f"parameter:{row.pk}:{at.isoformat()}", due=at, setting=row.key, since=valid_from.isoformat(),
                ground=f"参数“{row.label}”已改",
            )  # fmt: skip
    if row.valid_from <= today:
        refresh_soon(at)
    record(
        row, "parameter.confirm", by=by, at=at, key=row.key, path=row.path, was=was,
        now={"value": row.value, "status": row.status, "source": row.source}, valid_from=row.valid_from,
    )  # fmt: skip
    return row


def refresh_soon(at):
    """Ask for what is to be done to be written anew, since what cases are decided by has changed: within a minute."""
    due = at.replace(second=0, microsecond=0) + TOGETHER
    enqueue(REFRESH, due.isoformat(), due=due)


def confirmation_faults(row, stored, source, valid_from, today):
    faults = [] if source else [block("没有写依据", "填写确认所依据的文件名称和文号")]
    if row.valid_to is not None and row.valid_to < today:
        faults.append(block("这一版已经失效", "在现行的一版上确认"))
    if stored != row.value:
        if valid_from < today:
            faults.append(
                block("新值不能从过去的日子起算，已经办的案件不受影响", f"起始日改为 {today} 或者以后")
            )
        elif valid_from <= row.valid_from:
            faults.append(block(f"现行值从 {row.valid_from} 起，新值要从更晚的一天起", "改晚起始日"))
        elif Parameter.objects.filter(key=row.key, path=row.path, valid_from__gt=row.valid_from).exists():
            faults.append(block("已经有一个更晚起算的值", "在那一版上修改"))
    return faults


def replace_parameter(row, stored, source, valid_from):
    row.ends_before(valid_from)
    row.save(update_fields=["valid_to"])
    return Parameter.objects.create(
        key=row.key,
        path=row.path,
        value=stored,
        valid_from=valid_from,
        source=source,
        status=Parameter.Status.CONFIRMED,
    )
