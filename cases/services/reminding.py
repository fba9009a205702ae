"""Reminders: who is told of what falls due within three working days, or is late."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from cases.due import NOT_OURS
from cases.models import CaseDeadline, Reminder, Review
from cases.workflow import CLOSED_STATES, State
from enforcement.law.rules.complaints import ALERT_DAYS
from enforcement.parameters.services import calendar_for
from enforcement.teams.models import Post
from enforcement.teams.roles import Role

AHEAD = 3  # working days
BATCH = 500
FOR_THE_HEAD = (State.PROPOSED, State.REVIEWED, State.CLOSING)


@transaction.atomic
def remind(*, day, at):
    """Write one reminder for each person and due thing as of `day`, and return how many due things there are.

    A thing is due once, on its own day: run twice, or days late, nobody is told a second time.
    """
    until = calendar_for().add_working_days(day, AHEAD)
    answer = Q(key="answer")
    near = Q(safe_day__lte=until) | answer & Q(start_on__lte=day - timedelta(days=ALERT_DAYS))
    due = CaseDeadline.objects.filter(near, met_on__isnull=True).exclude(key__in=NOT_OURS)
    # who complained waits for his answer although the case is over
    due = due.filter(answer | ~Q(case__state__in=CLOSED_STATES)).select_related("case__party")
    told, count = [], 0
    heads, reviewers = heads_on(day), dict(in_review())
    for limit in due.iterator(chunk_size=BATCH):
        count += 1
        told += [written(limit, officer, at) for officer in who_acts(limit, heads, reviewers)]
        if len(told) >= BATCH:
            keep(told)
            told = []
    keep(told)
    return count


def keep(reminders):
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)


def who_acts(limit, heads, reviewers):
    """Return the keys of the officers who must act on a limit: reviewer, heads, or the handler."""
    case = limit.case
    if limit.key == "review":
        return [reviewers[case.pk]] if reviewers.get(case.pk) else []
    if case.state in FOR_THE_HEAD:
        return heads[case.path]
    return [case.handler_id]


def written(limit, officer, at):
    case = limit.case
    day = limit.legal_last_day if limit.for_party else limit.safe_day
    words = f"{limit.label}：{case.party.shown_name} {case.title}"
    key = f"case:{case.pk}:{limit.key}"
    return Reminder(officer_id=officer, limit=limit, key=key, day=day, words=words[:200], made_at=at)


def heads_on(day):
    """Return the heads of every agency, {agency path: officer keys}."""
    found = defaultdict(list)
    for path, officer in Post.objects.on(day).filter(role=Role.HEAD).values_list("team__path", "officer"):
        found[path].append(officer)
    return found


def in_review():
    """Return (case, reviewer or None) of every review that is open."""
    return Review.objects.waiting().values_list("case", "reviewer")


@transaction.atomic
def read_all(*, by, at):
    """Take this person's reminders off his desk; the limits stay in his queue until they are met."""
    return Reminder.objects.standing(by).update(read_at=at)
