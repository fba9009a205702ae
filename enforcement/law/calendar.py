"""The working-day calendar (R-001, R-010): built from dated rows, never from the weekday alone."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SATURDAY = 5
SHANGHAI = ZoneInfo("Asia/Shanghai")


def legal_day(at: datetime) -> date:
    """Return the Shanghai day of an aware moment."""
    return at.astimezone(SHANGHAI).date()


class WorkCalendar:
    """Working days of the years whose State Council notice is loaded.

    `holidays`: days off (weekdays and weekend days alike); `worked`: weekend days worked (调休上班);
    `years`: years whose notice is loaded; `provisional_years`: years with rows that are only expected. Any
    other year counts Monday to Friday, and every value that touches it says so (`gaps`). A worked weekend
    day is a working day (open doubt 2 of the legal notes).
    """

    def __init__(
        self,
        *,
        holidays: Iterable[date],
        worked: Iterable[date],
        years: Iterable[int],
        provisional_years: Iterable[int] = (),
    ):
        self.holidays, self.worked = frozenset(holidays), frozenset(worked)
        self.provisional_years = frozenset(provisional_years)
        self.years = frozenset(years) - self.provisional_years
        self._free_weekdays = sorted(day for day in self.holidays - self.worked if day.weekday() < SATURDAY)
        self._worked_weekends = sorted(day for day in self.worked if day.weekday() >= SATURDAY)

    def __repr__(self):
        return f"WorkCalendar(years={sorted(self.years)}, provisional_years={sorted(self.provisional_years)})"

    def is_working(self, day: date) -> bool:
        """Return whether `day` is a working day."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.holidays)

    def next_working(self, day: date) -> date:
        """Return `day` itself or the first working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def last_working(self, day: date) -> date:
        """Return `day` itself or the last working day before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def add_working_days(self, start: date, days: int) -> date:
        """Return the `days`-th working day after `start`, which is not counted; negative counts back."""
        step, day = (DAY if days > 0 else -DAY), start
        for _ in range(abs(days)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days(self, start: date, end: date) -> int:
        """Return the number of working days after `start` up to and with `end`."""
        if end <= start:
            return 0
        changed = _among(self._worked_weekends, start, end) - _among(self._free_weekdays, start, end)
        return weekdays(start, end) + changed

    def gaps(self, start: date, end: date) -> str:
        """Return why a computation from `start` to `end` is provisional, "" where every year is known."""
        years = [year for year in range(start.year, end.year + 1) if year not in self.years]
        expected = [year for year in years if year in self.provisional_years]
        unknown = [year for year in years if year not in self.provisional_years]
        reasons = [f"{year}年节假日安排尚未正式公布，按预排日历计算" for year in expected]
        reasons += [f"{year}年节假日安排尚未录入，暂按周一至周五计算" for year in unknown]
        return "；".join(reasons)


def weekdays(start: date, end: date) -> int:
    """Return the number of days from Monday to Friday after `start` up to and with `end`."""
    whole, rest = divmod((end - start).days, 7)
    return whole * 5 + sum((start.weekday() + n) % 7 < SATURDAY for n in range(1, rest + 1))


def _among(days, start, end):
    """Return how many of the sorted `days` lie after `start` up to and with `end`."""
    return bisect_right(days, end) - bisect_right(days, start)
