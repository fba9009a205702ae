"""What the last standing table of the same kind and level said, for changes, lights and trends."""

from functools import cached_property

from supervision.league.models import Result, Snapshot

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
