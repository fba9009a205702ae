"""The words of the league tables as plain values: what is measured, how it is scored, what came out.

No Django, no clock, no database. `scoring` computes with them, `measuring` fills them from the records, and a
snapshot keeps them. Amounts are exact: counts are integers, values and scores `Fraction` until they are shown.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Labelled(StrEnum):
    """An enumeration whose members carry the Chinese word that a reader sees."""

    def __new__(cls, value, label):
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member


def pairs(labelled):
    return [(member.value, member.label) for member in labelled]


class Dimension(Labelled):
    """The six comparisons (六比六看)."""

    LISTS = "LISTS", "清单看运转"
    TEAMS = "TEAMS", "队伍看融合"
    ENFORCEMENT = "ENFORCEMENT", "执法看实效"
    PLATFORM = "PLATFORM", "平台看贯通"
    SYSTEM = "SYSTEM", "制度看成果"
    INNOVATION = "INNOVATION", "创新看推广"

    @property
    def short(self):
        return self.label[:2]


class Level(Labelled):
    """Which units stand in one table."""

    CITY = "CITY", "全市"
    COUNTY = "COUNTY", "县级"
    TOWN = "TOWN", "镇街"
    DEPARTMENT = "DEPARTMENT", "部门"


class Direction(Labelled):
    UP = "UP", "越高越好"
    DOWN = "DOWN", "越低越好"


class Method(Labelled):
    """How a value becomes 0–100 points. MINMAX is relative to the others and never scores (mission 9.4)."""

    ATTAIN = "ATTAIN", "达标比例"
    PACE = "PACE", "序时进度"
    STEP = "STEP", "分档"
    DEDUCT = "DEDUCT", "扣分"
    EFFICACY = "EFFICACY", "功效函数"
    MINMAX = "MINMAX", "极差（只作展示）"


class Status(Labelled):
    """What became of one indicator of one unit."""

    SCORED = "SCORED", "计分"
    SMALL = "SMALL", "样本少，不计分"
    NOT_APPLICABLE = "NOT_APPLICABLE", "不适用"
    CONTEXT = "CONTEXT", "只作参考"


class Light(Labelled):
    NONE = "NONE", "--"
    YELLOW = "YELLOW", "黄色预警"
    RED = "RED", "红色警告"


@dataclass(frozen=True)
class Target:
    """What has to be reached, by which document, and when that holds: both days included.

    `base`, `base_on`, `due_on` serve PACE: the value on the day it started from, and the day it is due.
    """

    value: Fraction
    document: str
    valid_from: date
    valid_to: date
    base: Fraction | None = None
    base_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Line:
    """One indicator as one version of the rules (口径) has it.

    weight: share inside its dimension, the weights of a dimension add up to 100. `yellow`, `red`: values (in the
    unit of the indicator) at which the light goes on: below them for UP, above them for DOWN; with `paced` they are
    shares (0–1) of the pace. `veto_misses`: so many misses cap the total at 59.99, None for never.
    options: what the method needs beside the target, see `scoring`. `percent`: the value is a rate shown in per
    cent with `digits` decimals; else a number in `unit`.
    """

    indicator: str
    name: str
    dimension: Dimension
    direction: Direction
    method: Method
    weight: Fraction
    target: Target | None
    levels: frozenset[Level]
    yellow: Fraction | None = None
    red: Fraction | None = None
    paced: bool = False
    veto_misses: int | None = None
    options: dict = field(default_factory=dict)
    scored: bool = True
    percent: bool = True
    unit: str = "%"
    digits: int = 2
    minimum: int = 5
    rolling_below: int = 20


@dataclass(frozen=True)
class Count:
    """n of N: hits of a rate, or a sum over N records for a mean."""

    n: Fraction = Fraction(0)
    of: int = 0

    def __add__(self, other):
        return Count(self.n + other.n, self.of + other.of)

    @property
    def value(self):
        """Return n / N exactly, None where there is nothing to divide by."""
        return Fraction(self.n) / self.of if self.of else None


@dataclass(frozen=True)
class Measured:
    """One indicator of one unit: in the period, and over the rolling twelve weeks that end with it."""

    period: Count = Count()
    rolling: Count = Count()


@dataclass(frozen=True)
class Mark:
    """The score of one indicator of one unit, with everything that it was computed from.

    count: the n and N that were used; `rolled` when they are the twelve weeks'. value, target (the pace of that day
    for PACE), score: None where the status says why. points: what it gives to the total, 0 where not scored.
    share: its effective weight in the total, 0–100, after re-spreading.
    """

    indicator: str
    status: Status
    count: Count
    period: Count
    rolled: bool = False
    value: Fraction | None = None
    target: Fraction | None = None
    score: Fraction | None = None
    share: Fraction = Fraction(0)
    points: Fraction = Fraction(0)
    light: Light = Light.NONE


@dataclass(frozen=True)
class Adjustment:
    """A recorded bonus (> 0) or deduction (< 0) in points, or a veto, each with its reason and approver."""

    kind: str  # BONUS, DEDUCTION, VETO
    points: Fraction
    reason: str
    approver: str


@dataclass(frozen=True)
class Placing:
    """What a unit needs for a place beside scores enough: the dimension that weighs most has to have been scored,
    on `least` records or more. A unit that decides next to nothing could otherwise not lose where it counts most.
    """

    dimension: Dimension
    least: int


@dataclass(frozen=True)
class Score:
    """One unit's result. dimensions: {Dimension: 0–100, only where applicable}. total: two decimals, half-up.

    `ranked` is False where no indicator could be scored for lack of records, where what a place needs (`Placing`) is
    missing, or the unit does not take part; `why` then says so in Chinese.
    """

    unit: str
    group: str
    marks: tuple[Mark, ...]
    dimensions: dict
    total: Fraction
    bonus: Fraction = Fraction(0)
    deduction: Fraction = Fraction(0)
    vetoed: bool = False
    ranked: bool = True
    why: str = ""
