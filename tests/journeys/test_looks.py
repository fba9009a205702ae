"""Every page as it meets the eye and the finger: Q01 to Q05 of the quality checks."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.operating import SCRIPTS
from tests.journeys.places import PLACES

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
AXE = (Path(settings.BASE_DIR) / "tests" / "vendor" / "axe-core" / "4.14.1" / "axe.min.js").read_text()
LOOK = (SCRIPTS / "look.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DARK = DESK | {"color_scheme": "dark"}
# high enough that no bar sticks to the window's edge and covers something
WHOLE = 16000


def found(page, *checks):
    """Return what the checks found, only where they found anything."""
    page.evaluate_handle(f"window.look = window.look || ({LOOK})()")
    return {check: faults for check in checks if (faults := page.evaluate(f"window.look.{check}()"))}


def violations(page):
    """Return the violations of WCAG 2.2 A and AA that an engine can find."""
    page.evaluate(AXE)
    told = page.evaluate("(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    faults = [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in told["violations"]]
    return {"axe": faults} if faults else {}


@pytest.mark.parametrize("name", PLACES)
def test_on_a_telephone(window, name):
    page = window(name, PHONE)
    faults = found(page, "sideways", "small", "cramped")
    page.set_viewport_size({"width": 320, "height": 640})
    faults |= {f"{check} 320": told for check, told in found(page, "sideways").items()}
    page.set_viewport_size({"width": 390, "height": WHOLE})
    assert faults | found(page, "chips", "borders") | violations(page) == {}


@pytest.mark.parametrize("name", PLACES)
def test_on_a_desk_in_the_dark(window, name):
    page = window(name, DARK)
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    faults = found(page, "sideways", "small")
    page.set_viewport_size({"width": 1366, "height": WHOLE})
    assert faults | found(page, "chips", "borders") | violations(page) == {}
