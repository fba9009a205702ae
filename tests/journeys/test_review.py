"""The review desk in a browser: T14 to T17 of the usability test, and two people on one file (T19)."""

import pytest
from playwright.sync_api import expect

from cases.models import Assessment, Case, Remark, Review
from cases.review import service as reviewing
from enforcement.documents.models import Document
from tests.cases.ordinary import DAY, Lane
from tests.cases.reviews import Gainful, Neighbour
from tests.conftest import AT
from tests.journeys.conftest import DESK
from tests.journeys.operating import counted
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
SUBMITTED = AT - DAY


@pytest.fixture
def lane(transactional_db):
    """A town with one clean file in the queue."""
    return submitted(Lane())


def submitted(lane):
    Neighbour.submitted(lane, SUBMITTED)
    return lane


@pytest.fixture
def sit_down(open_browser):
    """Return a function that opens a desk window of an officer at an address."""

    def at(officer, address="/reviews/"):
        walk = Walk(open_browser(officer, DESK))
        walk.open(address)
        return walk

    return at


def keys_of(walk):
    """Count every key that is pressed in the window from now on."""
    walk.page.context.add_init_script(
        """addEventListener("keydown", (event) => {
          if (!event.isTrusted || ["Control", "Shift", "Alt"].includes(event.key)) return;
          sessionStorage.setItem("keys", [sessionStorage.getItem("keys"), event.key].filter(Boolean).join(" "));
        }, true);"""
    )
    walk.page.reload()


def pressed(walk):
    return (walk.page.evaluate("sessionStorage.getItem('keys')") or "").split()


def land(walk, key, arrives):
    with walk.page.expect_navigation(url=arrives, wait_until="load"):
        walk.page.keyboard.press(key)


def test_T14_a_clean_file_is_approved_in_three_presses(lane, sit_down, record_property):
    walk = sit_down(lane.reviewer)
    walk.go("tbody [data-row]", "*/reviews/*")
    walk.go(walk.page.get_by_role("link", name="通过", exact=True), "*/approve/*")
    confirm = walk.page.locator(".conclude")
    for words in ("周小明", "罚款 ¥2,000.00", "王五", "A20263310001", "审核记录第 1 版"):
        expect(confirm).to_contain_text(words)
    expect(confirm.locator(".results li")).to_have_count(7)
    walk.go(walk.page.get_by_role("button", name="确认出具审核意见"), "*/reviews/")

    log = counted(walk.page)
    print(f"T14：{log}")
    record_property("T14", str(log))
    assert len(log.presses) <= 3 and not log.fields, log
    review = Review.objects.get()
    assert (review.result, review.reviewer, review.case.state) == ("AGREE", lane.reviewer, "REVIEWED")
    assert all(mark["together"] for mark in review.marks.values()) and len(review.marks) == 7


def test_T15_a_clean_file_is_approved_by_five_keys(lane, sit_down, record_property):
    walk = sit_down(lane.reviewer)
    keys_of(walk)
    walk.page.keyboard.press("j")
    land(walk, "Enter", "**/reviews/*/")
    land(walk, "a", "**/approve/*")
    land(walk, "Control+Enter", "**/reviews/")

    used = pressed(walk)
    print(f"T15：{len(used)} 次按键 {used}")
    record_property("T15", " ".join(used))
    assert len(used) <= 5
    assert Review.objects.get().result == "AGREE"


def test_T15_points_are_marked_by_their_numbers(lane, sit_down):
    walk = sit_down(lane.reviewer)
    walk.go("tbody [data-row]", "*/reviews/*")
    walk.page.locator("body").focus()
    for number in range(1, 8):
        walk.page.keyboard.press(str(number))
        expect(walk.page.locator(".seven > li .mark").nth(number - 1)).to_have_attribute(
            "aria-pressed", "true"
        )
    assert [mark.get("together") for mark in Review.objects.get().marks.values()] == [None] * 7
    land(walk, "a", "**/approve/*")
    assert "一并认定" not in walk.page.content()


