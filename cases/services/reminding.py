"""Reminders: who is told of what falls due within three working days, is late, or has moved."""

from collections import defaultdict
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.due import ANSWER, NOT_OURS
from cases.models import Case, Reminder
from cases.workflow import CLOSED_STATES
from enforcement.law.rules.complaints import ALERT_DAYS
from enforcement.parameters.services import calendar_for
from enforcement.procedures.desks import doers_of, posts_on
from enforcement.procedures.models import Limit, Task

AHEAD = 3  # working days
BATCH = 500


@transaction.atomic
def remind(*, day, at):
    """Write one reminder for each person and due thing as of `day`, and return how many due things there are.

    A thing is due once, on its own day: run twice, or days late, nobody is told a second time.
    """
    until = calendar_for().add_working_days(day, AHEAD)
    answer = Q(key=ANSWER)
    near = Q(safe_day__lte=until) | answer & Q(start_on__lte=day - timedelta(days=ALERT_DAYS))
    due = Limit.objects.open().filter(near, subject="case").exclude(key__in=NOT_OURS)
    # who complained waits for his answer although the case is over
    over = Case.objects.filter(pk=OuterRef("row"), state__in=CLOSED_STATES)
    due = due.filter(answer | ~Exists(over))
    count, posts = 0, posts_on(day)
    waiting = due.iterator(chunk_size=BATCH)
    while limits := list(islice(waiting, BATCH)):
        cases = Case.objects.select_related("party").in_bulk({limit.row for limit in limits})
        count, tasks = count + len(limits), tasks_of(cases, day)
        keep(
            written(limit, cases[limit.row], officer, at)
            for limit in limits
            for officer in who_acts(limit, cases[limit.row], tasks, posts)
        )
    return count


def keep(reminders):
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)


def who_acts(limit, case, tasks, posts):
    """Return the keys of the officers who must act on a limit: who has the task that it hangs on, else the handler."""
    for task in tasks.get(case.pk, ()):
        if task.due_words == limit.label:
            return doers_of(task, posts)
    return [case.handler_id]


def tasks_of(cases, day):
    """Return what is to be done with cases on a day, {case: tasks}."""
    found = defaultdict(list)
    for task in Task.objects.on(day).filter(subject=Case.STEPS.subject, row__in=list(cases)):
        found[task.row].append(task)
    return found


def written(limit, case, officer, at, *, first="", kind=""):
    """Return a reminder. first: what its words begin with; kind: what its key ends with."""
    words = f"{first}{limit.label}：{case.party.shown_name} {case.title}"[:200]
    key = f"case:{case.pk}:{limit.key}{kind}"
    return Reminder(officer_id=officer, limit=limit, key=key, day=limit.due_on, words=words, made_at=at)


def tell_moved(case, moved, *, by, at):
    """Tell who must act on a limit that its day is another one, `by` excepted; what he was told before is void.

    A limit that moves back to a day that he was told once is told again.
    """
    day = timezone.localdate(at)
    Reminder.objects.filter(limit__in=[each.limit.pk for each in moved], read_at__isnull=True).delete()
    moved = [each for each in moved if each.limit.key not in NOT_OURS]
    if case.state in CLOSED_STATES:
        moved = [each for each in moved if each.limit.key == ANSWER]
    if not moved:
        return
    tasks, posts = tasks_of([case.pk], day), posts_on(day, case.path)
    told = []
    for each in moved:
        was, now = each.due_on
        first = f"期限由{was.isoformat()}变为{now.isoformat()}，"
        told += [
            written(each.limit, case, officer, at, first=first, kind=":moved")
            for officer in who_acts(each.limit, case, tasks, posts)
            if by is None or officer != by.pk
        ]
    Reminder.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["officer", "key", "day"],
        update_fields=["limit", "words", "made_at", "read_at"],
    )  # fmt: skip


@transaction.atomic
def read_all(*, by, at):
    """Take this person's reminders off his desk; the limits stay in his queue until they are met."""
    return Reminder.objects.standing(by).update(read_at=at)
