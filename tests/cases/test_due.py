"""Limits on the case: fixed with their working, and counted anew when a missing calendar arrives (R-010)."""

from datetime import date, datetime

import pytest

from cases.file.facts import facts_of
from enforcement import law
from enforcement.journal.models import Entry
from enforcement.parameters.models import Parameter
from enforcement.parameters.services import Off, load_calendar_year
from enforcement.procedures import limits
from tests.cases.factories import Town, issued
from tests.cases.ordinary import DAY, Lane
from tests.conftest import AT, SHANGHAI

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2026, 12, 25, 10, 0, tzinfo=SHANGHAI)


def test_T_010b_a_new_years_notice_moves_what_was_provisional():
    case = issued(Town(), at=DECEMBER)
    row = case.limits.get(key="file_with_unit")
    assert row.legal_last_day == date(2026, 12, 30) and not row.provisional
    pay = case.limits.get(key="pay")
    assert pay.legal_last_day == date(2027, 1, 11) and pay.provisional

    holidays = [Off(date(2027, 1, day), False, "测试") for day in (1, 11, 12)]
    load_calendar_year(year=2027, days=holidays, source="测试通知", by=None, at=DECEMBER)
    moved = limits.recount(by=None, at=AT)

    pay.refresh_from_db()
    assert pay.legal_last_day == date(2027, 1, 13) and not pay.provisional
    assert {each.limit.key for each in moved} >= {"pay"}
    entry = Entry.objects.get(verb="case.deadline", data__key="缴纳罚款")
    assert entry.data["before"] == "2027-01-11" and entry.data["after"] == "2027-01-13"
    assert limits.recount(by=None, at=AT) == []


def test_a_limit_explains_itself():
    case = issued(Town())
    row = case.limits.get(key="pay")
    assert row.clause == "《行政处罚法》第六十七条第三款"
    assert any("收到决定书" in line for line in row.explanation)
    assert (row.start_on, row.legal_last_day, row.safe_day) == (
        AT.date(),
        date(2026, 12, 7),
        date(2026, 12, 4),
    )


def test_the_limit_of_a_clue_is_that_of_the_rule():
    """Both go by the parameter of the place (R-128): the day on the case is the day the rule warns after."""
    lane = Lane()
    Parameter.objects.filter(key="clue.days").update(value=10)
    lane.reach_lead(AT)
    limit = lane.case.limits.get(key="clue")
    assert limit.legal_last_day == date(2026, 12, 4)
    late = datetime(2026, 12, 5, 10, 0, tzinfo=SHANGHAI)
    lane.reach_to_file(late - DAY)
    [facts] = facts_of([lane.case], at=late)
    [warned] = [each for each in law.check(facts, gate="case.request_filing") if each.rule == "R-128"]
    assert "2026-12-04" in warned.message
