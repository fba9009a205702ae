"""Why a unit's place changed, how far the next one is, and where it would stand with its misses mended (ux C2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from supervision.league.definitions import (
    Adjustment,
    Count,
    Dimension,
    Direction,
    Level,
    Line,
    Mark,
    Measured,
    Score,
)
from supervision.league.scores.scoring import misses_of, score_unit


@dataclass(frozen=True)
class RankSplit:
    """Why a place changed; places count as lost: 3 is 降3位, −2 is 升2位, and own + others = change.

    overtaken_by: units ahead now that were not before. passed: units ahead before that are not now.
    rose_past: those that are ahead now because of their own rise, so would not be with their old total.
    """

    before: int
    after: int
    own: int
    others: int
    overtaken_by: tuple[str, ...]
    passed: tuple[str, ...]
    rose_past: tuple[str, ...]

    @property
    def change(self) -> int:
        return self.after - self.before


def rank_split(
    old_totals: Mapping[str, Fraction], new_totals: Mapping[str, Fraction], unit: str
) -> RankSplit | None:
    """Return the split of a unit's move between two tables of ranked units, None where it is not in both.

    own: its place with its new total among the others' old totals, minus its old place (ux 1.3).
    """
    if unit not in old_totals or unit not in new_totals:
        return None
    old, new = old_totals[unit], new_totals[unit]
    were, stand, are = (
        _ahead(old_totals, old, unit),
        _ahead(old_totals, new, unit),
        _ahead(new_totals, new, unit),
    )
    return RankSplit(
        before=1 + len(were),
        after=1 + len(are),
        own=len(stand) - len(were),
        others=len(are) - len(stand),
        overtaken_by=tuple(each for each in are if each not in were),
        passed=tuple(each for each in were if each not in are),
        rose_past=tuple(each for each in are if each not in stand),
    )


def _ahead(totals: Mapping[str, Fraction], own: Fraction, unit: str) -> dict[str, None]:
    """Return the other units with more than `own`, the best first."""
    order = sorted(totals.items(), key=lambda each: (-each[1], each[0]))
    return {each: None for each, total in order if each != unit and total > own}


def gap_above(totals: Mapping[str, Fraction], unit: str) -> Fraction | None:
    """Return how many points are missing to the next place above, None for the first."""
    above = [total for total in totals.values() if total > totals[unit]]
    return min(above) - totals[unit] if above else None


def if_mended(
    score: Score,
    mended: Mapping[str, Fraction],
    others: Mapping[str, Fraction],
    *,
    lines: Iterable[Line],
    weights: Mapping[Dimension, Fraction],
    adjustments: Iterable[Adjustment] = (),
    day: date,
    level: Level,
) -> tuple[Score, int]:
    """Return (score, place) that the unit would have if the given misses had been hits.

    mended: {indicator: misses}; for a mean what its sum would shrink or grow by (days saved). No more is mended than
    there is. others: totals of the other ranked units, as they are. The rest is what `score` was computed with.
    """
    lines = tuple(lines)
    known = {line.indicator: line for line in lines}
    measured = {
        mark.indicator: _mended(known[mark.indicator], mark, Fraction(mended.get(mark.indicator, 0)))
        for mark in score.marks
        if mark.indicator in known
    }
    again = score_unit(score.unit, score.group, lines, measured, weights, adjustments, day=day, level=level)
    return again, 1 + sum(total > again.total for unit, total in others.items() if unit != score.unit)


def _mended(line: Line, mark: Mark, number: Fraction) -> Measured:
    period = _better(line, mark.period, number)
    return Measured(period, _better(line, mark.count, number) if mark.rolled else Count())


def _better(line: Line, count: Count, number: Fraction) -> Count:
    bounded = (
        min(number, misses_of(line, count)) if line.percent or line.direction is Direction.DOWN else number
    )
    return replace(count, n=count.n + (bounded if line.direction is Direction.UP else -bounded))
