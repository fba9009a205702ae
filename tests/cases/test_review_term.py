"""A review past its term: ended with a reason, longer by the head's word, taken back from who does not end it."""

from datetime import datetime, time

import pytest
from django.urls import reverse

from cases.models import Case, Review
from cases.review import service as reviewing
from cases.workflow import State
from enforcement import clock
from enforcement.dossiers.models import Ruling
from enforcement.journal.models import Entry
from enforcement.parameters.services import calendar_for
from enforcement.teams.models import Post
from enforcement.teams.roles import Role
from tests.cases.ordinary import DAY
from tests.cases.reviews import MORNING, client_of, in_review
from tests.factories import make_officer

pytestmark = pytest.mark.django_db

LATE = MORNING + 20 * DAY
SAID = "送审材料需要向市局请示，等候答复"


@pytest.fixture
def lane():
    return in_review()


@pytest.fixture
def held(lane):
    """Return the lane with its review taken by 王五 in time and every point marked."""
    reviewing.take(review=lane.review, by=lane.reviewer, at=MORNING)
    lane.mark_all(MORNING)
    return lane


@pytest.fixture
def late():
    with clock.set_to(LATE):
        yield


def now(lane):
    return Review.objects.get(pk=lane.review.pk)


def told(lane, verb):
    return Entry.objects.filter(chain__key=lane.case.dossier.chain_key, verb=verb).latest("serial").data


def page(lane, name):
    return reverse(f"cases:review_{name}", args=[lane.review.pk])


def api(officer, lane, verb, **data):
    address = f"/api/reviews/{lane.review.pk}/{verb}/"
    return client_of(officer).post(address, data, content_type="application/json")


def typed(lane, **more):
    return {"version": now(lane).version, "opinion": "没有写批注，退回修改数额", **more}


ENDINGS = [
    ("approve", {}, State.REVIEWED, "case.approve_review"),
    ("return", {"result": "CORRECT"}, State.RETURNED, "case.return_review"),
    ("return", {"result": "SUPPLEMENT"}, State.INVESTIGATING, "case.send_back"),
]


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(("name", "more", "state", "gate"), ENDINGS, ids=["approve", "return", "send back"])
def test_R_605_a_late_review_ends_with_a_reason_on_its_page(held, name, more, state, gate):
    wang = client_of(held.reviewer)
    asked = wang.get(page(held, name)).content.decode()
    assert 'name="reason-R-605"' in asked and "前审完" in asked and "内部规定" in asked

    refused = wang.post(page(held, name), typed(held, **more))
    assert refused.status_code == 422
    body = refused.content.decode()
    assert 'name="reason-R-605"' in body and "在出具审核意见的页面写明超时的原因" in body
    assert now(held).concluded_at is None

    done = wang.post(page(held, name), typed(held, **more) | {"reason-R-605": SAID})
    assert done.status_code == 302, done.content.decode()
    assert Case.objects.get(pk=held.case.pk).state == state
    ruling = Ruling.objects.get(dossier=held.case.dossier, rule="R-605")
    assert (ruling.reason, ruling.gate, ruling.by) == (SAID, gate, held.reviewer)
    assert told(held, "ruling")["reason"] == SAID
    assert SAID in wang.get(reverse("cases:review", args=[held.review.pk])).content.decode()


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(("name", "more", "state", "gate"), ENDINGS, ids=["approve", "return", "send back"])
def test_R_605_a_late_review_ends_with_a_reason_by_the_api(held, name, more, state, gate):
    refused = api(held.reviewer, held, name, **typed(held, **more))
    assert refused.status_code == 409
    assert [one["rule"] for one in refused.json()["findings"]] == ["R-605"]
    assert api(held.reviewer, held, name, **typed(held, **more), reasons={"R-605": "  "}).status_code == 409
    done = api(held.reviewer, held, name, **typed(held, **more), reasons={"R-605": SAID})
    assert done.status_code == 200, done.json()
    assert Case.objects.get(pk=held.case.pk).state == state
    assert Ruling.objects.get(dossier=held.case.dossier, rule="R-605").gate == gate


def test_R_605_nobody_is_asked_for_a_reason_in_time(held):
    with clock.set_to(MORNING):
        wang = client_of(held.reviewer)
        assert "reason-R-605" not in wang.get(page(held, "approve")).content.decode()
        assert wang.post(page(held, "approve"), typed(held)).status_code == 302


def test_the_desk_says_that_the_term_is_over(held):
    address = reverse("cases:review", args=[held.review.pk])
    for moment, words in ((LATE, True), (MORNING, False)):
        with clock.set_to(moment):
            assert ("已超审核期限" in client_of(held.reviewer).get(address).content.decode()) is words


# -- the head lets it take longer ------------------------------------------------------------------------------


def extended(lane, by, at=MORNING, days=5, reason="案情疑难，涉及两个部门"):
    with clock.set_to(at):
        return client_of(by).post(
            f"/api/cases/{lane.case.pk}/extend_review/",
            {"days": days, "reason": reason},
            content_type="application/json",
        )


