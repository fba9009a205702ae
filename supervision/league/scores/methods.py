"""How the value of one indicator becomes 0–100 points. Exact fractions; `half_up` is the only rounding.

A value, its target and its bands are all in the unit of the indicator: a rate is 0–1, never 95 for 95 %.
Method options are plain data (numbers or text such as "0.95"), as a rule version keeps them:

- ATTAIN, PACE for DOWN: `upper`, the value at which the points end; default twice the red band.
- STEP: `steps`, pairs (from, points). UP gives the points of the highest step reached, DOWN those of the lowest
  limit kept; beyond the last step 0.
- DEDUCT: `each`, points taken per point short of the target (a percentage point for rates, else one unit, in
  proportion), or per miss where `per` is "miss"; `full`, the points it starts from, default 100.
- EFFICACY: `best` (满意值, default the target) and `worst` (不允许值): fixed values, never those of the other units.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from enforcement.errors import DomainError
from supervision.league.definitions import Direction, Line, Method

FULL, NOTHING, HUNDRED = Fraction(100), Fraction(0), Fraction(100)


def exact(number) -> Fraction:
    """Return a number of plain data (int, text, Decimal, float as it is written) as a Fraction."""
    return number if isinstance(number, Fraction) else Fraction(str(number))


def half_up(value, digits: int) -> Decimal:
    """Return `value` to `digits` decimals, a half away from zero: 99.585 → 99.59, −0.005 → −0.01."""
    value = exact(value)
    units = int(abs(value) * 10**digits + Fraction(1, 2))
    return Decimal(-units if value < 0 else units).scaleb(-digits)


def clamped(score: Fraction) -> Fraction:
    """Return `score` inside 0–100."""
    return min(FULL, max(NOTHING, score))


def pace_of(line: Line, day: date) -> Fraction:
    """Return T_now = B + (T − B) · elapsed / total days: B until it starts, T once it is due."""
    target = line.target
    total = (target.due_on - target.base_on).days
    elapsed = min(max((day - target.base_on).days, 0), total)
    return target.base + (target.value - target.base) * Fraction(elapsed, total)


def upper_of(line: Line) -> Fraction | None:
    """Return the value at which a DOWN indicator has no points left, None where nothing says it.

    A red band that is a share of the pace is no value, so says nothing.
    """
    if (upper := line.options.get("upper")) is not None:
        return exact(upper)
    return None if line.red is None or line.paced else line.red * 2


def score_of(line: Line, value: Fraction, day: date, misses: Fraction = NOTHING) -> tuple[Fraction, Fraction]:
    """Return (points 0–100, the target they were measured against) of a value on `day`.

    `misses`: the records that failed, for DEDUCT per miss. Raises DomainError for MINMAX: a score that
    depends on who else stands in the table cannot be explained to the unit (mission 9.4, 9.5).
    """
    if line.method is Method.MINMAX:
        raise DomainError(f"“{line.name}”采用极差法，只能展示，不能计分。请改用达标比例等计分方法。")
    target = pace_of(line, day) if line.method is Method.PACE else line.target.value
    match line.method:
        case Method.STEP:
            points = _steps(line, value)
        case Method.DEDUCT:
            points = _deduct(line, value, target, misses)
        case Method.EFFICACY:
            points = efficacy(value, line.options.get("best", target), line.options["worst"])
        case _:
            points = _attain(line, value, target)
    return clamped(points), target


def _attain(line: Line, value: Fraction, target: Fraction) -> Fraction:
    if line.direction is Direction.UP:
        if value >= target:
            return FULL
        return FULL * value / target if target > 0 else NOTHING
    upper = upper_of(line)
    if value <= target:
        return FULL
    return FULL * (upper - value) / (upper - target) if upper is not None and upper > target else NOTHING


def _steps(line: Line, value: Fraction) -> Fraction:
    up = line.direction is Direction.UP
    steps = [(exact(limit), exact(points)) for limit, points in line.options["steps"]]
    reached = [step for step in steps if (value >= step[0] if up else value <= step[0])]
    return (max(reached) if up else min(reached))[1] if reached else NOTHING


def _deduct(line: Line, value: Fraction, target: Fraction, misses: Fraction) -> Fraction:
    full, each = exact(line.options.get("full", FULL)), exact(line.options["each"])
    if line.options.get("per") == "miss":
        return full - each * misses
    short = target - value if line.direction is Direction.UP else value - target
    return full - each * max(short, NOTHING) * (HUNDRED if line.percent else 1)


def efficacy(value, best, worst) -> Fraction:
    """Return 60 + 40 · (x − worst) / (best − worst), at most 100; a reverse indicator has best < worst.

    It goes on below 60, down to 0, for values worse than the one that is not allowed: a floor of 60 would give a
    unit that fails wholly as much as one that just misses, and three fifths of the weight for nothing.
    """
    value, best, worst = exact(value), exact(best), exact(worst)
    return clamped(60 + 40 * (value - worst) / (best - worst))


def minmax(values: Iterable[Fraction | None], direction=Direction.UP) -> list[Fraction | None]:
    """Return each value as 0–100 between the worst and the best of them, for display only.

    None stays None; where all are equal nobody lags and each is 100.
    """
    values = list(values)
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (NOTHING, NOTHING)

    def place(value):
        if value is None:
            return None
        if low == high:
            return FULL
        return FULL * ((value - low) if direction is Direction.UP else (high - value)) / (high - low)

    return [place(value) for value in values]
