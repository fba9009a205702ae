"""One press for several tasks: each is done by the act of its own step, and each refusal is told by name."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.errors import DomainError, Refused, Said, findings_of
from enforcement.procedures import desks
from enforcement.procedures.lifting import refer
from enforcement.procedures.models import Task
from enforcement.procedures.steps import table_of

MOST = 100  # in one press


class Left(NamedTuple):
    """What was left as it is: the task in words, why in words, and the findings that say so."""

    what: str
    why: str
    findings: tuple


@dataclass
class Done:
    """What came of one press: the tasks that were done, and each that was left with its reason.

    label: the step in words, "" where none was taken.
    """

    label: str = ""
    done: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    def leave(self, what, refusal):
        """Note that `what` was left; refusal: what was raised, or why in words."""
        findings = (Said(refusal),) if isinstance(refusal, str) else findings_of(refusal)
        self.refused.append(Left(str(what), str(refusal), findings))


def take_together(keys, step, *, by, at):
    """Take the step called `step` for every task of `by` with one of these keys.

    Only for steps that say of themselves that they may be taken together. What lies on his desk no more is refused.
    """
    found = desks.lying_on(by, timezone.localdate(at))
    mine = {line.pk for line in (*found.mine, *found.queue) if line.step == step}
    tasks = Task.objects.filter(pk__in=mine.intersection(keys), slot=Task.Slot.MAIN).order_by("pk")
    said = take_each(tasks, step, lambda task: {}, by=by, at=at, may=lambda move: move.together)
    gone = len(set(keys)) - len(tasks)
    if gone:
        said.leave(f"{gone} 项", "已经不在您的待办里，或者不是这一步。刷新工作台再看。")
    return said


def take_each(tasks, step, given, *, by, at, may=lambda move: True):
    """Take a step on the row of each task, its form filled with `given(task)`; what is refused stops no other.

    Of more than MOST the rest is refused.
    """
    said, tasks = Done(), list(tasks)
    for task in tasks[:MOST]:
        try:
            with transaction.atomic():
                said.label = take(task, step, given(task), by, at, may).label
        except Refused as refused:
            refer(refused, by=by, at=at)
            said.leave(task, refused)
        except (DomainError, PermissionDenied) as refused:
            said.leave(task, refused)
        else:
            said.done.append(task)
    if rest := len(tasks[MOST:]):
        said.leave(f"{rest} 项", f"一次最多办理 {MOST} 项，这些没有办。再勾选提交一次。")
    return said


def take(task, step, given, by, at, may):
    table = table_of(task.subject)
    row = table.model.objects.filter(pk=task.row).first()
    if row is None:
        raise DomainError(f"这{table.noun}已经不在了。刷新这一页再看。")
    move = row.STEPS[step].on(row)
    if not may(move):
        raise DomainError(f"{move.label}要逐件办理。")
    form = move.filled(row, by, at, data=given)
    if not form.is_valid():
        told = {str(finding) for finding in form.findings}
        others = [error for errors in form.errors.values() for error in errors if error not in told]
        raise Refused(move.label, [*form.findings, *map(Said, others)])
    move.take(row, form, by=by, at=at, reasons=None)
    return move
