"""A review past its term is a task of the head who can hurry it, or take it back for another; it comes by itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.desk.person import desk_of
from cases.desk.unit import POSTS, unit_desk_of
from cases.review import service as reviewing
from enforcement import clock
from enforcement.errors import DomainError, Refused
from enforcement.journal.models import Entry
from enforcement.procedures import todo
from enforcement.procedures.models import Task
from enforcement.teams.roles import APPROVE, Role
from tests.cases.reviews import MORNING, client_of, in_review
from tests.cases.tasks import tasks_of
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = "法制审核超期，催办或者改派"
UNCLAIMED = "法制审核超期没有人领取，指定审核人员"


@pytest.fixture
def lane():
    return in_review()


@pytest.fixture
def held(lane):
    reviewing.take(review=lane.review, by=lane.reviewer, at=MORNING)
    return lane


def after(lane, days=1):
    """Return a moment some days after the safe day of the review."""
    lane.review.refresh_from_db()
    return MORNING + (lane.review.due_on - MORNING.date()) + days * DAY


def rows(officer, at):
    return [(row.task.slot, row.next) for row in desk_of(officer, at=at).rows]


def test_the_day_after_its_term_it_is_on_the_heads_desk_with_every_job_stopped(held):
    assert rows(held.head, after(held, 0)) == []
    assert rows(held.head, after(held)) == [("OVERDUE", WORDS)]
    [row] = desk_of(held.head, at=after(held)).rows
    assert (row.task.step, row.task.permission, row.task.due_on) == (
        "recall_review",
        APPROVE,
        held.review.due_on,
    )
    assert row.task.since == held.review.due_on + DAY and row.due["title"] == "法制审核"
    assert rows(held.reviewer, after(held)) == [("MAIN", "法制审核")]
    assert desk_of(held.zhang, at=after(held), tab="waiting").waiting == 2
    shown = unit_desk_of(held.head, at=after(held), who=POSTS).rows
    assert [(each.next, each.who) for each in shown] == [(WORDS, "负责人")]


def test_it_leads_to_where_he_takes_it_back_and_then_asks_to_hurry(held):
    at = after(held)
    with clock.set_to(at):
        head = client_of(held.head)
        assert WORDS in head.get("/desk/").content.decode()
        [told] = head.get("/api/desk/").json()["rows"]
        assert (told["slot"], told["step"], told["due_words"]) == ("OVERDUE", "recall_review", "法制审核")
        step = reverse("cases:step", args=[held.case.pk, "recall_review"])
        assert step in head.get(f"/cases/{told['case']}/").content.decode()
        assert head.post(step, {"reason": "王五休假，请其他人审核"}).status_code == 302
        assert rows(held.head, at) == [("OVERDUE", UNCLAIMED)]
    reviewing.take(review=held.review, by=held.reviewer, at=at)
    assert rows(held.head, at) == [("OVERDUE", WORDS)]


def test_what_nobody_takes_is_given_to_a_reviewer_by_the_head(lane):
    """Task and page say the same from the day after its term on, and the act ends both."""
    step = reverse("cases:step", args=[lane.case.pk, "assign_review"])
    outsider = make_officer(Role.TOWNSHIP_REVIEWER, make_team("331083199"), name="别处审核员")
    for at, late in ((after(lane, 0), False), (after(lane), True)):
        with clock.set_to(at):
            head = client_of(lane.head)
            assert (rows(lane.head, at) == [("OVERDUE", UNCLAIMED)]) == late
            assert (step in head.get(f"/cases/{lane.case.pk}/").content.decode()) == late
            if not late:
                sent = head.post(step, {"reviewer": lane.reviewer.pk, "reason": "没有人领取"})
                assert sent.status_code == 422 and "期限以内由审核人员自己领取" in sent.content.decode()
    with clock.set_to(at):
        shown = head.get(step).content.decode()
        assert lane.reviewer.name in shown and outsider.name not in shown and "张三</option>" not in shown
        verb = f"/api/cases/{lane.case.pk}/assign_review/"
        given = {"reviewer": outsider.pk, "reason": "没有人领取"}
        assert head.post(verb, given, content_type="application/json").status_code == 400
        assert head.post(step, {"reviewer": lane.reviewer.pk, "reason": ""}).status_code == 422
        assert head.post(step, {"reviewer": lane.reviewer.pk, "reason": "没有人领取"}).status_code == 302
        lane.review.refresh_from_db()
        assert (lane.review.reviewer, lane.review.taken_at) == (lane.reviewer, at)
        assert rows(lane.head, at) == [("OVERDUE", WORDS)] and rows(lane.reviewer, at) == [
            ("MAIN", "法制审核")
        ]
        assert head.post(step, {"reviewer": lane.reviewer.pk, "reason": "再一次"}).status_code == 422
        told = Entry.objects.get(verb="case.assign_review").data
        assert (told["chosen"], told["reason"]) == (lane.reviewer.name, "没有人领取")


def test_a_reviewer_without_qualification_is_not_given_it(lane):
    at = after(lane)
    lane.other_reviewer.first_review_on = date(2026, 1, 1)
    lane.other_reviewer.save()
    with pytest.raises(Refused, match="没有法律职业资格"):
        reviewing.assign(
            case=lane.case, reviewer=lane.other_reviewer, reason="没有人领取", by=lane.head, at=at
        )
    with pytest.raises(DomainError, match="岗位不能审核"):
        reviewing.assign(case=lane.case, reviewer=lane.zhang, reason="没有人领取", by=lane.head, at=at)


def test_the_end_of_the_reviewers_post_is_told_when_the_page_offers_to_take_it_back(held):
    """With every job stopped: the day after his last one it stands on the desk and on the page."""
    last = held.review.due_on - 3 * DAY
    held.reviewer.posts.update(valid_to=last)
    todo.refresh_open(MORNING)
    step = reverse("cases:step", args=[held.case.pk, "recall_review"])
    for at, over in ((after(held, -3), False), (after(held, -2), True)):
        assert (rows(held.head, at) == [("OVERDUE", "法制审核人员的岗位已结束，收回改派")]) == over
        with clock.set_to(at):
            assert (step in client_of(held.head).get(f"/cases/{held.case.pk}/").content.decode()) == over


def test_who_investigated_the_case_is_not_asked(held):
    involved = make_officer(Role.HEAD, held.team, name="参加过调查的负责人")
    held.case.dossier.members.create(officer=involved, left_at=MORNING)
    todo.refresh_open(MORNING)
    assert rows(involved, after(held)) == [] and rows(held.head, after(held)) == [("OVERDUE", WORDS)]


def test_an_extended_term_puts_it_off(held):
    early = after(held)
    reviewing.extend(case=held.case, days=5, reason="案情疑难", by=held.head, at=MORNING)
    assert rows(held.head, early) == [] and rows(held.head, after(held)) == [("OVERDUE", WORDS)]


def test_it_ends_with_the_review(held):
    held.mark_all(MORNING)
    reviewing.approve(review=held.review, version=None, by=held.reviewer, at=MORNING)
    assert tasks_of(held.case, after(held).date(), "OVERDUE") == []


def test_reviews_that_an_earlier_version_left_have_it_after_the_upgrade(lane):
    Task.objects.filter(slot=Task.Slot.OVERDUE).delete()
    assert todo.fill_missing(MORNING) == 1 and todo.fill_missing(MORNING) == 0
    assert Task.objects.filter(slot=Task.Slot.OVERDUE, row=lane.case.pk).count() == 1
