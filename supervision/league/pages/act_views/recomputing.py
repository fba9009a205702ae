"""What a table would come out as if it were computed anew today: shown before anybody decides to do so."""

from functools import cached_property

from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.pages.act_forms import name_of
from supervision.league.pages.shown import KINDS
from supervision.league.periods import parse
from supervision.league.services import differing, publishing

SHOWN = 100
HITS = {"1": "达标", "0": "失分"}


class Recomputed:
    """A table read again as of its cut-off. path: the unit whose records are shown, "" for all. Writes nothing."""

    def __init__(self, snapshot, officer, day, path=""):
        self.snapshot, self.officer, self.day, self.path = snapshot, officer, day, path
        self.period, self.level = parse(snapshot.period), Level(snapshot.level)

    @cached_property
    def base(self):
        """The table that a correction would start from: the one that stands now."""
        return publishing.to_correct(self.period, self.level)

    @cached_property
    def name(self):
        return publishing.next_name(self.snapshot)

    @cached_property
    def again(self):
        return differing.computed_again(self.base, self.period)

    @cached_property
    def records(self):
        """[{indicator, name, unit, kind, pk, was, is}, …] that count otherwise than when the table was cut."""
        return [described(row) for row in differing.changed_since(self.base, self.period, self.again)]

    @property
    def own(self):
        return [row for row in self.records if row["unit"] == self.path]

    @cached_property
    def shown(self):
        rows = (self.own if self.path else self.records)[:SHOWN]
        return rows and named(rows, self.officer, self.day)

    @property
    def more(self):
        """Return how many records are not shown: other units', or beyond the first hundred."""
        return len(self.records) - min(SHOWN, len(self.own if self.path else self.records))

    @cached_property
    def totals(self):
        """[(name, total was, total is, place was, place is), …] of the units that would change, this one first."""
        rows = differing.totals_again(self.base, self.again)
        return sorted(rows, key=lambda row: (row["unit"] != self.path, row["unit"]))

    @property
    def same(self):
        return not self.records and not self.totals


def described(row):
    """Return a changed record with its indicator's name and what it counted as, in words."""
    indicator = catalogue().get(row["indicator"])
    words = {} if indicator is None or indicator.mean else HITS
    told = {name: words.get(row[name], row[name]) for name in ("was", "is")}
    return row | told | {"name": name_of(row["indicator"])}


def named(rows, officer, day):
    """Return the records with their titles and addresses, as far as this person may see them."""
    wanted = {}
    for row in rows:
        wanted.setdefault(row["kind"], set()).add(row["pk"])
    known = {
        (kind, record.pk): KINDS[kind].row(record)
        for kind, keys in wanted.items()
        if kind in KINDS
        for record in KINDS[kind].seen(officer, day).select_related(*KINDS[kind].related).filter(pk__in=keys)
    }
    found = []
    for row in rows:
        shown = known.get((row["kind"], row["pk"]))
        title = " ".join(shown.cells[:2]) if shown else f"编号 {row['pk']}"
        found.append(row | {"title": title, "url": shown.url if shown else ""})
    return found