def test_R_605_the_head_extends_the_term_before_it_ends(held):
    before = now(held).due_on
    address = reverse("cases:step", args=[held.case.pk, "extend_review"])
    with clock.set_to(MORNING):
        head = client_of(held.head)
        assert "批准延长审核期限" in head.get(reverse("cases:detail", args=[held.case.pk])).content.decode()
        assert "王五" in head.get(address).content.decode()
        assert head.post(address, {"days": 5, "reason": "案情疑难"}).status_code == 302
    review = now(held)
    assert (review.due_on - before).days == 7 and (review.extra_by, review.extra_days) == (held.head, 5)
    limit = held.case.limits.get(key="review")
    assert limit.safe_day == review.due_on == Case.objects.get(pk=held.case.pk).next_due
    assert told(held, "case.extend_review")["days"] == 5
    last = datetime.combine(review.due_on, time(9), MORNING.tzinfo)
    with clock.set_to(last):
        wang = client_of(held.reviewer)
        assert "批准延长 5 个工作日" in wang.get(reverse("cases:review", args=[review.pk])).content.decode()
        assert wang.post(page(held, "approve"), typed(held)).status_code == 302


def test_R_605_the_term_is_extended_once_and_not_when_it_is_over(held):
    late = extended(held, held.head, LATE)
    assert late.status_code == 409 and "已经届满" in late.json()["message"]
    assert extended(held, held.head).status_code == 200
    again = extended(held, held.head)
    assert again.status_code == 409 and "不能再延长" in again.json()["message"]
    assert extended(held, held.zhang).status_code == 403
    assert extended(held, held.reviewer).status_code == 403


def test_a_calendar_counts_an_extended_term_anew_with_what_was_added(held):
    extended(held, held.head)
    kept = held.case.limits.get(key="review").reckoning
    assert (kept.term.days, [each.days for each in kept.extensions]) == (5, [5])
    assert kept.count(calendar_for()).safe_day == now(held).due_on


# -- somebody else takes it back -------------------------------------------------------------------------------


@pytest.mark.usefixtures("late")
def test_another_reviewer_takes_a_file_back_after_its_term(held):
    other = client_of(held.other_reviewer)
    address = reverse("cases:review", args=[held.review.pk])
    assert "收回到队列" in other.get(address).content.decode()
    assert other.post(page(held, "release"), {"reason": ""}).status_code == 422
    assert now(held).reviewer == held.reviewer
    assert other.post(page(held, "release"), {"reason": "王五休假"}).status_code == 302
    assert now(held).reviewer is None and now(held).marks == {}
    said = told(held, "case.release_review")
    assert (said["reason"], said["reviewer"]) == ("王五休假", "王五")
    held.other_reviewer.qualification = "A20263310009"
    held.other_reviewer.save()
    assert other.post(page(held, "take")).status_code == 302
    assert now(held).reviewer == held.other_reviewer


@pytest.mark.usefixtures("late")
def test_another_reviewer_takes_a_file_back_by_the_api(held):
    assert api(held.other_reviewer, held, "release", reason="王五休假").status_code == 200
    assert now(held).reviewer is None


@pytest.mark.parametrize("late_by", [0, 1])
def test_a_file_stays_with_who_holds_it_until_its_safe_day_is_over(held, late_by):
    moment = datetime.combine(now(held).due_on, time(9), MORNING.tzinfo) + late_by * DAY
    with clock.set_to(moment):
        answer = api(held.other_reviewer, held, "release", reason="王五休假")
        assert answer.status_code == (200 if late_by else 409)
        if not late_by:
            assert "王五正在审核" in answer.json()["message"] and "可以收回" in answer.json()["message"]
            shown = client_of(held.other_reviewer).get(reverse("cases:review", args=[held.review.pk]))
            assert "收回到队列" not in shown.content.decode()


def test_the_head_takes_a_file_back_on_the_case_page_and_by_the_api(held):
    step = reverse("cases:step", args=[held.case.pk, "recall_review"])
    detail = reverse("cases:detail", args=[held.case.pk])
    head = client_of(held.head)
    with clock.set_to(MORNING):
        assert step not in head.get(detail).content.decode()
        assert head.post(step, {"reason": "急"}).status_code == 422
    with clock.set_to(LATE):
        head = client_of(held.head)
        assert step in head.get(detail).content.decode()
        assert head.post(step, {"reason": "王五休假，请其他人审核"}).status_code == 302
        assert now(held).reviewer is None
        said = told(held, "case.recall_review")
        assert (said["reason"], said["reviewer"]) == ("王五休假，请其他人审核", "王五")
        reviewing.take(review=held.review, by=held.reviewer, at=LATE)
        address = f"/api/cases/{held.case.pk}/recall_review/"
        assert head.post(address, {"reason": "仍在休假"}, content_type="application/json").status_code == 200
        assert now(held).reviewer is None


@pytest.mark.usefixtures("late")
def test_nobody_who_investigated_takes_the_review_away(held):
    Post.objects.create(officer=held.li, team=held.team, role=Role.TOWNSHIP_REVIEWER, valid_from="2026-01-01")
    assert api(held.li, held, "release", reason="我来").status_code == 403
    outsider = make_officer(Role.OFFICER, held.team, name="郑十")
    assert api(outsider, held, "release", reason="我来").status_code == 403
    assert now(held).reviewer == held.reviewer
