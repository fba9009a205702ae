"""What was told is what is decided: a fact changed after the notice stops the file, and a new notice carries it on."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cases.models import Case, PriorNotice, Review
from cases.review import service as reviewing
from cases.workflow import State
from enforcement import clock
from enforcement.teams.models import Officer
from tests.cases.ordinary import REACHED_ON, Lane
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_whole_case import fill
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
NOW = REACHED_ON[State.REVIEWED] + timedelta(hours=1)
OTHER = "当事人占用人行道堆放货物120平方米"


@pytest.fixture
def lane(transactional_db):
    lane = Lane()
    lane.returned()
    for remark in reviewing.open_remarks(lane.case):
        reviewing.answer_remark(remark=remark, answer="已说明", by=lane.zhang, at=NOW)
    return lane


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_T_121d_told_changed_refused_told_anew_decided(lane, open_browser, profile):
    with clock.set_to(NOW):
        Officer.objects.update(password_changed_on=NOW.date())
        walk, case = Walk(open_browser(lane.zhang, profile)), f"/cases/{lane.case.pk}/"
        walk.open(f"{case}facts/")
        fill(walk, text_1=OTHER)
        walk.go(".action-bar .btn-primary", f"*{case}*")
        # the case page and the step show both, word for word
        for address in (case, f"{case}do/submit/"):
            walk.open(address)
            row = walk.page.locator(".beside tr.apart").filter(has_text="认定事实")
            expect(row.locator("td").nth(0)).to_contain_text("当事人乱扔烟蒂")
            expect(row.locator("td").nth(1)).to_contain_text(OTHER)
            assert row.locator("del").count() and row.locator("ins").count()
            assert walk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        walk.press(".action-bar .btn-primary")
        refusal = walk.page.locator(".refusal")
        for words in ("与告知的不同", "当事人乱扔烟蒂", OTHER, "第四十五条", "补充调查"):
            expect(refusal).to_contain_text(words)
        # the way on that the refusal names
        tell_anew(walk, case)
        lane.reach_in_review(NOW)
        desk = Walk(open_browser(lane.reviewer, DESK))
        reviewing.take(review=lane.review, by=lane.reviewer, at=NOW)
        desk.open(f"/reviews/{lane.review.pk}/?show=told")
        expect(desk.page.locator("#middle .beside")).to_contain_text(OTHER)
        expect(desk.page.locator("#middle .beside tr.apart")).to_have_count(0)
        desk.open(f"/reviews/{lane.review.pk}/approve/")
        expect(desk.page.locator("form.conclude")).to_contain_text("拟决定的与告知的相同")
        desk.go(desk.page.get_by_role("button", name="确认出具审核意见"), "*/reviews/*")
        assert Review.objects.latest("pk").result == "AGREE"
        head = Walk(open_browser(lane.head, profile))
        head.open(f"{case}do/decide/")
        expect(head.page.get_by_role("link", name="预览行政处罚决定书")).to_be_visible()
        head.go(".action-bar .btn-primary", f"*{case}")
    made = Case.objects.get()
    assert made.state == State.DECIDED, head.told()
    assert OTHER in made.decision.document.content["act"]


def tell_anew(walk, case):
    walk.open(f"{case}do/reopen/")
    fill(walk, reason="认定的事实有变化")
    walk.go(".action-bar .btn-primary", f"*{case}")
    walk.open(f"{case}do/conclude/")
    fill(walk, nature="占道堆放", reasoning="情节一般", proposal="建议罚款2000元", verified=True)
    walk.go(".action-bar .btn-primary", f"*{case}")
    walk.open(f"{case}do/give_notice/")
    expect(walk.page.get_by_role("link", name="预览行政处罚事先告知书")).to_be_visible()
    walk.go(".action-bar .btn-primary", f"*{case}")
    first, second = PriorNotice.objects.order_by("pk")
    assert first.cancelled_at and not second.cancelled_at
