"""The figures of one group of a snapshot, as a bulletin writes about them. Read once, in a few statements."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import Count, F, Sum

from supervision.league.definitions import Dimension, Level, Status
from supervision.league.indicators import catalogue
from supervision.league.models import Result
from supervision.league.periods import parse
from supervision.league.rules import lines_of, weights_of
from supervision.league.scores.places import rank_split
from supervision.league.scores.scoring import half_up

LEAST = 2  # places that a mover has moved
NAMED = 3  # units at either end, movers, losses
AT_ONCE = 6  # more units than that on one place are counted, not named


@dataclass(frozen=True)
class Profile:
    """One dimension over the ranked units: mean, lowest, highest, each 0–100 with two decimals."""

    dimension: Dimension
    mean: Decimal
    low: Decimal
    high: Decimal


class Figures:
    """Standings of a group, ranked ones in order of their place, with what is counted over all of them."""

    def __init__(self, snapshot, group):
        self.snapshot, self.group = snapshot, group
        self.period = parse(snapshot.period)
        rows = sorted(snapshot.standings.filter(group=group), key=lambda row: (row.rank or 10**6, row.path))
        self.ranked = [row for row in rows if row.rank]
        self.apart = [row for row in rows if not row.rank]

    @property
    def ends(self):
        """How many units are named at either end: three, fewer where the ends would meet."""
        return min(NAMED, max(1, len(self.ranked) // 2))

    @cached_property
    def best(self):
        limit = self.ranked[self.ends - 1].rank if self.ranked else 0
        return [row for row in self.ranked if row.rank <= limit]

    @cached_property
    def worst(self):
        """The last ones, the very last first; nobody who stands among the best."""
        if len(self.ranked) < 2:
            return []
        limit = self.ranked[-self.ends].rank
        return [row for row in reversed(self.ranked) if row.rank >= limit and row not in self.best]

    @cached_property
    def risen(self):
        rows = [row for row in self.ranked if (row.change or 0) >= LEAST]
        return sorted(rows, key=lambda row: (-row.change, row.rank))[:NAMED]

    @cached_property
    def fallen(self):
        rows = [row for row in self.ranked if (row.change or 0) <= -LEAST]
        return sorted(rows, key=lambda row: (row.change, row.rank))[:NAMED]

    @property
    def compared(self):
        return [row for row in self.ranked if row.previous_total is not None]

    def lit(self, light):
        """Return [(standing, its lights of that colour), …] in the order of the places."""
        found = []
        for row in [*self.ranked, *self.apart]:
            lamps = [lamp for lamp in row.lights if lamp["light"] == light]
            if lamps:
                found.append((row, lamps))
        return found

    @cached_property
    def shares(self):
        """{Dimension: its share of the total} at this level: of those that have an indicator, adding up to 100."""
        weights, level = weights_of(self.snapshot.rules), Level(self.snapshot.level)
        scored = {
            line.dimension
            for line in lines_of(self.snapshot.rules)
            if line.scored and line.weight > 0 and level in line.levels
        }
        held = {each: weights[each] for each in Dimension if each in scored and weights[each]}
        whole = sum(held.values(), Fraction(0))
        return {each: 100 * weight / whole for each, weight in held.items()}

    @staticmethod
    def mean(values):
        values = [Fraction(value) for value in values]
        return half_up(sum(values, Fraction(0)) / len(values), 2) if values else None

    @cached_property
    def profile(self):
        """Return a Profile of every dimension in which somebody has points."""
        found = []
        for dimension in Dimension:
            held = [str(row.dimensions[dimension]) for row in self.ranked if dimension in row.dimensions]
            if held:
                low, high = min(held, key=Decimal), max(held, key=Decimal)
                found.append(
                    Profile(dimension, self.mean(held), half_up(Fraction(low), 2), half_up(Fraction(high), 2))
                )
        return found

    @cached_property
    def losses(self):
        """Return {standing's key: [Result, …]} of the worst units, what cost most first."""
        scored = self._costly().filter(standing__in=[row.pk for row in self.worst])
        found = {}
        for result in scored.order_by("-lost", "indicator"):
            found.setdefault(result.standing_id, []).append(result)
        return {key: results[:NAMED] for key, results in found.items()}

    @cached_property
    def costly(self):
        """Return [(indicator, points lost by all ranked units, units that lost some), …], the three dearest."""
        ranked = self._costly().filter(standing__in=[row.pk for row in self.ranked])
        rows = ranked.order_by().values("indicator").annotate(sum=Sum("lost"), units=Count("pk"))
        rows = sorted(rows, key=lambda row: (-row["sum"], row["indicator"]))[:NAMED]
        return [(row["indicator"], half_up(Fraction(row["sum"]), 2), row["units"]) for row in rows]

    def _costly(self):
        scored = Result.objects.filter(standing__snapshot=self.snapshot, status=Status.SCORED)
        return scored.annotate(lost=F("share") - F("points")).filter(lost__gte=Decimal("0.005"))

    def split(self, row):
        """Return why its place changed, None where the two tables cannot be compared unit by unit."""
        if row.change is None:
            return None
        old = {each.path: Fraction(each.previous_total) for each in self.compared}
        new = {each.path: Fraction(each.total) for each in self.ranked}
        found = rank_split(old, new, row.path)
        return found if found and found.change == -row.change else None


def name_of(indicator):
    known = catalogue().get(indicator)
    return known.name if known else indicator
