"""Weeks, months and years: their days, their names, and the hours of a table (mission 9.4 rule 6)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.errors import DomainError
from enforcement.law.calendar import SHANGHAI
from supervision.league.periods import Kind, appeal_limit, containing, final_from, parse
from tests.law.conftest import make_calendar

from .tables import same_every_time


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


PARSED = [
    ("2026-W46", Kind.WEEK, "2026-11-09", "2026-11-15", "2026年第46周"),
    ("2026-W01", Kind.WEEK, "2025-12-29", "2026-01-04", "2026年第1周"),
    ("2026-W53", Kind.WEEK, "2026-12-28", "2027-01-03", "2026年第53周"),
    ("2026-11", Kind.MONTH, "2026-11-01", "2026-11-30", "2026年11月"),
    ("2026-12", Kind.MONTH, "2026-12-01", "2026-12-31", "2026年12月"),
    ("2028-02", Kind.MONTH, "2028-02-01", "2028-02-29", "2028年2月"),
    ("2026", Kind.YEAR, "2026-01-01", "2026-12-31", "2026年"),
]


@pytest.mark.parametrize(("key", "kind", "first", "last", "label"), PARSED, ids=[row[0] for row in PARSED])
def test_a_key_names_its_days(key, kind, first, last, label):
    period = parse(key)
    assert (period.key, period.kind, period.label) == (key, kind, label)
    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "2025-W53",
        "2026-W00",
        "2026-W54",
        "2026-13",
        "2026-00",
        "0000",
        "2026-W1",
        "26",
        "2026-11-01",
        "２０２６",
        "9999",
    ],
)
def test_a_key_that_names_nothing_is_refused(key):
    with pytest.raises(DomainError, match="不是榜单的期"):
        parse(key)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [("2026-W01", "2025-W52", "2026-W02"), ("2026-W53", "2026-W52", "2027-W01"), ("2026-01", "2025-12", "2026-02"),
     ("2026-12", "2026-11", "2027-01"), ("2026", "2025", "2027")],
)  # fmt: skip
def test_neighbours_over_the_end_of_a_year(key, before, after):
    assert (parse(key).previous.key, parse(key).next.key) == (before, after)


@pytest.mark.parametrize(
    ("key", "cut", "published", "rolling"),
    [
        ("2026-W46", "2026-11-16 00:00", "2026-11-16 09:00", "2026-08-24"),
        ("2026-11", "2026-12-01 00:00", "2026-12-01 09:00", "2026-09-08"),
        ("2026", "2027-01-01 00:00", "2027-01-01 09:00", "2026-01-01"),
    ],
)
def test_hours_and_rolling_weeks(key, cut, published, rolling):
    period = parse(key)
    assert (period.cut_off, period.publish_at) == (moment(cut), moment(published))
    assert period.rolling_first == date.fromisoformat(rolling)


def test_a_weeks_table_looks_back_twelve_weeks():
    period = parse("2026-W46")
    assert containing(Kind.WEEK, period.rolling_first).key == "2026-W35"
    assert (period.last - period.rolling_first).days + 1 == 84


@pytest.mark.parametrize(
    ("published", "until", "final"),
    [
        ("2026-11-16 09:00", "2026-11-18 18:00", "2026-11-19 09:00"),  # Monday, Wednesday, Thursday
        (
            "2026-10-05 09:00",
            "2026-10-09 18:00",
            "2026-10-10 09:00",
        ),  # in the holidays; Saturday 10 is worked
        ("2026-09-23 16:00", "2026-09-28 18:00", "2026-09-29 09:00"),  # published late, before Mid-Autumn
        ("2026-11-16 23:59", "2026-11-18 18:00", "2026-11-19 09:00"),
    ],
)
def test_appeal_and_final_run_in_working_days(published, until, final):
    calendar = make_calendar()
    limit = appeal_limit(moment(published), calendar)
    assert limit == moment(until)
    assert final_from(limit, calendar) == moment(final)


days = st.dates(date(2000, 1, 3), date(2060, 12, 31))


@same_every_time
@given(days, st.sampled_from(Kind))
def test_every_day_lies_in_one_period_that_its_key_names(day, kind):
    period = containing(kind, day)
    assert period.first <= day <= period.last
    assert parse(period.key) == period
    assert period.next.first == period.last + timedelta(days=1)
    assert period.next.previous == period
