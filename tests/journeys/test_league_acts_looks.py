"""The pages of acts upon the league: nothing sideways, small or cramped, and no fault that an engine finds."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from enforcement import clock
from enforcement.teams.roles import Role
from supervision.league.services import adjusting, appealing, warning
from tests.factories import make_officer
from tests.journeys.conftest import PHONE
from tests.journeys.test_looks import DARK, WHOLE, found, violations
from tests.supervision.league.acting import TUESDAY, Published

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]


@pytest.fixture
def league(transactional_db):
    """A published week with a warning, an objection and a proposed bonus."""
    with clock.set_to(TUESDAY):
        made = Published()
        sent = warning.issue(made.chumen, cause="BAND", indicator="P1", by=made.office, at=TUESDAY)
        appeal = appealing.appeal(made.chumen, text="当天已录入", indicator="P1", by=made.head, at=TUESDAY)
        made.mend()
        bonus = adjusting.propose(
            kind="BONUS", team=made.city.haimen, period="2026-W47", points=Decimal("1.5"), reason="现场会",
            document="浙执办〔2026〕7号", by=made.office, at=TUESDAY,
        )  # fmt: skip
        yield SimpleNamespace(made=made, sent=sent, appeal=appeal, bonus=bonus)


def pages_of(league):
    """Return {officer: addresses} of every page, each with whoever has most on it."""
    made, table = league.made, league.made.snapshot
    administrator = make_officer(Role.ADMINISTRATOR, made.city.yuhuan)
    return {
        made.office: (
            "/league/rules/", "/league/rules/new/", "/league/warnings/", "/league/warnings/?state=waiting",
            "/league/warnings/inspection/", f"/league/warnings/send/{made.chumen.pk}/", "/league/appeals/",
            f"/league/appeals/{league.appeal.pk}/", "/league/adjustments/", "/league/adjustments/new/",
            f"/league/snapshots/{table.pk}/correct/", f"/league/snapshots/{table.pk}/withdraw/", "/desk/",
        ),
        made.head: (f"/league/warnings/{league.sent.pk}/", f"/league/appeals/new/{made.chumen.pk}/", "/desk/"),
        made.supervisor: (f"/league/adjustments/{league.bonus.pk}/",),
        administrator: ("/manage/mergers/", "/manage/mergers/add/"),
    }  # fmt: skip


@pytest.mark.parametrize("profile", [PHONE, DARK], ids=["phone", "dark"])
def test_every_page_looks_as_it_should(league, open_browser, profile):
    faults, width = {}, profile["viewport"]["width"]
    checks = ("sideways", "small", "cramped") if profile is PHONE else ("sideways", "small")
    for officer, addresses in pages_of(league).items():
        page = open_browser(officer, profile).new_page()
        for address in addresses:
            page.set_viewport_size(profile["viewport"])
            assert page.goto(address).status == 200, address
            told = found(page, *checks)
            # the whole page at once: what the bar at the bottom covers would count as too small to press
            height = page.evaluate("document.documentElement.scrollHeight") + 200
            page.set_viewport_size({"width": width, "height": max(WHOLE, height)})
            if told := told | found(page, "chips", "borders") | violations(page):
                faults[address] = told
    assert faults == {}
