"""The registry of rules and their one runner: a rule names the gates it guards."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules

from enforcement.law.clauses import Clause
from enforcement.law.findings import Finding, Level
from enforcement.law.kinds import ReviewPoint
from enforcement.law.known import Group, UnknownFact

# what a reviewer is not told, since he answers it where his review ends, or the heads answer it after him
LATER = "LATER"

Test = Callable[[Group], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """A legal requirement: `id` (`R-118`), `gates` it guards, `clause`, general `remedy`, and the `test`.

    Several rules may share an id, one for each thing that the article asks. `point`: under which of the seven points of
    the review it speaks to the reviewer, None where he is not told; LATER what the review or the heads answer after it.
    """

    id: str
    gates: tuple[str, ...]
    clause: Clause
    remedy: str
    test: Test
    point: ReviewPoint | str | None = None

    @property
    def title(self):
        return (self.test.__doc__ or "").strip().partition("\n")[0]

    def findings(self, facts: Group) -> Iterator[Finding]:
        """Yield the rule's findings; an unknown fact ends the rule with a finding of its own."""
        try:
            for finding in self.test(facts):
                yield replace(
                    finding,
                    rule=self.id,
                    clause=finding.clause or self.clause,
                    remedy=finding.remedy or self.remedy,
                    point=self.point,
                )
        except UnknownFact as unknown:
            yield Finding(
                Level.BLOCK,
                f"还没有登记{unknown.label}，无法判断是否合法",
                f"在{unknown.where}填写后重试",
                (unknown.name,),
                rule=self.id,
                clause=self.clause,
                point=self.point,
            )


_rules: list[Rule] = []


def rule(
    id: str, *, gates: tuple[str, ...], clause: Clause, remedy: str, point: ReviewPoint | str | None = None
) -> Callable[[Test], Test]:
    """Register a function over facts as the rule `id` at `gates`; point: see `Rule`."""

    def register(test: Test) -> Test:
        _rules.append(Rule(id, gates, clause, remedy, test, point))
        _loaded.clear()  # a room of its own may bring its rules after the first question
        return test

    return register


def rules() -> tuple[Rule, ...]:
    """Return every rule, after loading all modules of `enforcement.law.rules` once."""
    if not _loaded:
        package = import_module("enforcement.law.rules")
        for module in sorted(each.name for each in iter_modules(package.__path__)):
            import_module(f"{package.__name__}.{module}")
        _loaded.update({gate: _at(gate) for each in _rules for gate in each.gates})
    return tuple(_rules)


_loaded: dict[str, tuple[Rule, ...]] = {}


def _at(gate):
    return tuple(sorted((each for each in _rules if gate in each.gates), key=lambda each: each.id))


def gates() -> tuple[str, ...]:
    """Return every gate that any rule names; one that no step table has stops the start-up check."""
    rules()
    return tuple(sorted(_loaded))


def check(facts: Group, gate: str | tuple[str, ...]) -> list[Finding]:
    """Return all findings at `gate` (or at several gates at once): blocks first, then holds, then warnings.

    facts: those of the gate's own subject, whatever kind of row that is: of a case `CaseFacts`.
    A fact that several rules miss is reported once.
    """
    rules()
    wanted = (gate,) if isinstance(gate, str) else gate
    asked = dict.fromkeys(each for name in wanted for each in _loaded.get(name, ()))
    found = {
        (finding.level, finding.message): finding
        for each in reversed(asked)
        for finding in each.findings(facts)
    }
    order = list(Level)
    return sorted(reversed(found.values()), key=lambda finding: order.index(finding.level))


def findings_of(test: Test, facts: Group) -> list[Finding]:
    """Return what one rule says of these facts, whatever the gate.

    For who must ask before he can write: a form beside its field, a service before a row that could not be.
    """
    return [finding for each in rules() if each.test is test for finding in each.findings(facts)]


def clause_of(name: str) -> Clause:
    """Return what a rule rests on, called by its module and function: `filing.the_head_files`; KeyError for none."""
    for each in rules():
        if f"{each.test.__module__.rpartition('.')[2]}.{each.test.__name__}" == name:
            return each.clause
    raise KeyError(name)


def explain(id: str) -> list[str]:
    """Return what the rule `id` asks, in Chinese lines: its article and what helps, gate by gate."""
    return [f"{each.clause}：{each.remedy}（{'、'.join(each.gates)}）" for each in rules() if each.id == id]
