"""Weeks, months and years of the league: from which day to which, cut off when, published, disputed, final when.

Weeks are ISO weeks (Monday to Sunday; the week belongs to the year of its Thursday). Moments are aware, in Shanghai
time. Calendar of a table: mission 9.4 rule 6.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from enforcement.errors import DomainError
from enforcement.law.calendar import DAY, SHANGHAI, WorkCalendar, legal_day
from supervision.league.definitions import Labelled

ROLLING_WEEKS = 12
PUBLISHED, APPEALED = time(9), time(18)
APPEAL_DAYS = 2  # working days after publication
KEY = re.compile(r"(?P<year>2\d{3})(?:-W(?P<week>\d{2})|-(?P<month>\d{2}))?", re.ASCII)


class Kind(Labelled):
    WEEK = "WEEK", "周榜"
    MONTH = "MONTH", "月榜"
    YEAR = "YEAR", "年榜"


def _at(day: date, hour: time = time()) -> datetime:
    return datetime.combine(day, hour, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Period:
    """One period of one kind; `key` is 2026-W46, 2026-11 or 2026. first and last days are both included."""

    kind: Kind
    key: str
    first: date
    last: date

    @property
    def label(self) -> str:
        """The period in words: 2026年第46周, 2026年11月, 2026年."""
        year, _, part = self.key.partition("-")
        if self.kind is Kind.WEEK:
            return f"{year}年第{int(part[1:])}周"
        return f"{year}年{int(part)}月" if part else f"{year}年"

    @property
    def previous(self) -> "Period":
        return containing(self.kind, self.first - DAY)

    @property
    def next(self) -> "Period":
        return containing(self.kind, self.last + DAY)

    @property
    def cut_off(self) -> datetime:
        """The moment after which nothing counts any more: 24:00 of the last day."""
        return _at(self.last + DAY)

    @property
    def publish_at(self) -> datetime:
        """The planned publication, 09:00 of the day after: a week's Monday, the 1st of the month, 1 January."""
        return _at(self.last + DAY, PUBLISHED)

    @property
    def rolling_first(self) -> date:
        """The first of the 84 days that end with the period; a longer period's own first day."""
        return min(self.first, self.last - timedelta(weeks=ROLLING_WEEKS) + DAY)


def containing(kind: Kind, day: date) -> Period:
    """Return the period of `kind` that `day` lies in."""
    kind = Kind(kind)
    if kind is Kind.WEEK:
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Period(kind, f"{year:04}-W{week:02}", first, first + timedelta(days=6))
    if kind is Kind.MONTH:
        following = day.replace(day=28) + timedelta(days=4)
        return Period(
            kind,
            f"{day.year:04}-{day.month:02}",
            day.replace(day=1),
            following - timedelta(days=following.day),
        )
    return Period(kind, f"{day.year:04}", date(day.year, 1, 1), date(day.year, 12, 31))


def parse(key: str) -> Period:
    """Return the period that a key names. Raises DomainError where it names none: 2026-W54, 2026-13, anything else."""
    if found := KEY.fullmatch(key):
        year, week, month = (int(part) if part else None for part in found.groups())
        try:
            if week is not None:
                return containing(Kind.WEEK, date.fromisocalendar(year, week, 1))
            return containing(
                Kind.MONTH if month is not None else Kind.YEAR, date(year, 1 if month is None else month, 1)
            )
        except ValueError:
            pass
    raise DomainError(f"“{key}”不是榜单的期。请按2026-W46（周）、2026-11（月）或者2026（年）填写。")


def appeal_limit(published_at: datetime, calendar: WorkCalendar) -> datetime:
    """Return until when a unit may dispute its score: 18:00 of the second working day after the publication."""
    return _at(calendar.add_working_days(legal_day(published_at), APPEAL_DAYS), APPEALED)


def final_from(appeal_until: datetime, calendar: WorkCalendar) -> datetime:
    """Return from when an undisputed table is final: 09:00 of the working day after the limit."""
    return _at(calendar.add_working_days(legal_day(appeal_until), 1), PUBLISHED)
