"""What every test shares: the day on which all of them take place."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

# the browser's driver keeps an event loop in this thread; the tests themselves are not asynchronous
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
# the files that take longest, longest first: who began one of them last would work on alone
LONGEST = (
    "tests/upgrade/test_upgrade.py",
    "tests/upgrade/test_limits.py",
    "tests/starting/test_falling.py",
    "tests/starting/test_start.py",
    "tests/starting/test_backup.py",
    "tests/cases/test_whole_city.py",
    "tests/hostile/test_share.py",
    "tests/contract/test_contract.py",
    "tests/test_second_chance.py",
    "tests/test_tampering.py",
    "tests/starting/test_refusals.py",
)


def pytest_collection_modifyitems(items):
    """Put the longest files first, and mark the law's tests, which ask no database and need run on one alone."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
    for item in items:
        if item.nodeid.startswith("tests/law/"):
            item.add_marker("once")
        if item.get_closest_marker("once"):
            needs = {"browser", "django_db"} & {mark.name for mark in item.iter_markers()}
            assert not needs, f"{item.nodeid} is marked `once`, but also {needs}"


@pytest.fixture
def at():
    """Friday, 20 November 2026, ten in the morning."""
    return AT


@pytest.fixture(autouse=True)
def clock_stands(settings, tmp_path_factory):
    """Hold the clock at AT, and keep evidence and documents in a folder of the test run."""
    from enforcement import clock
    from tests.folders import mark_stores

    folder = tmp_path_factory.getbasetemp() / "data"
    settings.DATA_DIR = folder
    settings.EVIDENCE_DIR, settings.DOCUMENTS_DIR = folder / "evidence", folder / "documents"
    mark_stores()
    with clock.set_to(AT):
        yield


@pytest.fixture(autouse=True)
def tables_are_read_anew():
    """Forget the league tables of the test before: under a clock that stands, its keys may come again."""
    yield
    from supervision.league.pages.table import rows as table

    table.sheet_of.cache_clear()
    table.rows_of_seal.cache_clear()
