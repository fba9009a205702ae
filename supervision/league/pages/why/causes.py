"""Why a unit stands where it stands (ux C2): what the opened row and the unit's report say about its change."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.urls import reverse

from supervision.league import kept
from supervision.league.definitions import Dimension, Level, Status
from supervision.league.indicators import catalogue
from supervision.league.models import Result, Standing
from supervision.league.pages.address import Asked
from supervision.league.pages.numbers import signed, value_words
from supervision.league.pages.table import geometry as drawing
from supervision.league.pages.table.rows import LIGHT_WORDS, mean_of
from supervision.league.pages.why import what_if
from supervision.league.periods import parse
from supervision.league.rules import lines_of
from supervision.league.scores import explaining


@dataclass(frozen=True)
class Cause:
    """One line of the explanation. points: of the total, exact to two decimals; misses: records that cost points."""

    key: str
    name: str
    before: str
    after: str
    points: Decimal
    misses: int
    note: str
    bar: drawing.ChangeBar

    @property
    def words(self):
        return signed(self.points)


@dataclass(frozen=True)
class Part:
    """One dimension of the explanation, with its causes; `name` is empty for what no dimension holds."""

    name: str
    points: Decimal
    causes: tuple

    @property
    def words(self):
        return signed(self.points)


class Why:
    """Everything about one standing against the one before. `before`: the Snapshot that stood then, or None."""

    def __init__(self, standing, snapshot, before, standings=None, asked=None):
        """standings: those of the whole table where the caller has read them; asked: the table it is open in."""
        self.standing, self.snapshot, self.before, self.standings = standing, snapshot, before, standings
        self.asked = asked or Asked(parse(snapshot.period), Level(snapshot.level), standing.group)

    @cached_property
    def earlier(self):
        """{path: Standing} of the table before."""
        if self.before is None:
            return {}
        rows = Standing.objects.filter(snapshot=self.before).defer("lights", "trend", "places")
        return {row.path: row for row in rows}

    @cached_property
    def peers(self):
        """{path: Standing} of those that are ranked in the unit's group now."""
        rows = self.standings
        if rows is None:
            rows = Standing.objects.filter(snapshot=self.snapshot).defer("lights", "trend", "places")
        return {row.path: row for row in rows if self.in_group(row)}

    @cached_property
    def results(self):
        """{standing: [Result]} of the unit now and before, in the order of the catalogue."""
        past = self.earlier.get(self.standing.path)
        found, order = defaultdict(list), list(catalogue())
        rows = Result.objects.filter(standing__in=[each.pk for each in (self.standing, past) if each])
        for row in rows:
            found[row.standing_id].append(row)
        for each in found.values():
            each.sort(key=lambda row: order.index(row.indicator) if row.indicator in order else len(order))
        return found

    @cached_property
    def now(self):
        """{indicator: Result} of this period."""
        return {row.indicator: row for row in self.results[self.standing.pk]}

    @cached_property
    def score(self):
        return kept.score_of(self.standing, self.results[self.standing.pk])

    @cached_property
    def lines(self):
        return lines_of(self.snapshot.rules)

    @cached_property
    def explanation(self):
        """The Explanation against the table before, None where the unit stood in none."""
        past = self.earlier.get(self.standing.path)
        if past is None:
            return None
        lines = list(self.lines)
        if self.before.rules_id != self.snapshot.rules_id:
            lines += lines_of(self.before.rules)
        return explaining.explain(kept.score_of(past, self.results[past.pk]), self.score, lines)

    @property
    def title(self):
        """Return 为什么降 3 位, or what else the reader of the row wants to know."""
        name = self.standing.name
        if not self.standing.ranked:
            return f"{name}：本期不参评"
        if self.split is None:
            return f"{name}：第 {self.standing.rank} 位"
        change = self.split.change
        if not change:
            return f"{name}：位次持平"
        return f"{name}：为什么{'降' if change > 0 else '升'} {abs(change)} 位"

    @property
    def comparable(self):
        return bool(self.explanation) and not self.explanation.why

    @property
    def total_before(self):
        return explaining.half_up(self.explanation.before, 2)

    @property
    def change(self):
        return signed(self.explanation.change) if self.explanation else ""

    @property
    def mean_change(self):
        """Return how the mean of the group moved, "" where there was none."""
        now = mean_of(row.total for row in self.peers.values())
        was = mean_of(row.total for row in self.earlier.values() if self.in_group(row))
        return "" if now is None or was is None else signed(Decimal(str(round(now - was, 2))))

    def in_group(self, row):
        return row.ranked and row.group == self.standing.group

    @property
    def parts(self):
        """Return what changed the total, by dimension: points that add up to the change."""
        rows = [row for row in self.explanation.rows if row.shown] if self.explanation else []
        largest = max((abs(row.shown) for row in rows), default=0)
        inside = defaultdict(list)
        for row in rows:
            inside[row.dimension].append(self.cause(row, largest))
        parts = []
        for dimension in (*Dimension, None):
            if causes := inside.get(dimension):
                causes.sort(key=lambda cause: cause.points)
                points = sum((cause.points for cause in causes), Decimal(0))
                parts.append(Part(dimension.short if dimension else "其他", points, tuple(causes)))
        parts.sort(key=lambda part: (part.name == "其他", part.points))
        return parts

    def cause(self, row, largest):
        indicator, result = catalogue().get(row.key), self.now.get(row.key)
        said = {"before": "", "after": ""}
        if indicator and row.dimension:
            said = {
                side: value_words(indicator, mark.value if mark else None)
                for side, mark in (("before", row.before), ("after", row.after))
            }
        return Cause(
            key=row.key,
            name=row.name,
            points=row.shown,
            misses=len(result.misses) if result else 0,
            note=row.note,
            bar=drawing.change_bar(row.shown, largest),
            **said,
        )

    @property
    def losses(self):
        """Return the causes by what they cost now, the dearest first: where nothing can be compared."""
        lost = []
        for mark in self.score.marks:
            if mark.status is Status.SCORED and mark.share and mark.score < 100:
                lost.append((mark.points - mark.share, mark))
        lost.sort(key=lambda each: each[0])
        largest = max((-points for points, _ in lost), default=0)
        known = catalogue()
        return [
            Cause(
                key=mark.indicator,
                name=known[mark.indicator].name,
                before="",
                after=value_words(known[mark.indicator], mark.value),
                points=explaining.half_up(points, 2),
                misses=len(self.now[mark.indicator].misses),
                note="",
                bar=drawing.change_bar(points, largest),
            )
            for points, mark in lost
            if mark.indicator in known
        ]

    @property
    def still(self):
        """Return the causes that did not change and go on costing points: their records are one press away too."""
        changed = {row.key for row in self.explanation.rows if row.shown} if self.explanation else set()
        return [cause for cause in self.losses if cause.misses and cause.key not in changed]

    @cached_property
    def split(self):
        """The RankSplit inside the group, None where the unit was not ranked in it before."""
        old = {path: Fraction(row.total) for path, row in self.earlier.items() if self.in_group(row)}
        return explaining.rank_split(old, self.totals, self.standing.path)

    @cached_property
    def totals(self):
        return {path: Fraction(row.total) for path, row in self.peers.items()}

    @property
    def own_words(self):
        return moved(self.split.own, "自己失分，降", "自己提分，升", "自己的得分没有改变位次")

    @property
    def others_words(self):
        return moved(self.split.others, "因其他单位变动，降", "因其他单位变动，升", "其他单位没有改变其位次")

    @property
    def overtakers(self):
        """Return in words who stands above it now and did not before."""
        return several([self.peers[path].name for path in self.split.overtaken_by if path in self.peers])

    @property
    def passed(self):
        """Return in words whom it overtook."""
        return several([self.earlier[path].name for path in self.split.passed if path in self.earlier])

    @property
    def lights(self):
        return [light | {"chip": LIGHT_WORDS[light["light"]]} for light in self.standing.lights]

    @property
    def unit_url(self):
        return reverse("league:unit", args=[parse(self.snapshot.period), self.standing.path])

    @property
    def suffix(self):
        return f"?version={self.asked.version}" if self.asked.version else ""

    @property
    def closed_url(self):
        return f"{self.asked.to(open='')}#u{self.standing.path}"

    @property
    def gap(self):
        """Return the points to the next place above, None for the first and for who is not ranked."""
        if self.standing.path not in self.totals:
            return None
        gap = explaining.gap_above(self.totals, self.standing.path)
        return None if gap is None else explaining.half_up(gap, 2)

    @cached_property
    def best_mend(self):
        """The Mended of the indicator whose records would raise the total most, None where none would."""
        chances = self.chances
        return chances[0] if chances and chances[0].total > self.standing.total else None

    @cached_property
    def chances(self):
        """[Mended] of every indicator with misses, the most helpful first."""
        return what_if.chances_of(self) if self.standing.ranked else []


def several(names, most=5):
    """Return 甲镇、乙镇 or 甲镇、乙镇等 7 个单位."""
    said = "、".join(names[:most])
    return f"{said}等 {len(names)} 个单位" if len(names) > most else said


def moved(places, down, up, still):
    if places > 0:
        return f"{down} {places} 位"
    return f"{up} {-places} 位" if places < 0 else still
