"""What the house asks of a loan."""

from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import Finding, Level
from enforcement.law.rulebook import rule

REMEDY = "改借没有停用的装备，或者写明理由"


@rule("R-9901", gates=("loan.approve",), clause=Clause(HOUSE), remedy=REMEDY)
def spare_equipment(facts):
    """Equipment whose number ends with a zero is kept for emergencies."""
    if facts.thing.serial.endswith("0"):
        yield Finding(Level.WARN, f"{facts.thing.name}是应急备用装备", facts=("thing.serial",))
