"""What may not stand in a version of the league's rules."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from enforcement.law.findings import Level as Weight
from supervision.league.definitions import Dimension, Direction, Method
from supervision.league.scores.scoring import DIMENSION_WEIGHTS, check_lines

from .tables import DAY, make_line, make_target

SOUND = tuple(
    make_line(dimension.value, dimension=dimension, yellow=Fraction("0.8"), red=Fraction("0.7"))
    for dimension in Dimension
)


def faults(*changed, weights=DIMENSION_WEIGHTS, day=DAY):
    """Return the sentences about the sound rules with the lines of the same indicator changed."""
    lines = {line.indicator: line for line in SOUND} | {line.indicator: line for line in changed}
    return [str(found) for found in check_lines(lines.values(), weights, day)]


def test_sound_rules_pass():
    context = make_line("Ec1", None, 0, dimension=Dimension.ENFORCEMENT, scored=False)
    assert check_lines([*SOUND, context], DIMENSION_WEIGHTS, DAY) == []


def test_a_finding_blocks_and_says_what_to_do():
    [found] = check_lines(SOUND, DIMENSION_WEIGHTS | {Dimension.LISTS: Fraction("15.5")})
    assert found.level is Weight.BLOCK
    assert str(found) == "六个维度的权重合计100.5，不是100。依据内部规定。调整维度权重，使合计为100。"


def test_weights_inside_a_dimension():
    [text] = faults(replace(SOUND[0], weight=Fraction(60)))
    assert text.startswith("“清单看运转”内计分指标的权重合计60，不是100。")


def test_a_dimension_without_indicators_lends_its_weight():
    assert check_lines(SOUND[:5], DIMENSION_WEIGHTS, DAY) == []
    weights = DIMENSION_WEIGHTS | {Dimension.INNOVATION: Fraction(0), Dimension.LISTS: Fraction(25)}
    assert check_lines(SOUND[:5], weights, DAY) == []


def test_an_indicator_twice():
    found = [
        str(each) for each in check_lines([*SOUND, replace(SOUND[0], weight=Fraction(0))], DIMENSION_WEIGHTS)
    ]
    assert found == ["指标LISTS出现了2次。依据内部规定。每个指标只保留一行。"]


P = make_line("PLATFORM", yellow=Fraction("0.8"), red=Fraction("0.7"))
COUNTED = {"direction": Direction.DOWN, "percent": False}
FAULTY = [
    ("no target", replace(P, target=None), "没有目标值"),
    ("no document", replace(P, target=make_target(document=" ")), "没有依据文件"),
    ("expired", replace(P, target=make_target(valid_to=date(2026, 11, 14))), "不含2026-11-15"),
    ("not yet", replace(P, target=make_target(valid_from=date(2026, 11, 16))), "不含2026-11-15"),
    ("turned round", replace(P, target=make_target(valid_to=date(2025, 1, 1))), "有效期倒置"),
    ("min-max", replace(P, method=Method.MINMAX), "采用极差法"),
    ("pace without start", replace(P, method=Method.PACE), "缺少起点"),
    ("nothing to reach", replace(P, target=make_target(0), yellow=None, red=None), "不大于0"),
    ("no upper end", make_line("PLATFORM", "15", **COUNTED), "零分值"),
    ("upper end at the target", make_line("PLATFORM", "15", options={"upper": 15}, **COUNTED), "零分值"),
    ("red as a share of the pace", make_line("PLATFORM", "1", red=Fraction(2), paced=True, **COUNTED), "零分值"),
    ("no steps", replace(P, method=Method.STEP), "分档"),
    ("steps fall", replace(P, method=Method.STEP, options={"steps": [["0.9", 100], ["1", 60]]}), "分档"),
    ("steps above", replace(P, method=Method.STEP, options={"steps": [["0.9", 100], ["1", 120]]}), "分档"),
    ("deducts nothing", replace(P, method=Method.DEDUCT), "没有每次扣几分"),
    ("one end", replace(P, method=Method.EFFICACY), "满意值"),
    ("ends turned", replace(P, method=Method.EFFICACY, options={"worst": "0.95"}), "满意值"),
    ("yellow below red", replace(P, yellow=Fraction("0.6")), "放反"),
    ("yellow above target", replace(P, yellow=Fraction("0.95")), "放反"),
    ("bands of the other side", make_line("PLATFORM", "15", yellow=Fraction(30), red=Fraction(16), **COUNTED), "放反"),
    ("pace bands", replace(P, paced=True, yellow=Fraction("0.7"), red=Fraction("0.9")), "放反"),
    ("written in per cent", replace(P, target=make_target(90)), "不在0至1之间"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY])
def test_a_faulty_line_is_named(line, words):
    found = faults(line)
    assert len(found) == 1, found
    assert words in found[0]
    assert line.name in found[0]


SOUND_LINES = [
    make_line("PLATFORM", "0", red=Fraction("0.03"), yellow=Fraction("0.01"), direction=Direction.DOWN),
    make_line("PLATFORM", "15", options={"upper": 60}, yellow=Fraction(15), red=Fraction(30), **COUNTED),
    make_line("PLATFORM", "15", method=Method.STEP, options={"steps": [[0, 100], [5, 50]]}, **COUNTED),
    make_line("PLATFORM", "5", method=Method.EFFICACY, options={"worst": 15}, **COUNTED),
    make_line(
        "PLATFORM",
        make_target("0.9", base=Fraction("0.767"), base_on=date(2026, 8, 5), due_on=date(2026, 12, 31)),
        method=Method.PACE, paced=True, yellow=Fraction(1), red=Fraction("0.9"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("line", SOUND_LINES, ids=lambda line: line.method.value + line.direction.value)
def test_a_sound_line_passes(line):
    assert faults(line) == []
