"""Making a table: measure, fold, score, rank, and keep it frozen with everything that it was computed from."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from enforcement.errors import DomainError
from enforcement.journal.models import Entry, canonical
from enforcement.journal.services import locked_chain, record
from lists.models import ItemVersion
from supervision.league import sealing
from supervision.league.counting.measuring import folded, measure
from supervision.league.counting.units import Map
from supervision.league.definitions import Adjustment as Adjusted
from supervision.league.definitions import Level, Status
from supervision.league.indicators import catalogue
from supervision.league.indicators.declaration import Scope
from supervision.league.models import Adjustment, Contributions, Result, Snapshot, Standing
from supervision.league.rules import lines_of, placing_of, rows_of, rules_on, weights_of
from supervision.league.scores import scoring
from supervision.league.services.history import Again, Before
from supervision.league.services.lighting import lights_of
from supervision.league.services.quality import quality_of

FOUR, SIX = Decimal("0.0001"), Decimal("0.000001")


@dataclass(frozen=True)
class Table:
    """One computed level that is not kept yet. scores: {unit's path: Score}. traces: {indicator: {path: Trace}}."""

    level: Level
    units: list
    scores: dict
    traces: dict


@dataclass(frozen=True)
class Reading:
    """What one run has read, and the rules under which it is scored: the same for all levels.

    base: the frozen table that is counted again from its own contributions, None where the records were read.
    """

    period: object
    scope: Scope
    rules: object
    lines: list
    units: Map
    rows: dict
    base: Snapshot | None = None

    @property
    def day(self):
        return self.scope.day


def scope_of(period, at):
    """Return what a run for `period` at the moment `at` reads: never more than what had happened by then."""
    return Scope(period.rolling_first, period.first, period.last, min(period.cut_off, at))


def read(period, at, rules=None):
    """Read everything that a table of the period is computed from, as of `at` or of the cut-off, whichever is first."""
    scope = scope_of(period, at)
    rules = rules or rules_on(scope.day)
    if rules is None:
        raise DomainError(
            f"{scope.day:%Y-%m-%d} 没有生效的评价口径，不能生成{period.label}。请先在“口径”页发布一版。"
        )
    rows = measure(catalogue().values(), scope)
    return Reading(period, scope, rules, lines_of(rules), Map(scope.day), rows)


def computed(reading, level):
    """Return the Table of one level, without touching the database but for its adjustments."""
    traces = {
        key: folded(indicator, reading.rows[key], reading.units, level)
        for key, indicator in catalogue().items()
        if level in indicator.levels
    }
    return scored(reading, level, reading.units.units(level), traces)


def scored(reading, level, units, traces):
    """Return the Table of these units from what every indicator counted in them."""
    measured = {}
    for key, of_units in traces.items():
        for path, trace in of_units.items():
            measured.setdefault(path, {})[key] = trace.measured()
    adjusted = adjustments_of(reading.period)
    weights, placing = weights_of(reading.rules), placing_of(reading.rules)
    scores = {
        unit.path: scoring.score_unit(
            unit.path, group_of(unit, reading.rules), reading.lines, measured.get(unit.path, {}), weights,
            adjusted.get(unit.path, ()), day=reading.day, level=level, placing=placing,
        )
        for unit in units
    }  # fmt: skip
    return Table(level, units, scores, traces)


def group_of(unit, rules):
    """Return the comparison group: the mode, and the size where the rules say so."""
    return f"{unit.group}/{unit.size}" if rules.group_by_size and unit.size else unit.group


def adjustments_of(period):
    """Return {unit's path: [Adjustment …]} approved for the period."""
    found = {}
    approved = Adjustment.objects.filter(period=period.key, approved_at__isnull=False)
    for row in approved.select_related("approved_by").order_by("pk"):
        made = Adjusted(row.kind, abs(Fraction(row.points)), row.reason, row.approved_by.name)
        found.setdefault(row.path, []).append(made)
    return found


def places_of(table):
    """Return ({path: place in its group}, {path: place among all}); who does not take part has none."""
    taking = [score for unit in table.units if (score := table.scores[unit.path]).ranked and not unit.why]
    groups = {}
    for score in taking:
        groups.setdefault(score.group, []).append(score)
    inside = {}
    for members in groups.values():
        inside |= scoring.rank(members)
    return inside, scoring.rank(taking)


def keep(reading, table, *, serial, state, at, by=None, reason=""):
    """Write the table as a snapshot; the caller's transaction holds the period's lock."""
    before, base = Before(reading.period, table.level), reading.base
    snapshot = Snapshot.objects.create(
        kind=reading.period.kind, period=reading.period.key, first=reading.period.first, last=reading.period.last,
        level=table.level, serial=serial, state=state, rules=reading.rules, formula_version=formula_version(),
        list_version=base.list_version if base else list_version(reading.day), cut_off=reading.scope.cut,
        journal_position=base.journal_position if base else journal_position(reading.scope.cut), computed_at=at,
        by=by, reason=reason, seal=sealing.NEWEST,
    )  # fmt: skip
    standings = keep_standings(snapshot, reading, table, before)
    keep_results(snapshot, reading, table, standings)
    keep_contributions(snapshot, table)
    snapshot.digest = digest_of(snapshot)
    snapshot.save(update_fields=["digest"])
    record(
        snapshot,
        f"league.{state.lower()}",
        by=by,
        at=at,
        serial=serial,
        digest=snapshot.digest,
        reason=reason,
    )
    return snapshot


def keep_standings(snapshot, reading, table, before):
    inside, overall = places_of(table)
    lit = lights_of(reading, table, inside, before)
    if reading.base:
        before = Again(reading.base)
        lit |= before.unmoved(table, inside)
    rows = []
    for unit in table.units:
        score, past = table.scores[unit.path], before.standing(unit.path)
        lights = lit.get(unit.path, [])
        rows.append(
            Standing(
                snapshot=snapshot, team_id=unit.team_id, path=unit.path, name=unit.name, county=unit.county,
                group=score.group, size=unit.size, rank=inside.get(unit.path),
                rank_overall=overall.get(unit.path), previous_rank=past.rank if past else None,
                total=scoring.half_up(score.total, 2), previous_total=past.total if past else None,
                dimensions={key: float(scoring.half_up(value, 2)) for key, value in score.dimensions.items()},
                bonus=scoring.half_up(score.bonus, 2), deduction=scoring.half_up(score.deduction, 2),
                vetoed=score.vetoed, ranked=unit.path in inside, why=unit.why or score.why,
                light=worst(lights), lights=lights,
                trend=before.trend(unit.path, float(score.total) if unit.path in inside else None),
                places=before.places(unit.path, inside.get(unit.path)),
            )
        )  # fmt: skip
    return {row.path: row for row in Standing.objects.bulk_create(rows)}


def worst(lights):
    lit = {light["light"] for light in lights}
    return next((light for light in ("RED", "YELLOW") if light in lit), "NONE")


def keep_results(snapshot, reading, table, standings):
    lines, rows = {line.indicator: line for line in reading.lines}, []
    kept = rows_of(reading.rules)
    for path, standing in standings.items():
        lit = {
            light["indicator"]: light["light"] for light in reversed(standing.lights) if light["indicator"]
        }
        for mark in table.scores[path].marks:
            line, indicator = lines[mark.indicator], catalogue()[mark.indicator]
            if mark.status is Status.NOT_APPLICABLE and table.level not in line.levels:
                continue
            trace = table.traces.get(mark.indicator, {}).get(path)
            scale = 100 if line.percent else 1
            count = mark.count if not indicator.total else mark.period
            value = count.n if indicator.total else mark.value
            rows.append(
                Result(
                    standing=standing, indicator=mark.indicator, status=mark.status,
                    n=scoring.half_up(count.n, 2), of=count.of, period_n=scoring.half_up(mark.period.n, 2),
                    period_of=mark.period.of, rolled=mark.rolled, value=shown(value, scale, FOUR),
                    method=line.method, target=shown(mark.target, scale, FOUR),
                    weight=kept[mark.indicator].weight, share=shown(mark.share, 1, SIX) or 0,
                    score=shown(mark.score, 1, SIX), points=shown(mark.points, 1, SIX) or 0,
                    light=lit.get(mark.indicator, "NONE"),
                    misses=trace.misses(rolled=mark.rolled, direction=line.direction, target=mark.target)
                    if trace and not indicator.total
                    else [],
                )
            )  # fmt: skip
    Result.objects.bulk_create(rows, batch_size=500)


def shown(value, scale, step):
    """Return a fraction as the decimal that is kept, half up."""
    return None if value is None else scoring.half_up(value * scale, -step.as_tuple().exponent)


def keep_contributions(snapshot, table):
    rows = []
    for key, of_units in table.traces.items():
        content = Contributions.packed({path: trace.texts for path, trace in of_units.items()})
        digest = hashlib.sha256(content).hexdigest()
        rows.append(Contributions(snapshot=snapshot, indicator=key, content=content, digest=digest))
    Contributions.objects.bulk_create(rows)


def digest_of(snapshot):
    """Return the SHA-256 over the table, in the form that its seal has (`sealing.SEALS`)."""
    return sealing.SEALS[snapshot.seal](snapshot)


def formula_version():
    """Return 2.1f0c…: how totals and places are made, and 12 hex digits over what every indicator says it counts.

    Snapshots of the first way have the digits alone, and keep them.
    """
    said = [[each.id, each.formula, each.source, sorted(each.levels)] for each in catalogue().values()]
    return f"{scoring.FORMULA}.{hashlib.sha256(canonical(said).encode()).hexdigest()[:12]}"


def list_version(day):
    """Return the version of the lists in words: how many items were in force, and the last one that was written."""
    held = ItemVersion.objects.on(day).order_by("-pk").values_list("pk", flat=True)
    return f"{len(held)} 项 #{held[0]}" if held else "0 项"


def journal_position(cut):
    last = Entry.objects.filter(at__lt=cut).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def lock(period):
    """Hold the period until the end of the transaction: two workers never write one table.

    The first of the locks that are taken of the league, see `services.unsent`.
    """
    locked_chain(f"league:{period.key}")


@transaction.atomic
def run_provisional(period, *, at, levels=tuple(Level)):
    """Make the running period's provisional tables anew and return them; what is already cut is left alone."""
    lock(period)
    if Snapshot.objects.filter(period=period.key, serial__gt=0).exists():
        return []
    Snapshot.objects.filter(period=period.key, serial=0).delete()
    reading = read(period, at)
    state = Snapshot.State.PROVISIONAL
    return [keep(reading, computed(reading, level), serial=0, state=state, at=at) for level in levels]


@transaction.atomic
def cut(period, *, at, levels=tuple(Level)):
    """Freeze the tables of a period that has ended, as of its cut-off, once; again returns what is there."""
    lock(period)
    if at < period.cut_off:
        raise DomainError(
            f"{period.label}还没有结束（{period.last:%Y-%m-%d} 24:00 截数），不能出正式榜单。可以先看暂估榜。"
        )
    if known := list(Snapshot.objects.filter(period=period.key, serial=1)):
        return known
    reading = read(period, at)
    state = Snapshot.State.CUT
    made = [keep(reading, computed(reading, level), serial=1, state=state, at=at) for level in levels]
    Snapshot.objects.filter(pk__in=[each.pk for each in made]).update(quality=quality_of(reading))
    Snapshot.objects.filter(period=period.key, serial=0).delete()
    return made
