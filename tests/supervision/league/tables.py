"""Small tables for the tests of the league: lines, counts, scores and what hypothesis draws them from."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from supervision.league.definitions import (
    Count,
    Dimension,
    Direction,
    Level,
    Line,
    Measured,
    Method,
    Score,
    Target,
)
from supervision.league.scores import scoring

DAY = date(2026, 11, 15)
UNITS = "甲乙丙丁戊己庚辛"
same_every_time = settings(derandomize=True, deadline=None, database=None, max_examples=80)


def make_target(value="0.9", **more):
    given = {"document": "市办〔2026〕1号", "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}
    return Target(value=Fraction(value), **given | more)


def make_line(indicator="P2", target="0.9", weight=100, **more):
    given = {
        "name": f"指标{indicator}",
        "dimension": Dimension.PLATFORM,
        "direction": Direction.UP,
        "method": Method.ATTAIN,
        "levels": frozenset(Level),
    }
    target = make_target(target) if isinstance(target, str | int) else target
    return Line(indicator=indicator, weight=Fraction(weight), target=target, **given | more)


def measured(n, of, rolling=None):
    """Return n of N in the period, and in the twelve weeks (the same where not given)."""
    period = Count(Fraction(n), of)
    return Measured(period, Count(Fraction(rolling[0]), rolling[1]) if rolling else period)


def score(lines, records, unit="甲", adjustments=(), **more):
    return scoring.score_unit(
        unit, "县", lines, records, adjustments=adjustments, **{"day": DAY, "level": Level.TOWN} | more
    )


def with_total(unit, total, **more):
    given = {"group": "县", "marks": (), "dimensions": {}, "total": Fraction(total)}
    return Score(unit=unit, **given | more)


WIDE = (
    make_line("L1", "0.2", 40, dimension=Dimension.LISTS),
    make_line("L2", "0.6", 60, dimension=Dimension.LISTS),
    make_line("E1", "1", 50, dimension=Dimension.ENFORCEMENT, yellow=Fraction(99, 100)),
    make_line(
        "E11", "0", 30, dimension=Dimension.ENFORCEMENT, direction=Direction.DOWN, red=Fraction(3, 100)
    ),
    make_line(
        "E4", "0.98", 20, dimension=Dimension.ENFORCEMENT, method=Method.DEDUCT, options={"each": 5, "per": "miss"}
    ),
    make_line(
        "P2", make_target("0.9", base=Fraction("0.767"), base_on=date(2026, 8, 5), due_on=date(2026, 12, 31)), 70,
        method=Method.PACE,
    ),
    make_line("P5", "0.99", 30, method=Method.STEP, options={"steps": [("0.97", 100), ("0.9", 60)]}),
    make_line(
        "I1", "1", 100, dimension=Dimension.INNOVATION, method=Method.EFFICACY, options={"worst": "0.5"},
        veto_misses=25,
    ),
)  # fmt: skip


@st.composite
def counts(draw, most=40):
    of = draw(st.integers(0, most))
    return Count(Fraction(draw(st.integers(0, of))), of)


@st.composite
def records(draw, lines=WIDE):
    """Draw the measured values of one unit: a period inside its twelve weeks."""
    found = {}
    for line in lines:
        period, before = draw(counts()), draw(counts())
        found[line.indicator] = Measured(period, period + before)
    return found


def hit_more(line, found):
    """Return the same records with one miss less, None where there is none to mend."""
    period, rolling = found.period, found.rolling
    if line.direction is Direction.UP and period.n < period.of:
        return Measured(replace(period, n=period.n + 1), replace(rolling, n=rolling.n + 1))
    return None
