"""Reminders: who is told of what falls due within three working days, is late, or has moved.

Of every row that has tasks, whatever its table; what a table has otherwise, its course says.
"""

from collections import defaultdict
from itertools import islice

from django.db import transaction
from django.utils import timezone

from cases.models import Reminder
from enforcement.parameters.services import calendar_for
from enforcement.procedures.desks import Doers
from enforcement.procedures.limits import follows
from enforcement.procedures.models import Limit, Task
from enforcement.procedures.offering import course_of
from enforcement.procedures.subjects import Subject
from enforcement.procedures.todo import models_with_tasks

AHEAD = 3  # working days
BATCH = 500


@transaction.atomic
def remind(*, day, at):
    """Write one reminder for each person and due thing as of `day`, and return how many due things there are.

    A thing is due once, on its own day: run twice, or days late, nobody is told a second time.
    """
    until, doers, count = calendar_for().add_working_days(day, AHEAD), Doers(day), 0
    for model in models_with_tasks():
        waiting = reminded(model).filter(course_of(model).near(day, until)).iterator(chunk_size=BATCH)
        while limits := list(islice(waiting, BATCH)):
            rows = course_of(model).rows(model).in_bulk({limit.row for limit in limits})
            around = Around(model, rows, doers)
            Reminder.objects.bulk_create(
                [
                    written(limit, rows[limit.row], officer, at)
                    for limit in limits
                    for officer in around.told(limit, rows[limit.row])
                ],
                ignore_conflicts=True,
            )
            count += len(limits)
    return count


def reminded(model):
    """Return the open limits of a model's rows that anybody is told of."""
    return course_of(model).reminds(Limit.objects.open().filter(subject=model.STEPS.subject))


class Around:
    """What says who is told of the limits of some rows of one model: what else runs, and what is to be done.

    rows: their keys.
    """

    def __init__(self, model, rows, doers):
        self.doers, keys = doers, list(rows)
        self.limits, self.tasks = defaultdict(list), defaultdict(list)
        for limit in reminded(model).filter(row__in=keys).only("row", "key").order_by("safe_day", "pk"):
            self.limits[limit.row].append(limit)
        tasks = Task.objects.on(doers.day).filter(subject=model.STEPS.subject, row__in=keys)
        for task in tasks.order_by("pk"):
            self.tasks[task.row].append(task)

    def told(self, limit, row):
        """Return the keys of who is told of a limit, each once."""
        found = course_of(row).told(row, limit, self.limits[row.pk], self.tasks[row.pk], self.doers)
        return list(dict.fromkeys(found))


def written(limit, row, officer, at, *, first="", kind=""):
    """Return a reminder. first: what its words begin with; kind: what its key ends with."""
    words = f"{first}{limit.label}：{row.called}"[:200]
    key = f"{limit.subject}:{row.pk}:{limit.key}{kind}"
    return Reminder(officer_id=officer, limit=limit, key=key, day=limit.due_on, words=words, made_at=at)


@follows(Subject)
def tell_moved(row, moved, *, by, at):
    """Tell who must act on a limit that its day is another one, `by` excepted; what he was told before is void.

    A limit that moves back to a day that he was told once is told again.
    """
    moved = {each.limit.pk: each for each in moved if each.days_differ}
    Reminder.objects.filter(limit__in=list(moved), read_at__isnull=True).delete()
    told = reminded(row).filter(pk__in=list(moved)) if moved and row.STEPS.home else []
    if not told:
        return
    around = Around(type(row), [row.pk], Doers(timezone.localdate(at), row.unit))
    made = []
    for limit in told:
        was, now = moved[limit.pk].due_on
        first = f"期限由{was.isoformat()}变为{now.isoformat()}，"
        made += [
            written(limit, row, officer, at, first=first, kind=":moved")
            for officer in around.told(limit, row)
            if by is None or officer != by.pk
        ]
    Reminder.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["officer", "key", "day"],
        update_fields=["limit", "words", "made_at", "read_at"],
    )  # fmt: skip


@transaction.atomic
def read_all(*, by, at):
    """Take the reminders that this person sees off his desk; the limits stay in his queue until they are met."""
    return Reminder.objects.seen_by(by, timezone.localdate(at)).update(read_at=at)
