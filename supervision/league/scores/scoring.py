"""From the counts of a unit to its total, and from totals to places (mission 9.4, law R-707).

No Django, no clock, no database. Everything is an exact fraction until the total is rounded half up to two
decimals, so that what people see is what ranks them. A value or weight that is not applicable never counts as 0
or as 100: its weight is spread over the others of its dimension, a whole dimension's over the other dimensions.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from enforcement.errors import DomainError
from supervision.league.definitions import (
    Adjustment,
    Count,
    Dimension,
    Direction,
    Level,
    Light,
    Line,
    Mark,
    Measured,
    Method,
    Placing,
    Score,
    Status,
)
from supervision.league.scores.checking import check_lines
from supervision.league.scores.methods import clamped, efficacy, half_up, minmax, pace_of, score_of

__all__ = [
    "DIMENSION_WEIGHTS", "VETO_CAP", "check_lines", "efficacy", "half_up", "mark", "minmax", "misses_of", "pace_of",
    "rank", "score_of", "score_unit", "tie_break",
]  # fmt: skip

FORMULA = (
    2  # raised whenever a total or a place comes out otherwise; 1: a place needed a third of the weight only
)
ADJUSTMENT_CAP = Fraction(5)  # bonus and deduction, each (mission 9.4 rule 2)
LEAST_COVERED = Fraction(1, 3)
TOO_LITTLE = "样本不足，不参加排名：够件数、能计分的指标合计权重不到三分之一"
VETOED = frozenset({Level.TOWN, Level.DEPARTMENT})
VETO_CAP = Fraction(5999, 100)  # mission 9.4 rule 3
DIMENSION_WEIGHTS = {
    Dimension.LISTS: Fraction(15),
    Dimension.TEAMS: Fraction(15),
    Dimension.ENFORCEMENT: Fraction(30),
    Dimension.PLATFORM: Fraction(20),
    Dimension.SYSTEM: Fraction(10),
    Dimension.INNOVATION: Fraction(10),
}


def misses_of(line: Line, count: Count) -> Fraction:
    """Return the records that failed: N − n where more is better, n itself where less is."""
    return Fraction(count.of - count.n if line.direction is Direction.UP else count.n)


def _counted(line: Line, measured: Measured) -> tuple[Count, bool]:
    """Return the count to use and whether it is the twelve weeks', which have to hold more records."""
    period, rolling = measured.period, measured.rolling
    rolled = period.of < line.rolling_below and rolling.of > period.of
    return (rolling if rolled else period), rolled


def mark(line: Line, measured: Measured, day: date, level: Level) -> Mark:
    """Return the mark of one indicator of one unit, share and points still 0 (`score_unit` fills them).

    Fewer than `line.rolling_below` records: the twelve weeks count, where they hold more. Fewer than `line.minimum`
    even so: SMALL, its n and N kept, no score. None at all: NOT_APPLICABLE, as where the level is not the line's.
    """
    if line.method is Method.MINMAX and line.weight > 0:
        raise DomainError(
            f"“{line.name}”采用极差法，只能展示，不能带权重。请把权重改为0，或改用其他计分方法。"
        )
    scored = line.scored and line.method is not Method.MINMAX
    count, rolled = _counted(line, measured) if scored else (measured.period, False)
    said = {"indicator": line.indicator, "count": count, "period": measured.period, "rolled": rolled}
    if level not in line.levels or not count.of:
        return Mark(status=Status.NOT_APPLICABLE, **said)
    if not scored:
        return Mark(status=Status.CONTEXT, value=count.value, **said)
    if count.of < line.minimum:
        return Mark(status=Status.SMALL, **said)
    score, target = score_of(line, count.value, day, misses_of(line, count))
    return Mark(status=Status.SCORED, value=count.value, target=target, score=score, **said)


def _shares(lines: Iterable[Line], marks: Iterable[Mark], weights: Mapping) -> dict[str, Fraction]:
    """Return {indicator: its share of the total, 0–100}, of scored marks only; they add up to 100 or are none."""
    inside = {}
    for line, each in zip(lines, marks, strict=True):
        if each.status is Status.SCORED and line.weight > 0 and weights.get(line.dimension, 0) > 0:
            inside.setdefault(line.dimension, {})[line.indicator] = Fraction(line.weight)
    whole = sum((Fraction(weights[dimension]) for dimension in inside), Fraction(0))
    return {
        indicator: 100 * Fraction(weights[dimension]) / whole * weight / sum(parts.values())
        for dimension, parts in inside.items()
        for indicator, weight in parts.items()
    }


def _covered(lines: Iterable[Line], marks: Iterable[Mark], weights: Mapping, level: Level) -> Fraction:
    """Return which part (0–1) of all weight that could score at this level did score.

    A place on one small indicator alone would say nothing of the unit.
    """
    able, did = {}, {}
    for line, each in zip(lines, marks, strict=True):
        if line.scored and level in line.levels and line.weight > 0:
            weight = Fraction(line.weight)
            able[line.dimension] = able.get(line.dimension, 0) + weight
            did[line.dimension] = did.get(line.dimension, 0) + (weight if each.status is Status.SCORED else 0)
    whole = sum((Fraction(weights.get(dimension, 0)) for dimension in able), Fraction(0))
    reached = sum((Fraction(weights.get(key, 0)) * did[key] / able[key] for key in able), Fraction(0))
    return reached / whole if whole else Fraction(0)


