"""The date engine (R-002 … R-011): a deadline is a value that carries its own explanation.

The start day is never counted. `legal_last_day` is the last day on which the act is still in time;
`safe_day` is the last working day on or before the unrolled day, and drives every reminder of the
authority.
"""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from enforcement.law.calendar import DAY, WorkCalendar
from enforcement.law.terms import Status, Term, Unit

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Excluded:
    """Days that do not count, as whole days (`end` − `start`), with their ground: 检测, 鉴定, 公告 …"""

    start: date
    end: date
    ground: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days


@dataclass(frozen=True)
class Deadline:
    """The end of a term in its three readings.

    `start`: day of the event (day 0). `excluded`: intervals that were added, merged. `unrolled`:
    arithmetical last day. `event`: what happened on day 0, in words. `last_at`: for hour terms the last
    minute (aware datetime), None otherwise. `provisional`: why the value may still change (a year without
    its holiday notice), "" where it is firm. `explanation`: the working, in Chinese lines.
    """

    term: Term
    start: date
    unrolled: date
    legal_last_day: date
    safe_day: date
    excluded: tuple[Excluded, ...] = ()
    last_at: datetime | None = None
    provisional: str = ""
    event: str = ""
    explanation: tuple[str, ...] = ()

    def __str__(self):
        return f"{self.term.name}：{words(self.legal_last_day)}止" + ("（暂定）" if self.provisional else "")

    def days_left(self, day: date) -> int:
        """Return natural days from `day` to the legal last day; negative when it has passed."""
        return (self.legal_last_day - day).days

    def missed_on(self, day: date) -> bool:
        """Return whether `day` is too late."""
        return day > self.legal_last_day


def words(day: date) -> str:
    """Return 2026-10-08（周四）."""
    return f"{day.isoformat()}（周{WEEKDAYS[day.weekday()]}）"


def deadline(
    term: Term,
    start: date | datetime,
    calendar: WorkCalendar,
    *,
    excluded: Iterable[Excluded] = (),
    event: str = "",
) -> Deadline:
    """Return the last day of `term` counted from `start`; `event` replaces the term's words for it.

    An hour term needs an aware datetime and runs minute to minute. A `before` term returns the earliest day
    of the event in all three readings.
    """
    event = event or term.event
    if term.unit is Unit.HOUR:
        return _hours(term, start, event)
    if term.before:
        return _before(term, start, calendar, event)
    merged = merge(excluded)
    unrolled, used = _count(term, start, calendar, merged)
    idle = [each for each in merged if each.start == unrolled and each not in used and each.days]
    legal = calendar.next_working(unrolled) if term.rolls else unrolled
    safe = calendar.last_working(unrolled)
    first = start if term.unit is Unit.WORKING_DAY else safe
    provisional = calendar.gaps(first, legal)
    lines = _explain(term, start, calendar, event, used, idle, unrolled, legal, safe, provisional)
    return Deadline(term, start, unrolled, legal, safe, used, None, provisional, event, lines)


def merge(intervals: Iterable[Excluded]) -> tuple[Excluded, ...]:
    """Return the intervals in order of time, overlapping ones made one."""
    merged: list[Excluded] = []
    for each in sorted(intervals, key=lambda interval: (interval.start, interval.end)):
        if merged and each.start <= merged[-1].end:
            last = merged.pop()
            ground = last.ground if each.ground in last.ground else f"{last.ground}、{each.ground}"
            each = Excluded(last.start, max(last.end, each.end), ground)
        merged.append(each)
    return tuple(merged)


