"""What the last standing table of the same kind and level said, for changes, lights and trends."""

from dataclasses import dataclass
from functools import cached_property

from supervision.league.models import Result, Snapshot
from supervision.league.scores.lights import is_last
from supervision.league.scores.methods import half_up

PERIODS_SHOWN = 12


class Before:
    """The table before a period's, as far as one stands."""

    def __init__(self, period, level):
        self.period, self.level = period, level

    @cached_property
    def snapshot(self):
        earlier = Snapshot.objects.shown().filter(
            kind=self.period.kind, level=self.level, last__lt=self.period.first, serial__gt=0
        )
        return earlier.order_by("-last").first()

    @cached_property
    def standings(self):
        return {row.path: row for row in self.snapshot.standings.all()} if self.snapshot else {}

    @cached_property
    def results(self):
        """{(path, indicator): Result} of that table."""
        if not self.snapshot:
            return {}
        rows = Result.objects.filter(standing__snapshot=self.snapshot).select_related("standing")
        return {(row.standing.path, row.indicator): row for row in rows}

    @property
    def is_next(self):
        """Whether that table is the one of the period right before."""
        return bool(self.snapshot) and self.snapshot.period == self.period.previous.key

    def standing(self, path):
        return self.standings.get(path)

    def trend(self, path, now):
        past = self.standing(path)
        return [*(past.trend if past else [])[-(PERIODS_SHOWN - 1) :], now]

    def places(self, path, now):
        past = self.standing(path)
        return [*(past.places if past else [])[-(PERIODS_SHOWN - 1) :], now]


@dataclass(frozen=True)
class Past:
    """A unit's place and total in the table before, as a frozen table keeps them."""

    rank: int | None
    total: object


class Again:
    """What a frozen table says of the one before it: a correction of its records does not change its past."""

    def __init__(self, base):
        self.standings = {row.path: row for row in base.standings.all()}

    def standing(self, path):
        known = self.standings.get(path)
        return known and Past(known.previous_rank, known.previous_total)

    def trend(self, path, now):
        known = self.standings.get(path)
        return [*(known.trend[:-1] if known else []), now]

    def places(self, path, now):
        known = self.standings.get(path)
        return [*(known.places[:-1] if known else []), now]

    def unmoved(self, table, inside):
        """Return {path: its lights} of the units that stand where and as they stood: theirs are not lit anew."""
        were, are = self.ends(), {}
        for path, place in inside.items():
            are.setdefault(table.scores[path].group, {})[path] = place
        found = {}
        for path, known in self.standings.items():
            score, ranks = table.scores.get(path), are.get(known.group, {})
            if score and (half_up(score.total, 2), inside.get(path)) == (known.total, known.rank):
                last = path in ranks and is_last(path, ranks)
                if last == (path in were):
                    found[path] = known.lights
        return found

    def ends(self):
        """Return the paths of those that stood last in their groups."""
        groups = {}
        for path, row in self.standings.items():
            if row.rank is not None:
                groups.setdefault(row.group, {})[path] = row.rank
        return {path for ranks in groups.values() for path in ranks if is_last(path, ranks)}