def _dimensions(lines: Iterable[Line], marks: Iterable[Mark]) -> dict[Dimension, Fraction]:
    """Return {dimension: Σ w·s / Σ w}, of dimensions with a share only, in the order of the six."""
    sums = {}
    for line, each in zip(lines, marks, strict=True):
        if each.share:
            points, share = sums.get(line.dimension, (0, 0))
            sums[line.dimension] = points + each.points, share + each.share
    return {each: 100 * sums[each][0] / sums[each][1] for each in Dimension if each in sums}


def _vetoed(lines: Iterable[Line], marks: Iterable[Mark], level: Level) -> bool:
    """Return whether an indicator has as many misses as cap the total of a unit that acts itself.

    What lies above such units has many times their acts and is not vetoed by a count of them.

    A veto answers acts, not a rate: it counts the misses of the period alone, however few its records are, and
    does not come back in the twelve weeks after.
    """
    return level in VETOED and any(
        line.veto_misses is not None
        and each.status in (Status.SCORED, Status.SMALL)
        and each.period.of
        and misses_of(line, each.period) >= line.veto_misses
        for line, each in zip(lines, marks, strict=True)
    )


def _why(marks: Iterable[Mark]) -> str:
    small = [each for each in marks if each.status is Status.SMALL]
    if not small:
        return "本期没有可以计分的记录，不参加排名"
    most = max(each.count.of for each in small)
    return f"样本不足，不参加排名：各项指标近12周都没有达到计分所需的件数，最多的一项只有{most}件"


def _lacking(lines: Iterable[Line], marks: Iterable[Mark], placing: Placing | None, level: Level) -> str:
    """Return in Chinese what is missing for a place, "" where nothing is or where the level is not asked for it."""
    if placing is None:
        return ""
    asked = [
        each
        for line, each in zip(lines, marks, strict=True)
        if line.dimension is placing.dimension and line.scored and line.weight > 0 and level in line.levels
    ]
    if not asked:
        return ""
    scored = [each.count.of for each in asked if each.status is Status.SCORED]
    name = placing.dimension.label
    if not scored:
        return f"{name}没有够件数、能计分的指标，不参加排名"
    if max(scored) < placing.least:
        return f"{name}只有{max(scored)}件记录，不足{placing.least}件，不参加排名"
    return ""


def _adjusted(adjustments: Iterable[Adjustment], kind: str) -> Fraction:
    """Return what the adjustments of one kind come to, at most the cap."""
    points = sum((abs(each.points) for each in adjustments if each.kind == kind), Fraction(0))
    return min(ADJUSTMENT_CAP, points)


def score_unit(
    unit: str,
    group: str,
    lines: Iterable[Line],
    measured: Mapping[str, Measured],
    weights: Mapping[Dimension, Fraction] = DIMENSION_WEIGHTS,
    adjustments: Iterable[Adjustment] = (),
    *,
    day: date,
    level: Level,
    placing: Placing | None = None,
) -> Score:
    """Return the result of one unit on `day`, the last day of the period.

    placing: what the version of the rules asks for a place, None where it asks for nothing beyond scores enough.

    total = Σ points + bonus − deduction (each at most 5), inside 0–100, at most 59.99 with a veto, half up to two
    decimals. It depends on nothing but this unit's own records and adjustments.
    """
    lines, adjustments = tuple(lines), tuple(adjustments)
    marks = [mark(line, measured.get(line.indicator, Measured()), day, level) for line in lines]
    shares = _shares(lines, marks, weights)
    marks = tuple(
        replace(each, share=share, points=share * each.score / 100)
        if (share := shares.get(each.indicator))
        else each
        for each in marks
    )
    covered = _covered(lines, marks, weights, level)
    bonus, deduction = _adjusted(adjustments, "BONUS"), _adjusted(adjustments, "DEDUCTION")
    vetoed = any(each.kind == "VETO" for each in adjustments) or _vetoed(lines, marks, level)
    total = clamped(sum((each.points for each in marks), Fraction(0)) + bonus - deduction) if shares else 0
    why = _why(marks) if not shares else "" if covered >= LEAST_COVERED else TOO_LITTLE
    why = why or _lacking(lines, marks, placing, level)
    return Score(
        unit=unit,
        group=group,
        marks=marks,
        dimensions=_dimensions(lines, marks),
        total=Fraction(half_up(min(total, VETO_CAP) if vetoed else total, 2)),
        bonus=bonus,
        deduction=deduction,
        vetoed=vetoed,
        ranked=not why,
        why=why,
    )


def rank(scores: Iterable[Score], key: Callable[[Score], tuple] | None = None) -> dict[str, int]:
    """Return {unit: place} of the ranked among `scores`: ties share a place and the next is skipped (1, 1, 3, 4).

    The two-decimal total decides. `key` (`tie_break`) splits equal totals where a rule version asks for it.
    """
    own = {each.unit: (each.total, *(key(each) if key else ())) for each in scores if each.ranked}
    order = sorted(own.values())
    return {unit: 1 + len(order) - bisect_right(order, value) for unit, value in own.items()}


def tie_break(rises: Mapping[str, Fraction] | None = None) -> Callable[[Score], tuple]:
    """Return the chain for equal totals: higher 实效, then 平台, then fewer reds, then the larger rise of the total.

    rises: {unit: change of its total since the last period}. Off by default (mission 9.4 rule 4).
    """

    def chain(score: Score) -> tuple:
        reds = sum(each.light is Light.RED for each in score.marks)
        own = (
            score.dimensions.get(each, Fraction(0)) for each in (Dimension.ENFORCEMENT, Dimension.PLATFORM)
        )
        return (*own, -reds, (rises or {}).get(score.unit, Fraction(0)))

    return chain
