"""What the tests of cases share: a rule of the test's own at a gate."""

import pytest

from enforcement.law import findings, rulebook
from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import Level


@pytest.fixture
def speaking():
    """Return a function that lets a rule of the test speak at a gate until the test ends."""
    added = []

    def speak(
        gate, level=Level.WARN, facts=("clock.filed_on",), name="R-999", point=None, words="测试规则有话要说"
    ):
        say = findings.warn if level is Level.WARN else findings.hold

        def test(told):
            """The test has something to say."""
            yield say(words, "写明理由", facts=facts)

        one = rulebook.Rule(name, (gate,), Clause(HOUSE), "写明理由", test, point)
        rulebook.rules()
        before = rulebook._loaded.get(gate, ())
        rulebook._rules.append(one)
        rulebook._loaded[gate] = (*before, one)
        added.append((one, gate, before))

    yield speak
    for one, gate, before in reversed(added):
        rulebook._rules.remove(one)
        rulebook._loaded |= {gate: before}
        if not before:  # a gate that only the test's rule guarded is none again
            del rulebook._loaded[gate]
