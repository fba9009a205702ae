"""The report of one unit (成绩单): its six dimensions beside its group's, its indicators, what would raise them."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse

from enforcement.web import address_of
from supervision.league.definitions import Dimension, Method, Status
from supervision.league.indicators import catalogue
from supervision.league.models import Result
from supervision.league.pages.access import readable
from supervision.league.pages.numbers import kept_words, number_words, signed
from supervision.league.pages.table import geometry as drawing
from supervision.league.pages.table.head import TONES
from supervision.league.pages.table.rows import LIGHT_WORDS, change_words, group_words, two
from supervision.league.pages.why.causes import Why
from supervision.league.periods import parse

PERIODS = drawing.PERIODS


@dataclass(frozen=True)
class Pace:
    """Where an indicator stands against its calendar (V5), as 0–100 of a bar, with the words beside it."""

    done: float
    due: float
    words: str


@dataclass(frozen=True)
class Measure:
    """One indicator of the unit as its report shows it; texts are ready to be written."""

    key: str
    name: str
    formula: str
    method: str
    count: str
    rolled: bool
    value: str
    target: str
    weight: str
    share: str
    score: str
    points: str
    status: str
    light: tuple
    misses: int
    missed: str
    spark: str
    pace: Pace | None
    few: bool


class Report:
    """Everything that the report of one standing shows. `before`: the Snapshot that stood before, or None."""

    def __init__(self, standing, before, officer, day):
        self.standing, self.snapshot = standing, standing.snapshot
        self.why = Why(standing, self.snapshot, before)
        self.officer, self.day = officer, day

    @property
    def change(self):
        return change_words(self.standing.previous_rank, self.standing.rank)

    @property
    def group(self):
        return group_words(self.standing.group)

    @property
    def tone(self):
        return TONES[self.snapshot.state]

    @property
    def rules(self):
        return address_of("league_acts:rules")

    @property
    def profile(self):
        """Return the six bars: own value, the group's median and its best."""
        peers, weights = self.why.peers.values(), self.snapshot.rules.weights
        bars = []
        for dimension in Dimension:
            known = [row.dimensions[dimension] for row in peers if dimension in row.dimensions]
            own = self.standing.dimensions.get(dimension)
            middle = drawing.median(known)
            bars.append(
                drawing.Profile(
                    dimension.label, weights.get(dimension, 0), own, middle, max(known, default=None)
                )
            )
        return bars

    @property
    def profile_words(self):
        """Return the sentence over the profile: where it lies furthest above and below the median."""
        far = [
            (bar.value - bar.middle, bar.name) for bar in self.profile if None not in (bar.value, bar.middle)
        ]
        if not far:
            return "本期没有可以比较的维度得分。"
        best, worst = max(far), min(far)
        said = [f"{best[1]}高出同类中位数 {best[0]:.2f} 分"] if best[0] > 0 else []
        said += [f"{worst[1]}低于同类中位数 {-worst[0]:.2f} 分"] if worst[0] < 0 else []
        return "，".join(said) + "。" if said else "各维度都与同类中位数持平。"

    @cached_property
    def history(self):
        """{indicator: [value or None]} of the last tables, the oldest first, and the labels of their periods."""
        tables = (
            readable(self.officer, self.day)
            .shown()
            .filter(
                kind=self.snapshot.kind, level=self.snapshot.level, last__lt=self.snapshot.first, serial__gt=0
            )
        )
        last = list(tables.order_by("-last").values_list("pk", "period")[: PERIODS - 1])[::-1]
        order = {pk: number for number, (pk, _) in enumerate(last)}
        rows = Result.objects.filter(standing__snapshot__in=order, standing__path=self.standing.path)
        found = defaultdict(lambda: [None] * (len(last) + 1))
        for snapshot, indicator, value in rows.values_list("standing__snapshot", "indicator", "value"):
            found[indicator][order[snapshot]] = value
        for key, row in self.why.now.items():
            found[key][-1] = row.value
        return found, [*(period for _, period in last), self.snapshot.period]

    @cached_property
    def measures(self):
        """[(Dimension, [Measure])] of every indicator of the unit's level."""
        known, inside = catalogue(), defaultdict(list)
        for key, row in self.why.now.items():
            if key in known:
                inside[known[key].dimension].append(self.measure(known[key], row))
        return [(each, inside[each]) for each in Dimension if each in inside]

    def measure(self, indicator, row):
        values = self.history[0][indicator.id]
        spark = drawing.spark(values, drawing.scale_of(values, drawing.SPARK_HEIGHT - 3, 3))
        scored = row.status == Status.SCORED
        return Measure(
            key=indicator.id,
            name=indicator.name,
            formula=indicator.formula,
            method=Method(row.method).label if indicator.scored else "",
            count=count_words(indicator, row),
            rolled=row.rolled,
            value=kept_words(indicator, row.value),
            target=kept_words(indicator, row.target),
            weight=number_words(row.weight),
            share=two(row.share) if row.share else "--",
            score=two(row.score) if scored else "--",
            points=two(row.points) if row.share else "--",
            status="" if scored else Status(row.status).label,
            light=LIGHT_WORDS.get(row.light, ()),
            misses=len(row.misses),
            missed=indicator.missed,
            spark=spark,
            pace=pace_of(indicator, row) if scored and row.method == Method.PACE else None,
            few=row.status == Status.SMALL,
        )

    @property
    def trend(self):
        """Return [(period's words, place or None, total or None)], the newest first."""
        labels = self.history[1]
        places, totals = self.standing.places[-len(labels) :], self.standing.trend[-len(labels) :]
        labels = labels[-len(totals) :]
        rows = [
            (parse(label).label, place, None if total is None else two(total))
            for label, place, total in zip(labels, places, totals, strict=False)
        ]
        return rows[::-1]

    @property
    def chances(self):
        """Return [(Mended, points it would bring)] of what would raise the total."""
        return [
            (chance, signed(Decimal(chance.total) - self.standing.total))
            for chance in self.why.chances
            if chance.total > self.standing.total
        ]

    @cached_property
    def neighbours(self):
        """(address of the unit above in the table, of the one below), "" where there is none."""
        peers = sorted(self.why.peers.values(), key=lambda row: (row.rank, row.path))
        paths = [row.path for row in peers]
        if self.standing.path not in paths:
            return "", ""
        at = paths.index(self.standing.path)
        above = self.address(paths[at - 1]) if at else ""
        return above, self.address(paths[at + 1]) if at + 1 < len(paths) else ""

    def address(self, path):
        return reverse("league:unit", args=[parse(self.snapshot.period), path])


def count_words(indicator, row):
    """Return n/N with a thin space around the stroke; a sum alone where nothing is divided."""
    if indicator.total:
        return number_words(row.period_n)
    return f"{number_words(row.n)}/{row.of}"


def pace_of(indicator, row):
    """Return the bar of an indicator that runs towards the end of the year; due and done in the same unit."""
    value, due = float(row.value), float(row.target)
    most = 100.0 if indicator.percent else max(value, due) or 1.0
    gap = value - due
    unit = "个百分点" if indicator.percent else indicator.unit
    words = f"序时 {due:.2f}，实际 {value:.2f}，" + (
        f"快 {gap:.2f} {unit}" if gap >= 0 else f"落后 {-gap:.2f} {unit}"
    )
    return Pace(round(100 * value / most, 1), round(100 * due / most, 1), words)
