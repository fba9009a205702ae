"""How a time limit was counted, in a form that is kept with it: from that alone it can be counted anew (R-008, R-010).

What is stored: the number with its unit and clause, the days that do not count, the extensions that do, and where a
setting gave the number, which one. A day that somebody ordered has no term: no calendar moves it.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from enforcement.law.calendar import WorkCalendar, legal_day
from enforcement.law.clauses import Clause
from enforcement.law.deadlines import Excluded, deadline
from enforcement.law.terms import Status, Term, Unit

FORM = 1  # of what `stored` writes; every number has its reader in READERS for ever
UNITS = (("working", "工作日"), ("day", "日"))  # in which days left are told
ORDERED = "这一天由办案机关确定，不随日历变动"


@dataclass(frozen=True)
class Extension:
    """What a head added to a term, in the term's own unit."""

    days: int
    approved_on: date
    approved_by: str


@dataclass(frozen=True)
class Setting:
    """The parameter that gave the number of a term: its key, the area for which it was asked, and as of which day."""

    key: str
    path: str
    day: date


@dataclass(frozen=True)
class Counted:
    """A time limit in its readings, as it stands on a row."""

    legal_last_day: date
    safe_day: date
    provisional: str
    clause: str
    explanation: tuple[str, ...]

    @property
    def days(self):
        """Return all of it that a calendar may change."""
        return self.legal_last_day, self.safe_day, self.provisional


@dataclass(frozen=True)
class Reckoning:
    """What a time limit is counted from.

    start: day of the event, a moment for a term in hours. until: a day that was ordered or granted instead of the one
    that `term` gives, and `words` who did; with no term, `clause` says on what it rests.
    """

    start: date | datetime
    term: Term | None = None
    excluded: tuple[Excluded, ...] = ()
    extensions: tuple[Extension, ...] = ()
    setting: Setting | None = None
    until: date | None = None
    words: tuple[str, ...] = ()
    clause: Clause | None = None

    def __post_init__(self):
        if self.term is None and (self.until is None or self.clause is None):
            raise ValueError("a time limit has a term, or a day that was ordered with its clause")

    @property
    def start_on(self) -> date:
        return legal_day(self.start) if isinstance(self.start, datetime) else self.start

    @property
    def unit(self) -> str:
        """Return "working" or "day": in what its days left are told."""
        return unit_of(self.term) if self.term else "day"

    @property
    def whole(self) -> Term:
        """Return the term with everything that was added to it."""
        return replace(self.term, days=self.term.days + sum(each.days for each in self.extensions))

    def with_number(self, days: int) -> "Reckoning":
        """Return the same with another number from its setting."""
        return replace(self, term=replace(self.term, days=days))

    def count(self, calendar: WorkCalendar) -> Counted:
        """Return the limit under `calendar`."""
        if self.term is None:
            return Counted(self.until, self.until, "", str(self.clause), self.words or (ORDERED,))
        found = deadline(self.whole, self.start, calendar, excluded=self.excluded)
        lines = (*found.explanation, *self.words)
        if self.until:
            return Counted(self.until, self.until, "", str(self.term.clause), lines)
        return Counted(found.legal_last_day, found.safe_day, found.provisional, str(self.term.clause), lines)

    def stored(self) -> dict:
        """Return it as JSON; what is empty is left out."""
        term = self.term and {
            name: str(value) if name in ("unit", "status") else value
            for name, value in asdict(self.term).items()
        }
        found = {
            "form": FORM,
            "term": term and term | {"clause": _said(self.term.clause)},
            "moment": self.start.isoformat() if isinstance(self.start, datetime) else None,
            "excluded": [
                {"start": each.start.isoformat(), "end": each.end.isoformat(), "ground": each.ground}
                for each in self.excluded
            ],
            "extensions": [
                {"days": each.days, "on": each.approved_on.isoformat(), "by": each.approved_by}
                for each in self.extensions
            ],
            "setting": self.setting and asdict(self.setting) | {"day": self.setting.day.isoformat()},
            "until": self.until and self.until.isoformat(),
            "words": list(self.words),
            "clause": self.clause and _said(self.clause),
        }
        return {name: value for name, value in found.items() if value}


def unit_of(term: Term) -> str:
    """Return "working" or "day": in what the days left of a term are told."""
    return "working" if term.unit is Unit.WORKING_DAY else "day"


def read(kept: dict, start_on: date) -> Reckoning:
    """Return what was stored for a limit that starts on `start_on`, whichever version wrote it."""
    return READERS[kept["form"]](kept, start_on)


def _read_1(kept, start_on):
    term, setting, moment = kept.get("term"), kept.get("setting"), kept.get("moment")
    return Reckoning(
        start=datetime.fromisoformat(moment) if moment else start_on,
        term=term and _term(term),
        excluded=tuple(
            Excluded(date.fromisoformat(one["start"]), date.fromisoformat(one["end"]), one["ground"])
            for one in kept.get("excluded", ())
        ),
        extensions=tuple(
            Extension(one["days"], date.fromisoformat(one["on"]), one["by"])
            for one in kept.get("extensions", ())
        ),
        setting=setting and Setting(setting["key"], setting["path"], date.fromisoformat(setting["day"])),
        until=date.fromisoformat(kept["until"]) if kept.get("until") else None,
        words=tuple(kept.get("words", ())),
        clause=Clause(**kept["clause"]) if kept.get("clause") else None,
    )


READERS = {1: _read_1}


def _term(kept):
    parts = kept | {
        "unit": Unit(kept["unit"]),
        "status": Status(kept["status"]),
        "clause": Clause(**kept["clause"]),
    }
    return Term(**parts)


def _said(clause):
    return {name: value for name, value in asdict(clause).items() if value is not None}
