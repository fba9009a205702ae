"""How a case is read for its steps, what comes next in it and on whose desk: the course of `cases.workflow.STEPS`."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.course import ordinary, simple
from cases.crew.crews import DECLARING, ITS_REVIEWER, crew_ever
from cases.desk.ahead import Ahead
from cases.file.bulk import file_of
from cases.file.facts import facts_on
from cases.limits.due import ANSWER, NOT_OURS
from cases.models import Case, Complaint
from cases.workflow import CLOSED_STATES, STEPS, State
from enforcement.addresses import address_if_any
from enforcement.law.kinds import Domain
from enforcement.law.reckoning import unit_of
from enforcement.law.rules.complaints import ALERT_DAYS
from enforcement.law.rules.review import review_term
from enforcement.procedures import tasked
from enforcement.procedures.models import Task
from enforcement.procedures.offering import Course, Next
from enforcement.teams.roles import HANDLE, REVIEW

ANSWER_WORDS = "答复投诉举报人"  # the limit of it
REVIEW_LIMIT, REVIEW_WORDS = "review", "法制审核"


class CaseCourse(Course):
    def around(self, row, day):
        return file_of([row], day)

    def facts(self, row, near, at):
        return facts_on(row, near, at)

    def next(self, row, near, facts):
        if row.procedure == Case.Procedure.GENERAL:
            return ordinary.next_of(row, near, facts)
        return Next(simple.primary_of(row, near))

    def hidden(self, row, near, following):
        if row.procedure == Case.Procedure.GENERAL:
            return ordinary.hidden(row, near, following)
        return simple.hidden(row, near)

    def address(self, row, step, near):
        if step.page == "cases:review":
            return address_if_any(step.page, near.reviews[row.pk][-1].pk)
        return address_if_any(step.page, row.pk)

    def rows(self, model):
        cases = model.objects.select_related("dossier", "party", "handler", "partner")
        return cases.prefetch_related("dossier__members")

    def open_rows(self, model):
        unanswered = Complaint.objects.filter(case=OuterRef("pk"), answered_on=None)
        return ~Q(state__in=CLOSED_STATES) | Q(Exists(unanswered))

    def ahead(self, rows, day):
        return Ahead(rows, day)

    def tasks(self, row, near, at):
        general = row.procedure == Case.Procedure.GENERAL
        beside = besides(row, near) if general else []
        if row.state in CLOSED_STATES:
            return beside
        found = self.next(row, near, self.facts(row, near, at))
        return [*main(row, near, found), *assigned(row), *beside]

    def lacking(self, tasks):
        late = tasks.filter(slot=Task.Slot.OVERDUE)
        return Q(state=State.IN_REVIEW) & ~Exists(late)

    def reminds(self, limits):
        # who complained waits for his answer although the case is over
        over = Case.objects.filter(pk=OuterRef("row"), state__in=CLOSED_STATES)
        return limits.exclude(key__in=NOT_OURS).filter(Q(key=ANSWER) | ~Exists(over))

    def near(self, day, until):
        alert = Q(key=ANSWER, start_on__lte=day - timedelta(days=ALERT_DAYS))
        return super().near(day, until) | alert

    def told(self, row, limit, limits, tasks, doers):
        """Return who is told: of its own limit who has taken the review, of the nearest other who must act.

        The handler is told of all the rest, so of the ninety days while the case is in review.
        """
        main = [task for task in tasks if task.slot == Task.Slot.MAIN]
        if limit.key == REVIEW_LIMIT:
            return [task.officer_id for task in main if task.permission == REVIEW and task.officer_id]
        nearest = next((each.key for each in limits if each.key not in (ANSWER, REVIEW_LIMIT)), None)
        if limit.key == nearest and not any(task.permission == REVIEW for task in main):
            return super().told(row, limit, limits, main, doers) or [row.handler_id]
        return [row.handler_id]


STEPS.course = CaseCourse()


def main(case, near, found):
    """Return the tasks of what comes next in a case."""
    if not found or not found.step:
        return []
    step = case.STEPS[found.step].on(case)
    given = {"barred": sorted(step.crew.bars(case, near)), "first": case.state == State.RETURNED}
    if step.permission == REVIEW:
        review = near.reviews[case.pk][-1]
        given["since"] = timezone.localdate(review.submitted_at)
        given["waits_for"] = f"{review.reviewer.name}审核中" if review.reviewer else "待领取"
    return tasked.following(case, found, doers(case, near, step), **given)


def doers(case, near, step):
    """Return on whose desk a step of the case lies: [] where a post of the unit takes it."""
    if step.crew in (DECLARING, ITS_REVIEWER):
        return step.crew.people(case, near)
    return [case.handler] if step.permission == HANDLE else []


def assigned(case):
    """Return the task to give a case to others whose officers have left."""
    if case.left_at is None:
        return []
    since = timezone.localdate(case.left_at)
    return [tasked.task(case, case.STEPS["assign"].on(case), slot=Task.Slot.ASSIGN, since=since)]


def besides(case, near):
    """Return what waits beside the course of an ordinary case: a ruling on a recusal, an answer to who complained."""
    found = []
    asked = [row for row in ordinary.asked_to_leave(case, near) if row.granted is None and not row.declared]
    if asked:
        # the oldest is ruled on first, and nobody rules on himself
        found.append(
            tasked.task(
                case, case.STEPS["rule_recusal"].on(case), slot=Task.Slot.RECUSAL, since=asked[0].asked_on,
                barred=[asked[0].officer_id],
            )
        )  # fmt: skip
    told = near.complaints.get(case.pk)
    if told and told.answered_on is None and told.must_be_answered:
        due = near.limit_of(case, ANSWER)
        found.append(
            tasked.task(
                case, case.STEPS["answer_complaint"].on(case), slot=Task.Slot.ANSWER, officer=case.handler,
                since=told.received_on, **shown_as(due),
            )
        )  # fmt: skip
    return [*found, *overdue_review(case, near)]


def shown_as(limit):
    """Return the day of the answer as a desk shows it: that of the file, none where none was fixed."""
    shown = {"due_on": None, "due_words": ANSWER_WORDS, "provisional": False}
    if limit is None:
        return shown
    shown |= {"due_on": limit.safe_day, "provisional": bool(limit.provisional)}
    return shown | {"due_unit": limit.reckoning.unit}


def overdue_review(case, near):
    """Return the heads' task with a review whose term is over, or whose holder reviews no more; it comes by itself.

    They take it back for another, or choose who does it where nobody has taken it. Nobody who investigated the case
    is among them (第五十八条).
    """
    rounds = near.reviews[case.pk] if case.state == State.IN_REVIEW else []
    if not rounds:
        return []
    review, filing = rounds[-1], near.filings.get(case.pk)
    step, words, last = "assign_review", "法制审核超期没有人领取，指定审核人员", review.due_on
    if review.reviewer:
        step, words = "recall_review", "法制审核超期，催办或者改派"
        until = near.reviewing_until.get(review.reviewer_id, near.day - timedelta(days=1))
        if until < last:
            words, last = "法制审核人员的岗位已结束，收回改派", until
    since = tasked.day_after(last)
    return [
        tasked.task(
            case, case.STEPS[step].on(case), slot=Task.Slot.OVERDUE, words=words, since=since,
            comes_on=since, due_on=review.due_on, due_words=REVIEW_WORDS, provisional=False,
            due_unit=unit_of(review_term(filing.domain if filing else Domain.GENERAL)),
            barred=sorted(crew_ever(case, near)),
        )
    ]  # fmt: skip
