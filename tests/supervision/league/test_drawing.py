"""Where the marks lie: dated examples of every drawing, and what none of them may do."""

from itertools import pairwise

import pytest

from supervision.league.pages.table import geometry as drawing
from supervision.league.pages.table.rows import change_words
from supervision.league.pages.table.side import short

UNITS = [(str(number), f"单位{number}", [number + 1, number]) for number in range(1, 10)]


def test_a_sparkline_ends_at_the_right_with_a_mark():
    points = drawing.spark([80, 90, 100], drawing.Scale(80, 100, 17, 3)).split()
    assert points[:3] == ["74,17", "82,10", "90,3"]
    assert points[3:] == ["89,2", "91,2", "91,4", "89,4", "89,2"]


def test_a_sparkline_leaves_out_what_is_not_known():
    assert drawing.spark([None, None], drawing.Scale(0, 1, 17, 3)) == ""
    assert drawing.spark([None, 5], drawing.scale_of([5, None], 17, 3)).startswith("90,10")
    assert len(drawing.spark([1] * 30, drawing.Scale(0, 1, 17, 3)).split()) == 12 + 5


def test_a_scale_keeps_the_height_for_the_many():
    values = [90 + number / 10 for number in range(99)] + [10]
    scale = drawing.scale_of(values, 17, 3, spare=5)
    assert scale(10) == 17
    assert scale(max(values)) == 3
    assert scale(95) < 14


def test_labels_of_the_chart_never_cover_each_other():
    chart = drawing.bump(UNITS, "5", ["W45", "W46"])
    for side in ("from_y", "to_y"):
        heights = sorted(getattr(strand, side) for strand in chart.strands)
        assert all(below - above >= drawing.GAP for above, below in pairwise(heights))
        assert heights[0] > 0 and heights[-1] <= chart.height
    assert [strand.chosen for strand in chart.strands] == [False] * 8 + [True]  # the chosen one lies on top


def test_units_with_the_same_place_keep_their_labels_apart():
    chart = drawing.bump([(str(number), "甲", [93]) for number in range(9)], "1", ["W46"])
    heights = sorted(strand.to_y for strand in chart.strands)
    assert all(below - above >= drawing.GAP for above, below in pairwise(heights))


def test_a_unit_that_came_later_starts_later():
    chart = drawing.bump([("1", "甲", [1, 1, 1]), ("2", "乙", [None, 2])], "1", ["W44", "W45", "W46"])
    late = next(strand for strand in chart.strands if strand.name == "乙")
    assert late.places == (None, None, 2)
    assert late.first is None and late.last == 2
    assert [label for _, label in chart.ticks] == ["W44", "W45", "W46"]


@pytest.mark.parametrize(
    ("change", "bar"), [(-2, (0, 50, True)), (-1, (25, 25, True)), (1, (50, 25, False)), (0, (50, 0, False))]
)
def test_change_bars_lie_left_or_right_of_zero(change, bar):
    made = drawing.change_bar(change, 2)
    assert (made.x, made.width, made.loss) == bar


def test_each_step_of_the_blue_scale_holds_a_fifth():
    values = list(range(100))
    limits = drawing.steps(values)
    tones = [drawing.tone(value, limits) for value in values]
    assert [tones.count(step) for step in range(1, 6)] == [20] * 5
    assert drawing.tone(7, drawing.steps([7])) in range(1, 6)
    assert drawing.steps([]) == []


def test_counties_lie_where_they_lie_on_the_map():
    counties = {"331083": ["玉环"], "331023": ["天台"], "331002": ["椒江"], "999999": ["别处"]}
    west, east = drawing.blocks(counties)
    assert [path for path, _ in west][:2] == ["331023", "331083"]
    assert next(path for path, _ in east) == "331002"
    assert {path for path, _ in west + east} == set(counties)


def test_the_middle_of_what_is_known():
    assert drawing.median([3, None, 1, 2]) == 2
    assert drawing.median([1, 2]) == 1.5
    assert drawing.median([None]) is None


@pytest.mark.parametrize(
    ("name", "said"), [("楚门镇", "楚门"), ("海门街道", "海门"), ("大麦屿街道", "大麦"), ("镇海镇", "镇海")]
)
def test_short_names(name, said):
    assert short(name) == said


@pytest.mark.parametrize(
    ("before", "after", "said"), [(5, 2, "升3"), (2, 3, "降1"), (4, 4, "平"), (None, 4, "新"), (4, None, "")]
)
def test_changes_are_words(before, after, said):
    assert change_words(before, after) == said
