"""What a unit's total and place would be if the records that cost it points had been hits (ux C2)."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from supervision.league.definitions import Level, Status
from supervision.league.indicators import catalogue
from supervision.league.periods import parse
from supervision.league.rules import weights_of
from supervision.league.scores import explaining
from supervision.league.scores.scoring import misses_of
from supervision.league.services.computing import adjustments_of


@dataclass(frozen=True)
class Mended:
    """What the total and the place would be if the misses of one indicator had been hits."""

    key: str
    name: str
    misses: int
    total: Decimal
    place: int


def chances_of(why):
    """Return [Mended] of every scored indicator with misses, one at a time, the most helpful first."""
    snapshot, lines = why.snapshot, {line.indicator: line for line in why.lines}
    adjustments = adjustments_of(parse(snapshot.period)).get(why.standing.path, ())
    weights, found = weights_of(snapshot.rules), []
    for mark in why.score.marks:
        misses = len(why.now[mark.indicator].misses)
        if mark.status is not Status.SCORED or not mark.share or not misses or mark.score >= 100:
            continue
        indicator = catalogue()[mark.indicator]
        score, place = explaining.if_mended(
            why.score, {mark.indicator: missing(indicator, lines[mark.indicator], mark)}, why.totals,
            lines=why.lines, weights=weights, adjustments=adjustments, day=day_of(snapshot),
            level=Level(snapshot.level),
        )  # fmt: skip
        total = explaining.half_up(score.total, 2)
        found.append(Mended(mark.indicator, indicator.name, misses, total, place))
    return sorted(found, key=lambda each: -each.total)


def day_of(snapshot):
    """Return the last day of which a table knows something."""
    return min(snapshot.last, timezone.localdate(snapshot.cut_off - timedelta(microseconds=1)))


def missing(indicator, line, mark):
    """Return what would have to be mended: all misses of a rate, of a mean what lies beyond its target."""
    if not indicator.mean:
        return misses_of(line, mark.count)
    return abs(mark.count.n - line.target.value * mark.count.of)
