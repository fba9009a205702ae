"""A review past its term in a browser: approved with a reason, returned with a reason, taken back from who is away."""

import os

import pytest
from playwright.sync_api import expect

from cases.models import Review
from cases.review import service as reviewing
from enforcement.dossiers.models import Ruling
from tests.cases.ordinary import DAY, Lane
from tests.cases.reviews import Neighbour
from tests.conftest import AT
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
SUBMITTED = AT - 20 * DAY
TABLET = {"viewport": {"width": 768, "height": 1024}}
WHY = "需要向市局请示法律适用，答复后才能审结"


@pytest.fixture
def lane(transactional_db):
    """A town whose file was submitted long ago and is in the reviewer's hands."""
    lane = Lane()
    Neighbour.submitted(lane, SUBMITTED)
    reviewing.take(review=lane.review, by=lane.reviewer, at=SUBMITTED + DAY)
    return lane


@pytest.fixture
def sit_down(open_browser):
    """Return a function that opens a window of an officer at an address."""

    def at(officer, address, size=DESK):
        walk = Walk(open_browser(officer, size))
        walk.open(address)
        return walk

    return at


def ended(lane):
    review = Review.objects.get(pk=lane.review.pk)
    ruling = Ruling.objects.get(dossier=review.case.dossier, rule="R-605")
    assert ruling.reason == WHY and ruling.by == lane.reviewer and review.document
    return review.result, review.case.state


@pytest.mark.parametrize("size", [DESK, TABLET, PHONE], ids=["desk", "tablet", "phone"])
def test_a_late_review_is_approved_with_its_reason(lane, sit_down, size):
    walk = sit_down(lane.reviewer, f"/reviews/{lane.review.pk}/", size)
    expect(walk.page.get_by_text("已超审核期限")).to_be_visible()
    walk.go(walk.page.get_by_role("link", name="通过", exact=True), "*/approve/*")
    box = walk.page.locator("#reason-R-605")
    expect(box).to_be_visible()
    expect(walk.page.get_by_text("按下后出具法制审核意见书")).to_be_in_viewport()
    walk.page.get_by_role("button", name="确认出具审核意见").click()
    expect(walk.page.locator(".refusal")).to_contain_text("写明超时的原因")
    if shots := os.environ.get("SHOTS"):
        walk.page.screenshot(path=f"{shots}/approve-{size['viewport']['width']}.png")
    walk.page.locator("#reason-R-605").fill(WHY)
    walk.go(walk.page.get_by_role("button", name="确认出具审核意见"), "*/reviews/")
    assert ended(lane) == ("AGREE", "REVIEWED")


def test_a_late_review_is_returned_with_its_reason(lane, sit_down):
    walk = sit_down(lane.reviewer, f"/reviews/{lane.review.pk}/")
    walk.go(walk.page.get_by_role("link", name="退回", exact=True), "*/return/*")
    walk.page.locator("input[name=result][value=CORRECT]").check(force=True)
    walk.page.get_by_label("意见说明").fill("罚款数额的理由写得不清楚")
    walk.page.locator("#reason-R-605").fill(WHY)
    walk.go(walk.page.get_by_role("button", name="退回并出具审核意见"), "*/reviews/")
    assert ended(lane) == ("CORRECT", "RETURNED")


def test_a_file_of_somebody_away_is_taken_back_and_reviewed(lane, sit_down):
    lane.other_reviewer.qualification = "A20263310009"
    lane.other_reviewer.save()
    walk = sit_down(lane.other_reviewer, f"/reviews/{lane.review.pk}/")
    walk.page.get_by_label("收回的理由").fill("王五休假")
    walk.go(walk.page.get_by_role("button", name="收回到队列"), f"*/reviews/{lane.review.pk}/")
    walk.go(walk.page.get_by_role("button", name="领取", exact=True), f"*/reviews/{lane.review.pk}/")
    expect(walk.page.get_by_role("link", name="通过", exact=True)).to_be_visible()
    assert Review.objects.get(pk=lane.review.pk).reviewer == lane.other_reviewer
