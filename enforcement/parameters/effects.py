"""What a holiday notice would change, told before it is taken over: asked of who keeps days that a calendar counts."""

from dataclasses import dataclass
from datetime import date

_foreseeing = []


@dataclass(frozen=True)
class Shift:
    """A time limit that would end on another day; number: what people call the file. safe days: R-008."""

    number: str
    unit: str
    label: str
    before: date
    after: date
    safe_before: date
    safe_after: date


@dataclass(frozen=True)
class Effect:
    """How many open time limits would move, how many become firm where they stand, and the first that move."""

    moved: int
    firm: int
    shown: tuple[Shift, ...]

    @property
    def left_off(self):
        return self.moved - len(self.shown)


def foresees(foresee):
    """Register a function that tells what another calendar would move: foresee(calendar, days) → Effect.

    days: the first and last day on which it differs.
    """
    _foreseeing.append(foresee)
    return foresee


def effect_of(calendar, days):
    """Return all that `calendar`, which differs within `days`, would move; days: () where it differs nowhere."""
    found = [foresee(calendar, days) for foresee in _foreseeing if days]
    return Effect(
        sum(each.moved for each in found),
        sum(each.firm for each in found),
        tuple(shift for each in found for shift in each.shown),
    )
