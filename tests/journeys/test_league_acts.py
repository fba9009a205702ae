"""T23 of the usability test: a warning in two presses, with its reason and the way out in sight before the last one."""

import pytest
from playwright.sync_api import expect

from enforcement import clock
from supervision.league.models import Warning
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.operating import counted
from tests.journeys.walking import Walk
from tests.supervision.league.acting import TUESDAY, Published

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]


@pytest.fixture
def league(transactional_db):
    with clock.set_to(TUESDAY):
        yield Published()


@pytest.fixture
def sit_down(open_browser):
    def at(officer, address, profile=DESK):
        walk = Walk(open_browser(officer, profile))
        walk.open(address)
        return walk

    return at


def shown(walk, light):
    """Assert that reason, exit and limit stand on the page."""
    page = walk.page.locator("main")
    for words in (light["reason"], light["exit"], "3 个工作日整改方案", "11-20 前"):
        expect(page).to_contain_text(words)


@pytest.mark.parametrize("profile", [DESK, PHONE], ids=["desk", "phone"])
def test_t23_from_the_desk_in_two_presses(league, sit_down, profile):
    light = league.light()
    walk = sit_down(league.office, "/desk/", profile)
    walk.go(walk.page.get_by_role("link", name="发出预警"), "*/league/warnings/?state=waiting")
    shown(walk, light)
    row = walk.page.get_by_role("row").filter(has_text=light["reason"])
    if profile is PHONE:
        row = walk.page.locator("tr").filter(has_text=light["reason"])
    walk.go(row.get_by_role("button", name="发出警告"), "*/league/warnings/?state=waiting")
    expect(walk.page.locator("[role=status].messages")).to_contain_text("2026-11-20 前答复")
    assert Warning.objects.get().indicator == "P1"
    assert len(counted(walk.page).presses) == 2


def test_t23_from_the_report_in_one_press_and_the_unit_answers(league, sit_down):
    light, standing = league.light(), league.chumen
    walk = sit_down(league.office, f"/league/2026-W46/{standing.path}/?level=TOWN")
    shown(walk, light)
    found = walk.page.locator(".finding").filter(has_text=light["reason"])
    walk.go(found.get_by_role("button", name="发出警告"), f"*/league/2026-W46/{standing.path}/*")
    assert len(counted(walk.page).presses) == 1
    row = Warning.objects.get()

    head = sit_down(league.head, "/desk/", PHONE)
    head.go(head.page.get_by_role("link", name="提交整改方案"), f"*/league/warnings/{row.pk}/")
    head.type("text", "逐件核对，11-25 前补录")
    head.go(head.page.get_by_role("button", name="提交整改方案"), f"*/league/warnings/{row.pk}/")
    row.refresh_from_db()
    assert row.state == "ANSWERED" and len(counted(head.page).presses) == 3
