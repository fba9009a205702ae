"""The rules in force (口径): from rows to the lines that score, and back for the page.

Rows keep what people read: rates in per cent. Lines compute with shares of one.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from supervision.league.definitions import Dimension, Line, Method, Placing, Target
from supervision.league.indicators import catalogue
from supervision.league.models import RuleLine, ScoringRules

FIRST_WEIGHTS = {
    Dimension.LISTS: 15,
    Dimension.TEAMS: 15,
    Dimension.ENFORCEMENT: 30,
    Dimension.PLATFORM: 20,
    Dimension.SYSTEM: 10,
    Dimension.INNOVATION: 10,
}


def rules_on(day):
    """Return the version in force on `day`, the newest where several are, None where none is."""
    return ScoringRules.objects.on(day).order_by("-number").first()


def rows_of(rules):
    """Return {indicator's id: RuleLine} of the whole catalogue, with its defaults where the version has none."""
    kept = {row.indicator: row for row in rules.lines.all()}
    return {key: kept.get(key) or default_row(rules, each) for key, each in catalogue().items()}


def default_row(rules, indicator):
    """Return the line that an indicator declares for itself, unsaved, under the document of the version."""
    given = {name: value for name, value in indicator.defaults.items()}
    first, last = rules.valid_from, rules.valid_to or date(rules.valid_from.year, 12, 31)
    row = RuleLine(rules=rules, indicator=indicator.id, method=given.pop("method", Method.ATTAIN), weight=0)
    if indicator.scored:
        row.target_document, row.target_from, row.target_to = rules.document, first, last
    for name, value in given.items():
        exact = name in {"weight", "target", "base", "yellow", "red"}
        setattr(row, name, Decimal(str(value)) if exact else value)
    if row.base is not None:
        row.base_on = row.base_on or date(first.year, 1, 1)
        row.due_on = row.due_on or date(first.year, 12, 31)
    return row


def exact(value, scale):
    """Return a stored figure in the measure of the counts, None where none is stored."""
    return None if value is None else Fraction(Decimal(value)) / scale


def target_of(row, scale):
    if row.target is None:
        return None
    return Target(
        exact(row.target, scale), row.target_document, row.target_from, row.target_to,
        base=exact(row.base, scale), base_on=row.base_on, due_on=row.due_on,
    )  # fmt: skip


def line_of(indicator, row):
    """Return the line by which `scoring` scores one indicator."""
    scale = 100 if indicator.percent else 1
    band = 1 if row.paced else scale
    return Line(
        indicator=indicator.id,
        name=indicator.name,
        dimension=indicator.dimension,
        direction=indicator.direction,
        method=Method(row.method),
        weight=Fraction(Decimal(row.weight)),
        target=target_of(row, scale),
        levels=indicator.levels,
        yellow=exact(row.yellow, band),
        red=exact(row.red, band),
        paced=row.paced,
        veto_misses=row.veto_misses,
        options=row.options,
        scored=indicator.scored,
        percent=indicator.percent,
        unit=indicator.unit,
        digits=indicator.digits,
        minimum=row.minimum,
        rolling_below=row.rolling_below,
    )


def lines_of(rules):
    """Return the lines of a version, one for each indicator of the catalogue, in its order."""
    rows = rows_of(rules)
    return [line_of(indicator, rows[key]) for key, indicator in catalogue().items()]


def placing_of(rules):
    """Return what a version asks for a place, None where it was written before anything was asked."""
    return Placing(Dimension(rules.place_dimension), rules.place_least) if rules.place_dimension else None


def weights_of(rules):
    """Return {Dimension: weight} of a version."""
    return {dimension: Fraction(str(rules.weights.get(dimension, 0))) for dimension in Dimension}
