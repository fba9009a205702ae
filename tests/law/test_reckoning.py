"""What a limit was counted from is kept whole, and counted anew from that alone (R-008, R-010)."""

import json
from datetime import date, datetime

import pytest

from enforcement.law import reckoning, terms
from enforcement.law.calendar import SHANGHAI, WorkCalendar
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.deadlines import Excluded, deadline
from enforcement.law.reckoning import Extension, Reckoning, Setting

DAY = date(2026, 12, 28)
UNKNOWN = WorkCalendar(holidays=(), worked=(), years=(2026,))
LOADED = WorkCalendar(holidays=(date(2027, 1, 1), date(2027, 1, 11)), worked=(), years=(2026, 2027))
GRANTED = Extension(30, date(2026, 12, 30), "孙七")
TESTED = Excluded(date(2026, 12, 29), date(2027, 1, 8), "检测")

EVERY = {
    "working days": Reckoning(DAY, terms.DELIVER),
    "days": Reckoning(DAY, terms.PAY_FINE),
    "months": Reckoning(DAY, terms.SUE),
    "hours": Reckoning(datetime(2026, 12, 28, 17, 30, tzinfo=SHANGHAI), terms.URGENT_APPROVAL),
    "before": Reckoning(DAY, terms.HEARING_NOTICE),
    "excluded and extended": Reckoning(DAY, terms.DECIDE, (TESTED,), (GRANTED, GRANTED)),
    "by a setting": Reckoning(DAY, terms.HANDLE_CLUE, setting=Setting("clue.days", "331083102", DAY)),
    "put off": Reckoning(DAY, terms.PAY_FINE, until=date(2027, 3, 1), words=("孙七批准延期",)),
    "ordered": Reckoning(DAY, until=date(2027, 1, 1), clause=Clause(PENALTY, 28, 1)),
}


@pytest.mark.parametrize("made", EVERY.values(), ids=EVERY)
def test_what_is_stored_is_read_as_it_was(made):
    kept = json.loads(json.dumps(made.stored(), ensure_ascii=False))
    assert reckoning.read(kept, made.start_on) == made
    assert kept["form"] == reckoning.FORM in reckoning.READERS


@pytest.mark.parametrize("calendar", [UNKNOWN, LOADED], ids=["unknown", "loaded"])
@pytest.mark.parametrize("name", ["working days", "days", "months", "before", "by a setting"])
def test_it_counts_as_the_engine_of_dates_does(name, calendar):
    made = EVERY[name]
    found, counted = deadline(made.term, made.start, calendar), made.count(calendar)
    assert counted.days == (found.legal_last_day, found.safe_day, found.provisional)
    assert (counted.explanation, counted.clause) == (found.explanation, str(made.term.clause))


def test_days_that_do_not_count_and_extensions_are_part_of_it():
    counted = EVERY["excluded and extended"].count(LOADED)
    assert counted.legal_last_day == date(
        2027, 6, 7
    )  # 28 December, 150 days, ten that do not count: a Sunday
    assert any("检测" in line for line in counted.explanation)
    assert any("150日" in line for line in counted.explanation)


def test_a_calendar_moves_what_is_counted_and_not_what_was_ordered():
    assert EVERY["working days"].count(UNKNOWN).days == (date(2027, 1, 6),) * 2 + (
        "2027年节假日安排尚未录入，暂按周一至周五计算",
    )
    assert EVERY["working days"].count(LOADED).days == (date(2027, 1, 7), date(2027, 1, 7), "")
    for name, day in (("put off", date(2027, 3, 1)), ("ordered", date(2027, 1, 1))):
        assert EVERY[name].count(UNKNOWN).days == EVERY[name].count(LOADED).days == (day, day, "")
    assert EVERY["put off"].count(LOADED).explanation[-1] == "孙七批准延期"
    assert EVERY["ordered"].count(LOADED).clause == "《行政处罚法》第二十八条第一款"


def test_another_number_of_the_setting():
    made = EVERY["by a setting"].with_number(3)
    assert (made.term.days, made.setting) == (3, EVERY["by a setting"].setting)
    assert made.count(LOADED).legal_last_day == date(2026, 12, 31)


def test_a_limit_without_any_day_is_none():
    with pytest.raises(ValueError, match="clause"):
        Reckoning(DAY)


def test_what_no_version_wrote_is_not_guessed():
    with pytest.raises(KeyError):
        reckoning.read({"form": 99}, DAY)
