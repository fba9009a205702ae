"""Yellow and red (mission 9.4 rule 5, 9.5): which light, why, and how it goes out again."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.league.definitions import Adjustment, Direction, Light, Method
from supervision.league.scores import scoring
from supervision.league.scores.lights import Cause, is_last, lamps_of, worst

from .tables import WIDE, make_line, make_target, measured, records, same_every_time, score
from .test_scoring import GOLDEN, LINES, golden

BANDED = make_line("P2", "1", yellow=Fraction("0.95"), red=Fraction("0.85"), name="证据电子化率")
SLOW = make_line(
    "E2", "15", yellow=Fraction(15), red=Fraction(30), direction=Direction.DOWN, percent=False, unit="天", digits=1,
    name="平均办案时长",
)  # fmt: skip
PACE = make_target("0.9", base=Fraction("0.767"), base_on=date(2026, 8, 5), due_on=date(2026, 12, 31))
PACED = make_line("P2", PACE, method=Method.PACE, name="证据电子化率")


def of_mark(line, found, **more):
    """Return the lights of one indicator of a unit that stands in no group."""
    return lamps_of(score([line], {line.indicator: found}), [line], {}, **more)


@pytest.mark.parametrize(
    ("line", "found", "light"),
    [
        (BANDED, measured(95, 100), None),
        (BANDED, measured(94, 100), Light.YELLOW),
        (BANDED, measured(85, 100), Light.YELLOW),
        (BANDED, measured(84, 100), Light.RED),
        (BANDED, measured(0, 4), None),
        (SLOW, measured(300, 20), None),
        (SLOW, measured(301, 20), Light.YELLOW),
        (SLOW, measured(600, 20), Light.YELLOW),
        (SLOW, measured(601, 20), Light.RED),
    ],
)
def test_bands(line, found, light):
    assert [lamp.light for lamp in of_mark(line, found)] == ([light] if light else [])


def test_a_light_says_why_and_how_it_goes_out():
    [lamp] = of_mark(BANDED, measured(1, 2, (86, 100)))
    assert lamp.reason == "证据电子化率86.00%（86/100，近12周），低于黄色界限（95.00%）"
    assert lamp.exit == "证据电子化率达到95.00%以上"
    assert (lamp.indicator, lamp.cause) == ("P2", Cause.BAND)
    [lamp] = of_mark(SLOW, measured(640, 20))
    assert lamp.reason == "平均办案时长32.0天（20件），高于红色界限（30.0天）"
    assert lamp.exit == "平均办案时长降到15.0天以下"


@pytest.mark.parametrize(
    ("line", "rate", "light", "words"),
    [
        # the pace of 15 November is 0.767 + 0.133 · 102 / 148 = 85.87 %
        (PACED, "0.76", Light.YELLOW, "低于序时目标的90%（77.28%）"),
        (PACED, "0.78", None, ""),
        (
            replace(PACED, paced=True, yellow=Fraction(1), red=Fraction("0.9")),
            "0.78",
            Light.YELLOW,
            "序时黄色界限（85.87%）",
        ),
        (
            replace(PACED, paced=True, yellow=Fraction(1), red=Fraction("0.9")),
            "0.77",
            Light.RED,
            "序时红色界限（77.28%）",
        ),
        (replace(PACED, paced=True, yellow=Fraction("0.8")), "0.76", Light.YELLOW, "序时目标的90%（77.28%）"),
    ],
)
def test_behind_the_pace(line, rate, light, words):
    lamps = of_mark(line, measured(Fraction(rate) * 1000, 1000))
    assert [(lamp.light, lamp.cause) for lamp in lamps] == ([(light, Cause.PACE)] if light else [])
    assert all(words in lamp.reason for lamp in lamps)


def test_of_two_yellow_limits_the_harder_one_is_named():
    both = replace(PACED, paced=True, yellow=Fraction(1))
    [lamp] = of_mark(both, measured(760, 1000))
    assert "序时黄色界限（85.87%）" in lamp.reason
    assert lamp.exit == "证据电子化率达到85.87%以上"


def test_behind_the_pace_of_what_should_fall():
    falling = make_target("5", base=Fraction(15), base_on=date(2026, 1, 1), due_on=date(2026, 10, 1))
    line = make_line(
        "E2", falling, method=Method.PACE, direction=Direction.DOWN, percent=False, options={"upper": 30}
    )
    assert of_mark(line, measured(110, 20)) == []
    [lamp] = of_mark(line, measured(111, 20))
    assert (lamp.light, "高于序时目标的110%" in lamp.reason) == (Light.YELLOW, True)


def test_yellow_twice_running_is_red():
    [lamp] = of_mark(BANDED, measured(90, 100), lit_before={"P2"})
    assert (lamp.light, lamp.cause) == (Light.RED, Cause.AGAIN)
    assert lamp.reason.startswith("连续两期预警：证据电子化率90.00%")
    assert lamp.exit == "证据电子化率达到95.00%以上"
    [rolled] = of_mark(BANDED, measured(9, 10, (90, 100)), lit_before={"P2"})
    assert rolled.light is Light.YELLOW  # eleven of the twelve weeks are those that lit it before
    assert of_mark(BANDED, measured(90, 100), lit_before={"P5"})[0].light is Light.YELLOW
    assert of_mark(BANDED, measured(96, 100), lit_before={"P2"}) == []


def placed(total, ranks, **more):
    """Return the causes of the lights of a unit 甲 with a plain indicator, target 100 %, at `total`."""
    line = make_line("P2", "1")
    return [
        (lamp.light, lamp.cause)
        for lamp in lamps_of(score([line], {"P2": measured(total, 100)}), [line], ranks, **more)
    ]


LAST = (Light.RED, Cause.LAST)
TOTAL = (Light.YELLOW, Cause.TOTAL)
FELL = (Light.YELLOW, Cause.FELL)


@pytest.mark.parametrize(("total", "lights"), [(80, []), (79, [TOTAL])])
def test_a_low_total(total, lights):
    assert placed(total, {"甲": 1, "乙": 2}) == lights


@pytest.mark.parametrize(
    ("place", "before", "lights"), [(5, 2, [FELL]), (4, 2, []), (5, None, []), (1, 4, [])]
)
def test_three_places_lost(place, before, lights):
    assert placed(90, {"甲": place, "乙": 9}, place_before=before) == lights


@pytest.mark.parametrize(
    ("total", "ranks", "always", "lights"),
    [
        (90, {"甲": 2, "乙": 1}, False, [LAST]),
        (100, {"甲": 2, "乙": 1}, False, []),
        (100, {"甲": 2, "乙": 1}, True, [LAST]),
        (90, {"甲": 2, "乙": 2, "丙": 1}, False, [LAST]),
        (90, {"甲": 1, "乙": 1}, True, []),
        (90, {"甲": 1}, True, []),
        (90, {"乙": 1, "丙": 2}, True, []),
        (90, {"甲": 2, "乙": 1, "丙": 3}, True, []),
    ],
)
def test_the_last_of_the_group(total, ranks, always, lights):
    assert placed(total, ranks, only_below_target=not always) == lights


def test_the_worked_example_has_a_red_last_with_the_best_part_of_94_points():
    scores = [golden(unit) for unit in GOLDEN]
    ranks = scoring.rank(scores)
    lit = {each.unit: lamps_of(each, LINES, ranks) for each in scores}

    assert {unit: worst(lamps) for unit, lamps in lit.items()} == {
        "A": Light.RED, "B": Light.NONE, "C": Light.NONE, "D": Light.NONE
    }  # fmt: skip
    assert lit["A"][0].reason == "在同类4个单位中排在末位，且指标P2未达到目标"
    assert lit["A"][0].exit == "离开同类末位，或者各项指标达到目标"


def test_a_veto_is_red_and_names_its_indicator():
    line = make_line("T4", "1", veto_misses=2, name="持证执法率")
    [lamp] = lamps_of(score([line], {"T4": measured(1, 3)}), [line], {})
    assert (lamp.light, lamp.cause, lamp.indicator) == (Light.RED, Cause.VETO, "")
    assert lamp.reason == "持证执法率本期失分2件，达到一票否决的2件，总分不超过59.99"
    late = lamps_of(score([line], {"T4": measured(1, 4, (15, 20))}), [line], {})
    assert late[0].reason.startswith("持证执法率本期失分3件")
    veto = Adjustment("VETO", Fraction(0), "虚假记录", "王五")
    ruled = score([line], {"T4": measured(20, 20)}, adjustments=[veto])
    assert [(lamp.light, lamp.cause) for lamp in lamps_of(ruled, [line], {"甲": 1, "乙": 2})] == [
        (Light.RED, Cause.VETO), TOTAL
    ]  # fmt: skip


def test_late_replies():
    assert [lamp.cause for lamp in of_mark(BANDED, measured(99, 100), late_replies=2)] == [Cause.LATE]
    assert of_mark(BANDED, measured(99, 100), late_replies=1) == []


def test_red_comes_first_and_is_the_light_of_the_unit():
    lines = [replace(BANDED, weight=Fraction(50)), make_line("P5", "1", 50, red=Fraction("0.5"))]
    found = score(lines, {"P2": measured(90, 100), "P5": measured(40, 100)})
    lamps = lamps_of(found, lines, {"甲": 2, "乙": 1})
    assert [lamp.light for lamp in lamps] == [Light.RED, Light.RED, Light.YELLOW, Light.YELLOW]
    assert (worst(lamps), worst(lamps[2:]), worst([])) == (Light.RED, Light.YELLOW, Light.NONE)


def test_who_is_not_ranked_has_no_light_of_place():
    few = score([BANDED], {"P2": measured(0, 3)})
    assert lamps_of(few, [BANDED], {"甲": 2, "乙": 1}, place_before=1) == []


@same_every_time
@given(
    st.lists(records(), min_size=1, max_size=6), st.sets(st.sampled_from([line.indicator for line in WIDE]))
)
def test_one_light_per_indicator_and_a_history_never_makes_it_milder(tables, before):
    scores = [score(WIDE, found, str(n)) for n, found in enumerate(tables)]
    ranks = scoring.rank(scores)
    for each in scores:
        plain, again = (lamps_of(each, WIDE, ranks, lit_before=lit) for lit in ((), before))
        keys = [(lamp.cause if not lamp.indicator else "", lamp.indicator) for lamp in plain]
        assert len(keys) == len(set(keys))
        assert {lamp.indicator for lamp in plain} == {lamp.indicator for lamp in again}
        assert sum(lamp.light is Light.RED for lamp in again) >= sum(
            lamp.light is Light.RED for lamp in plain
        )
    last = [unit for unit in ranks if is_last(unit, ranks)]
    assert len({ranks[unit] for unit in last}) <= 1
    assert bool(last) == (len(set(ranks.values())) > 1)
