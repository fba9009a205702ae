"""Whether a case's page, its desk and its API say the same of what comes next."""

from cases.file.single import CaseFile
from cases.models import Case
from cases.workflow import CLOSED_STATES
from enforcement.procedures.models import Task
from enforcement.procedures.offering import choices_for


def tasks_of(case, day, slot="MAIN"):
    return list(Task.objects.on(day).filter(subject="case", row=case.pk, slot=slot).order_by("pk"))


def said_of(case, at):
    """Return (step, words) of what comes next by the page, by the API and by the tasks, as of the moment `at`."""
    day = at.date()
    case = Case.objects.get(pk=case.pk)
    page, _ = choices_for(case, by=case.handler, at=at, near=CaseFile.of(case.pk, day))
    told, _ = choices_for(Case.objects.get(pk=case.pk), by=case.handler, at=at)
    tasks = {(each.step, each.words) for each in tasks_of(case, day)} or {None}
    over = case.state in CLOSED_STATES
    said = [(choice and not over and (choice.step.name, choice.label)) or None for choice in (page, told)]
    return [*said, *tasks]


def assert_all_say_the_same(case, at):
    said = said_of(case, at)
    assert len(set(said)) == 1, (case, Case.objects.get(pk=case.pk).state, said)
    return said[0]
