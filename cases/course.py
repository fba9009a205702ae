"""How a case is read for its steps, and what comes next in it: the course of the table `cases.workflow.STEPS`."""

from cases import next_ordinary, next_simple
from cases.around import around
from cases.facts import facts_on
from cases.models import Case
from cases.workflow import STEPS
from enforcement.procedures.offering import Course, Next, address


class CaseCourse(Course):
    def around(self, row, day):
        return around([row], day)

    def facts(self, row, near, at):
        return facts_on(row, near, at)

    def next(self, row, near, facts):
        if row.procedure == Case.Procedure.GENERAL:
            return next_ordinary.next_of(row, near, facts)
        return Next(next_simple.primary_of(row))

    def hidden(self, row, near, following):
        if row.procedure == Case.Procedure.GENERAL:
            return next_ordinary.hidden(row, near, following)
        return next_simple.hidden(row)

    def address(self, row, step, near):
        if step.page == "cases:review":
            return address(step.page, near.ordinary.reviews[row.pk][-1].pk)
        return address(step.page, row.pk)


STEPS.course = CaseCourse()
