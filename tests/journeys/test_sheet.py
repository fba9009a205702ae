"""The whole sheet on the desk: advice in any order, never stale, to the paper; wide ranges on a telephone."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from playwright.sync_api import expect

from cases.models import Case, Decision
from lists.models import DiscretionBand, DiscretionBenchmark
from tests.cases.factories import Town, id_number, make_case, make_item
from tests.cases.ordinary import Lane
from tests.journeys.conftest import DESK, PHONE, WHERE
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
ADULT = id_number(date(1990, 3, 7))
ORDERS = [" ".join(one) for one in permutations(["who", "harm", "correction"])]


@pytest.fixture
def town(transactional_db):
    item = make_item(name="擅自占用道路摆摊经营", fine_min=Decimal(20), fine_max=Decimal(40))
    town = Town(item=item)
    town.zhang.partner = town.li
    town.zhang.save()
    return town


@pytest.fixture
def desk(town, open_browser):
    """Return the window of officer zhang with an empty sheet before him."""
    walk = Walk(open_browser(town.zhang, DESK, permissions=["geolocation"], geolocation=WHERE))
    walk.open("/cases/new/")
    walk.go(walk.page.locator("button[value=sheet]"), "*/sheet/")
    return walk


def who(walk):
    walk.choose("擅自占用道路摆摊经营")
    walk.type("place", "人民路12号门前")
    walk.type("name", "李明")
    walk.type("identity", ADULT)
    walk.type("phone", "19900001234")
    walk.type("address", "人民路1号")


ASKED = {
    "who": who,
    "harm": lambda walk: walk.choose("危害轻微"),
    "correction": lambda walk: walk.choose("拒不改正"),
}


def conclusion(walk):
    return walk.page.locator("#weighing .conclusion")


def option(walk, words):
    return walk.page.locator("#weighing .option").filter(has=walk.page.get_by_text(words, exact=True))


@pytest.mark.parametrize("order", ORDERS)
def test_advice_comes_in_whatever_order_the_sheet_is_filled(desk, order):
    for name in order.split():
        ASKED[name](desk)
    desk.page.locator("[name=phone]").blur()
    expect(conclusion(desk)).to_contain_text("没有不予处罚的情形")
    expect(desk.page.locator("[name=fine]")).to_have_value("30")


def test_a_whole_sheet_is_filled_and_issued(desk, town):
    who(desk)
    desk.choose("危害轻微")
    desk.choose("拒不改正")
    expect(desk.page.locator("[name=fine]")).to_have_value("30")

    desk.choose("已当场改正")  # what was said before does not stay
    expect(conclusion(desk)).to_contain_text("可以不予处罚")
    expect(desk.page.locator("[name=fine]")).to_have_value("23")
    desk.choose("行为轻微，没有危害")
    expect(conclusion(desk)).to_contain_text("应当不予处罚")
    desk.choose("危害轻微")
    desk.choose("拒不改正")
    expect(desk.page.locator("[name=fine]")).to_have_value("30")

    desk.page.locator("[name=grade]").select_option("HEAVIER")
    expect(desk.page.locator("[name=fine]")).to_have_value("37")
    desk.page.locator("[name=grade]").select_option("ORDINARY")
    expect(desk.page.locator("[name=fine]")).to_have_value("30")
    desk.press(option(desk, "罚款"))
    desk.choose("已向当事人出示执法证")
    desk.choose("已口头告知")
    desk.choose("没有意见")
    desk.sign()
    desk.next("*/receipt/")
    made = Decision.objects.get()
    assert (made.fine, Case.objects.get().assessment.grade) == (Decimal(30), "ORDINARY")


def test_another_item_asks_anew(desk, town):
    who(desk)
    desk.choose("危害轻微")
    desk.choose("拒不改正")
    expect(desk.page.locator("[name=fine]")).to_have_value("30")
    desk.page.locator("[name=identity]").fill(id_number(date(2013, 11, 18)))
    desk.page.locator("[name=identity]").blur()
    expect(conclusion(desk)).to_contain_text("不满十四周岁")
    expect(desk.page.locator("#weighing [name=guardian]")).to_be_visible()


WIDE = ((1, "占用面积不足一百平方米，且在责令期限内自行拆除的", 100000, 1000000),
        (2, "占用面积一百平方米以上不足五百平方米，或者经责令后逾期未拆除的", 1000000, 10000000),
        (3, "占用面积五百平方米以上，或者造成严重后果的", 10000000, 50000000))  # fmt: skip


def test_wide_ranges_fit_a_telephone(transactional_db, open_browser):
    item = make_item("ZJ-WIDE", fine_min=Decimal(100000), fine_max=Decimal(50000000))
    town = Lane(item=item)
    benchmark = DiscretionBenchmark.objects.create(
        code="TZ-W", name="违法建设", item=item.item, basis_law=item.basis_law, article="第三十二条",
        issuer="台州市综合行政执法局", path="3310", valid_from=date(2025, 1, 1),
    )  # fmt: skip
    for tier, words, low, high in WIDE:
        DiscretionBand.objects.create(
            benchmark=benchmark, position=tier, tier=tier, circumstance=words, low=low, high=high, unit="YUAN"
        )
    case = make_case(town)
    walk = Walk(open_browser(town.zhang, PHONE))
    walk.open(f"/cases/{case.pk}/weigh/")
    walk.choose("较重")
    walk.choose("拒不改正")
    expect(walk.page.locator("#advice .conclusion")).to_be_visible()
    walk.page.locator("[name=band]").select_option(label="第3档 " + WIDE[2][1])
    expect(walk.page.locator("[name=fine]")).to_have_value("30000000")
    assert walk.page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(walk.page.locator("#advice")).not_to_contain_text("可改为 200 元以下")
    expect(walk.page.locator("#advice")).to_contain_text("该事项最低罚款 100,000 元，不能当场决定")
