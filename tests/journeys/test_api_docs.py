"""The API's own description is readable in the browser, under the content policy that every page has."""

import pytest
from playwright.sync_api import expect

from enforcement.teams.roles import Role
from tests.factories import make_officer, make_team

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]


def test_the_reader_shows_every_noun_and_nothing_is_blocked(open_browser):
    office = make_officer(Role.CITY_OFFICE, make_team("331000901"), name="陈九")
    context = open_browser(office)
    page, blocked = context.new_page(), []
    page.on(
        "console", lambda said: blocked.append(said.text) if "Content Security Policy" in said.text else None
    )
    answer = page.goto("/api/docs/")
    assert "unsafe-inline" not in answer.headers["content-security-policy"].split("style-src-attr")[0]
    expect(page.get_by_role("heading", name="bulletins")).to_be_visible(timeout=30_000)
    expect(page.locator(".opblock").first).to_be_visible(timeout=30_000)
    assert [text for text in blocked if "script" in text] == []
