"""A frozen table counted again from its own contributions: with what an objection puts right, or under other rules.

What was counted is kept with the table, so that nothing else can move: records that changed since for other reasons,
of other units or in other indicators, stay as they were counted.
"""

import hashlib
from dataclasses import dataclass, replace

from enforcement.journal.models import canonical
from supervision.league.counting.traces import BEFORE, Trace
from supervision.league.counting.units import Map, above
from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.indicators.declaration import Flow
from supervision.league.models import Snapshot
from supervision.league.rules import lines_of
from supervision.league.scores.methods import half_up
from supervision.league.services.computing import (
    Reading,
    Table,
    computed,
    places_of,
    read,
    scope_of,
    scored,
)

WEEKS = "（近12周）"


@dataclass(frozen=True)
class Change:
    """A record that counts otherwise. was, now: sign and worth as in a trace, None for not counted."""

    indicator: str
    path: str
    kind: str
    pk: int
    was: str | None
    now: str | None

    @property
    def told(self):
        """Return it as plain data: was, is are 未计入 or the worth, with the weeks named where only they differ."""
        moved = None not in (self.was, self.now) and self.was[0] != self.now[0]
        return {
            "indicator": self.indicator, "unit": self.path, "kind": self.kind, "pk": self.pk,
            "was": worth(self.was, moved), "is": worth(self.now, moved),
        }  # fmt: skip


def worth(text, moved):
    if text is None:
        return "未计入"
    return text[1:] + (WEEKS if moved and text[0] == BEFORE else "")


@dataclass(frozen=True)
class Outcome:
    """What one level's table would come out as: beside `base`, which stands. changes: [Change] that lead to it."""

    base: Snapshot
    reading: Reading
    table: Table
    changes: tuple

    @property
    def level(self):
        return Level(self.base.level)

    @property
    def totals(self):
        return totals_again(self.base, self.table)


def traces_of(snapshot):
    """Return {indicator: {path: Trace}}: what every indicator counted when the table was frozen."""
    known, found = catalogue(), {}
    for kept in snapshot.contributions.all():
        if kept.indicator in known:
            found[kept.indicator] = {
                path: trace_of(known[kept.indicator], texts) for path, texts in kept.units.items()
            }
    return found


def trace_of(indicator, texts):
    trace = Trace(indicator.mean)
    trace.texts = dict(texts)
    return trace


def reading_of(snapshot, period, rules=None, lines=None):
    """Return the Reading of a frozen table, under its own rules unless others are tried; no record is read."""
    scope, rules = scope_of(period, snapshot.cut_off), rules or snapshot.rules
    return Reading(period, scope, rules, lines or lines_of(rules), Map(scope.day), {}, base=snapshot)


def units_of(reading):
    """Return the units as the frozen table has them, in the order of their codes."""
    now = {unit.path: unit for unit in reading.units.units(Level(reading.base.level))}
    return [
        replace(
            now[row.path], name=row.name, group=row.group.partition("/")[0], size=row.size, county=row.county
        )
        for row in reading.base.standings.order_by("path")
        if row.path in now
    ]


def recounted(reading, changes=()):
    """Return the Table of a frozen table's own contributions, with some records put right."""
    traces = traces_of(reading.base)
    for change in changes:
        indicator = catalogue()[change.indicator]
        inside = traces.setdefault(change.indicator, {})
        inside.setdefault(change.path, Trace(indicator.mean)).put(change.kind, change.pk, change.now)
    return scored(reading, Level(reading.base.level), units_of(reading), traces)


def changed(base, fresh):
    """Return the Change of every record that counts otherwise now than in the frozen table `base`."""
    was, found = traces_of(base), []
    for indicator in sorted(was):
        now = fresh.get(indicator, {})
        for path in sorted(set(was[indicator]) | set(now)):
            before, after = (each[path].worths() if path in each else {} for each in (was[indicator], now))
            for kind, pk in sorted(before.keys() | after.keys()):
                if before.get((kind, pk)) != after.get((kind, pk)):
                    found.append(
                        Change(indicator, path, kind, pk, before.get((kind, pk)), after.get((kind, pk)))
                    )
    return found