def test_the_seven_points_and_the_verdict_are_in_sight_at_once(lane, sit_down):
    walk = sit_down(lane.reviewer)
    walk.go("tbody [data-row]", "*/reviews/*")
    for point in walk.page.locator(".seven > li").all():
        expect(point.locator(".mark")).to_be_in_viewport()
    expect(walk.page.locator(".verdict .btn-primary")).to_be_in_viewport()
    bottom = walk.page.locator(".seven > li").last.bounding_box()
    verdict = walk.page.locator(".verdict").bounding_box()
    assert bottom["y"] + bottom["height"] <= verdict["y"] + 1


def test_a_point_lays_open_what_it_is_about(lane, sit_down):
    walk = sit_down(lane.reviewer)
    walk.go("tbody [data-row]", "*/reviews/*")
    for point, title in (("PROCEDURE", "程序与期限"), ("STANDING", "人员资格与回避"), ("LAW", "法条与裁量")):
        walk.page.locator(f"#point-{point} h3 a").click()
        expect(walk.page.locator("#open-title")).to_have_text(title)
        expect(walk.page.locator("#open-title")).to_be_focused()


def test_a_file_is_looked_at_before_it_is_taken(lane, sit_down):
    walk = sit_down(lane.reviewer)
    walk.go(".reviews .quiet", "*/reviews/*")
    expect(walk.page.get_by_role("button", name="领取", exact=True)).to_be_visible()
    assert Review.objects.get().reviewer is None


def test_m_remarks_on_what_is_in_sight_and_d_disagrees(lane, sit_down):
    walk = sit_down(lane.reviewer)
    walk.go("tbody [data-row]", "*/reviews/*")
    walk.page.keyboard.press("m")
    expect(walk.page.locator("#remark-slot h3")).to_have_text("批注：事项")
    walk.page.locator("#remark-slot textarea").fill("核对事项 m d")
    walk.page.locator("#remark-slot").get_by_role("link", name="取消").click()
    walk.page.locator(".file-list").get_by_role("link", name="行政处罚事先告知书").click()
    expect(walk.page.locator("#open-title")).to_have_text("行政处罚事先告知书")
    # the focus moves there once the part that came in is alive
    expect(walk.page.locator("#open-title")).to_be_focused()
    walk.page.keyboard.press("m")
    expect(walk.page.locator("#remark-slot h3")).to_have_text("批注：《行政处罚事先告知书》第 1 页")
    walk.page.locator("#open-title").focus()
    land(walk, "d", "**/return/*disagree=1")
    expect(walk.page.get_by_role("heading", name="不同意")).to_be_visible()
    assert walk.page.locator("input[name=result]").count() == 3


def test_T16_a_flagged_file_cannot_be_approved(transactional_db, sit_down):
    lane = submitted(Gainful())
    walk = sit_down(lane.reviewer)
    walk.go("tbody [data-row]", "*/reviews/*")
    button = walk.page.get_by_role("button", name="通过", exact=True)
    expect(button).to_be_disabled()
    expect(button).to_have_accessible_description(
        "系统提示还没有答复：有违法所得 500 元，除依法应当退赔的外应当予以没收"
    )
    walk.page.locator("body").focus()
    walk.page.keyboard.press("a")
    assert "/approve/" not in walk.page.url

    walk.type("words", "所得已查，确实无法计算")
    walk.press(walk.page.locator(".hint-line form button"))
    expect(walk.page.get_by_role("link", name="通过", exact=True)).to_be_visible()
    walk.press(walk.page.get_by_label("有问题：4"))
    walk.page.locator("#comment-LAW").fill("引用条款有误")
    walk.press(walk.page.locator("#point-LAW .wrong-with button"))
    expect(button).to_be_disabled()
    expect(button).to_have_accessible_description("有问题的要点：4 适用法律正确，裁量适当")
    assert Review.objects.get().result == ""


def remark_on(walk, field, words):
    walk.press(walk.page.get_by_role("link", name=f"批注 {field}", exact=True))
    walk.page.locator("#remark-slot textarea").fill(words)
    walk.go(walk.page.get_by_role("button", name="记下批注"))


