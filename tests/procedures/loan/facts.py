"""What the law reads of a loan."""

from datetime import date

from enforcement.law.known import UNKNOWN, Group, fact, group
from enforcement.procedures.asking import builds_facts
from tests.procedures.loan.models import Loan


@group
class Thing(Group):
    NAME, LABEL, WHERE = "thing", "装备", "批准页"
    name: str = fact("名称")
    serial: str = fact("编号")


@group
class LoanFacts(Group):
    thing: Thing = fact("装备")
    lent_on: date | None = fact("借出日期")


@builds_facts(Loan, LoanFacts)
def facts_of(loans, *, at):
    return [
        LoanFacts(thing=Thing(name=loan.thing, serial=loan.serial or UNKNOWN), lent_on=loan.lent_on)
        for loan in loans
    ]
