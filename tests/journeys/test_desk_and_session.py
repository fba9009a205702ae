"""The desk as it opens, and a session that ends in the middle of a form: T09 and T30 of the usability test."""

from datetime import timedelta

import pytest
from django.db.models import F
from playwright.sync_api import expect

from cases.models import Case
from enforcement import clock
from tests.cases.factories import Town, issued, make_case, proposed
from tests.conftest import AT
from tests.factories import PASSWORD, make_officer
from tests.journeys.conftest import DESK
from tests.journeys.operating import counted
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
PLACE = "人民路12号菜场东门外"


@pytest.fixture
def town(transactional_db):
    return Town()


def test_T09_what_is_due_first_stands_on_the_first_screen(town, open_browser):
    for days in (0, 3, 12):
        issued(town, at=AT - timedelta(days=days))
    proposed(town)
    make_case(town)
    walk = Walk(open_browser(town.leader, DESK))  # who keeps the register that these wait for
    walk.open("/desk/")

    first = walk.page.locator(".queue-row").first
    box = first.bounding_box()
    assert box["y"] + box["height"] <= 768
    expect(first.locator(".chip")).to_contain_text("超期")
    shown = [row.get_attribute("href") for row in walk.page.locator(".queue-row").all()]
    due = Case.objects.filter(state="DELIVERED").order_by(F("next_due").asc(nulls_last=True), "-pk")
    assert shown == [f"/cases/{case.pk}/" for case in due]
    assert counted(walk.page).presses == []


@pytest.fixture
def person(town):
    officer = make_officer(team=town.team, name="吴九", password=PASSWORD)
    officer.partner = town.li
    officer.save()
    return officer


@pytest.fixture
def begin(person, open_browser):
    """Return a function that signs in by hand and opens page 1 of a new case."""

    def page_1(**given):
        walk = Walk(open_browser(None, DESK, **given))
        walk.open("/desk/")
        sign_in(walk, person)
        walk.open("/cases/new/")
        walk.go("button[value=pages]")
        return walk

    return page_1


def sign_in(walk, person):
    walk.type("username", person.username)
    walk.type("password", PASSWORD)
    walk.go("form .btn-primary")


def test_T30_a_session_that_ends_while_typing_gives_field_and_text_back(begin, person):
    walk = begin()
    page = walk.page
    walk.type("name", "李明")
    with clock.set_to(AT + timedelta(minutes=31)):
        walk.type("place", PLACE)
        page.keyboard.press("Control+s")
        expect(page.locator("[data-save-status]")).to_contain_text("登录已过期")
        walk.go("text=重新登录")
        sign_in(walk, person)
        expect(page.locator("[name=place]")).to_have_value(PLACE)
        expect(page.locator("[name=name]")).to_have_value("李明")
        expect(page.locator("[name=place]")).to_be_focused()
        expect(page.locator("[data-save-status]")).to_contain_text("已恢复")
        # and it can be saved again
        page.keyboard.type("侧")
        page.keyboard.press("Control+s")
        expect(page.locator("[data-save-status]")).to_contain_text("已保存")


def test_T30_a_form_sent_after_the_end_is_kept_and_can_still_be_sent(begin, person, town):
    walk = begin(java_script_enabled=False)
    walk.choose(town.item.name)
    walk.type("name", "李明")
    walk.type("place", PLACE)
    walk.page.select_option("[name=identity_kind]", "NONE")
    walk.choose("时间、出生日期")
    walk.page.fill("[name=born_on]", "1990-03-07")
    with clock.set_to(AT + timedelta(minutes=31)):
        walk.next("*/login/*")
        sign_in(walk, person)
        expect(walk.page.locator("h1")).to_have_text("刚才填写的内容还在")
        walk.go("button:has-text('继续提交')", "*/weigh/")
    expect(walk.page.locator("main")).to_contain_text("李*")
