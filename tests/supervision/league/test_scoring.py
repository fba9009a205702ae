"""Mission 9.4 and 9.5, R-707: points, shares, totals and places, by worked example and by property."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.errors import DomainError
from supervision.league.definitions import Adjustment, Dimension, Direction, Level, Light, Method, Status
from supervision.league.scores import scoring

from .tables import (
    DAY,
    UNITS,
    WIDE,
    counts,
    hit_more,
    make_line,
    make_target,
    measured,
    records,
    same_every_time,
    score,
    with_total,
)

GOLDEN = {"A": ("76.7", 99, 96), "B": (90, 97, 95), "C": (92, 99, 90), "D": (90, 97, 95)}
LINES = (make_line("P2", "0.9", 40), make_line("P5", "0.99", 30), make_line("P7", "0.95", 30))


def golden(unit):
    """Return the unit's score of 9.5: its three rates as n of 1000."""
    rates = zip(LINES, GOLDEN[unit], strict=True)
    return score(LINES, {line.indicator: measured(Fraction(rate) * 10, 1000) for line, rate in rates}, unit)


def test_the_worked_example_to_the_printed_digits():
    scores = [golden(unit) for unit in GOLDEN]

    points = {each.unit: [str(scoring.half_up(mark.points, 4)) for mark in each.marks] for each in scores}
    assert points["A"] == ["34.0889", "30.0000", "30.0000"]
    assert points["B"] == points["D"] == ["40.0000", "29.3939", "30.0000"]
    assert points["C"] == ["40.0000", "30.0000", "28.4211"]
    totals = {each.unit: str(scoring.half_up(each.total, 2)) for each in scores}
    assert totals == {"A": "94.09", "B": "99.39", "C": "98.42", "D": "99.39"}
    assert scoring.rank(scores) == {"A": 4, "B": 1, "C": 3, "D": 1}


def relative(points):
    """Return (two-decimal score, rank) of each unit, from points by indicator and unit."""
    totals = {
        unit: Fraction(
            scoring.half_up(sum(w * p[n] for w, p in zip((40, 30, 30), points, strict=True)) / 100, 2)
        )
        for n, unit in enumerate(GOLDEN)
    }
    places = scoring.rank([with_total(*each) for each in totals.items()])
    return {unit: (str(scoring.half_up(totals[unit], 2)), places[unit]) for unit in GOLDEN}


def test_the_contrast_with_min_max():
    columns = zip(*(map(Fraction, rates) for rates in GOLDEN.values()), strict=True)
    assert relative([scoring.minmax(column) for column in columns]) == {
        "A": ("60.00", 2), "B": ("59.77", 3), "C": ("70.00", 1), "D": ("59.77", 3)
    }  # fmt: skip


def test_the_contrast_with_efficacy():
    columns = [list(map(Fraction, column)) for column in zip(*GOLDEN.values(), strict=True)]
    points = [[scoring.efficacy(value, max(column), min(column)) for value in column] for column in columns]
    assert relative(points) == {
        "A": ("84.00", 2), "B": ("83.91", 3), "C": ("88.00", 1), "D": ("83.91", 3)
    }  # fmt: skip


def test_min_max_of_reverse_and_missing_values():
    assert scoring.minmax([Fraction(1), None, Fraction(3)], Direction.DOWN) == [100, None, 0]
    assert scoring.minmax([Fraction(2), Fraction(2)]) == [100, 100]
    assert scoring.minmax([]) == []


def test_T_707a_two_units_tie():
    found = scoring.rank([with_total("甲", "98.4"), with_total("乙", "98.4"), with_total("丙", "98.39")])
    assert found == {"甲": 1, "乙": 1, "丙": 3}


def test_T_707b_two_cases_are_not_ranked():
    few = score(LINES, {"P2": measured(2, 2)})

    assert not few.ranked
    assert few.why == "样本不足，不参加排名：各项指标近12周都没有达到计分所需的件数，最多的一项只有2件"
    mark = few.marks[0]
    assert (mark.status, mark.count.n, mark.count.of, mark.score) == (Status.SMALL, 2, 2, None)
    assert scoring.rank([few, with_total("乙", 60)]) == {"乙": 1}


