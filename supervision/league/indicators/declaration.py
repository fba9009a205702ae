"""What an indicator is: words, defaults, and one set-based query that says which records count and which hit.

A later capability adds its indicator by one declaration in a module of this package; table, definitions,
contributions, API and export read the catalogue.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Expression, Q, QuerySet
from django.utils import timezone

from enforcement.errors import Refused
from enforcement.law.findings import Level as Force
from enforcement.law.metrics import Metric, findings_about
from supervision.league.definitions import Dimension, Direction, Level, Method

RATED = frozenset({Level.CITY, Level.COUNTY, Level.TOWN, Level.DEPARTMENT})


@dataclass(frozen=True)
class Scope:
    """What a run reads: the rolling twelve weeks, the period in them, all of it as known at the cut-off.

    first, rolling: first day of the period and of the weeks. last: last day of both. cut: the moment after which
    nothing counts any more, at most the end of `last`.
    """

    rolling: date
    first: date
    last: date
    cut: datetime

    @property
    def span(self):
        """The two moments between which records count, for a range on an index."""
        return midnight(self.rolling), self.cut

    @property
    def start(self):
        """The moment at which the period begins."""
        return midnight(self.first)

    @property
    def day(self):
        """The last day of which something is known."""
        return min(self.last, timezone.localdate(self.cut - timedelta(microseconds=1)))


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True)
class Flow:
    """Records that fall into the period by a moment or a day of theirs.

    kind: what they are, "case" …: `supervision.league.pages.records.KINDS` shows them. records: those of the scope, not
    yet split by unit. since: the condition that a record lies in the period itself and not in the weeks before. hit:
    what makes a record count in n; or value: the number that is summed, for a mean. path, team, area: where the
    agency, the acting unit and the place of the act stand.
    """

    kind: str
    records: Callable[[Scope], QuerySet]
    since: Callable[[Scope], Q]
    hit: Callable[[Scope], Q | Expression] | None = None
    value: Expression | None = None
    path: str = "path"
    team: str = "team__path"
    area: str = "act_area"


@dataclass(frozen=True)
class Stock:
    """Things as they stand on the last day: `of(scope)` yields (path, team, area, pk, hit) for each."""

    kind: str
    of: Callable[[Scope], object]


@dataclass(frozen=True)
class Indicator:
    """One declared indicator. `defaults`: the columns of its RuleLine in a first version of the rules.

    total: the value is the sum itself, not a rate or a mean (only for what is never scored).
    """

    id: str
    dimension: Dimension
    name: str
    numerator: str
    denominator: str
    source: str
    direction: Direction
    sources: tuple[Flow | Stock, ...]
    measures: frozenset = frozenset()
    levels: frozenset[Level] = RATED
    scored: bool = True
    percent: bool = True
    total: bool = False
    unit: str = "%"
    digits: int = 2
    missed: str = "失分记录"
    defaults: dict = field(default_factory=dict)

    @property
    def mean(self):
        return any(isinstance(source, Flow) and source.value is not None for source in self.sources)

    @property
    def formula(self):
        return f"{self.numerator} ÷ {self.denominator}" if self.denominator else self.numerator

    @property
    def metric(self):
        """The indicator as the law asks about it (R-145)."""
        return Metric(self.name, self.formula, self.measures, scored=self.scored)

    @property
    def weighed(self):
        """The indicator as the law would ask about it if somebody gave it a weight."""
        return replace(self.metric, scored=True)


CATALOGUE: dict[str, Indicator] = {}


def declare(indicator):
    """Add an indicator to the catalogue; one that the law forbids is refused (R-145)."""
    if indicator.id in CATALOGUE:
        raise ValueError(f"指标 {indicator.id} 已经声明过")
    stops = [each for each in findings_about(indicator.metric) if each.level is Force.BLOCK]
    if stops:
        raise Refused(f"设置指标 {indicator.id}", stops)
    if indicator.scored and indicator.defaults.get("method") == Method.MINMAX:
        raise ValueError(f"指标 {indicator.id}：极差只作展示，不能计分")
    CATALOGUE[indicator.id] = indicator
    return indicator
