"""How much time is left: one function for the words and one for the band, used by every page (ux 3.2)."""

from dataclasses import dataclass, field
from datetime import date

from enforcement.law.calendar import weekdays

SOON = 3  # working days
NEAR = 7  # working days, or the last fifth of the period
FIFTH = 0.2
WORKING = {"WORKING_DAY", "working", "working_day", "工作日"}


@dataclass(frozen=True)
class Countdown:
    """A deadline as a page shows it: `lines` tell how it was computed, `used` how many percent are gone."""

    band: str
    words: str
    due: date | None = None
    title: str = ""
    clause: str = ""
    start: date | None = None
    days: int | None = None
    working: int | None = None
    used: int | None = None
    by_working_days: bool = False
    provisional: str = ""
    lines: tuple = field(default=())


def given(deadline, *names):
    """Return the first of `names` that the deadline (a dict, a law Deadline, a date) knows."""
    for name in names:
        value = deadline.get(name) if isinstance(deadline, dict) else getattr(deadline, name, None)
        if value not in (None, ""):
            return value
    return None


def working_days(after, until, calendar=None):
    """Return the working days after `after` up to and including `until`; else Monday to Friday."""
    if calendar is not None:
        return calendar.working_days(after, until)
    return weekdays(after, until)


def band(days, working, used=None):
    """Return the band of a deadline `days` and `working` days away, and `used` of its period gone."""
    if days < 0:
        return "overdue"
    if days == 0:
        return "today"
    if working <= SOON:
        return "soon"
    if working <= NEAR or (used is not None and used >= 1 - FIFTH):
        return "near"
    return "normal"


def band_of(deadline, today):
    """Return the band of a deadline in whatever form a page has it."""
    return countdown(deadline, today).band


def countdown(deadline, today, calendar=None):
    """Return the countdown of `deadline`: None, a date, a dict or a law Deadline.

    A dict knows any of: due, title, start, unit ("working" or "day"), clause, paused, provisional, lines,
    working (working days left, where the page has counted them with the calendar).
    """
    if not deadline:
        return Countdown("none", "没有期限")
    if isinstance(deadline, date):
        deadline = {"due": deadline}
    known = describe(deadline)
    due = given(deadline, "due", "legal_last_day")
    if ground := given(deadline, "paused"):
        return Countdown("paused", "已暂停", **known | {"lines": (*known["lines"], f"暂停：{ground}")})
    if due is None:
        return Countdown("none", "没有期限", **known)
    days = (due - today).days
    working = given(deadline, "working")
    if working is None:
        working = working_days(min(today, due), max(today, due), calendar)
    start = known["start"]
    whole = (due - start).days if start else 0
    used = min(max((today - start).days / whole, 0), 1) if whole > 0 else None
    return Countdown(
        band(days, working, used),
        in_words(days, working, known["by_working_days"]),
        days=days,
        working=working,
        used=None if used is None else round(used * 100),
        **known,
    )


def describe(deadline):
    """Return what the deadline says of itself apart from the day it is looked at."""
    term = given(deadline, "term")
    unit = given(deadline, "unit") or getattr(term, "unit", "")
    lines = given(deadline, "lines", "explanation") or ()
    provisional = given(deadline, "provisional") or ""
    return {
        "due": given(deadline, "due", "legal_last_day"),
        "title": given(deadline, "title") or getattr(term, "name", ""),
        "clause": str(given(deadline, "clause") or getattr(term, "clause", "") or ""),
        "start": given(deadline, "start"),
        "by_working_days": str(getattr(unit, "name", unit)) in WORKING,
        "provisional": "按周一至周五暂估" if provisional is True else provisional,
        "lines": tuple(lines.splitlines() if isinstance(lines, str) else lines),
    }


def in_words(days, working, by_working_days):
    """Say how much is left or how far it is over, in the closed list of words."""
    if days == 0:
        return "今天"
    count, unit = (working, "工作日") if by_working_days and working else (abs(days), "天")
    return f"超期 {count} {unit}" if days < 0 else f"剩 {count} {unit}"