def test_nothing_recorded_is_not_ranked():
    nothing = score(LINES, {})
    assert (nothing.ranked, nothing.total) == (False, 0)
    assert nothing.why == "本期没有可以计分的记录，不参加排名"
    assert {mark.status for mark in nothing.marks} == {Status.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [("99.585", 2, "99.59"), ("99.5849", 2, "99.58"), ("-0.005", 2, "-0.01"), ("20.8614", 2, "20.86"),
     ("0.125", 2, "0.13"), (7, 0, "7")],
)  # fmt: skip
def test_half_up(value, digits, shown):
    assert str(scoring.half_up(Fraction(value), digits)) == shown
    assert isinstance(scoring.half_up(value, digits), Decimal)


DOWN = {"direction": Direction.DOWN, "percent": False}
METHODS = [
    ("attain", make_line(target="0.9"), "0.45", 50),
    ("attain above", make_line(target="0.9"), "0.95", 100),
    ("down kept", make_line(target="15", red=Fraction(30), **DOWN), 15, 100),
    ("down to twice the red", make_line(target="15", red=Fraction(30), **DOWN), "37.5", 50),
    ("down beyond", make_line(target="15", red=Fraction(30), **DOWN), 61, 0),
    ("down to the upper", make_line(target="15", red=Fraction(30), options={"upper": 25}, **DOWN), 20, 50),
    ("step top", make_line(method=Method.STEP, options={"steps": [["0.98", 60], ["1", 100]]}), 1, 100),
    ("step part", make_line(method=Method.STEP, options={"steps": [["0.98", 60], ["1", 100]]}), "0.99", 60),
    ("step none", make_line(method=Method.STEP, options={"steps": [["0.98", 60], ["1", 100]]}), "0.97", 0),
    (
        "step down top",
        make_line(method=Method.STEP, options={"steps": [[0, 100], ["0.05", 50]]}, **DOWN),
        0,
        100,
    ),
    (
        "step down none",
        make_line(method=Method.STEP, options={"steps": [[0, 100], ["0.05", 50]]}, **DOWN),
        "0.06",
        0,
    ),
    (
        "step down",
        make_line(method=Method.STEP, options={"steps": [[0, 100], ["0.05", 50]]}, **DOWN),
        "0.01",
        50,
    ),
    ("deduct", make_line(target="0.9", method=Method.DEDUCT, options={"each": 2}), "0.85", 90),
    ("deduct met", make_line(target="0.9", method=Method.DEDUCT, options={"each": 2}), "0.99", 100),
    ("deduct floor", make_line(target="0.9", method=Method.DEDUCT, options={"each": 2}), "0.1", 0),
    (
        "deduct full",
        make_line(target="0.9", method=Method.DEDUCT, options={"each": 1, "full": 80}),
        "0.8",
        70,
    ),
    ("deduct down", make_line(target="15", method=Method.DEDUCT, options={"each": 2}, **DOWN), 20, 90),
    ("efficacy", make_line(target="1", method=Method.EFFICACY, options={"worst": "0.5"}), "0.75", 80),
    ("efficacy worst", make_line(target="1", method=Method.EFFICACY, options={"worst": "0.5"}), "0.5", 60),
    (
        "efficacy not allowed",
        make_line(target="1", method=Method.EFFICACY, options={"worst": "0.5"}),
        "0.25",
        40,
    ),
    (
        "efficacy best",
        make_line(method=Method.EFFICACY, options={"best": "0.95", "worst": "0.5"}),
        "0.99",
        100,
    ),
    ("efficacy down", make_line(target="5", method=Method.EFFICACY, options={"worst": 15}, **DOWN), 10, 80),
]


@pytest.mark.parametrize(
    ("line", "value", "points"), [row[1:] for row in METHODS], ids=[row[0] for row in METHODS]
)
def test_methods(line, value, points):
    assert scoring.score_of(line, Fraction(value), DAY)[0] == points


def test_deduct_per_miss():
    line = make_line(target="1", method=Method.DEDUCT, options={"each": 20, "per": "miss"})
    assert scoring.mark(line, measured(47, 50), DAY, Level.COUNTY).score == 40
    assert scoring.mark(line, measured(40, 50), DAY, Level.COUNTY).score == 0


PACED = make_target("0.9", base=Fraction("0.767"), base_on=date(2026, 8, 5), due_on=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "pace"),
    [("2026-10-15", "83.08"), ("2026-08-05", "76.70"), ("2026-08-01", "76.70"), ("2026-12-31", "90.00"),
     ("2027-01-09", "90.00")],
)  # fmt: skip
def test_pace(day, pace):
    line = make_line(target=PACED, method=Method.PACE)
    points, target = scoring.score_of(line, Fraction("0.767"), date.fromisoformat(day))
    assert str(scoring.half_up(target * 100, 2)) == pace
    assert points == 100 * Fraction("0.767") / target


