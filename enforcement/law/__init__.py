"""The rulebook: facts in, findings out. Plain Python; knows no clock, no database and no Django.

`check(facts, gate)` returns every finding that stands at a gate, `gates()` names all gates that rules guard,
`explain(rule_id)` says in Chinese what a rule asks, by which article, and what helps.
"""

from enforcement.law.rulebook import check, explain, gates

__all__ = ["check", "explain", "gates"]
