"""Why a unit's total changed: two scores in, rows that add up out (ux C2). Its place is `places`' subject."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from supervision.league.definitions import Count, Dimension, Line, Mark, Score, Status
from supervision.league.scores.places import RankSplit, gap_above, if_mended, rank_split
from supervision.league.scores.scoring import VETO_CAP, half_up

__all__ = [
    "DimensionChange", "Explanation", "RankSplit", "Row", "explain", "gap_above", "if_mended", "rank_split"
]  # fmt: skip

ABSENT = Mark("", Status.NOT_APPLICABLE, Count(), Count())
OTHERS = {
    "BONUS": "加分",
    "DEDUCTION": "扣分",
    "LIMIT": "总分限于0至100",
    "VETO": "一票否决（总分不超过59.99）",
    "ROUNDING": "四舍五入",
}


@dataclass(frozen=True)
class Row:
    """What one thing did to the total, in points.

    key: the indicator, or one of `OTHERS`. change: exact; by_value and by_share are its two parts, of the value and of
    the weight in the total (re-spread). shown: two decimals; the shown of all rows add up to the shown change of the
    total. before, after: the marks, None for `OTHERS`. note: what happened to the weight, in Chinese, or "".
    """

    key: str
    name: str
    dimension: Dimension | None
    change: Fraction
    shown: Decimal
    before: Mark | None = None
    after: Mark | None = None
    by_value: Fraction = Fraction(0)
    by_share: Fraction = Fraction(0)
    note: str = ""


@dataclass(frozen=True)
class DimensionChange:
    """What one dimension did to the total: points exact and shown, and its own 0–100 before and after."""

    dimension: Dimension
    change: Fraction
    shown: Decimal
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True)
class Explanation:
    """The change of a total, by dimension and by row. `why` says in Chinese why the two cannot be compared, or ""."""

    before: Fraction
    after: Fraction
    rows: tuple[Row, ...]
    dimensions: tuple[DimensionChange, ...]
    why: str = ""

    @property
    def change(self) -> Fraction:
        return self.after - self.before

    def worst(self, number: int = 3) -> list[Row]:
        """Return the rows that cost most, the worst first; none that gained."""
        lost = [row for row in self.rows if row.change < 0 and row.key != "ROUNDING"]
        return sorted(lost, key=lambda row: row.change)[:number]


def explain(before: Score, now: Score, lines: Iterable[Line]) -> Explanation:
    """Return what changed the unit's total from `before` to `now`; the rows add up to it.

    lines: of the version in force now, then of the one before where they differ (the first of an indicator counts).
    """
    known = {}
    for line in lines:
        known.setdefault(line.indicator, line)
    old, new = ({mark.indicator: mark for mark in score.marks} for score in (before, now))
    base = _base(before, now)
    rows = [
        _row(line, old.get(key, ABSENT), new.get(key, ABSENT), base)
        for key, line in known.items()
        if old.get(key, ABSENT).share or new.get(key, ABSENT).share
    ]
    was, will = _effects(before), _effects(now)
    rows += [_other(key, will[key] - was[key]) for key in was if will[key] != was[key]]
    rounding = half_up(now.total - before.total, 2) - sum((row.shown for row in rows), Decimal(0))
    if rounding:
        exact = now.total - before.total - sum((row.change for row in rows), Fraction(0))
        rows.append(replace(_other("ROUNDING", exact), shown=rounding))
    return Explanation(
        before.total, now.total, tuple(rows), _by_dimension(rows, before, now), _why(before, now)
    )


def _base(before: Score, now: Score) -> Fraction:
    """Return the points of before without adjustments, 0 where one of the two scored nothing."""
    shared = all(any(mark.share for mark in score.marks) for score in (before, now))
    return sum((mark.points for mark in before.marks), Fraction(0)) if shared else Fraction(0)


def _row(line: Line, before: Mark, after: Mark, base: Fraction) -> Row:
    """Return the row of one indicator: the part of its value at the mean share, the rest of its share.

    Share that it gained came from the others, who scored `base` on the whole: it only counts by how much better or
    worse than that it did. All shares add up to 100 before and now, so what is taken off here adds up to nothing.
    """
    change = after.points - before.points - (after.share - before.share) * base / 100
    by_value = Fraction(0)
    if before.share and after.share:
        by_value = (after.score - before.score) * (before.share + after.share) / 200
    return Row(
        key=line.indicator,
        name=line.name,
        dimension=line.dimension,
        change=change,
        shown=half_up(change, 2),
        before=None if before is ABSENT else before,
        after=None if after is ABSENT else after,
        by_value=by_value,
        by_share=change - by_value,
        note=_note(before, after),
    )


def _note(before: Mark, after: Mark) -> str:
    if not before.share:
        return "本期新计分" if before is ABSENT else f"上期{_unscored(before)}，本期计分"
    if not after.share:
        return f"本期{_unscored(after)}，权重分摊给其他指标"
    if before.share != after.share:
        return f"占总分的权重由{half_up(before.share, 2)}变为{half_up(after.share, 2)}（重新分摊）"
    return ""


def _unscored(mark: Mark) -> str:
    return "权重为0" if mark.status is Status.SCORED else mark.status.label


def _other(key: str, change: Fraction) -> Row:
    return Row(key, OTHERS[key], None, change, half_up(change, 2))


def _effects(score: Score) -> dict[str, Fraction]:
    """Return what bonus, deduction, limits and veto did to the total, in points, rounding left out."""
    bare = sum((mark.points for mark in score.marks), Fraction(0))
    adjusted = bare + score.bonus - score.deduction
    limited = min(Fraction(100), max(Fraction(0), adjusted)) if score.dimensions else Fraction(0)
    capped = min(limited, VETO_CAP) if score.vetoed else limited
    return {
        "BONUS": score.bonus,
        "DEDUCTION": -score.deduction,
        "LIMIT": limited - adjusted,
        "VETO": capped - limited,
    }


def _by_dimension(rows: Iterable[Row], before: Score, now: Score) -> tuple[DimensionChange, ...]:
    return tuple(
        DimensionChange(
            dimension,
            sum((row.change for row in inside), Fraction(0)),
            sum((row.shown for row in inside), Decimal(0)),
            before.dimensions.get(dimension),
            now.dimensions.get(dimension),
        )
        for dimension in Dimension
        if (inside := [row for row in rows if row.dimension is dimension])
    )


def _why(before: Score, now: Score) -> str:
    if not now.ranked:
        return f"本期不参评：{now.why}" if now.why else "本期不参评"
    return "" if before.ranked else "上期不参评，没有可比的总分"
