"""A visit is where the telephone stands now, and what is typed without a signal is kept and sent once."""

import os
from datetime import date

import pytest
from playwright.sync_api import expect

from cases.models import Case, Decision
from evidence.models import Piece
from tests.cases.factories import Town, act, id_number, make_case, make_item, party
from tests.conftest import AT
from tests.journeys.conftest import PHONE, WHERE
from tests.journeys.test_on_the_spot import ADULT, begin, log, outcome_of, tell_and_sign, weigh
from tests.journeys.walking import Walk, make_photograph

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
NAME = "擅自占用道路摆摊经营"
ELSEWHERE = {"latitude": 28.301234, "longitude": 121.455678, "accuracy": 18}  # 6 km away


@pytest.fixture
def town(transactional_db):
    town = Town(item=make_item(name=NAME, fine_min=20, fine_max=40))
    town.zhang.partner = town.li
    town.zhang.save()
    return town


@pytest.fixture
def phone(town, open_browser):
    context = open_browser(
        town.zhang, PHONE, permissions=["geolocation"], geolocation=WHERE | {"accuracy": 25}
    )
    walk = Walk(context)
    walk.open("/desk/")
    return walk


# -- place and position -----------------------------------------------------------------------------------------
def test_place_and_position_are_of_this_visit(phone, town, tmp_path):
    another = party(name="另一人", identity=id_number(date(1985, 4, 5), serial=9))
    make_case(town, what=act(place="解放街3号", **WHERE), who=another)
    phone.context.set_geolocation(ELSEWHERE)
    page = phone.page
    phone.go("text=简易程序 拍照开始")
    told = page.locator("[data-locate-status]")
    expect(told).to_contain_text("已定位 28.30123, 121.45568（误差约 18 米）")
    expect(told).to_contain_text("离上一件（解放街3号）约 6.0 公里")
    expect(page.locator("[name=place]")).to_have_value("")
    expect(page.locator("[data-same-place]")).to_be_hidden()
    expect(page.locator("[data-confirm-position]")).to_have_attribute("aria-pressed", "false")

    phone.choose(NAME)
    phone.type("name", "李明")
    phone.type("identity", ADULT)
    phone.next("*/cases/new/*")
    expect(page.locator("#id_place_confirmed_error")).to_contain_text("还没有确认位置")
    phone.press("[data-confirm-position]")
    phone.next("*/weigh/")
    case = Case.objects.latest("pk")
    assert (float(case.latitude), float(case.longitude), case.accuracy) == (28.301234, 121.455678, 18)
    assert "北纬28.301234" in case.place and "解放街" not in case.place


def test_the_last_place_is_offered_only_nearby_and_taken_by_a_press(phone, town):
    make_case(town, what=act(place="解放街3号", **WHERE))
    page = phone.page
    phone.go("text=简易程序 拍照开始")
    expect(page.locator("[data-previous]")).to_contain_text("上一件在“解放街3号”，相距约 0 米")
    expect(page.locator("[name=place]")).to_have_value("")
    phone.press("[data-same-place]")
    expect(page.locator("[name=place]")).to_have_value("解放街3号")


def test_a_photograph_has_the_position_of_its_own_capture(phone, town, tmp_path):
    page = phone.page
    page.clock.set_fixed_time(AT)
    photo = make_photograph(tmp_path)
    os.utime(photo, (AT.timestamp(), AT.timestamp()))
    phone.go("text=简易程序 拍照开始")
    expect(page.locator("[data-locate-status]")).to_contain_text("已定位")
    phone.context.set_geolocation(ELSEWHERE)
    phone.photograph(photo)
    piece = Piece.objects.get()
    assert (float(piece.latitude), float(piece.longitude)) == (28.301234, 121.455678)
    assert page.locator("[name=latitude]").input_value() == "28.276542"


def test_the_field_in_hand_does_not_lie_under_the_action_bar(phone, town):
    phone.go("text=简易程序 拍照开始")
    bar = phone.page.locator(".action-bar")
    for name in ("place", "name", "identity", "phone"):
        field = phone.page.locator(f"[name={name}]")
        field.focus()
        box, top = field.bounding_box(), bar.bounding_box()["y"]
        assert box["y"] + box["height"] <= top, name


def is_sent(request):
    return request.is_navigation_request() and request.method == "POST"


# -- without a signal -------------------------------------------------------------------------------------------
def test_what_is_typed_offline_is_kept_and_sent_once(phone, town, tmp_path):
    page, posted = phone.page, []
    page.on("request", lambda one: is_sent(one) and posted.append(one.url))
    begin(phone, make_photograph(tmp_path))
    posted.clear()
    phone.context.set_offline(True)
    phone.type("place", "人民路12号门前")
    phone.press(".action-bar .btn-primary")
    note = page.get_by_role("alert").filter(has_text="没有网络，还没有提交")
    expect(note).to_contain_text("联网后自动提交一次")
    phone.press(".action-bar .btn-primary")
    assert posted == [] and Case.objects.count() == 0
    expect(page.locator("[name=place]")).to_have_value("人民路12号门前")

    with page.expect_navigation(url="**/weigh/"):
        phone.context.set_offline(False)
    assert len(posted) == 1
    assert Case.objects.get().place == "人民路12号门前"
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []


def test_a_decision_pressed_offline_is_issued_once(phone, town, tmp_path):
    log(phone, make_photograph(tmp_path))
    weigh(phone, "危害轻微", "拒不改正", "罚款")
    phone.next("*/notice/")
    tell_and_sign(phone)
    phone.context.set_offline(True)
    phone.press(".action-bar .btn-primary")
    expect(phone.page.get_by_role("alert").filter(has_text="没有网络")).to_be_visible()
    with phone.page.expect_navigation(url="**/receipt/"):
        phone.context.set_offline(False)
    assert Decision.objects.count() == 1


def test_what_got_no_answer_is_still_here_and_pointed_out(phone, town, tmp_path):
    """The signal goes while the form is on its way: the browser shows its error page, the copy stays."""
    page = phone.page
    begin(phone, make_photograph(tmp_path))
    phone.type("place", "人民路12号门前")
    address = page.url
    page.route("**/cases/new/**", lambda one: one.abort() if is_sent(one.request) else one.continue_())
    page.route("**/cases/drafts/**", lambda route: route.abort())
    with page.expect_event("framenavigated"):
        page.locator(".action-bar .btn-primary").tap(no_wait_after=True)
    page.unroute("**/cases/new/**")
    phone.open("/desk/")
    note = page.get_by_role("status").filter(has_text="没有收到服务器的答复")
    phone.go(note.get_by_role("link"), address)
    phone.press(page.get_by_role("button", name="恢复"))
    expect(page.locator("[name=place]")).to_have_value("人民路12号门前")
    expect(page.locator("[name=name]")).to_have_value("李明")
    assert outcome_of(page, "罚款").count() == 0
