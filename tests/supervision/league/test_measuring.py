"""Which records an indicator counts, for which unit, in which window: on real rows, set-based."""

from datetime import timedelta

import pytest

from supervision.league.counting.measuring import folded, measure
from supervision.league.counting.units import Map
from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.services.computing import scope_of
from tests.factories import make_certificate, make_officer, make_team
from tests.supervision.league.records import HOUR, MONDAY, WEEK, League, merged, moment

pytestmark = pytest.mark.django_db
WEEKS = timedelta(weeks=1)


@pytest.fixture
def league():
    return League()


def counts(indicator, unit, level=Level.TOWN, at=None):
    """Return (n, N) of the period and (n, N) of the twelve weeks."""
    one = catalogue()[indicator]
    scope = scope_of(WEEK, at or WEEK.cut_off)
    rows = measure([one], scope)[indicator]
    traces = folded(one, rows, Map(scope.day), level)
    if unit.path not in traces:
        return None
    said = traces[unit.path].measured()
    return (said.period.n, said.period.of), (said.rolling.n, said.rolling.of)


def test_p1_counts_what_was_logged_within_a_day_and_what_was_not(league):
    chumen = league.city.chumen
    league.log(chumen, 3)
    league.log(chumen, 1, delay=24 * HOUR)
    league.log(chumen, 2, delay=25 * HOUR)
    league.log(chumen, 5, day=MONDAY - 3 * WEEKS, delay=30 * HOUR)
    league.log(chumen, 7, day=MONDAY - 12 * WEEKS)  # older than twelve weeks
    league.log(chumen, 7, day=MONDAY + WEEKS)  # after the cut
    league.log(league.city.dachen, 9)
    assert counts("P1", chumen) == ((4, 6), (4, 11))


def test_nothing_after_the_moment_of_a_provisional_run_counts(league):
    league.log(league.city.chumen, 2)
    league.log(league.city.chumen, 2, day=MONDAY + timedelta(days=3))
    assert counts("P1", league.city.chumen, at=moment(MONDAY, 12))[0] == (2, 2)


def test_e1_and_e2_count_ordinary_decisions_by_their_day(league):
    chumen = league.city.chumen
    league.decide(chumen, 2, days=12)
    league.decide(chumen, 1, days=91)
    league.decide(chumen, 1, day=MONDAY - WEEKS, days=20)
    league.log(chumen, 4)  # simple procedure, no clock
    assert counts("E1", chumen) == ((2, 3), (3, 4))
    assert counts("E2", chumen) == ((12 + 12 + 91, 3), (12 + 12 + 91 + 20, 4))


def test_p2_wants_file_place_and_people(league):
    [case] = league.log(league.city.chumen)
    league.piece(case, 3)
    league.piece(case, place="", start=3)
    league.piece(case, officers=False, start=4)
    assert counts("P2", league.city.chumen)[0] == (3, 5)


def test_p7_counts_reviews_by_the_day_they_were_due(league):
    chumen = league.city.chumen
    league.review(chumen, 2)
    league.review(chumen, 1, done=MONDAY + timedelta(days=1))
    league.review(chumen, 1, done=None)
    league.review(chumen, 1, due=WEEK.last + timedelta(days=1))
    assert counts("P7", chumen)[0] == (2, 4)


def test_t4_wants_two_certificates_in_force_on_the_day(league):
    chumen = league.city.chumen
    league.log(chumen, 3)
    late = make_officer(team=chumen, certificate=False)
    make_certificate(late, valid_to=MONDAY - timedelta(days=1))
    taken = make_officer(team=chumen, certificate=False)
    make_certificate(taken, revoked_on=MONDAY)
    league.log(chumen, crew=(late, league.crew(chumen)[0]))
    league.log(chumen, crew=(league.crew(chumen)[0], taken))
    league.log(chumen, crew=(league.crew(chumen)[0], None))
    assert counts("T4", chumen)[0] == (3, 6)


def test_l4_looks_at_the_items_that_make_up_most_of_the_work(league):
    from cases.models import Case
    from lists.models import DiscretionBenchmark
    from tests.cases.factories import make_item

    other, rare = make_item("ZJ-2"), make_item("ZJ-3")
    league.log(league.city.chumen, 5)
    league.log(league.city.chumen, 4, item=other)
    league.log(league.city.chumen, 1, item=rare)
    assert Case.objects.count() == 10
    DiscretionBenchmark.objects.create(
        code="B", name="基准", item=other.item, basis_law="条例", article="三十二", issuer="市局", path="3310",
        valid_from=MONDAY - WEEKS,
    )  # fmt: skip
    assert counts("L4", league.city.chumen)[0] == (1, 2)
    assert counts("L4", league.city.yuhuan, Level.COUNTY)[0] == (1, 2)


def test_a_squads_case_is_the_towns_where_it_happened_else_where_it_is_stationed(league):
    city = league.city
    league.log(city.squad, 2)
    league.log(city.squad, 3, area=city.jishan.path)
    league.log(make_team("33108390102"), 4)
    assert counts("P1", city.shamen)[0] == (2, 2)
    assert counts("P1", city.jishan)[0] == (3, 3)
    assert counts("P1", city.bureau, Level.DEPARTMENT)[0] == (4, 4)
    assert counts("P1", city.yuhuan, Level.COUNTY)[0] == (9, 9)
    assert counts("P1", city.city, Level.CITY)[0] == (9, 9)


def test_what_a_merged_unit_did_belongs_to_the_other(league):
    city = league.city
    league.log(city.dachen, 2)
    league.log(city.haimen, 3)
    merged(city.dachen, city.haimen, MONDAY + timedelta(days=2))
    assert counts("P1", city.haimen)[0] == (5, 5)
    assert counts("P1", city.dachen) is None
    [gone] = [unit for unit in Map(WEEK.last).units(Level.TOWN) if unit.path == city.dachen.path]
    assert gone.why == "2026-11-11 并入海门街道"


def test_one_statement_for_each_source(league, django_assert_num_queries):
    league.log(league.city.chumen, 3)
    scope = scope_of(WEEK, WEEK.cut_off)
    with django_assert_num_queries(2):  # cases and records
        measure([catalogue()["P1"]], scope)
    with django_assert_num_queries(1):
        measure([catalogue()["T4"]], scope)
