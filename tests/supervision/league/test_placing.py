"""Who has a place: what weighs most was scored, on records enough; the rest stand apart, each with a reason."""

from fractions import Fraction

import pytest

from enforcement.errors import Refused
from supervision.league.definitions import Dimension, Level, Placing
from supervision.league.models import ScoringRules, Snapshot
from supervision.league.services import computing, defining, publishing
from tests.supervision.league.acting import MONDAY_AT, TUESDAY
from tests.supervision.league.records import HOUR, WEEK, League
from tests.supervision.league.tables import make_line, measured, score

ENOUGH = Placing(Dimension.ENFORCEMENT, 8)
LINES = (
    make_line("E1", "1", 100, dimension=Dimension.ENFORCEMENT),
    make_line("P1", "0.98", 100),
    make_line("T4", "1", 100, dimension=Dimension.TEAMS),
)


def scored(decisions, *, placing=ENOUGH, lines=LINES, **more):
    held = {"P1": measured(20, 20), "T4": measured(20, 20)}
    if decisions:
        held["E1"] = measured(decisions, decisions)
    return score(lines, held, placing=placing, **more)


def test_nothing_scored_where_it_weighs_most_is_no_first_place():
    found = scored(0)
    assert found.total == 100 and not found.ranked
    assert found.why == "执法看实效没有够件数、能计分的指标，不参加排名"
    assert {mark.indicator for mark in found.marks if mark.share} == {
        "P1",
        "T4",
    }  # the values stand as they are


@pytest.mark.parametrize(("decisions", "ranked"), [(4, False), (5, False), (7, False), (8, True), (30, True)])
def test_a_place_takes_records_enough(decisions, ranked):
    found = scored(decisions)
    assert found.ranked is ranked
    if decisions in (5, 7):
        assert found.why == f"执法看实效只有{decisions}件记录，不足8件，不参加排名"


def test_the_twelve_weeks_count_where_they_are_used():
    held = {"E1": measured(2, 2, rolling=(9, 9)), "P1": measured(20, 20)}
    assert score(LINES, held, placing=ENOUGH).ranked


def test_rules_of_before_ask_for_nothing_and_rank_as_they_did():
    assert scored(0, placing=None).ranked and scored(5, placing=None).ranked


def test_a_level_without_such_indicators_is_not_asked_for_them():
    only_city = make_line("E1", "1", 100, dimension=Dimension.ENFORCEMENT, levels=frozenset({Level.CITY}))
    assert scored(0, lines=(only_city, *LINES[1:])).ranked


def test_who_stands_apart_moves_nobody():
    from supervision.league.scores.scoring import rank

    rows = [scored(0, unit="甲"), scored(9, unit="乙"), score(LINES, {
        "E1": measured(8, 10), "P1": measured(20, 20), "T4": measured(20, 20)
    }, unit="丙", placing=ENOUGH)]  # fmt: skip
    assert rank(rows) == {"乙": 1, "丙": 2}


@pytest.fixture
def league(db):
    from enforcement.parameters.seeds import load_holidays, load_parameters

    made = League(place_dimension="ENFORCEMENT", place_least=8)
    load_parameters(by=None, at=MONDAY_AT)
    load_holidays(by=None, at=MONDAY_AT)
    made.log(made.city.haimen, 20)
    made.decide(made.city.haimen, 9)
    made.log(made.city.chumen, 20)
    made.decide(made.city.dachen, 5)
    made.log(made.city.dachen, 20)
    return made


def published(league, levels=(Level.TOWN,)):
    computing.cut(WEEK, at=WEEK.cut_off, levels=levels)
    publishing.publish(WEEK, at=MONDAY_AT)
    return Snapshot.objects.shown().get(period=WEEK.key, level="TOWN")


def test_the_table_shows_values_grey_at_the_end_without_a_place(league, pages):
    from enforcement import clock

    snapshot = published(league)
    rows = {row.name: row for row in snapshot.standings.all()}
    assert (rows["海门街道"].rank, rows["楚门镇"].rank, rows["大陈镇"].rank) == (1, None, None)
    assert "不足8件" in rows["大陈镇"].why and rows["楚门镇"].dimensions
    assert snapshot.formula_version.startswith("2.")
    with clock.set_to(TUESDAY):
        _, text = pages(league.office, "/league/2026-W46/")
    line = next(each for each in text.splitlines() if f'id="u{league.city.chumen.path}"' in each)
    assert 'class="out"' in line and "执法看实效没有够件数" in line
    assert f"{rows['楚门镇'].dimensions['PLATFORM']:.2f}" in line and f">{rows['楚门镇'].total}<" not in line
    assert text.index(f'id="u{league.city.haimen.path}"') < text.index(f'id="u{league.city.chumen.path}"')


def test_the_definitions_say_what_a_place_needs_and_why(league, pages):
    from enforcement import clock

    with clock.set_to(TUESDAY):
        _, text = pages(league.office, "/league/rules/")
    assert "“执法看实效”有得分" in text and "8 件以上记录" in text and "不排名不是扣分" in text


def test_a_correction_of_an_old_table_is_ranked_by_its_own_rules(league):
    ScoringRules.objects.update(place_dimension="", place_least=0)
    old = published(league)
    ScoringRules.objects.filter(pk=old.rules_id).update()
    assert old.standings.get(name="楚门镇").rank
    # a version of the first formula keeps its mark and its seal
    Snapshot.objects.filter(pk=old.pk).update(formula_version="0123456789ab")
    old.refresh_from_db()
    Snapshot.objects.filter(pk=old.pk).update(digest=computing.digest_of(old))
    old.refresh_from_db()
    assert publishing.is_intact(old)
    case = league.log(league.city.chumen, 1, delay=30 * HOUR)[0]
    case.discovered_at = case.opened_at - HOUR
    case.save(update_fields=["discovered_at"])
    new = publishing.correct(WEEK, "TOWN", reason="补录", by=league.office, at=TUESDAY)
    assert new.standings.get(name="楚门镇").rank and publishing.is_intact(old)


def test_a_new_version_has_to_name_the_heaviest_dimension(league):
    given = {
        "lines": {}, "title": "第二版", "document": "市办〔2026〕2号", "valid_from": WEEK.next.next.first,
        "valid_to": None, "weights": {"LISTS": 15, "TEAMS": 15, "ENFORCEMENT": 30, "PLATFORM": 20, "SYSTEM": 10,
                                      "INNOVATION": 10},
    }  # fmt: skip
    drafted, rows = defining.drafted(after=league.rules, place_dimension="LISTS", **given)
    [found] = defining.faults_of_placing(drafted, rows)
    assert "执法看实效" in str(found)
    drafted, rows = defining.drafted(after=league.rules, place_least=0, **given)
    assert "小于1" in str(defining.faults_of_placing(drafted, rows)[0])
    with pytest.raises(Refused, match="权重最大的"):
        defining.publish_rules(place_dimension="LISTS", by=league.office, at=TUESDAY, **given)
    made = defining.publish_rules(by=league.office, at=TUESDAY, **given)
    assert (made.place_dimension, made.place_least) == ("ENFORCEMENT", 8)


def test_exact_thirds_still_rank():
    assert score(LINES[1:], {"P1": measured(20, 20)}).total == Fraction(100)