def test_min_max_never_scores():
    line = make_line(method=Method.MINMAX)
    with pytest.raises(DomainError, match="不能计分"):
        scoring.score_of(line, Fraction(1), DAY)
    with pytest.raises(DomainError, match="不能带权重"):
        scoring.mark(line, measured(9, 10), DAY, Level.COUNTY)
    shown = scoring.mark(replace(line, weight=Fraction(0)), measured(9, 10), DAY, Level.COUNTY)
    assert (shown.status, shown.value, shown.score) == (Status.CONTEXT, Fraction(9, 10), None)


@pytest.mark.parametrize(
    ("found", "status", "used", "rolled"),
    [
        (measured(18, 20, (30, 60)), Status.SCORED, 20, False),
        (measured(18, 19, (30, 60)), Status.SCORED, 60, True),
        (measured(18, 19, (0, 0)), Status.SCORED, 19, False),
        (measured(18, 19, (2, 3)), Status.SCORED, 19, False),
        (measured(0, 0, (4, 5)), Status.SCORED, 5, True),
        (measured(1, 1, (4, 4)), Status.SMALL, 4, True),
        (measured(18, 19, (18, 19)), Status.SCORED, 19, False),
        (measured(0, 0, (0, 0)), Status.NOT_APPLICABLE, 0, False),
    ],
)
def test_small_numbers(found, status, used, rolled):
    mark = scoring.mark(make_line(), found, DAY, Level.COUNTY)
    assert (mark.status, mark.count.of, mark.rolled, mark.period) == (status, used, rolled, found.period)
    assert (mark.score is None) == (status is not Status.SCORED)


def test_other_levels_and_context():
    towns = make_line(levels=frozenset({Level.TOWN}))
    assert scoring.mark(towns, measured(9, 10), DAY, Level.COUNTY).status is Status.NOT_APPLICABLE
    volume = make_line(scored=False, percent=False, target=None)
    shown = scoring.mark(volume, measured(3, 1), DAY, Level.COUNTY)
    assert (shown.status, shown.value, shown.points) == (Status.CONTEXT, 3, 0)


def test_weights_are_spread_again_inside_the_dimension_and_over_the_others():
    lines = (
        make_line("L1", "1", 100, dimension=Dimension.LISTS),
        make_line("E1", "1", 60, dimension=Dimension.ENFORCEMENT),
        make_line("E2", "1", 40, dimension=Dimension.ENFORCEMENT),
        make_line("P2", "1", 100, dimension=Dimension.PLATFORM),
        make_line("Ec", None, 0, dimension=Dimension.ENFORCEMENT, scored=False),
    )
    found = score(lines, {"L1": measured(10, 20), "E1": measured(18, 20), "E2": measured(4, 4)})

    share = {mark.indicator: mark.share for mark in found.marks}
    assert share == {"L1": Fraction(100, 3), "E1": Fraction(200, 3), "E2": 0, "P2": 0, "Ec": 0}
    assert found.dimensions == {Dimension.LISTS: 50, Dimension.ENFORCEMENT: 90}
    assert sum(mark.points for mark in found.marks) == Fraction(230, 3)
    assert found.total == Fraction("76.67")


def adjustment(kind, points=0):
    return Adjustment(kind, Fraction(points), "媒体推广", "王五")


@pytest.mark.parametrize(
    ("adjustments", "total"),
    [
        ([adjustment("BONUS", 3)], "93.00"),
        ([adjustment("BONUS", 3), adjustment("BONUS", 4)], "95.00"),
        ([adjustment("DEDUCTION", -9), adjustment("BONUS", 1)], "86.00"),
        ([adjustment("VETO")], "59.99"),
    ],
)
def test_adjustments(adjustments, total):
    found = score([make_line(target="1")], {"P2": measured(90, 100)}, adjustments=adjustments)
    assert str(scoring.half_up(found.total, 2)) == total


def test_totals_stay_inside_0_and_100():
    assert score([make_line()], {"P2": measured(9, 9)}, adjustments=[adjustment("BONUS", 5)]).total == 100
    assert score([make_line()], {"P2": measured(0, 9)}, adjustments=[adjustment("DEDUCTION", -5)]).total == 0


@pytest.mark.parametrize(("certified", "total"), [(99, "99.00"), (98, "59.99")])
def test_misses_cap_the_total(certified, total):
    line = make_line("T4", "1", dimension=Dimension.TEAMS, veto_misses=2)
    found = score([line], {"T4": measured(certified, 100)})
    assert (found.vetoed, str(scoring.half_up(found.total, 2))) == (total == "59.99", total)


