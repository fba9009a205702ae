"""Ux C2: rows that add up to the change of a total, the split of a place, and what mending would give."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from supervision.league.definitions import Adjustment, Dimension, Direction, Level
from supervision.league.scores import scoring
from supervision.league.scores.explaining import explain, gap_above, if_mended, rank_split

from .tables import DAY, UNITS, WIDE, make_line, measured, records, same_every_time, score

LINES = (
    make_line("E1", "1", 60, dimension=Dimension.ENFORCEMENT),
    make_line("E2", "1", 40, dimension=Dimension.ENFORCEMENT),
    make_line("P2", "1", 100),
)
GOOD = {"E1": measured(20, 20), "E2": measured(20, 20), "P2": measured(20, 20)}


def bonus(points):
    return Adjustment("BONUS" if points > 0 else "DEDUCTION", Fraction(points), "表彰", "王五")


def test_the_rows_say_which_indicator_cost_what():
    found = explain(
        score(LINES, GOOD), score(LINES, GOOD | {"E1": measured(15, 20), "P2": measured(19, 20)}), LINES
    )

    assert found.change == -11
    assert {row.key: row.shown for row in found.rows} == {
        "E1": Decimal("-9.00"), "E2": Decimal("0.00"), "P2": Decimal("-2.00")
    }  # fmt: skip
    assert [row.key for row in found.worst()] == ["E1", "P2"]
    first = found.rows[0]
    assert (first.before.value, first.after.value, first.note) == (1, Fraction(3, 4), "")
    assert [(each.dimension, each.shown, each.before, each.after) for each in found.dimensions] == [
        (Dimension.ENFORCEMENT, Decimal("-9.00"), 100, 85),
        (Dimension.PLATFORM, Decimal("-2.00"), 100, 95),
    ]


def test_a_weight_that_is_spread_again_is_named():
    before = score(LINES, GOOD | {"E1": measured(10, 20)})
    found = explain(before, score(LINES, GOOD | {"E1": measured(10, 20), "E2": measured(2, 2)}), LINES)

    rows = {row.key: row for row in found.rows}
    assert rows["E1"].note == "占总分的权重由36.00变为60.00（重新分摊）"
    # 24 more of share at 50, where the whole scored 82 before: what it took from the others weighs now
    assert (rows["E1"].by_value, rows["E1"].by_share) == (0, 24 * Fraction(50 - 82, 100))
    assert rows["E2"].note == "本期样本少，不计分，权重分摊给其他指标"
    assert found.change == -12
    both = explain(before, score(LINES, {"E1": measured(5, 20), "P2": measured(20, 20)}), LINES).rows[0]
    # −25 points at a mean share of 48, +24 of share at 37.5 instead of 82
    assert (both.by_value, both.by_share) == (-12, 24 * Fraction(75 - 164, 200))
    back = explain(score(LINES, {"P2": GOOD["P2"]}), before, LINES)
    assert {row.key: row.note for row in back.rows}["E1"] == "上期不适用，本期计分"


def test_an_indicator_of_the_version_before_is_named_too():
    old = make_line("P5", "1", 100)
    found = explain(score([old], {"P5": measured(5, 10)}), score(LINES, GOOD), [*LINES, old])
    notes = {row.key: (row.note, row.change) for row in found.rows}
    assert notes["P2"] == ("本期新计分", 20)  # 40 of share at 100 instead of 50
    assert notes["P5"] == ("本期不适用，权重分摊给其他指标", 0)
    assert sum(row.change for row in found.rows) == found.change


def test_bonus_deduction_veto_and_limits_have_rows_of_their_own():
    plain = score(LINES, GOOD | {"P2": measured(18, 20)})
    raised = score(LINES, GOOD | {"P2": measured(18, 20)}, adjustments=[bonus(5), bonus(-2)])
    assert {row.key: row.change for row in explain(plain, raised, LINES).rows if row.change} == {
        "BONUS": 5, "DEDUCTION": -2
    }  # fmt: skip
    full = explain(score(LINES, GOOD), score(LINES, GOOD, adjustments=[bonus(5)]), LINES)
    assert {row.key: row.change for row in full.rows if row.change} == {"BONUS": 5, "LIMIT": -5}
    vetoed = explain(
        plain, score(LINES, GOOD, adjustments=[Adjustment("VETO", Fraction(0), "虚假记录", "王五")]), LINES
    )
    assert {row.name: row.change for row in vetoed.rows if row.change} == {
        "指标P2": 4, "一票否决（总分不超过59.99）": Fraction("-40.01")
    }  # fmt: skip


def test_what_cannot_be_compared_says_so():
    unranked, ranked = score(LINES, {"E1": measured(1, 2)}), score(LINES, GOOD)
    assert explain(unranked, ranked, LINES).why == "上期不参评，没有可比的总分"
    assert explain(ranked, unranked, LINES).why.startswith("本期不参评：样本不足")
    assert explain(ranked, ranked, LINES).why == ""
    lines = [*LINES[:2], make_line("P2", "1"), make_line("I1", "1", dimension=Dimension.INNOVATION)]
    thin = score(lines, {"I1": measured(20, 20)})  # a total, but too little of the weight for a place
    assert not thin.ranked
    assert {row.key for row in explain(thin, score(lines, GOOD), lines).rows} == {"E1", "E2", "P2", "I1"}


@same_every_time
@given(records(), records(), st.lists(st.integers(-6, 6).filter(bool), max_size=2))
def test_contributions_add_up(before, now, points):
    found = explain(score(WIDE, before), score(WIDE, now, adjustments=map(bonus, points)), WIDE)

    assert abs(sum(row.change for row in found.rows) - found.change) <= Fraction(1, 100)
    assert sum(row.shown for row in found.rows) == scoring.half_up(found.change, 2)
    own = {row.key: row for row in found.rows if row.dimension is None}
    assert sum(each.shown for each in found.dimensions) + sum(row.shown for row in own.values()) == sum(
        row.shown for row in found.rows
    )
    assert all(row.by_value + row.by_share == row.change for row in found.rows if row.dimension)


def test_a_place_lost_by_own_score_and_one_to_others():
    old = dict.fromkeys(UNITS, Fraction(0)) | {"甲": 90, "丁": 88, "乙": 87, "丙": 86, "戊": 80, "己": 70}
    new = old | {"丁": Fraction("85.5"), "戊": 89}
    split = rank_split(old, new, "丁")

    assert (split.before, split.after, split.change, split.own, split.others) == (2, 5, 3, 2, 1)
    assert split.overtaken_by == ("戊", "乙", "丙")
    assert (split.rose_past, split.passed) == (("戊",), ())


def test_a_unit_that_stayed_good_but_was_overtaken_lost_nothing_itself():
    split = rank_split({"甲": 90, "乙": 80}, {"甲": 91, "乙": 95}, "甲")
    assert (split.own, split.others, split.rose_past) == (0, 1, ("乙",))


def test_a_unit_outside_one_table_has_no_split():
    assert rank_split({"甲": 90}, {"乙": 90}, "甲") is None
    assert rank_split({"甲": 90}, {"乙": 90}, "乙") is None


totals = st.dictionaries(st.sampled_from(UNITS), st.integers(0, 12).map(Fraction), min_size=1)


@same_every_time
@given(totals, totals)
def test_own_and_others_make_the_change_of_every_unit(old, new):
    for unit in set(old) & set(new):
        split = rank_split(old, new, unit)
        assert split.own + split.others == split.change
        assert split.change == len(split.overtaken_by) - len(split.passed)
        ranks = [
            scoring.rank(
                replace(score([], {}, each), total=total, ranked=True) for each, total in table.items()
            )[unit]
            for table in (old, new)
        ]
        assert ranks == [split.before, split.after]


def test_the_gap_to_the_next_place():
    table = {"甲": Fraction("81.15"), "乙": Fraction(90), "丙": Fraction(81), "丁": Fraction(81)}
    assert gap_above(table, "丁") == Fraction("0.15")
    assert gap_above(table, "乙") is None


def mended(found, wanted, others, lines=LINES, **more):
    given = {"lines": lines, "weights": scoring.DIMENSION_WEIGHTS, "day": DAY, "level": Level.TOWN}
    return if_mended(found, wanted, others, **given | more)


def test_mended_misses_give_a_total_and_a_place():
    found = score(LINES, GOOD | {"E1": measured(15, 20)})
    others = {"甲": found.total, "乙": Fraction(97), "丙": Fraction(92)}

    better, place = mended(found, {"E1": 3}, others)
    assert (found.total, better.total, place) == (91, Fraction("96.4"), 2)
    best, place = mended(found, {"E1": 99}, others)
    assert (best.total, place, best.marks[0].count.n) == (100, 1, 20)
    assert mended(found, {}, others) == (found, 3)


def test_mending_works_on_the_weeks_that_counted_and_on_the_veto():
    lines = (replace(LINES[0], veto_misses=2, weight=Fraction(100)),)
    found = score(lines, {"E1": measured(2, 4, (20, 40))})
    assert found.vetoed
    better, _ = mended(found, {"E1": 1}, {}, lines)
    assert (better.marks[0].count.n, better.vetoed, better.total) == (21, False, Fraction("52.5"))


def test_mending_a_mean_takes_days_away():
    line = make_line("E2", "15", options={"upper": 45}, direction=Direction.DOWN, percent=False)
    found = score([line], {"E2": measured(600, 20)})
    assert (found.total, mended(found, {"E2": 150}, {}, [line])[0].total) == (50, 75)


@same_every_time
@given(records())
def test_mending_nothing_changes_nothing(found):
    was = score(WIDE, found)
    assert mended(was, {}, {}, WIDE)[0] == was
