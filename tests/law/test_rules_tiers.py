"""R-111, R-113, R-1208: which range the case falls into, what opens another, and who says so."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import facts
from enforcement.law.amounts import Range, whole_yuan
from enforcement.law.findings import Level
from enforcement.law.kinds import Tier
from enforcement.law.rules import tiers

from .conftest import day, make_facts, of
from .small_case import make_small

BLOCK, HOLD, WARN = Level
STEPS = ((1, "不足三吨", 10000, 50000), (2, "三吨到十吨", 50000, 100000), (3, "十吨到五十吨", 100000, 150000),
         (4, "五十吨以上", 150000, 200000))  # fmt: skip


def four_tiers(**given):
    """Return the bands of a benchmark of four tiers, one circumstance each."""
    return tuple(
        facts.Band(
            **{"key": str(rank), "rank": rank, "circumstance": words, "low": Decimal(low), "high": Decimal(high),
               "valid_from": date(2025, 1, 1), "valid_to": None, "area": "3310", "source": "台州市裁量基准"} | given
        )
        for rank, words, low, high in STEPS
    )  # fmt: skip


def dumped(fine, tier="ORDINARY", band="2", **changes):
    """Return an ordinary case under the four tiers, as it is decided."""
    return make_small(
        party={"kind": "ORGANISATION", "born_on": None},
        item={"fine_min": Decimal(10000), "fine_max": Decimal(200000)},
        agency={"hearing_threshold": Decimal(1000000)},
        benchmark={"bands": four_tiers()},
        notice={"fine": Decimal(fine)},
        decision={"fine": Decimal(fine), "tier": tier, "band": band},
    ).but(**changes)


def said(asked, rule, gate="case.decide"):
    return of(law.check(asked, gate), rule)


# -- tiers as they are (R-113) -----------------------------------------------------------------------------
def test_T_113_the_fine_of_another_tier_is_found():
    [found] = said(dumped(180000), "R-113")
    assert (found.level, found.superior) == (HOLD, "本机关负责人集体讨论")
    assert "180,000 元不在一般幅度内（50,000元以上100,000元以下" in found.message
    assert "三吨到十吨" in found.message
    assert said(dumped(80000), "R-113") == []


@pytest.mark.parametrize(
    ("band", "tier", "inside", "outside"),
    [("1", "LIGHTER", 10000, 50001), ("2", "ORDINARY", 100000, 100001), ("3", "ORDINARY", 100000, 99999),
     ("4", "HEAVIER", 150000, 149999)],
)  # fmt: skip
def test_T_113_every_tier_keeps_its_own_range(band, tier, inside, outside):
    assert said(dumped(inside, tier, band), "R-113") == []
    assert [each.level for each in said(dumped(outside, tier, band), "R-113")] == [HOLD]


def test_T_113_the_lightest_is_lighter_the_heaviest_heavier_all_between_ordinary():
    found = tiers.bands(dumped(80000))
    assert [each.tier for each in found] == [Tier.LIGHTER, Tier.ORDINARY, Tier.ORDINARY, Tier.HEAVIER]


def test_T_113_where_several_might_fit_the_circumstance_is_chosen():
    [found] = said(dumped(80000, band=""), "R-113")
    assert (found.level, "还没有选择符合的情形" in found.message) == (BLOCK, True)
    assert said(dumped(20000, "LIGHTER", ""), "R-113") == []  # one range alone is 从轻
    [gone] = said(dumped(80000, band="77"), "R-113")
    assert (gone.level, "不在现行裁量基准内" in gone.message) == (BLOCK, True)


def test_T_113_a_tier_apart_from_its_circumstance_needs_a_ground():
    [found] = said(dumped(20000, "LIGHTER"), "R-113")
    assert (found.level, found.message) == (
        HOLD, "所选情形属于一般，却按从轻处罚，没有登记应当从轻或者减轻的情形",
    )  # fmt: skip
    grounded = {"assessment": {"mitigations": ("主动消除或者减轻危害后果",)}}
    assert said(dumped(20000, "LIGHTER", **grounded), "R-113") == []
    assert [each.level for each in said(dumped(60000, "LIGHTER", **grounded), "R-113")] == [HOLD]
    rejected = {"assessment": grounded["assessment"] | {"mitigations_rejected": "立案以后才清理"}}
    assert "没有登记应当从轻" in said(dumped(20000, "LIGHTER", **rejected), "R-113")[0].message

    [found] = said(dumped(160000, "HEAVIER"), "R-113")
    assert "没有登记从重的情形" in found.message
    grave = {"assessment": {"aggravations": ("造成严重危害后果",)}}
    assert said(dumped(160000, "HEAVIER", **grave), "R-113") == []
    assert said(dumped(120000, "HEAVIER", **grave), "R-113") == []  # any range above his own
    assert said(dumped(80000, "HEAVIER", **grave), "R-113") != []


def test_T_113_the_nearest_benchmark_governs():
    near = (facts.Band(key="9", rank=1, low=Decimal(1), high=Decimal(2), valid_from=date(2025, 1, 1), valid_to=None,
                       area="331002"),)  # fmt: skip
    asked = dumped(80000, benchmark={"bands": four_tiers() + near})
    assert [each.key for each in tiers.bands(asked)] == ["9"]


def test_T_113_a_proposal_outside_says_why_and_a_decision_waits():
    outside = dumped(180000)
    for gate, level in (("case.conclude", WARN), ("case.give_notice", WARN), ("case.decide", HOLD)):
        assert [each.level for each in said(outside, "R-113", gate)] == [level], gate
    assert said(outside, "R-113", "case.weigh") == []  # the ordinary procedure proposes first


def test_T_113b_the_lightest_range_begins_above_nothing():
    assert str(Range(Decimal(0), Decimal(15000))) == "15,000元以下"
    assert str(Range(Decimal(500), Decimal(1250))) == "500元以上1,250元以下"


def test_the_middle_is_rounded_half_up():
    assert whole_yuan(Decimal("34.5")) == 35
    assert tiers.middle((Range(Decimal(20), Decimal(49)),)) == 35
    assert tiers.middle((Range(Decimal(0), Decimal(1)),)) == 1
    assert tiers.middle(()) is tiers.middle(None) is None


# -- youth (R-109) -----------------------------------------------------------------------------------------
BOY = {"kind": "PERSON", "born_on": date(2011, 3, 7), "guardian": "赵父"}


@pytest.mark.parametrize("gate", ["case.weigh", "case.conclude", "case.give_notice", "case.decide"])
def test_T_109b_the_young_are_treated_lightly_at_every_gate_of_the_ordinary_procedure(gate):
    hard = dumped(80000, party=BOY)
    assert [each.level for each in said(hard, "R-109", gate)] == [BLOCK]
    assert said(dumped(20000, "LIGHTER", party=BOY), "R-109", gate) == []
    assert said(dumped(20000, "LIGHTER", party=BOY), "R-113", gate) == []  # below what he did: for his age
    assert said(dumped(9000, "MITIGATED", party=BOY), "R-111", gate) == []  # 减轻 is open to him
    assert said(dumped(9000, "MITIGATED", party=BOY), "R-113", gate) == []


def test_T_111b_only_the_young_are_excepted():
    grown = BOY | {"born_on": date(2008, 9, 9)}  # eighteen on the day after the birthday, the day of the act
    assert [each.level for each in said(dumped(9000, "MITIGATED", party=grown), "R-111")] == [BLOCK]
    still = BOY | {"born_on": date(2008, 9, 10)}  # his eighteenth birthday is not yet eighteen years
    assert said(dumped(9000, "MITIGATED", party=still), "R-111") == []


def test_T_109_what_is_proposed_to_the_young_is_lighter():
    asked = dumped(80000, party=BOY).but(decision={"tier": None})
    assert tiers.proposed(asked) is Tier.LIGHTER
    assert tiers.proposed(asked.but(party={"born_on": date(1990, 1, 1)})) is Tier.ORDINARY


# -- grounds that lighten (R-111) --------------------------------------------------------------------------
GROUND = {"mitigations": ("主动消除或者减轻危害后果",)}
REJECTED = GROUND | {"mitigations_rejected": "立案以后才清理"}


def test_T_111a_the_officers_sentence_only_asks_the_head():
    assert [each.level for each in said(dumped(80000, assessment=GROUND), "R-111")] == [BLOCK]
    for gate in ("case.give_notice", "case.decide", "case.issue"):
        [found] = said(dumped(80000, assessment=REJECTED), "R-111", gate)
        assert (found.level, found.superior) == (HOLD, "本机关负责人")
        assert "立案以后才清理" in found.message
    assert said(dumped(80000, assessment=REJECTED), "R-111", "case.conclude") == []  # proposed, not yet told


def test_T_111b_a_rejected_ground_opens_nothing_below_the_minimum():
    low = make_facts(
        item={"fine_min": Decimal(500), "fine_max": Decimal(3000)},
        decision={"fine": Decimal(100), "tier": "MITIGATED"},
    )
    assert [each.level for each in said(low.but(assessment=GROUND), "R-111", "case.issue")] == []
    [found] = said(low.but(assessment=REJECTED), "R-111", "case.issue")
    assert (found.level, "没有减轻处罚的法定情形" in found.message) == (BLOCK, True)


# -- grounds that aggravate (R-111, EEC 1056) --------------------------------------------------------------
GRAVE = {"aggravations": ("多次实施违法行为被处罚",)}
NATURE = {"environmental": True, "ecological_damage": True}


@pytest.mark.parametrize("how", [GRAVE, {"refused": True}])
def test_T_111c_grave_harm_to_nature_is_punished_heavily(how):
    asked = dumped(80000, act=NATURE, assessment=how)
    for gate, level in (("case.weigh", WARN), ("case.conclude", WARN), ("case.give_notice", HOLD),
                        ("case.decide", HOLD)):  # fmt: skip
        [found] = said(asked, "R-111", gate)
        assert (found.level, str(found.clause)) == (level, "《生态环境法典》第一千零五十六条")
    assert said(asked.but(decision={"tier": "HEAVIER", "fine": Decimal(160000)}), "R-111") == []
    assert tiers.proposed(asked) is Tier.HEAVIER


def test_T_111c_elsewhere_a_ground_permits_and_does_not_oblige():
    assert said(dumped(80000, assessment=GRAVE), "R-111") == []
    assert said(dumped(80000, act=NATURE), "R-111") == []


# -- the maximum (R-1208) ----------------------------------------------------------------------------------
def test_T_1208a_the_maximum_is_for_the_gravest_and_says_why():
    asked = dumped(200000, "HEAVIER", "4")
    for gate, level in (("case.conclude", WARN), ("case.give_notice", WARN), ("case.decide", HOLD)):
        assert [each.level for each in said(asked, "R-1208", gate)] == [level], gate
    assert said(asked.but(assessment={"grade_reason": "堆放五十吨，屡教不改"}), "R-1208") == []
    assert said(asked.but(assessment=GRAVE), "R-1208") == []
    assert said(dumped(199999, "HEAVIER", "4"), "R-1208") == []
    fixed = {"fine_min": Decimal(200000)}
    assert said(asked.but(item=fixed), "R-1208") == []  # no discretion, nothing to explain
    [found] = said(dumped(200000), "R-1208")
    assert "却不是从重处罚" in found.message


@pytest.mark.parametrize("gate", ["case.weigh", "case.issue"])
def test_T_1208a_on_the_spot(gate):
    top = make_facts(item={"fine_min": Decimal(50), "fine_max": Decimal(200)}, decision={"tier": "ORDINARY"})
    assert [each.level for each in said(top, "R-1208", gate)] == [HOLD]


def test_T_113d_a_benchmark_governs_from_its_day():
    later = dumped(180000, benchmark={"bands": four_tiers(valid_from=day("2026-10-11"))})
    assert tiers.bands(later) == []
