"""From the rows of a snapshot back to the values that `explaining` and `scoring` compute with."""

from fractions import Fraction

from supervision.league.definitions import Count, Dimension, Light, Mark, Score, Status
from supervision.league.indicators import catalogue


def score_of(standing, results):
    """Return the Score of a kept standing and its results, exact to the six decimals that are kept."""
    return Score(
        unit=standing.path,
        group=standing.group,
        marks=tuple(mark_of(row) for row in results),
        dimensions={Dimension(key): Fraction(str(value)) for key, value in standing.dimensions.items()},
        total=Fraction(standing.total),
        bonus=Fraction(standing.bonus),
        deduction=Fraction(standing.deduction),
        vetoed=standing.vetoed,
        ranked=standing.ranked,
        why=standing.why,
    )


def mark_of(row):
    """Return the Mark of a kept result; rates are shares of one again."""
    indicator = catalogue().get(row.indicator)
    scale = 100 if indicator is None or indicator.percent else 1

    def exact(value, scale=1):
        return None if value is None else Fraction(value) / scale

    return Mark(
        indicator=row.indicator,
        status=Status(row.status),
        count=Count(Fraction(row.n), row.of),
        period=Count(Fraction(row.period_n), row.period_of),
        rolled=row.rolled,
        value=exact(row.value, scale),
        target=exact(row.target, scale),
        score=exact(row.score),
        share=exact(row.share),
        points=exact(row.points),
        light=Light(row.light),
    )
