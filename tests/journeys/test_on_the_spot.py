"""The simple procedure on a telephone, from the desk to the paper: T02, T03, T05 to T08 of the usability test."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from cases.demonstration.cast import credit_number
from cases.models import Case, Decision
from enforcement.documents.models import Document, NumberSeries
from evidence.models import Piece
from lists.models import ItemVersion
from tests.cases.factories import Town, id_number, make_item
from tests.journeys.conftest import PHONE, WHERE
from tests.journeys.operating import counted
from tests.journeys.walking import Walk, make_photograph

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
ADULT = id_number(date(1990, 3, 7))
CHILD = id_number(date(2013, 6, 1), 77)


@pytest.fixture
def town(transactional_db):
    """A town whose commonest item costs 20 to 40 yuan, so that the middle of the ordinary band is 30."""
    item = make_item(name="擅自占用道路摆摊经营", fine_min=Decimal(20), fine_max=Decimal(40))
    town = Town(item=item)
    town.zhang.partner = town.li
    town.zhang.save()
    return town


@pytest.fixture
def street(town, open_browser):
    """Return a function that opens a telephone in the street, at the desk of officer zhang."""

    def at_the_desk(officer=None, **given):
        officer = officer or town.zhang
        walk = Walk(open_browser(officer, PHONE, permissions=["geolocation"], geolocation=WHERE, **given))
        walk.open("/desk/")
        return walk

    return at_the_desk


def log(walk, photo, **party):
    """Go from the desk through page 1."""
    begin(walk, photo, **party)
    walk.next("*/weigh/")


def begin(walk, photo, *, kind="", name="李明", identity=ADULT):
    """Fill page 1."""
    walk.go("text=简易程序 拍照开始")
    expect(walk.page.locator("[data-locate-status]")).to_contain_text("已定位")
    walk.choose("擅自占用道路摆摊经营")
    walk.photograph(photo)
    walk.press("[data-confirm-position]")
    if kind:
        walk.choose(kind)
    walk.type("name", name)
    walk.type("identity", identity)
    walk.type("address", "人民路1号")  # the paper needs it (行政处罚法 59), a person's telephone it does not
    if kind:
        walk.type("phone", "19900001234")
        walk.type("representative", "陈大海")


def weigh(walk, harm, correction, outcome=""):
    """Answer the questions of page 2 and wait for what the law says of each outcome."""
    walk.choose(harm)
    walk.choose(correction)
    expect(walk.page.locator("#advice .conclusion")).to_be_visible()
    if outcome:
        walk.press(outcome_of(walk.page, outcome))


def dearer(town, fine):
    """Make the item so dear that `fine` lies in the middle of its ordinary band."""
    ItemVersion.objects.filter(pk=town.item.pk).update(fine_min=1, fine_max=fine * 2)


def outcome_of(page, words):
    return page.locator("#advice .option").filter(has=page.get_by_text(words, exact=True))


def tell_and_sign(walk):
    """Do page 3 up to the last press."""
    walk.choose("已向当事人出示执法证")
    walk.choose("已口头告知")
    walk.choose("没有意见")
    walk.read_preview()
    walk.sign()


def reach_page_3(walk, photo):
    log(walk, photo)
    weigh(walk, "危害轻微", "拒不改正", "罚款")
    walk.next("*/notice/")


@pytest.mark.parametrize("slow", [False, True], ids=["", "slow"])
def test_T02_a_penalty_with_a_typed_identity(street, town, tmp_path, record_property, slow):
    walk = street()
    if slow:
        walk.slow_down()
    reach_page_3(walk, make_photograph(tmp_path))
    tell_and_sign(walk)
    walk.next("*/receipt/")

    log = counted(walk.page)
    said = f"T02{' 慢速手机' if slow else ''}：{log}，浏览器等待 {walk.waited:.1f} 秒"
    print(said)
    record_property("T02", said)
    decision = Decision.objects.get()
    expect(walk.page.locator(".receipt .number")).to_have_text(decision.document.number)
    assert (decision.fine, decision.case.state, Piece.objects.count()) == (30, "DELIVERED", 1)
    assert len(log.presses) <= 18, log.presses
    assert len(log.fields) <= 12, log.fields
    assert log.seconds <= 60, log.seconds


def test_T03_two_presses_make_one_decision(street, tmp_path):
    walk = street()
    reach_page_3(walk, make_photograph(tmp_path))
    tell_and_sign(walk)
    # the answer to the first press stays away until the second was made
    sent, pressed = [], []

    def hold(route):
        sent.append(route)
        if pressed:
            route.continue_()

    walk.page.route("**/notice/", hold)
    button = walk.page.locator(".action-bar .btn-primary").bounding_box()
    middle = button["x"] + button["width"] / 2, button["y"] + button["height"] / 2
    with walk.page.expect_navigation(url="**/receipt/"):
        with walk.page.expect_request("**/notice/"):
            walk.page.mouse.click(*middle)
        walk.page.mouse.click(*middle)
        pressed.append(True)
        for route in sent:
            route.continue_()

    assert len(sent) == 1
    assert_one_decision()


def test_T03_two_telephones_make_one_decision(street, town, tmp_path):
    mine, his = street(), street(town.li)
    reach_page_3(mine, make_photograph(tmp_path))
    tell_and_sign(mine)
    his.open(mine.page.url)
    tell_and_sign(his)
    for walk in (mine, his):
        walk.page.locator(".action-bar .btn-primary").click(no_wait_after=True)
    said = []
    for walk in (mine, his):
        walk.page.wait_for_url(lambda url: True, wait_until="load")
        expect(walk.page.locator(".receipt .number, .refusal")).to_be_visible()
        said.append(walk.page.locator(".receipt .number").count())

    assert sorted(said) == [0, 1]
    assert_one_decision()


def assert_one_decision():
    assert (Decision.objects.count(), Document.objects.count(), NumberSeries.objects.get().last) == (1, 1, 1)


INKED = """canvas => {
    const dots = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let dark = 0;
    for (let at = 0; at < dots.length; at += 4) dark += dots[at] < 128 && dots[at + 3] > 128;
    return dark;
}"""


def test_a_signature_that_was_kept_is_drawn_again(street, tmp_path):
    walk = street()
    reach_page_3(walk, make_photograph(tmp_path))
    walk.choose("已向当事人出示执法证")
    walk.choose("已口头告知")
    walk.sign()
    pad, again = walk.page.locator("canvas"), walk.page.locator("[data-signature-clear]")
    written = pad.evaluate(INKED)
    walk.next("*/notice/")
    assert walk.told()  # whether he objects was not answered: the page comes back, signed as it was
    expect(again).to_be_visible()
    drawn = pad.evaluate(INKED)
    assert written / 2 < drawn < written * 2, (written, drawn)

    # turned on its side the page draws it anew; 重写 takes it away, and nothing signed is sent
    walk.page.set_viewport_size({"width": 844, "height": 390})
    expect(again).to_be_visible()
    assert pad.evaluate(INKED)
    walk.press(again)
    expect(again).to_be_hidden()
    assert (pad.evaluate(INKED), walk.page.locator("[name=signature]").input_value()) == (0, "")

    walk.page.set_viewport_size(PHONE["viewport"])
    walk.sign()
    walk.choose("没有意见")
    walk.next("*/receipt/")
    assert_one_decision()


def test_T05_a_first_slight_and_corrected_violation_is_asked_about(street, tmp_path):
    walk = street()
    log(walk, make_photograph(tmp_path))
    assert walk.page.locator("input:checked").count() == 0
    weigh(walk, "危害轻微", "已当场改正")
    assert walk.page.locator("[name=outcome]:checked").count() == 0
    assert walk.page.locator("[name=outcome]:disabled").count() == 0
    expect(walk.page.locator("#advice .conclusion")).to_contain_text("第三十三条第一款后半段")

    walk.press(outcome_of(walk.page, "罚款"))
    walk.next("*/weigh/")
    expect(walk.page.locator(".refusal")).to_contain_text("要说明理由")
    expect(walk.page.locator(".refusal")).to_contain_text("《行政处罚法》第三十三条第一款")
    expect(walk.page.locator("[name=outcome][value=FINE]")).to_be_checked()
    walk.type("reason", "一周内三次劝导不听")
    walk.next("*/notice/")
    assert Case.objects.get().assessment.reason == "一周内三次劝导不听"


def test_T06_a_minor_harmless_and_corrected_violation_cannot_be_punished(street, tmp_path):
    walk = street()
    log(walk, make_photograph(tmp_path))
    weigh(walk, "没有危害", "已当场改正")
    for words in ("警告", "罚款", "警告并罚款"):
        expect(outcome_of(walk.page, words).locator("input")).to_be_disabled()
    expect(walk.page.locator("#advice .finding").first).to_contain_text("《行政处罚法》第三十三条第一款")

    # forged: what the page does not offer is refused all the same
    walk.page.eval_on_selector("[name=outcome][value=WARNING]", "one => { one.disabled = false; }")
    walk.press(outcome_of(walk.page, "警告"))
    walk.next("*/weigh/")
    expect(walk.page.locator(".refusal")).to_contain_text("不能继续")
    assert not hasattr(Case.objects.get(), "assessment")

    walk.press(outcome_of(walk.page, "不予处罚"))
    walk.next("*/notice/")
    assert Case.objects.get().assessment.limb == "MINOR"


def test_T07_a_child_of_thirteen_is_not_punished(street, tmp_path):
    walk = street()
    log(walk, make_photograph(tmp_path), name="李小明", identity=CHILD)
    weigh(walk, "较重", "拒不改正")
    expect(walk.page.locator("#advice .option.shut")).to_have_text(["警告", "罚款", "警告并罚款"])
    stop = walk.page.locator("#advice .finding")
    expect(stop).to_contain_text("不能继续")
    expect(stop).to_contain_text("当事人 13 岁，不予行政处罚，应责令监护人管教")
    expect(stop).to_contain_text("依据 《行政处罚法》第三十条")
    expect(stop).to_contain_text("改为不予处罚")

    walk.press(outcome_of(walk.page, "不予处罚"))
    walk.type("guardian_order", "责令监护人李大明严加管教")
    walk.next("*/notice/")
    case = Case.objects.get()
    assert (case.assessment.limb, case.sensitivity) == ("UNDER_AGE", "MINOR")


COMPANY = {"kind": "法人或者其他组织", "identity": credit_number(12), "name": "海岸建材有限公司"}


@pytest.mark.parametrize(
    ("fine", "limit", "party"),
    [(201, "个人 200 元", {}), (3001, "法人或者其他组织 3,000 元", COMPANY)],
    ids=["person", "company"],
)
def test_T08_above_the_limit_everything_goes_over_to_the_general_procedure(
    street, town, tmp_path, fine, limit, party
):
    dearer(town, fine)
    walk = street()
    begin(walk, make_photograph(tmp_path), **party)
    walk.next("*/weigh/")
    weigh(walk, "较重", "拒不改正", "罚款")
    walk.page.locator("#id_fine").fill(str(fine))
    walk.next("*/weigh/")
    stop = walk.page.locator(".refusal")
    expect(stop).to_contain_text(f"罚款 {fine:,} 元超过当场处罚上限（{limit}）")
    expect(stop).to_contain_text("《行政处罚法》第五十一条")
    expect(walk.page.locator("#id_fine")).to_have_value(str(fine))
    walk.go(walk.page.get_by_role("button", name="转普通程序"), "*/cases/*")

    case = Case.objects.select_related("party", "assessment", "item").get()
    assert (case.state, case.procedure, case.partner) == ("TO_FILE", "GENERAL", town.li)
    assert (case.party.name, case.party.identity, case.item) == (
        party.get("name", "李明"),
        party.get("identity", ADULT),
        town.item,
    )
    assert (case.assessment.fine, case.assessment.harm, case.assessment.outcome) == (fine, "SERIOUS", "FINE")
    assert (case.dossier.pieces.count(), Document.objects.count()) == (1, 0)
    for words in ("待立案", "证据 1", f"¥{fine:,}.00"):
        expect(walk.page.locator("main")).to_contain_text(words)
