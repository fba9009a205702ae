"""R-001 … R-011: the date engine, by dated example."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from enforcement.law import amounts, clauses, deadlines, terms
from enforcement.law.clauses import Clause
from enforcement.law.deadlines import Excluded, deadline
from enforcement.law.reckoning import Reckoning
from enforcement.law.terms import Term, Unit

from .conftest import day, make_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")


def term(days, unit, rolls=False):
    return Term("测试期限", days, unit, Clause(clauses.PENALTY, 85), rolls=rolls)


@pytest.mark.parametrize("working", ["2026-10-10", "2026-09-20", "2026-02-28"])
def test_T_001a_worked_weekends(calendar, working):
    assert calendar.is_working(day(working))


@pytest.mark.parametrize("off", ["2026-10-05", "2026-02-16", "2025-10-08"])
def test_T_001b_days_off(calendar, off):
    assert not calendar.is_working(day(off))


DATED = [
    ("T-002a", 5, Unit.WORKING_DAY, "2026-09-17", "2026-09-23"),
    ("T-002b", 7, Unit.WORKING_DAY, "2026-09-18", "2026-09-29"),
    ("T-003a", 15, Unit.DAY, "2026-09-18", "2026-10-08"),
    ("T-003b", 15, Unit.DAY, "2025-12-17", "2026-01-04"),
    ("T-003d", 15, Unit.DAY, "2026-02-04", "2026-02-24"),
    ("T-004a", 6, Unit.MONTH, "2025-08-31", "2026-02-28"),
    ("T-004b", 6, Unit.MONTH, "2026-04-03", "2026-10-08"),
]


@pytest.mark.parametrize(
    ("days", "unit", "start", "last"), [row[1:] for row in DATED], ids=[row[0] for row in DATED]
)
def test_T_002a_T_002b_T_003a_T_003b_T_003d_T_004a_T_004b_last_day(calendar, days, unit, start, last):
    assert deadline(term(days, unit, rolls=True), day(start), calendar).legal_last_day == day(last)


@pytest.mark.parametrize(
    ("hours", "start", "last"),
    [(24, "2026-10-03 22:40", "2026-10-04 22:40"), (48, "2026-02-14 17:30", "2026-02-16 17:30")],
    ids=["T-005a", "T-005b"],
)
def test_T_005a_T_005b_hours_run_through_holidays(calendar, hours, start, last):
    at = datetime.fromisoformat(start).replace(tzinfo=SHANGHAI)
    due = deadline(term(hours, Unit.HOUR), at, calendar)

    assert due.last_at == datetime.fromisoformat(last).replace(tzinfo=SHANGHAI)
    assert due.legal_last_day == due.last_at.date()
    assert not due.provisional


def test_T_006a_payment_is_natural_days(calendar):
    due = deadline(terms.PAY_FINE, date(2026, 9, 22), calendar)
    assert (due.unrolled, due.legal_last_day) == (date(2026, 10, 7), date(2026, 10, 8))


def test_working_days_are_counted_as_they_are_walked(calendar):
    first = date(2025, 9, 25)
    for begun in (first + timedelta(days=n) for n in range(0, 160, 3)):
        walked = 0
        for n in range(1, 260):
            walked += calendar.is_working(begun + timedelta(days=n))
            assert calendar.working_days(begun, begun + timedelta(days=n)) == walked
        assert (
            calendar.working_days(begun, begun)
            == calendar.working_days(begun, first - timedelta(days=9))
            == 0
        )


def test_T_006b_demand_is_working_days(calendar):
    assert deadline(terms.DEMAND_WAIT, date(2026, 9, 14), calendar).legal_last_day == date(2026, 9, 28)


@pytest.mark.parametrize(
    ("notice", "earliest"),
    [("2026-10-14", "2026-10-26"), ("2026-09-21", "2026-10-09"), ("2026-04-27", "2026-05-11")],
    ids=["T-007a", "T-007b", "T-007d"],
)
def test_T_007a_T_007b_T_007d_full_days_between(calendar, notice, earliest):
    assert deadline(terms.HEARING_NOTICE, day(notice), calendar).legal_last_day == day(earliest)


@pytest.mark.parametrize(
    ("filed", "unrolled", "legal", "safe"),
    [
        ("2026-07-03", "2026-10-01", "2026-10-08", "2026-09-30"),
        ("2026-06-29", "2026-09-27", "2026-09-28", "2026-09-24"),
    ],
    ids=["T-008a", "T-008b"],
)
def test_T_008a_T_008b_two_days_for_the_authority(calendar, filed, unrolled, legal, safe):
    due = deadline(terms.DECIDE, day(filed), calendar)
    assert (due.unrolled, due.legal_last_day, due.safe_day) == (day(unrolled), day(legal), day(safe))


def test_T_009a_two_hundred_is_within_two_hundred():
    assert amounts.within(amounts.yuan(200), amounts.SIMPLE_MAX_CITIZEN)


def test_T_009b_threshold_itself_reaches_the_threshold():
    assert amounts.reaches(amounts.yuan(10000), amounts.yuan(10000))
    assert not amounts.reaches(amounts.yuan("9999.99"), amounts.yuan(10000))


def test_T_010a_unknown_year_is_provisional(calendar):
    due = deadline(terms.REQUEST_HEARING, date(2026, 12, 29), calendar)

    assert "2027年节假日安排尚未录入" in due.provisional
    assert due.explanation[-1].startswith("暂定：")


def test_T_010b_recompute_after_the_notice(calendar):
    kept = Reckoning(date(2026, 12, 29), terms.REQUEST_HEARING)
    assert kept.count(calendar).provisional
    new = kept.count(make_calendar(years=(2025, 2026, 2027)))
    assert not new.provisional and new.explanation[0] == kept.count(calendar).explanation[0]


def test_T_010a_expected_year_says_so():
    planned = make_calendar(years=(2025, 2026), provisional_years=(2027,))
    assert "尚未正式公布" in deadline(terms.REQUEST_HEARING, date(2026, 12, 29), planned).provisional


@pytest.mark.parametrize(
    ("postmark", "in_time"), [("2026-10-13", True), ("2026-10-14", False)], ids=["T-011a", "T-011b"]
)
def test_T_011a_T_011b_the_postmark_decides(postmark, in_time):
    paper = deadlines.submitted(date(2026, 10, 13), received=date(2026, 10, 16), postmark=day(postmark))

    assert paper.in_time is in_time
    assert paper.counts_on == day(postmark)


def test_explanation_is_part_of_the_value(calendar):
    due = deadline(terms.PAY_FINE, date(2026, 9, 18), calendar, event="收到决定书")

    assert due.explanation == (
        "起算：2026-09-18 收到决定书（当日不计入）",
        "期限：15日，按自然日计算，最后一日遇休息日顺延（《行政处罚法》第六十七条第三款）",
        "顺延：2026-10-03（周六）为休息日，顺延至2026-10-08（周四）",
        "届满：2026-10-08（周四）",
        "稳妥：2026-09-30（周三），届满前最后一个工作日",
    )


def test_explanation_names_rest_days_and_worked_weekends(calendar):
    due = deadline(terms.DELIVER, date(2026, 9, 29), calendar)

    assert due.legal_last_day == date(2026, 10, 14)
    assert "不计：10-01～10-07、10-11为休息日" in due.explanation
    assert "计入：10-10为调休上班日" in due.explanation


def test_unsure_numbers_say_so(calendar):
    assert "待法制部门确认" in deadline(terms.FILE_SUMMARY, date(2026, 9, 24), calendar).explanation[1]


def test_excluded_intervals_are_merged_and_added(calendar):
    gaps = [
        Excluded(day("2026-08-05"), day("2026-08-15"), "鉴定"),
        Excluded(day("2026-08-01"), day("2026-08-11"), "检测"),
        Excluded(day("2027-08-01"), day("2027-08-11"), "届满以后"),
    ]
    due = deadline(terms.DECIDE, day("2026-07-10"), calendar, excluded=gaps)

    assert due.unrolled == day("2026-10-08") + timedelta(days=14)
    assert [each.ground for each in due.excluded] == ["检测、鉴定"]


def test_excluded_days_do_not_count_as_working_days(calendar):
    gap = Excluded(day("2026-09-21"), day("2026-09-23"), "公告")
    assert deadline(terms.REQUEST_HEARING, day("2026-09-17"), calendar, excluded=[gap]).unrolled == day(
        "2026-09-28"
    )


def test_seizure_does_not_roll(calendar):
    due = deadline(terms.SEIZE, day("2026-09-05"), calendar)
    assert (due.legal_last_day, due.safe_day) == (day("2026-10-05"), day("2026-09-30"))


def test_counting_backwards_skips_rest_days(calendar):
    assert calendar.add_working_days(day("2026-10-08"), -1) == day("2026-09-30")


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-12-15", 1, "2027-01-15")],
)
def test_months_end_where_the_month_does(start, months, last):
    assert deadlines.add_months(day(start), months) == day(last)


@pytest.mark.parametrize(
    ("unit", "days", "last", "longer"),
    [(Unit.DAY, 10, "2026-09-20", "2026-09-24"), (Unit.WORKING_DAY, 3, "2026-09-15", "2026-09-19")],
    ids=["natural days", "working days"],
)
def test_an_interval_extends_from_the_day_after_it_began(calendar, unit, days, last, longer):
    """The day on which an interval begins is counted: one from the last day extends nothing, one from the day before
    does. The working days are worked through without a rest day among them."""
    start = day("2026-09-10")
    plain = deadline(term(days, unit), start, calendar)
    assert plain.unrolled == day(last)
    on_the_last = Excluded(day(last), day(last) + timedelta(days=4), "检测")
    same = deadline(term(days, unit), start, calendar, excluded=[on_the_last])
    assert (same.unrolled, same.excluded) == (plain.unrolled, ())
    assert any("不扣除" in line and "最后一日" in line for line in same.explanation)
    before = Excluded(day(last) - timedelta(days=1), day(last), "检测")
    assert deadline(term(days, unit), start, calendar, excluded=[before]).unrolled == day(last) + timedelta(
        days=1
    )
    a_day_earlier = Excluded(day(last) - timedelta(days=1), day(longer) - timedelta(days=1), "检测")
    moved = deadline(term(days, unit), start, calendar, excluded=[a_day_earlier])
    assert moved.unrolled > plain.unrolled and any("起日计入期限" in line for line in moved.explanation)
