"""What the house asks of a loan."""

from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import Finding, Level, hold
from enforcement.law.rulebook import rule

REMEDY = "改借没有停用的装备，或者写明理由"


@rule("R-9901", gates=("loan.approve",), clause=Clause(HOUSE), remedy=REMEDY)
def spare_equipment(facts):
    """Equipment whose number ends with a zero is kept for emergencies."""
    if facts.thing.serial.endswith("0"):
        yield Finding(Level.WARN, f"{facts.thing.name}是应急备用装备", facts=("thing.serial",))


@rule("R-9902", gates=("loan.hand_over",), clause=Clause(HOUSE), remedy="请负责人决定")
def dear_equipment(facts):
    """Equipment whose number ends with a nine is handed over by the head's word alone."""
    if facts.thing.serial.endswith("9"):
        yield hold(f"{facts.thing.name}价值较高", facts=("thing.serial",))
