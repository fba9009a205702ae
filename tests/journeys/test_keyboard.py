"""Every page by the keyboard alone: Q06 of the quality checks."""

import pytest

from tests.journeys.conftest import DESK
from tests.journeys.operating import SCRIPTS
from tests.journeys.places import PLACES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
WALK = (SCRIPTS / "walk.js").read_text()
# as narrow as a telephone, where the bars at the edges take most of the window
NARROW = {"viewport": {"width": 390, "height": 667}}
BARRED = ("desk", "list", "start", "sheet", "scene", "weigh-answered", "notice", "receipt", "case-delivered",
          "step-collect", "items", "piece", "me")  # fmt: skip


def walk_through(page):
    """Press Tab until the focus has come round, and return what was wrong on the way."""
    page.evaluate_handle(f"window.walk = ({WALK})()")
    page.evaluate("document.activeElement.blur()")
    faults, presses = [], 4 * page.evaluate("window.walk.count()") + 20
    for _ in range(presses):
        page.keyboard.press("Tab")
        told = page.evaluate("window.walk.here()")
        if told is None:
            break
        faults += told
    return faults + page.evaluate("window.walk.missed()")


@pytest.mark.parametrize("name", PLACES)
def test_Q06_every_control_is_reached_and_seen(window, name):
    assert walk_through(window(name, DESK)) == []


@pytest.mark.parametrize("name", BARRED)
def test_Q06_no_bar_covers_what_has_the_focus(window, name):
    assert walk_through(window(name, NARROW)) == []