def add_months(start: date, count: int) -> date:
    """Return the same day number `count` months later, or that month's last day where it has none (R-004)."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _count(term, start, calendar, merged):
    """Return the arithmetical last day and the intervals that moved it.

    The day on which an interval begins is counted, so one that begins on the last day moves nothing.
    """
    if term.unit is Unit.WORKING_DAY:
        return _count_working(term, start, calendar, merged)
    match term.unit:
        case Unit.MONTH:
            last = add_months(start, term.days)
        case Unit.YEAR:
            last = add_months(start, term.days * 12)
        case _:
            last = start + timedelta(days=term.days)
    used = []
    for each in merged:
        begin = max(each.start, start)
        if begin < last and each.end > begin:
            last += each.end - begin
            used.append(each)
    return last, tuple(used)


def _count_working(term, start, calendar, merged):
    last, used, left = start, [], term.days
    while left:
        last = calendar.add_working_days(last, 1)
        inside = [each for each in merged if each.start < last <= each.end]
        used += [each for each in inside if each not in used]
        left -= not inside
    return last, tuple(used)


def _hours(term, start, event):
    last = start + timedelta(hours=term.days)
    day = last.date()
    lines = (
        f"起算：{start:%Y-%m-%d %H:%M} {event}",
        f"期限：{term.days}小时，逐分钟计算，夜间和节假日不停，不顺延（{term.clause}）",
        f"届满：{last:%Y-%m-%d %H:%M}",
    )
    return Deadline(term, start.date(), day, day, day, (), last, "", event, lines)


def _before(term, start, calendar, event):
    """Leave out notice day and event day: `days` full working days lie between (strict reading)."""
    last_between = calendar.add_working_days(start, term.days)
    earliest = calendar.next_working(last_between + DAY)
    provisional = calendar.gaps(start, earliest)
    lines = [
        f"起算：{start.isoformat()} {event}（当日不计入）",
        f"期限：中间须有{term.days}个完整工作日，当天也不计入（{term.clause}，从严计算）",
        *_rest_days(calendar, start, last_between),
        f"最早：{words(earliest)}",
    ]
    if provisional:
        lines.append(f"暂定：{provisional}")
    return Deadline(term, start, earliest, earliest, earliest, (), None, provisional, event, tuple(lines))


def _rest_days(calendar, start, last):
    """Say which rest days a count of working days passed over, and which weekend days were worked."""
    span = [start + DAY * n for n in range(1, (last - start).days + 1)]
    off = [day for day in span if not calendar.is_working(day)]
    worked = [day for day in span if day in calendar.worked]
    if off:
        yield f"不计：{_ranges(off)}为休息日"
    if worked:
        yield f"计入：{_ranges(worked)}为调休上班日"


def _ranges(days):
    """Return 10-01～10-08、10-11 for a sorted list of days."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(f"{run[0]:%m-%d}" + (f"～{run[-1]:%m-%d}" if len(run) > 1 else "") for run in runs)


def _explain(term, start, calendar, event, used, idle, unrolled, legal, safe, provisional):
    working = term.unit is Unit.WORKING_DAY
    how = {Unit.WORKING_DAY: "", Unit.DAY: "按自然日计算"}.get(term.unit, "按历计算")
    roll = "" if working else "最后一日遇休息日顺延" if term.rolls else "最后一日遇休息日不顺延"
    unsure = {Status.MEMORY: "待核对", Status.DEFAULT: "系统默认，待法制部门确认"}.get(term.status, "")
    rule = "，".join(part for part in (f"{term.days}{term.unit.label}", how, roll) if part)
    basis = "；".join(part for part in (str(term.clause), unsure) if part)
    lines = [f"起算：{start.isoformat()} {event}（当日不计入）", f"期限：{rule}（{basis}）"]
    lines += [
        f"扣除：{each.start.isoformat()}～{each.end.isoformat()} {each.ground}，{each.days}日（起日计入期限）"
        for each in used
    ]
    lines += [
        f"不扣除：{each.start.isoformat()}～{each.end.isoformat()} {each.ground}，起日计入期限，而这一天已是最后一日"
        for each in idle
    ]
    if working:
        lines += _rest_days(calendar, start, unrolled)
    if legal != unrolled:
        lines.append(f"顺延：{words(unrolled)}为休息日，顺延至{words(legal)}")
    lines.append(f"届满：{words(legal)}")
    if safe != legal:
        lines.append(f"稳妥：{words(safe)}，届满前最后一个工作日")
    if provisional:
        lines.append(f"暂定：{provisional}")
    return tuple(lines)


@dataclass(frozen=True)
class Submission:
    """Whether a paper of the party came in time; `counts_on` is the day that decides."""

    in_time: bool
    counts_on: date
    explanation: str


def submitted(last_day: date, *, received: date, postmark: date | None = None) -> Submission:
    """Return whether a paper posted on `postmark`, or handed in on `received`, is in time (R-011)."""
    counts_on = postmark or received
    what = f"{postmark.isoformat()}交邮，路途时间不计" if postmark else f"{received.isoformat()}收到"
    if counts_on <= last_day:
        return Submission(True, counts_on, f"{what}，期限{last_day.isoformat()}，未逾期")
    return Submission(
        False, counts_on, f"{what}，期限{last_day.isoformat()}，已逾期，由负责人决定是否仍予办理"
    )
