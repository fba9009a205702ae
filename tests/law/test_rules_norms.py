"""R-108, R-115: one fine for one act, the higher norm, the later and lighter law."""

from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import facts
from enforcement.law.findings import Level
from enforcement.law.rules import later_law, one_fine

from .conftest import day, of
from .small_case import ACTED, DECIDED, make_small

BLOCK, HOLD, WARN = Level


# -- R-108 -------------------------------------------------------------------------------------------------
def norm(code, low, high):
    return facts.Norm(code=code, name=f"规定{code}", low=Decimal(low), high=Decimal(high))


@pytest.mark.parametrize(
    "norms",
    [(norm("A", 500, 3000), norm("B", 1000, 10000)), (norm("A", 2000, 20000), norm("B", 5000, 20000))],
    ids=["T-108a", "T-108b"],
)
@pytest.mark.parametrize("gate", ["case.conclude", "case.give_notice", "case.decide"])
def test_T_108a_T_108b_the_higher_norm(norms, gate):
    assert one_fine.higher(norms).code == one_fine.higher(norms[::-1]).code == "B"
    asked = make_small(norms={"broken": norms, "chosen": "A"})
    [found] = of(law.check(asked, gate), "R-108")
    assert found.level is BLOCK
    assert "规定B" in found.message
    assert not of(law.check(asked.but(norms={"chosen": "B"}), gate), "R-108")


def test_T_108b_equal_norms_leave_the_choice():
    twins = (norm("A", 500, 3000), norm("B", 500, 3000))
    for code in "AB":
        asked = make_small(norms={"broken": twins, "chosen": code})
        assert not of(law.check(asked, "case.decide"), "R-108")


def test_T_108_the_same_act_is_fined_once():
    own = one_fine.fingerprint_of(make_small())
    fine = facts.EarlierFine(agency="乙局", decided_on=ACTED, fine=Decimal(300), fingerprint=own)
    second = make_small(norms={"earlier": (fine,)})
    assert of(law.check(second, "case.decide"), "R-108", BLOCK)
    warning = second.but(decision={"kinds": ("WARNING",), "fine": None})
    assert not of(law.check(warning, "case.decide"), "R-108")
    other = second.but(norms={"earlier": (fine.but(same=False),)})
    assert not of(law.check(other, "case.decide"), "R-108")
    unlike = second.but(norms={"earlier": (fine.but(fingerprint="x"),)})
    assert of(law.check(unlike, "case.decide"), "R-108", WARN)
    judged = second.but(norms={"earlier": (fine.but(fingerprint="x", same=True),)})
    assert of(law.check(judged, "case.decide"), "R-108", BLOCK)


def test_T_108_a_fingerprint_follows_party_act_place_and_time():
    same = one_fine.fingerprint("33100319900307701x", "T-1", "南街口", ACTED)
    assert same == one_fine.fingerprint("33100319900307701X", "T-1", " 南 街口", ACTED, ACTED)
    who = "33100319900307701X"
    others = (
        ("1", "T-1", "南街口", ACTED), (who, "T-2", "南街口", ACTED),
        (who, "T-1", "北街口", ACTED), (who, "T-1", "南街口", DECIDED),
    )  # fmt: skip
    assert same not in {one_fine.fingerprint(*each) for each in others}


# -- R-115 -------------------------------------------------------------------------------------------------
def bracket(low, high, refused=None):
    return facts.Bracket(low=Decimal(low), high=Decimal(high), refused=refused)


def versions(old, new):
    return (
        facts.Version(code="OLD", clause="大气污染防治法第118条第3款", valid_from=day("2016-01-01"),
                      valid_to=day("2026-08-14"), brackets=old),
        facts.Version(code="NEW", clause="生态环境法典第1132条第3款", valid_from=day("2026-08-15"), brackets=new),
    )  # fmt: skip


BARBECUE = versions(
    (bracket(500, 20000),), (bracket(500, 5000, refused=False), bracket(5000, 20000, refused=True))
)
FUME = versions((bracket(5000, 50000),), (bracket(5000, 50000),))
GRILLED = day("2026-08-01")


@pytest.mark.parametrize(
    ("known", "refused", "decided", "code"),
    [
        (BARBECUE, False, "2026-09-01", "NEW"),
        (BARBECUE, True, "2026-09-01", "OLD"),
        (FUME, False, "2026-09-10", "OLD"),
        (BARBECUE, False, "2026-08-14", "OLD"),
    ],
    ids=["T-115a", "T-115b", "T-115d", "before the change"],
)
def test_T_115a_T_115b_T_115d_the_later_and_lighter_text(known, refused, decided, code):
    found = later_law.governing(known, GRILLED, day(decided), refused=refused)
    assert found.version.code == code


def grilled(known, fine, cited, **changes):
    return make_small(
        act={"day": GRILLED}, norms={"versions": known, "cited": cited}, decision={"fine": Decimal(fine)}
    ).but(**changes)


@pytest.mark.parametrize("gate", ["case.conclude", "case.give_notice", "case.decide"])
def test_T_115a_eight_thousand_is_too_much(gate):
    assert of(law.check(grilled(BARBECUE, 8000, "NEW"), gate), "R-115", BLOCK)
    assert not of(law.check(grilled(BARBECUE, 5000, "NEW"), gate), "R-115")
    [found] = of(law.check(grilled(BARBECUE, 5000, "OLD"), gate), "R-115")
    assert "生态环境法典第1132条第3款" in found.remedy


def test_T_115b_who_refused_falls_under_the_old_text():
    asked = grilled(BARBECUE, 8000, "OLD", assessment={"refused": True})
    assert not of(law.check(asked, "case.decide"), "R-115")
    assert of(law.check(asked.but(norms={"cited": "NEW"}), "case.decide"), "R-115", BLOCK)


def test_T_115a_what_is_no_longer_punished():
    for known in (BARBECUE[:1], versions((bracket(500, 20000),), (bracket(500, 5000, refused=True),))):
        [found] = of(law.check(grilled(known, 600, "OLD"), "case.decide"), "R-115")
        assert "不能处罚" in found.message
    early = grilled(BARBECUE[1:], 600, "NEW")
    assert "行为发生时没有规定处罚" in of(law.check(early, "case.decide"), "R-115")[0].message


def test_T_115_a_repealed_text_for_a_later_act():
    late = make_small(item={"law": "大气污染防治法", "law_repealed_on": day("2026-08-15")})
    assert of(law.check(late, "case.conclude"), "R-115", BLOCK)
    after = grilled(BARBECUE, 600, "OLD", act={"day": day("2026-08-20")})
    assert of(law.check(after, "case.decide"), "R-115", BLOCK)
