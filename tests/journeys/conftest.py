"""The product served to a real browser, and people who use it.

Every page comes through the same middleware as in production, static files too. The server's threads share this
process's clock. One world per test, or one per module for tests that only look; the tables are emptied afterwards.
"""

import os
import shutil
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import expect

from enforcement import clock
from enforcement.journal import triggers
from tests.conftest import AT
from tests.folders import mark_stores
from tests.journeys.places import PLACES, STATUS, World
from tests.journeys.walking import Walk

# the browser's driver keeps an event loop in the thread of the tests
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
MADE_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1366, "height": 768}}
WHERE = {"latitude": 28.276542, "longitude": 121.401234}


def pytest_runtest_setup(item):
    """Skip without a browser; where CI ought to have brought one, fail."""
    if CHROMIUM:
        return
    if os.environ.get("CI"):
        pytest.fail("没有找到 Chromium，CI 里不能跳过浏览器测试")
    pytest.skip("没有找到 Chromium（PATH 里的 chromium，或者环境变量 CHROMIUM）")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(QUIET)}


@pytest.fixture(scope="session")
def site(django_db_setup):
    """Serve the product on a free port, and return its address."""
    thread = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@contextmanager
def own_rows(blocker):
    """Open the test database to this process's threads, and leave it as empty as it was."""
    with blocker.unblock():
        assert "test" in str(connection.settings_dict["NAME"])
        try:
            yield
        finally:
            empty_tables()
            cache.clear()


def empty_tables():
    """Delete what stands in any table; few of them hold rows, and to truncate them all takes a second."""
    names = set(connection.introspection.table_names()) - MADE_BY_MIGRATE
    quoted = [connection.ops.quote_name(name) for name in sorted(names)]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in quoted)
    with triggers.lifted(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")


@contextmanager
def standing_still(tmp_path_factory):
    """Hold the clock and the folders for rows that live longer than one test, as tests/conftest.py does for one."""
    folder = tmp_path_factory.getbasetemp() / "data"
    folders = {"DATA_DIR": folder, "EVIDENCE_DIR": folder / "evidence", "DOCUMENTS_DIR": folder / "documents"}
    with override_settings(**folders), clock.set_to(AT):
        mark_stores()
        yield


@pytest.fixture
def transactional_db(request, site, django_db_blocker):
    """Let a test write rows that the server sees; in place of pytest-django's, which flushes against the triggers."""
    if "lasting_rows" in request.fixturenames:
        yield
        return
    with own_rows(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def lasting_rows(site, django_db_blocker, tmp_path_factory):
    """Let a module's tests look at the same rows; each of them asks for `transactional_db` as well."""
    with own_rows(django_db_blocker), standing_still(tmp_path_factory):
        yield


@pytest.fixture(scope="module")
def world(lasting_rows):
    """Return a town with rows behind every page."""
    return World()


@pytest.fixture(scope="module")
def open_browser(browser, site):
    """Return a function that opens a window of a profile, signed in as `officer` if one is given."""
    opened = []

    def window(officer=None, profile=DESK, **given):
        spoken = {
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "base_url": site,
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**spoken | profile | given)
        context.set_default_timeout(30_000)
        opened.append(context)
        if officer:
            context.add_cookies([session_of(officer, site)])
        return context

    yield window
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def window(world, open_browser):
    """Return a function that opens a page of the product in a window of `profile`; one window for each person."""
    windows = {}

    def look_at(name, profile):
        who, where = PLACES[name]
        key = (who, str(profile))
        if key not in windows:
            windows[key] = open_browser(who and getattr(world, who), profile).new_page()
        page = windows[key]
        page.set_viewport_size(profile["viewport"])
        answer = page.goto(where(world))
        assert answer.status == STATUS.get(name, 200)
        return page

    return look_at


@pytest.fixture
def sit_down(transactional_db, open_browser):
    """Return a function that opens a window of an officer at an address; all of them are quiet before the rows go."""
    walks = []

    def at(officer, address, profile=DESK):
        walk = Walk(open_browser(officer, profile))
        walks.append(walk)
        walk.open(address)
        return walk

    yield at
    for walk in walks:
        walk.page.wait_for_load_state("networkidle")
        walk.context.close()


def session_of(officer, site):
    """Return the cookie of a session that is open already."""
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