def test_a_count_of_misses_vetoes_who_acts_not_what_lies_above():
    line = make_line("T4", "1", dimension=Dimension.TEAMS, veto_misses=2)
    many = {"T4": measured(997, 1000)}
    assert score([line], many).vetoed and score([line], many, level=Level.DEPARTMENT).vetoed
    assert not score([line], many, level=Level.COUNTY).vetoed


def test_a_veto_looks_at_the_period_and_at_few_records_too():
    line = make_line("T4", "1", veto_misses=2, weight=50)
    other = make_line("P2", "1", 50)
    full = {"P2": measured(30, 30)}
    assert score([line, other], full | {"T4": measured(1, 3)}).total == Fraction("59.99")
    assert not score([line, other], full | {"T4": measured(6, 6, (30, 40))}).vetoed


def test_ties_are_split_only_where_asked():
    halves = {Dimension.ENFORCEMENT: Fraction(90)}
    scores = [
        with_total("甲", 90, dimensions=halves),
        with_total("乙", 90, dimensions={Dimension.ENFORCEMENT: Fraction(91)}),
        with_total("丙", 90, dimensions=halves),
        with_total("丁", 90, dimensions=halves, marks=(red_mark(),)),
    ]
    assert set(scoring.rank(scores).values()) == {1}
    chain = scoring.tie_break({"丙": Fraction(1)})
    assert scoring.rank(scores, chain) == {"乙": 1, "丙": 2, "甲": 3, "丁": 4}


def red_mark():
    return replace(scoring.mark(make_line(), measured(5, 9), DAY, Level.COUNTY), light=Light.RED)


def test_one_small_indicator_does_not_make_a_place():
    lines = [
        make_line("L4", dimension=Dimension.LISTS, minimum=1),
        make_line("T4", dimension=Dimension.TEAMS),
        make_line("P1", dimension=Dimension.PLATFORM),
    ]
    small = score(lines, {"L4": measured(1, 1), "T4": measured(2, 2), "P1": measured(2, 2)})
    assert not small.ranked and small.why.startswith("样本不足")
    enough = score(lines, {"L4": measured(1, 1), "T4": measured(2, 2), "P1": measured(20, 20)})
    assert enough.ranked and enough.why == ""


@same_every_time
@given(records(), st.lists(st.tuples(st.sampled_from(["BONUS", "DEDUCTION"]), st.integers(0, 9)), max_size=3))
def test_no_score_leaves_0_to_100_and_points_add_up(found, adjustments):
    given = [adjustment(kind, points if kind == "BONUS" else -points) for kind, points in adjustments]
    result = score(WIDE, found, adjustments=given)

    assert 0 <= result.total <= 100
    assert all(0 <= mark.score <= 100 for mark in result.marks if mark.score is not None)
    assert all(0 <= value <= 100 for value in result.dimensions.values())
    plain = score(WIDE, found)
    if plain.ranked and not plain.vetoed:
        assert plain.total == Fraction(scoring.half_up(sum(mark.points for mark in plain.marks), 2))
    shares = sum(mark.share for mark in result.marks)
    assert shares in ((100,) if result.ranked else (0, 100))


@same_every_time
@given(records(), st.sampled_from(WIDE))
def test_a_miss_that_becomes_a_hit_never_lowers_the_total(found, line):
    better = hit_more(line, found[line.indicator])
    if better:
        assert score(WIDE, found | {line.indicator: better}).total >= score(WIDE, found).total


@same_every_time
@given(counts(), st.sampled_from([line for line in WIDE if line.direction is Direction.UP]))
def test_one_more_hit_never_lowers_the_score_of_an_indicator(count, line):
    line = replace(line, rolling_below=0)
    before, after = (
        scoring.mark(line, measured(count.n + more, count.of + more), DAY, Level.COUNTY) for more in (0, 1)
    )
    if before.score is not None:
        assert after.score >= before.score


@same_every_time
@given(st.lists(records(), min_size=2, max_size=6), st.randoms())
def test_the_order_of_units_and_lines_is_irrelevant(tables, chance):
    units = list(zip(UNITS, tables, strict=False))
    lines = list(WIDE)
    scores = [score(lines, found, unit) for unit, found in units]
    chance.shuffle(units)
    chance.shuffle(lines)
    again = [score(lines, found, unit) for unit, found in units]
    assert scoring.rank(scores) == scoring.rank(again)
    assert {each.unit: each.total for each in scores} == {each.unit: each.total for each in again}
