"""What a rule answers: a finding at one of three levels."""

from dataclasses import dataclass
from enum import StrEnum

from enforcement.law.clauses import Clause


class Level(StrEnum):
    """BLOCK refuses; HOLD waits for the named superior; WARN may be passed with a reason, which is kept."""

    BLOCK = "BLOCK"
    HOLD = "HOLD"
    WARN = "WARN"

    @property
    def label(self):
        return {"BLOCK": "不能继续", "HOLD": "需负责人决定", "WARN": "要说明理由"}[self.value]


@dataclass(frozen=True)
class Finding:
    """One obstacle, in the pattern 发生了什么。依据。怎么办。

    `rule` is the rule's id (`R-118`); `message` what happened, without a full stop; `clause` the basis;
    `remedy` what to do now, naming the step or field; `facts` the dotted facts that triggered it;
    `superior` who may lift a HOLD; `cases` the keys of other cases that it points to; `point` as the rule's own.
    """

    level: Level
    message: str
    remedy: str = ""
    facts: tuple[str, ...] = ()
    rule: str = ""
    clause: Clause | None = None
    superior: str = ""
    cases: tuple[int, ...] = ()
    point: str | None = None

    def __str__(self):
        basis = f"依据{self.clause}" if self.clause else ""
        return "".join(f"{part.rstrip('。')}。" for part in (self.message, basis, self.remedy) if part)


def block(message, remedy="", *, facts=(), clause=None):
    """Return a finding that refuses the step; remedy and clause default to the rule's own."""
    return Finding(Level.BLOCK, message, remedy, tuple(facts), clause=clause)


def hold(message, remedy="", *, facts=(), clause=None, superior="本机关负责人"):
    """Return a finding that only `superior` may lift."""
    return Finding(Level.HOLD, message, remedy, tuple(facts), clause=clause, superior=superior)


def warn(message, remedy="", *, facts=(), clause=None, cases=()):
    """Return a finding that may be passed with a reason."""
    return Finding(Level.WARN, message, remedy, tuple(facts), clause=clause, cases=tuple(cases))
