"""How the league's values are written on a page: a rate with its sign, a mean with its unit, points with theirs."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from supervision.league.scores.methods import half_up


def value_words(indicator, value, percent=True):
    """Return 91.30% or 9.4天 for an exact value (a share of one for rates), -- for none."""
    if value is None:
        return "--"
    if indicator.percent:
        return f"{half_up(value * 100, indicator.digits)}%"
    return f"{half_up(value, indicator.digits)}{indicator.unit}"


def kept_words(indicator, value):
    """Return the same for a value as a row keeps it: rates in per cent already."""
    if value is None:
        return "--"
    return f"{half_up(value, indicator.digits)}{indicator.unit}"


def cut_words(moment):
    """Return a moment as every page and file says it: 2026-11-15 24:00 for a midnight, else the day and the minute."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        return f"{local.date() - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def signed(points):
    """Return +0.20, −1.80 or 0.00: points that were won or lost, with a minus that is not a hyphen."""
    points = half_up(points, 2)
    if points == 0:
        return "0.00"
    return f"{'+' if points > 0 else '−'}{abs(points)}"


def number_words(value):
    """Return a count without needless decimals: 11, 3.5."""
    value = Decimal(value)
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value)}"
