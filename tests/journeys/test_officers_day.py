"""An officer's day from the street to the last paper: one visit, its money, the unit's register, the end of the case.

Each press is on the page to which the press before it led; nothing is done by a service behind the browser.
"""

import pytest
from playwright.sync_api import expect

from cases.models import Case, Payment
from enforcement import clock
from tests.conftest import AT
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_on_the_spot import reach_page_3, tell_and_sign, town  # noqa: F401 (the fixture)
from tests.journeys.walking import Walk, link, make_photograph

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
HERE = {"permissions": ["geolocation"], "geolocation": {"latitude": 28.276542, "longitude": 121.401234}}


def to_the_case(walk, case):
    """Go to the case by the row of the list that names it."""
    walk.open("/cases/")
    walk.go(walk.page.locator(f"a[href^='/cases/{case.pk}/']").first, f"*/cases/{case.pk}/*")


def take(walk, step, state, **typed):
    """Take the step that the case page offers, with what is typed, and come back to the case."""
    case = Case.objects.get()
    walk.go(f".next-step a[href^='/cases/{case.pk}/do/{step}/']", f"*/do/{step}/*")
    for name, value in typed.items():
        walk.page.locator(f"[name={name}]").fill(value)
    walk.go("form.card .action-bar .btn-primary, .action-bar .btn-primary", f"*/cases/{case.pk}/*")
    assert Case.objects.get().state == state, walk.told()


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_street_to_the_closed_file(town, open_browser, tmp_path, profile):  # noqa: F811
    street = Walk(open_browser(town.zhang, PHONE, **HERE))
    street.open("/desk/")
    reach_page_3(street, make_photograph(tmp_path))
    tell_and_sign(street)
    street.next("*/receipt/")
    case = Case.objects.get()
    expect(street.page.locator(".receipt .number")).to_have_text(case.number)

    # the unit's register, in which the leader's desk has it waiting
    leader = Walk(open_browser(town.leader, profile))
    leader.open("/desk/")
    leader.go(f".queue a[href='/cases/{case.pk}/']", f"*/cases/{case.pk}/")
    take(leader, "file_with_unit", "DELIVERED")
    assert Case.objects.get().registration.filed_by == town.leader

    # the party pays at the bank: the officer enters the receipt, then closes what is done
    with clock.set_to(AT):
        officer = Walk(open_browser(town.zhang, profile))
        to_the_case(officer, case)
        take(officer, "record_payment", "EXECUTED", reference="T-0001")
        assert Payment.objects.get().amount == case.decision.fine
        take(officer, "close", "CLOSED")
    expect(officer.page.locator("body")).to_contain_text("案卷已封存")
    assert Case.objects.get().dossier.locked_at
    # nothing of it waits any more, on any desk
    for walk in (officer, leader):
        walk.open("/desk/")
        expect(walk.page.locator(f".queue a[href='/cases/{case.pk}/']")).to_have_count(0)
    # and its paper is at hand, from the case
    to_the_case(officer, case)
    officer.go(link(officer, case.decision.document.title).first, "*/documents/*")
    expect(officer.page.locator("main")).to_contain_text(case.number)