def bases_of(period, level):
    """Return the table of `level` that a correction starts from, and the published ones of the other levels."""
    tables = Snapshot.objects.filter(period=period.key, published_at__isnull=False).select_related("rules")
    own = tables.filter(level=level)
    first = own.shown().first() or own.order_by("-serial").first()
    others = tables.shown().exclude(level=level).order_by("level")
    return [first, *others] if first else []


def anew(period, level):
    """Return an Outcome for every level whose table today's records would make otherwise, the asked level first.

    That level is always in it; [] where nothing of it was ever published.
    """
    bases = bases_of(period, level)
    found, readings = [], {}
    for base in bases:
        asked = base.rules_id, base.cut_off
        if asked not in readings:
            readings[asked] = read(period, base.cut_off, base.rules)
        reading = readings[asked]
        table = computed(reading, Level(base.level))
        changes = tuple(changed(base, table.traces))
        outcome = Outcome(base, reading, table, changes)
        if base.level == level or outcome.totals or touched(changes, table):
            found.append(outcome)
    return found


def touched(changes, table):
    """Return whether a record of a unit of this table counts otherwise."""
    units = {unit.path for unit in table.units}
    return any(change.path in units for change in changes)


def upheld(row, period):
    """Return the Outcomes of upholding an objection: its unit's records put right, in the indicator that it names.

    The table that stands is counted again from what was counted, and so is every other level's, for the same
    records. The first outcome is the level's own; its changes are () where the unit's records count as they did.
    """
    level = Level(row.standing.snapshot.level)
    bases = bases_of(period, level)
    fresh = read(period, bases[0].cut_off, bases[0].rules)
    keys, found = None, []
    for base in bases:
        now = computed(fresh, Level(base.level)).traces
        every = changed(base, now)
        if keys is None:
            own = [each for each in every if each.path == row.path and row.indicator in ("", each.indicator)]
            keys = {(each.indicator, each.kind, each.pk) for each in own}
        changes = tuple(each for each in every if follows(each, keys, above(row.path, Level(base.level))))
        reading = reading_of(base, period)
        table = recounted(reading, changes)
        if not found or touched(changes, table):
            found.append(Outcome(base, reading, table, changes))
    return found


def follows(change, keys, path):
    """Return whether a change is one of the objection's: at the unit itself, or at the unit that the act belongs to."""
    if (change.indicator, change.kind, change.pk) not in keys:
        return False
    return change.path == path or isinstance(catalogue()[change.indicator].sources[0], Flow)


def seal_of(outcomes):
    """Return 64 hex digits over everything that outcomes would publish: what was shown is what is confirmed."""
    said = [
        [
            outcome.base.pk, outcome.base.digest, [each.told for each in outcome.changes],
            [[path, str(half_up(score.total, 2))] for path, score in sorted(outcome.table.scores.items())],
            sorted(places_of(outcome.table)[0].items()),
        ]
        for outcome in outcomes
    ]  # fmt: skip
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def totals_again(snapshot, table):
    """Return [{unit, name, was, is, place_was, place_is}, …] of the units whose total or place would be another."""
    inside, _ = places_of(table)
    was, found = {row.path: row for row in snapshot.standings.all()}, []
    for unit in table.units:
        past, total = was.get(unit.path), half_up(table.scores[unit.path].total, 2)
        before = (past.total, past.rank) if past else (None, None)
        if before != (total, inside.get(unit.path)):
            found.append({
                "unit": unit.path, "name": unit.name, "was": before[0], "is": total, "place_was": before[1],
                "place_is": inside.get(unit.path),
            })  # fmt: skip
    return found
