"""The holiday calendar as dated rows (R-001, R-010)."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.parameters.models import CalendarDay, CalendarYear
from enforcement.parameters.seeds import load_holidays
from enforcement.parameters.services import Off, calendar_for, load_calendar_year
from enforcement.teams.roles import Role
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
NEW_YEAR = [Off(date(2027, 1, 1), False, "元旦"), Off(date(2027, 1, 2), False), Off(date(2027, 1, 3), False)]


@pytest.fixture
def holidays(at):
    return load_holidays(by=None, at=at)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 10, 10), True),
        (date(2026, 9, 20), True),
        (date(2026, 2, 28), True),
        (date(2026, 10, 5), False),
        (date(2026, 2, 16), False),
        (date(2025, 10, 8), False),
    ],
)
def test_T_001_working_days(holidays, day, working):
    assert calendar_for().is_working(day) is working


def test_every_day_of_two_years_agrees_with_an_independent_calendar(holidays):
    calendar, day = calendar_for(), date(2025, 1, 1)
    while day.year < 2027:
        assert calendar.is_working(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_T_010a_a_year_without_its_notice_is_provisional(holidays):
    calendar = calendar_for()
    assert calendar.add_working_days(date(2026, 12, 29), 5) == date(2027, 1, 5)
    assert "2027年" in calendar.gaps(date(2026, 12, 29), date(2027, 1, 5))
    assert calendar.gaps(date(2026, 11, 1), date(2026, 12, 31)) == ""
    assert CalendarYear.objects.get(year=2027).provisional


def test_T_010b_loading_the_notice_tells_which_year_changed(holidays, at):
    changed = load_calendar_year(year=2027, days=NEW_YEAR, source=NOTICE, by=None, at=at)

    assert changed == {2027}
    calendar = calendar_for()
    assert not calendar.is_working(date(2027, 1, 1))
    assert calendar.add_working_days(date(2026, 12, 29), 5) == date(2027, 1, 6)
    assert calendar.gaps(date(2026, 12, 29), date(2027, 1, 6)) == ""
    entry = Entry.objects.get(chain__key="settings:calendar", serial=4)
    assert (entry.data["year"], entry.data["source"], entry.data["added"]) == (
        2027,
        NOTICE,
        ["2027-01-01 休", "2027-01-02 休", "2027-01-03 休"],
    )


def test_the_same_notice_twice_changes_nothing(holidays, at):
    load_calendar_year(year=2027, days=NEW_YEAR, source=NOTICE, by=None, at=at)
    entries = Entry.objects.count()

    assert load_calendar_year(year=2027, days=NEW_YEAR, source=NOTICE, by=None, at=at) == frozenset()
    assert Entry.objects.count() == entries
    assert load_holidays(by=None, at=at) == set()


def test_an_added_working_saturday_is_told(holidays, at):
    days = [Off(row.day, row.is_working, row.name) for row in CalendarDay.objects.filter(day__year=2026)]
    days.append(Off(date(2026, 12, 5), True))

    assert load_calendar_year(year=2026, days=days, source="补充通知", by=None, at=at) == {2026}
    assert calendar_for().is_working(date(2026, 12, 5))


def test_a_better_source_alone_changes_no_day(holidays, at):
    days = [Off(row.day, row.is_working, row.name) for row in CalendarDay.objects.filter(day__year=2026)]
    assert load_calendar_year(year=2026, days=days, source="文号已补", by=None, at=at) == frozenset()
    assert CalendarYear.objects.get(year=2026).source == "文号已补"


@pytest.mark.parametrize(
    ("days", "source", "reason"),
    [
        ([], NOTICE, "没有任何"),
        (NEW_YEAR, "  ", "没有写来源"),
        ([Off(date(2026, 1, 1), False)], NOTICE, "不在2027年"),
        ([NEW_YEAR[0], NEW_YEAR[0]], NOTICE, "出现两次"),
        ([Off(date(2027, 1, 4), True)], NOTICE, "周一至周五"),
    ],
)
def test_a_wrong_notice_is_refused_and_changes_nothing(holidays, at, days, source, reason):
    before = list(CalendarDay.objects.values_list("day", "is_working"))
    with pytest.raises(Refused, match=reason):
        load_calendar_year(year=2027, days=days, source=source, by=None, at=at)
    assert list(CalendarDay.objects.values_list("day", "is_working")) == before


def test_a_known_year_cannot_become_provisional_again(holidays, at):
    with pytest.raises(Refused, match="不能改回暂估"):
        load_calendar_year(year=2026, days=[], source=NOTICE, by=None, at=at, provisional=True)


def test_only_the_citys_administrator_may(holidays, at):
    county = make_officer(Role.ADMINISTRATOR, make_team("331083"))
    with pytest.raises(PermissionDenied):
        load_calendar_year(year=2027, days=NEW_YEAR, source=NOTICE, by=county, at=at)
    city = make_officer(Role.ADMINISTRATOR, make_team("3310"))
    assert load_calendar_year(year=2027, days=NEW_YEAR, source=NOTICE, by=city, at=at) == {2027}


def test_the_calendar_costs_one_query_until_it_changes(holidays):
    calendar_for()
    with CaptureQueriesContext(connection) as queries:
        assert calendar_for() is calendar_for()
    assert len(queries) == 2