def test_T17_two_remarks_come_back_to_their_fields(lane, sit_down, record_property):
    Assessment.objects.update(correct_by=AT.date() + DAY)
    walk = sit_down(lane.reviewer)
    walk.go("tbody [data-row]", "*/reviews/*")
    remark_on(walk, "拟罚款", "数额偏高，请降到中档")
    remark_on(walk, "裁量等次", "与数额不一致，请核对")
    walk.go(walk.page.get_by_role("link", name="退回（2 处批注）"), "*/return/*")
    walk.choose("建议修改")
    walk.go(walk.page.get_by_role("button", name="退回并出具审核意见"), "*/reviews/")
    case = Case.objects.get()
    assert (case.state, Remark.objects.count()) == ("RETURNED", 2)

    officer = sit_down(lane.zhang, f"/cases/{case.pk}/")
    officer.go(
        officer.page.get_by_role("link", name="逐条补正"), f"*/cases/{case.pk}/weigh/?remark=*#id_fine"
    )
    lands_on(officer, "#id_fine", "数额偏高，请降到中档")
    officer.page.locator("#id_fine").fill("1800")
    save(officer, "*/weigh/?remark=*#id_grade")
    lands_on(officer, "#id_grade", "与数额不一致，请核对")
    with officer.page.expect_response(lambda answer: answer.request.method == "POST"):
        officer.page.locator("#id_grade").select_option("LIGHTER")
    officer.page.wait_for_load_state("networkidle")
    officer.page.locator("#id_fine").fill("1200")
    save(officer, f"*/cases/{case.pk}/remarks/*")

    log = counted(officer.page)
    print(f"T17：{log}")
    record_property("T17", str(log))
    assert len(log.presses) <= 2 * 1 + 1, log.presses
    first, second = Remark.objects.order_by("pk")
    assert first.answer == "已改：2000.00 元 → 1800.00 元" and second.answer == "已改：一般 → 从轻"
    # less than was told: why is asked on this page, and goes with the file
    expect(officer.page.locator("label[for=reason-R-121]")).to_contain_text(
        "罚款由告知的 2,000 元改为 1,200 元"
    )
    officer.type("reason-R-121", "按审核意见降到从轻一档")
    officer.go(officer.page.get_by_role("button", name="重新送审"), f"*/cases/{case.pk}/*")
    assert Review.objects.filter(case=case, serial=2).exists()


def lands_on(walk, field, words):
    """The field is in the window, and the remark beside it."""
    expect(walk.page.locator(field)).to_be_in_viewport()
    expect(walk.page.locator(".remark-banner")).to_contain_text(words)
    expect(walk.page.locator(".remark-banner")).to_be_in_viewport()


def save(walk, arrives):
    walk.go(".action-bar .btn-primary", arrives)


def test_T19_two_reviewers_take_one_file(lane, sit_down):
    lane.other_reviewer.qualification = "A20263310002"
    lane.other_reviewer.save()
    wang, chen = sit_down(lane.reviewer), sit_down(lane.other_reviewer)
    wang.go("tbody [data-row]", "*/reviews/*")
    chen.go("tbody [data-row]", "*/take/")
    expect(chen.page.locator(".refusal")).to_contain_text("王五已经领取这个案件")
    chen.go("text=回到", "*/reviews/")
    expect(chen.page.locator("tbody")).to_contain_text("王五")
    assert Review.objects.get().reviewer == lane.reviewer


def test_T19_two_windows_conclude_one_review(lane, sit_down):
    reviewing.take(review=lane.review, by=lane.reviewer, at=AT)
    page = f"/reviews/{lane.review.pk}/"
    agrees, returns = sit_down(lane.reviewer, page + "approve/"), sit_down(lane.reviewer, page + "return/")
    agrees.type("opinion", "同意，建议从快作出决定")
    returns.choose("建议修改")
    returns.type("opinion", "裁量理由不足，请补充")
    returns.go(returns.page.get_by_role("button", name="退回并出具审核意见"), "*/reviews/")
    agrees.go(agrees.page.get_by_role("button", name="确认出具审核意见"), "*/approve/")
    for words in ("这一次审核已经结束", "裁量理由不足，请补充", "同意，建议从快作出决定"):
        expect(agrees.page.locator(".refusal")).to_contain_text(words)
    expect(agrees.page.locator("#id_opinion")).to_have_value("同意，建议从快作出决定")
    assert Review.objects.get().result == "CORRECT"
    assert Document.objects.filter(kind="REVIEW_OPINION").count() == 1
