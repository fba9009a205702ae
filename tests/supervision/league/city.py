"""Published tables of a whole city without its records: the real units, the real scoring, invented counts.

The counts come from a generator with a fixed seed, so every run has the same table. Primary keys in the misses are
those given in `keys`, else numbers without a row behind them.
"""

from dataclasses import replace
from datetime import date
from random import Random

from django.db import transaction

from enforcement.teams.models import Team
from enforcement.teams.services import units
from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.indicators.declaration import Flow
from supervision.league.models import Snapshot
from supervision.league.periods import parse
from supervision.league.services import computing, publishing
from supervision.league.services.defining import first_rules
from tests.conftest import AT

WEEKS = ("2026-W44", "2026-W45", "2026-W46")
FROM = date(2026, 1, 1)


def make_units(at=AT):
    """Make the city's real units, if there are none: 93 empowered, 13 with a squad, 24 served."""
    if not Team.objects.exists():
        units.import_divisions(by=None, at=at)
        units.add_agencies(by=None, at=at)
        units.set_demonstration_modes(valid_from=date(2023, 1, 1), by=None, at=at)


def make_rules(at=AT):
    return first_rules(
        valid_from=FROM, valid_to=date(2026, 12, 31), document="市办〔2026〕1号", title="六比六看评价口径",
        invented=True, by=None, at=at,
    )  # fmt: skip


def publish_weeks(*keys, levels=(Level.TOWN,), without=(), records=None, last=True):
    """Publish the tables of some weeks and return the snapshots of the last one, by level.

    without: paths of units that have no records. records: {kind: primary keys} that misses are drawn from. `last`
    False leaves the last week cut and not published.
    """
    make_units()
    rules = make_rules()
    for key in keys:
        period = parse(key)
        made = cut(period, rules, levels, without, records or {})
        if last or key != keys[-1]:
            publishing.publish(period, at=period.publish_at)
    return {Level(snapshot.level): Snapshot.objects.get(pk=snapshot.pk) for snapshot in made}


def estimate(key, at=AT, levels=(Level.TOWN,)):
    """Make the provisional table of a running week."""
    make_units()
    reading = invented(parse(key), at, make_rules(), (), {})
    state = Snapshot.State.PROVISIONAL
    with transaction.atomic():
        return [
            computing.keep(reading, computing.computed(reading, level), serial=0, state=state, at=at)
            for level in levels
        ]


def cut(period, rules, levels, without, records):
    reading = invented(period, period.cut_off, rules, without, records)
    state = Snapshot.State.CUT
    with transaction.atomic():
        return [
            computing.keep(
                reading, computing.computed(reading, level), serial=1, state=state, at=period.cut_off
            )
            for level in levels
        ]


def invented(period, at, rules, without, records):
    """Return what a run would have read in a city in which every town has something to do."""
    reading = computing.read(period, at, rules)
    towns = [path for path in reading.units.modes if path not in without]
    rows = {
        key: [row for path in towns for row in rows_of(indicator, path, period.key, records)]
        for key, indicator in catalogue().items()
    }
    return replace(reading, rows=rows)


def rows_of(indicator, path, week, records):
    """Yield what one town contributed to one indicator in a week and in those before it."""
    chance = Random(f"{path}{indicator.id}{week}")
    steady = Random(f"{path}{indicator.id}")
    strict = indicator.id in ("T4", "E1", "L4")  # a single miss of these lights a red light
    good = 1 - steady.random() ** 8 * 0.05 if strict else 0.99 - steady.random() * 0.17
    size = 2 + steady.randrange(28)
    for source in indicator.sources:
        known = records.get(source.kind) or range(1, 5000)
        if not isinstance(source, Flow):
            for key in chance.sample(list(known), 3):
                yield source.kind, path, "", "", (key, chance.random() < good)
            continue
        text = []
        for sign, number in ((":", size + chance.randrange(4)), (";", 2 * size)):
            for key in (chance.choice(known) for _ in range(number)):
                hit = chance.random() < good + (0.05 if sign == ";" else 0)
                worth = (
                    chance.randrange(5, 20 + int(60 * (1 - good)))
                    if indicator.mean and not indicator.total
                    else int(hit)
                )
                text.append(f"{key}{sign}{1 if indicator.total else worth}")
        yield source.kind, path, "", "", " ".join(text)
