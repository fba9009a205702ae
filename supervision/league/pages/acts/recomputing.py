"""What a table would come out as if it were computed anew today: shown before anybody decides to do so."""

from functools import cached_property

from supervision.league.indicators import catalogue
from supervision.league.pages.acts.forms import name_of
from supervision.league.pages.records import KINDS
from supervision.league.services import publishing, recounting

SHOWN = 100
HITS = {"1": "达标", "0": "失分"}


class Recomputed:
    """What a correction would publish, level by level, with the seal under which it is confirmed. Writes nothing.

    outcomes: of `recounting`, the asked level's first. path: the unit whose records are shown, "" for all.
    """

    def __init__(self, outcomes, officer, day, path=""):
        self.outcomes, self.officer, self.day, self.path = outcomes, officer, day, path
        self.base = outcomes[0].base
        self.seal = recounting.seal_of(outcomes)

    @property
    def name(self):
        return publishing.next_name(self.base)

    @property
    def others(self):
        """Return the names of the other levels' tables that are corrected with this one."""
        return [
            f"{outcome.base.get_level_display()} {publishing.next_name(outcome.base)}"
            for outcome in self.outcomes[1:]
        ]

    @cached_property
    def records(self):
        """[{indicator, name, unit, kind, pk, was, is}, …] that would count otherwise than when the table was cut."""
        return [described(change.told) for change in self.outcomes[0].changes]

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
        """[{level, unit, name, was, is, place_was, place_is}, …] of every unit that would move, this one first."""
        return [
            row | {"level": outcome.level.label}
            for outcome in self.outcomes
            for row in sorted(outcome.totals, key=lambda row: (row["unit"] != self.path, row["unit"]))
        ]

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
