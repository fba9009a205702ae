"""The table of a level as its page and its export show it: one row for each unit, words and numbers side by side."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from statistics import fmean

from django.utils.html import escape

from supervision.league.counting.units import GROUPS, SIZES
from supervision.league.definitions import Dimension, Level, Status
from supervision.league.indicators import catalogue
from supervision.league.indicators.declaration import Flow
from supervision.league.models import Result, Standing
from supervision.league.pages.address import ALL
from supervision.league.pages.table import html as drawn
from supervision.league.pages.table.geometry import SPARK_HEIGHT, scale_of, spark

FEW = 10  # records below which a rate is marked as one of a small sample (ux 2.3)
SIZE_WORDS = {code: word for code, _, word in SIZES}
LIGHT_WORDS = {"RED": ("red", "today", "红色警告"), "YELLOW": ("yellow", "warn", "黄色预警")}
COLUMNS = (
    "snapshot", "path", "name", "county", "group", "size", "rank", "rank_overall", "previous_rank", "total",
    "previous_total", "dimensions", "bonus", "deduction", "vetoed", "ranked", "why", "light", "lights", "trend",
    "places",
)  # fmt: skip


def group_words(group):
    """Return 赋权镇街 for EMPOWERED, with the size behind where a version of the rules groups by it."""
    mode, _, size = group.partition("/")
    word = GROUPS.get(mode, mode)
    return f"{word}（{SIZE_WORDS.get(size, size)}）" if size else word


def change_words(before, after):
    """Return 升3, 降1, 平, 新 or "" (nothing to compare)."""
    if after is None:
        return ""
    if before is None:
        return "新"
    moved = before - after
    return f"升{moved}" if moved > 0 else f"降{-moved}" if moved < 0 else "平"


@dataclass(slots=True)
class Row:
    """One line. cells: the six dimensions as (text, whether its sample is small)."""

    path: str
    name: str
    county: str
    rank: int | None
    change: str
    moved: int
    cells: tuple
    total: Decimal
    values: dict
    spark: str
    light: str
    lights: tuple
    small: int | None
    why: str
    trend: tuple


class Sheet:
    """What a sealed table shows for one choice of group, size and order: read and drawn once for all its readers.

    standings: of the whole level; rows: the ranked ones of the choice, in its order; out: those that are not ranked.
    """

    def __init__(self, asked, standings, small):
        self.asked, self.standings, self.small = asked, standings, small
        self.group = chosen_group(asked.group, self.groups, asked.level)
        shown = [row for row in standings if self.holds(row)]
        if asked.size:
            shown = [row for row in shown if row.size == asked.size]
        scale = scale_of((value for row in shown for value in row.trend), SPARK_HEIGHT - 3, 3, spare=5)
        rows = [row_of(standing, self, scale) for standing in shown]
        self.rows = ordered([row for row in rows if row.rank is not None], asked.sort)
        self.out = [row for row in rows if row.rank is None]

    @cached_property
    def drawn(self):
        """{path: its line as HTML, closed}."""
        found = {row.path: drawn.line(row, self.query) for row in self.rows}
        return found | {row.path: drawn.line_out(row, self.query) for row in self.out}

    @cached_property
    def query(self):
        return escape(self.asked.row_query)

    @property
    def number(self):
        return len(self.rows) + len(self.out)

    @cached_property
    def members(self):
        """The ranked units of the group, the best first."""
        ranked = [row for row in self.standings if row.ranked and self.holds(row)]
        return sorted(ranked, key=lambda row: (self.place(row), row.path))

    def holds(self, standing):
        return self.group == ALL or standing.group == self.group

    def place(self, standing):
        return standing.rank_overall if self.group == ALL else standing.rank

    @cached_property
    def groups(self):
        """[(group, words, units in it)], the largest first."""
        counts = Counter(row.group for row in self.standings)
        return [(group, group_words(group), number) for group, number in counts.most_common()]

    @cached_property
    def counts(self):
        """How many take part, and how many have a yellow and a red light."""
        shown = [row for row in self.standings if self.holds(row)]
        lights = Counter(row.light for row in shown)
        return {"units": sum(row.ranked for row in shown), "yellow": lights["YELLOW"], "red": lights["RED"]}

    @cached_property
    def mean(self):
        """The mean of the group's ranked units: ([text for each dimension], text of the total)."""
        cells = [two(mean_of(row.dimensions.get(each) for row in self.members)) for each in Dimension]
        return cells, two(mean_of(row.total for row in self.members))


