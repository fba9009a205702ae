"""How much time is left, in words and bands (the table of the interface notes, by dated example)."""

from datetime import date

import pytest

from enforcement.law import deadlines, terms
from enforcement.law.calendar import WorkCalendar
from enforcement.templatetags.countdown import band, band_of, countdown, working_days

FRIDAY = date(2026, 11, 20)
OCTOBER = WorkCalendar(
    holidays=[date(2026, 10, day) for day in range(1, 8)],
    worked=[date(2026, 9, 27), date(2026, 10, 10)],
    years=[2026],
)


@pytest.mark.parametrize(
    ("days", "working", "used", "name"),
    [
        (-2, 2, 1, "overdue"),
        (0, 0, 1, "today"),
        (1, 1, 0.9, "soon"),
        (5, 3, 0.1, "soon"),  # three working days, a week-end between
        (6, 4, 0.1, "near"),
        (9, 7, None, "near"),  # seven working days
        (18, 12, 0.80, "near"),  # the last fifth of 90 days
        (19, 13, 0.79, "normal"),
        (41, 29, None, "normal"),
    ],
)
def test_the_bands(days, working, used, name):
    assert band(days, working, used) == name


@pytest.mark.parametrize(
    ("deadline", "words", "name"),
    [
        (None, "没有期限", "none"),
        ({"due": None}, "没有期限", "none"),
        ({"due": date(2026, 11, 18), "unit": "working"}, "超期 2 工作日", "overdue"),
        ({"due": date(2026, 11, 18), "unit": "day"}, "超期 2 天", "overdue"),
        (date(2026, 11, 20), "今天", "today"),
        ({"due": date(2026, 11, 24), "unit": "working"}, "剩 2 工作日", "soon"),
        (date(2026, 11, 24), "剩 4 天", "soon"),
        (date(2026, 11, 29), "剩 9 天", "near"),
        (date(2026, 12, 31), "剩 41 天", "normal"),
        ({"due": date(2027, 1, 26), "start": date(2026, 10, 28)}, "剩 67 天", "normal"),
        ({"due": date(2026, 12, 5), "start": date(2026, 9, 6)}, "剩 15 天", "near"),
        ({"due": date(2026, 12, 5), "paused": "鉴定"}, "已暂停", "paused"),
        (
            {"due": date(2026, 11, 22), "unit": "working"},
            "剩 2 天",
            "soon",
        ),  # a Sunday: no working day is left
        ({"due": date(2026, 11, 27), "unit": "working", "working": 4}, "剩 4 工作日", "near"),
    ],
)
def test_the_words_and_the_band_of_a_deadline(deadline, words, name):
    left = countdown(deadline, FRIDAY)
    assert (left.words, left.band) == (words, name)
    assert band_of(deadline, FRIDAY) == name


def test_a_deadline_of_the_law_explains_itself():
    due = deadlines.deadline(terms.REQUEST_HEARING, date(2026, 9, 25), OCTOBER, event="送达告知书")
    left = countdown(due, date(2026, 9, 28), OCTOBER)
    assert left.due == due.legal_last_day == date(2026, 10, 8)
    assert left.words == "剩 3 工作日"  # 29 and 30 September, 8 October: the holidays do not count
    assert left.title == "申请听证"
    assert left.clause == "《行政处罚法》第六十四条"
    assert left.lines == due.explanation


def test_without_a_calendar_weekdays_count():
    assert working_days(date(2026, 11, 20), date(2026, 11, 20)) == 0
    assert working_days(date(2026, 11, 20), date(2026, 11, 22)) == 0
    assert working_days(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert working_days(date(2026, 11, 20), date(2027, 1, 26)) == 47


def test_used_share_and_provisional_reason():
    left = countdown({"due": date(2026, 12, 10), "start": date(2026, 10, 31), "provisional": True}, FRIDAY)
    assert left.used == 50
    assert left.provisional == "按周一至周五暂估"
    year = "2027年节假日安排尚未录入，暂按周一至周五计算"
    assert countdown({"due": date(2027, 1, 5), "provisional": year}, FRIDAY).provisional == year
