"""The rules of the product and their gates; the tests know one procedure more."""

from enforcement.law import rulebook

RULES = tuple(one for one in rulebook.rules() if one.test.__module__.startswith("enforcement."))
GATES = tuple(sorted({gate for one in RULES for gate in one.gates}))