class Table:
    """A sheet as one reader asked for it: with the state that the snapshot has today, and perhaps a row open."""

    def __init__(self, snapshot, asked, sheet):
        self.snapshot, self.asked, self.sheet = snapshot, asked, sheet

    def __getattr__(self, name):
        return getattr(self.sheet, name)

    @property
    def lines(self):
        """Return [(Row, its line as HTML)] of the ranked ones."""
        return [(row, self.line(row, drawn.line)) for row in self.sheet.rows]

    @property
    def lines_out(self):
        return [(row, self.line(row, drawn.line_out)) for row in self.sheet.out]

    def line(self, row, draw):
        closed = row.path != self.asked.open
        return self.sheet.drawn[row.path] if closed else draw(row, self.sheet.query, opened=True)


def mean_of(values):
    known = [float(value) for value in values if value is not None]
    return fmean(known) if known else None


def two(value):
    return "--" if value is None else f"{value:.2f}"


def table_of(snapshot, asked):
    """Return the Table that is asked for."""
    # a provisional table is made anew under the same serial: its digest tells it from the one before
    seal = snapshot.pk, snapshot.digest, snapshot.computed_at
    return Table(snapshot, asked, sheet_of(seal, replace(asked, open="")))


@lru_cache(maxsize=64)
def sheet_of(seal, asked):
    """Return the Sheet of what is asked for; nothing of a sealed table changes, so that it is made once."""
    return Sheet(asked, *rows_of_seal(seal))


@lru_cache(maxsize=16)
def rows_of_seal(seal):
    """Return (standings by path, few records by standing) of a snapshot, in two statements."""
    standings = Standing.objects.filter(snapshot=seal[0]).only(*COLUMNS).order_by("path")
    return tuple(standings), small_samples(seal[0])


def chosen_group(asked, groups, level):
    """Return the group that is asked for where the table has it, its nearest one else."""
    known = [group for group, _, _ in groups]
    if asked in known or (asked == ALL and level == Level.TOWN):
        return asked
    return next((group for group in known if group.startswith(f"{asked}/")), known[0] if known else asked)


def small_samples(snapshot):
    """Return {standing: {dimension: least number of records}} of the scored indicators with few records.

    One that was not scored for its few records is no part of the number beside which the sign would stand.
    """
    rows = Result.objects.filter(standing__snapshot=snapshot, of__lt=FEW, status=Status.SCORED, share__gt=0)
    known, found = catalogue(), defaultdict(dict)
    for standing, indicator, of in rows.values_list("standing", "indicator", "of"):
        # a stock counts what there is, all of it: forty fields or three items are no sample
        if indicator in known and isinstance(known[indicator].sources[0], Flow):
            dimension = known[indicator].dimension
            found[standing][dimension] = min(of, found[standing].get(dimension, of))
    return found


def row_of(standing, sheet, scale):
    few = sheet.small.get(standing.pk, {})
    place = sheet.place(standing) if standing.ranked else None
    change, moved = "", 0
    if sheet.group != ALL and place is not None:
        change = change_words(standing.previous_rank, place)
        moved = standing.change or 0
    dimensions = standing.dimensions
    return Row(
        path=standing.path,
        name=standing.name,
        county=standing.county,
        rank=place,
        change=change,
        moved=moved,
        cells=tuple((two(dimensions.get(each)), each in few and each in dimensions) for each in Dimension),
        total=standing.total,
        values=dimensions,
        spark=spark(standing.trend, scale),
        light=standing.light,
        lights=LIGHT_WORDS.get(standing.light, ()),
        small=min(few.values(), default=None),
        why="" if standing.ranked else standing.why or "不参评",
        trend=tuple(standing.trend),
    )


KEYS = {
    "rank": lambda row: row.rank,
    "change": lambda row: -row.moved,
    "name": lambda row: row.name,
    "total": lambda row: -row.total,
    "light": lambda row: ("RED", "YELLOW", "NONE").index(row.light),
}


def ordered(rows, sort):
    """Return the rows sorted; best first, turned round with "-". What has no value comes last either way."""
    name, back = sort.removeprefix("-"), sort.startswith("-")
    rows = sorted(rows, key=lambda row: (row.rank, row.path))
    if name in KEYS:
        return sorted(rows, key=KEYS[name], reverse=back)
    known = [row for row in rows if name in row.values]
    known.sort(key=lambda row: row.values[name], reverse=not back)
    return known + [row for row in rows if name not in row.values]
