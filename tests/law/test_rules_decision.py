"""R-101, R-103, R-109, R-111 … R-116: what may be decided, by the worked examples."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import amounts, facts
from enforcement.law.findings import Level
from enforcement.law.identity import age_on
from enforcement.law.kinds import penalty_kinds
from enforcement.law.rules import exemption, limitation

from . import company
from .conftest import day, fined, make_band, make_facts, of
from .registered import GATES

BLOCK, HOLD, WARN = Level
SPARED = {"outcome": "NO_PENALTY", "kinds": (), "fine": None, "tier": None, "education": "已当面教育"}
FIRST = {"minor": False, "harm": "MINOR", "corrected": True}


ON_THE_SPOT = set(GATES) - set(company.STEPS) - company.SETBACKS | {"case.deliver"}


@pytest.mark.parametrize("gate", sorted(ON_THE_SPOT))
def test_the_lawful_case_meets_no_objection(gate):
    lawful = make_facts(
        decision={"fine": Decimal(100), "tier": "LIGHTER"},
        collection={"amount": Decimal(100), "collected_on": day("2026-09-24"), "ground": "SMALL",
                    "receipt_number": "3301", "handed_in_on": day("2026-09-24")},
        payment={"paid": (facts.Paid(on=day("2026-09-24"), amount=Decimal(100)),)},
        document={"contents": make_facts().document.contents | {"receipt_number": "3301", "fine": "100.00",
                                                                "fine_capitals": "人民币壹佰元整"}},
    )  # fmt: skip
    if "exemption" in gate and gate != "case.return_exemption":
        lawful = lawful.but(decision=SPARED | {"limb": "FIRST"}, assessment=FIRST)
    assert law.check(lawful, gate) == []


# -- R-101 -------------------------------------------------------------------------------------------------
def test_T_101a_detention_is_for_the_police():
    asked = make_facts(decision={"kinds": ("DETENTION",), "fine": None}, item={"level": "LAW"})
    [found] = [each for each in of(law.check(asked, "case.issue"), "R-101") if "公安机关" in each.message]
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第十八条第三款")


def test_T_101b_a_normative_document_creates_no_fine():
    assert of(law.check(make_facts(item={"level": "NORMATIVE"}), "case.issue"), "R-101", BLOCK)


def test_T_101d_an_order_to_correct_is_no_penalty():
    asked = make_facts(decision={"kinds": ("CORRECTION",), "fine": None})
    [found] = of(law.check(asked, "case.issue"), "R-101")
    assert found.level is BLOCK
    assert "责令改正不是行政处罚" in found.message


@pytest.mark.parametrize(
    ("level", "kind", "ok"),
    [
        ("LAW", "CLOSE_BUSINESS", True),
        ("ADMINISTRATIVE_REGULATION", "REVOKE_LICENCE", True),
        ("LOCAL_REGULATION", "SUSPEND_BUSINESS", True),
        ("LOCAL_REGULATION", "OTHER", False),
        ("LOCAL_REGULATION", "REVOKE_LICENCE", True),
        ("LOCAL_REGULATION", "REVOKE_BUSINESS_LICENCE", False),
        ("ADMINISTRATIVE_REGULATION", "REVOKE_BUSINESS_LICENCE", True),
        ("DEPARTMENT_RULE", "FORFEIT_GAINS", False),
        ("LOCAL_RULE", "CRITICISM", True),
    ],
)
def test_T_101b_kinds_by_rank(level, kind, ok):
    asked = make_facts(decision={"kinds": (kind,), "fine": None}, item={"level": level, "kinds": (kind,)})
    assert (of(law.check(asked, "case.issue"), "R-101") == []) is ok


@pytest.mark.parametrize(("refused", "ok"), [(False, False), (True, True)])
def test_T_107_a_fine_follows_the_refused_order(refused, ok):
    asked = make_facts(item={"correct_first": True}, assessment={"refused": refused})
    assert (of(law.check(asked, "case.weigh"), "R-107") == []) is ok


# -- R-103 -------------------------------------------------------------------------------------------------
def devolved(until, *, filed, step=None, **agency):
    span = facts.Devolved(valid_from=date(2023, 1, 1), valid_to=until)
    return fined(200).but(
        agency={"kind": "TOWNSHIP", **agency},
        item={"devolutions": (span,), "competent": "县综合行政执法局"},
        clock={"filed_on": filed, "day": step or filed},
    )


def test_T_103a_recalled_before_filing():
    late = devolved(date(2025, 1, 2), filed=date(2025, 1, 6))
    [found] = of(law.check(late, "case.register"), "R-103")
    assert (found.level, found.remedy) == (BLOCK, "移送县综合行政执法局")
    assert not of(law.check(devolved(date(2025, 1, 2), filed=date(2025, 1, 2)), "case.register"), "R-103")


def test_T_103b_recalled_while_pending():
    pending = devolved(date(2025, 1, 2), filed=date(2025, 1, 2), step=date(2025, 1, 20))
    [found] = of(law.check(pending, "case.issue"), "R-103")
    assert (found.level, found.superior) == (HOLD, "本机关负责人")
    assert not of(law.check(pending.but(item={"transition": "按规定继续办理"}), "case.issue"), "R-103")


def test_T_103d_the_county_switch():
    major = devolved(None, filed=day("2026-09-24"), hearing_threshold=Decimal(200))
    assert of(law.check(major, "case.issue"), "R-103", BLOCK)
    assert not of(law.check(major.but(agency={"excludes_major": False}), "case.issue"), "R-103")


def test_T_103a_an_item_never_devolved():
    bare = devolved(None, filed=day("2026-09-24")).but(item={"devolutions": ()})
    assert of(law.check(bare, "case.register"), "R-103", BLOCK)


# -- R-109 -------------------------------------------------------------------------------------------------
CHILD = date(2012, 9, 10)


def minor(act, **changes):
    return make_facts(party={"born_on": CHILD}, act={"day": act}).but(**changes)


def test_T_109a_thirteen_is_not_punished():
    asked = minor(date(2026, 9, 10))
    [found] = of(law.check(asked, "case.weigh"), "R-109")
    assert (age_on(CHILD, date(2026, 9, 10)), found.level) == (13, BLOCK)
    assert found.message == "当事人 13 岁，不予行政处罚，应责令监护人管教"

    spared = asked.but(decision=SPARED | {"limb": "UNDER_AGE"})
    assert of(law.check(spared, "case.propose_exemption"), "R-109", BLOCK)
    ordered = spared.but(decision={"guardian_order": "责令加以管教"}, party={"guardian": "赵父"})
    assert law.check(ordered, "case.propose_exemption") == []


def test_T_109b_fourteen_is_treated_more_lightly():
    asked = minor(date(2026, 9, 11), party={"born_on": CHILD, "guardian": "赵父"})
    [found] = of(law.check(asked, "case.issue"), "R-109")
    assert "14 岁，应当从轻或者减轻" in found.message
    assert not of(law.check(asked.but(decision={"tier": "LIGHTER"}), "case.issue"), "R-109")


def test_T_109b_a_guardian_is_needed():
    asked = minor(date(2026, 9, 11), decision={"tier": "LIGHTER"})
    assert [each.facts[0] for each in of(law.check(asked, "case.issue"), "R-109")] == ["party.guardian"]


def test_T_109a_a_grown_up_is_not_spared_for_his_age():
    spared = make_facts(
        decision=SPARED | {"limb": "UNDER_AGE", "guardian_order": "管教"}, party={"guardian": "父"}
    )
    assert of(law.check(spared, "case.propose_exemption"), "R-109", BLOCK)


# -- R-111 -------------------------------------------------------------------------------------------------
def test_T_111a_harm_removed_yet_ordinary():
    asked = make_facts(assessment={"mitigations": ("主动消除危害后果",)})
    assert of(law.check(asked, "case.issue"), "R-111", BLOCK)
    assert not of(law.check(asked.but(decision={"tier": "LIGHTER"}), "case.issue"), "R-111")


def test_T_111b_below_the_minimum_without_ground():
    asked = make_facts(decision={"fine": Decimal(40), "tier": "MITIGATED"})
    assert of(law.check(asked, "case.issue"), "R-111", BLOCK)
    grounded = asked.but(assessment={"mitigations": ("受他人胁迫",)})
    assert not [each for each in law.check(grounded, "case.issue") if each.rule in ("R-111", "R-113")]


# -- R-112 -------------------------------------------------------------------------------------------------
def test_T_112a_minor_corrected_and_harmless():
    asked = make_facts(assessment={"minor": True, "harm": "NONE", "corrected": True})
    [found] = of(law.check(asked, "case.weigh"), "R-112")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第三十三条第一款")
    spared = asked.but(decision=SPARED | {"limb": "MINOR"})
    assert law.check(spared, "case.weigh") == law.check(spared, "case.propose_exemption") == []


def test_T_112b_both_outcomes_open_for_a_first_violation():
    asked = make_facts(assessment=FIRST)
    [found] = of(law.check(asked, "case.weigh"), "R-112")
    assert found.level is WARN
    assert "assessment.penalty_reason" in found.facts
    assert not of(law.check(asked.but(assessment={"penalty_reason": "曾被劝导"}), "case.weigh"), "R-112")
    assert law.check(asked.but(decision=SPARED | {"limb": "FIRST"}), "case.propose_exemption") == []


def test_T_112d_no_fault_proved_by_the_party():
    asked = make_facts(assessment={"fault_evidence": ("12",), "fault_accepted": True})
    [found] = of(law.check(asked, "case.issue"), "R-112")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第三十三条第二款")
    spared = make_facts(decision=SPARED | {"limb": "NO_FAULT"})
    assert of(law.check(spared, "case.propose_exemption"), "R-112", BLOCK)


@pytest.mark.parametrize(
    ("months", "earlier", "first"),
    [(12, "2025-11-25", False), (12, "2025-11-19", True)],
    ids=["T-702a", "T-702b"],
)
def test_T_702a_T_702b_first_within_the_window(months, earlier, first):
    asked = make_facts(
        act={"day": date(2026, 11, 20)},
        assessment=FIRST | {"prior_days": (day(earlier),), "lookback_months": months},
        decision=SPARED | {"limb": "FIRST"},
    )
    assert exemption.is_first(asked) is first
    found = of(law.check(asked, "case.propose_exemption"), "R-112", BLOCK)
    assert bool(found) is not first
    if found:
        assert "2025-11-25有同类违法记录" in found[0].message


def test_T_112b_no_look_up_no_answer():
    blind = make_facts(assessment=FIRST | {"prior_queried": False})
    assert of(law.check(blind, "case.weigh"), "R-112", BLOCK)
    spared = blind.but(decision=SPARED | {"limb": "FIRST"})
    assert of(law.check(spared, "case.propose_exemption"), "R-112", BLOCK)


def test_T_112a_sparing_needs_evidence_and_education():
    spared = make_facts(
        assessment={"minor": True, "harm": "NONE", "corrected": True, "evidence": ()},
        decision=SPARED | {"limb": "MINOR", "education": " "},
    )
    assert len(of(law.check(spared, "case.propose_exemption"), "R-112", BLOCK)) == 2


# -- R-113 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("low", "high", "lighter", "heavier"),
    [(500, 3000, 1250, 2250), (0, 50000, 15000, 35000)],
    ids=["T-113a", "T-113b"],
)
def test_T_113a_T_113b_default_split(low, high, lighter, heavier):
    low, high = Decimal(low), Decimal(high)
    assert amounts.default_range("LIGHTER", low, high).high == lighter
    assert amounts.default_range("HEAVIER", low, high).low == heavier
    assert amounts.default_range("ORDINARY", low, high) == amounts.Range(Decimal(lighter), Decimal(heavier))
    assert low not in amounts.default_range("MITIGATED", low, high)


def test_T_113a_1800_is_not_lighter():
    asked = make_facts(
        party={"kind": "ORGANISATION", "born_on": None},
        item={"fine_min": Decimal(500), "fine_max": Decimal(3000)},
        decision={"fine": Decimal(1800), "tier": "LIGHTER", "signer": "REPRESENTATIVE"},
        notice={"fine": Decimal(1800)},
    )
    [found] = of(law.check(asked, "case.issue"), "R-113")
    assert (found.level, found.superior) == (HOLD, "本机关负责人集体讨论")
    assert "500元以上1,250元以下" in found.message
    assert law.check(asked.but(decision={"tier": "ORDINARY"}), "case.issue") == []


def test_T_113d_the_older_benchmark_before_the_new_one_begins():
    bands = (
        make_band("ORDINARY", 100, 150, "2024-01-01", "2026-06-30"),
        make_band("ORDINARY", 180, 300, "2026-07-01"),
    )
    old = make_facts(
        benchmark={"bands": bands}, clock={"day": date(2026, 6, 20)}, decision={"fine": Decimal(150)}
    )
    new = old.but(clock={"day": date(2026, 7, 1)})
    assert not of(law.check(old, "case.issue"), "R-113")
    assert of(law.check(new, "case.issue"), "R-113", HOLD)


def test_T_113a_above_the_maximum_there_is_no_discretion():
    asked = make_facts(decision={"fine": Decimal(501), "tier": "HEAVIER"})
    assert of(law.check(asked, "case.issue"), "R-113", BLOCK)


def test_T_113a_no_amount_in_the_law():
    asked = make_facts(item={"fine_max": None})
    assert of(law.check(asked, "case.issue"), "R-113", WARN)
    assert of(law.check(make_facts(decision={"tier": None}), "case.issue"), "R-113", BLOCK)


# -- R-114 -------------------------------------------------------------------------------------------------
def old_act(act, found, **more):
    return make_facts(act={"day": day(act), "discovered_on": day(found), **more})


@pytest.mark.parametrize(
    ("asked", "level"),
    [
        (old_act("2024-11-20", "2026-11-20"), None),
        (old_act("2024-11-20", "2026-11-21"), BLOCK),
        (old_act("2021-11-20", "2026-11-20", safety_harm=True), None),
        (
            old_act(
                "2026-08-20",
                "2031-09-01",
                ended_on=day("2026-09-01"),
                environmental=True,
                ecological_damage=True,
            ),
            None,
        ),
        (old_act("2026-08-20", "2028-09-02", ended_on=day("2026-09-01"), environmental=True), BLOCK),
        (old_act("2024-08-01", "2026-10-01", environmental=True, ecological_damage=True), HOLD),
        (old_act("2026-08-01", "2026-10-01", environmental=True, ecological_damage=True), None),
    ],
    ids=[
        "T-114a in",
        "T-114a out",
        "T-114b",
        "T-114d damage",
        "T-114d none",
        "T-114e",
        "T-114e within two years",
    ],
)
def test_T_114a_T_114b_T_114d_T_114e_limitation(asked, level):
    found = of(law.check(asked, "case.issue"), "R-114")
    assert [each.level for each in found] == ([level] if level else [])


def test_T_114a_last_day():
    assert limitation.last_day(old_act("2024-11-20", "2026-11-20")).legal_last_day == date(2026, 11, 20)


# -- R-115, R-116 ------------------------------------------------------------------------------------------
def test_T_115_a_repealed_text_for_a_later_act():
    noise = {"law": "噪声污染防治法", "law_repealed_on": date(2026, 8, 15), "law_from": date(2022, 6, 5)}
    for gate in ("case.register", "case.issue"):
        [found] = of(law.check(make_facts(item=noise), gate), "R-115")
        assert (found.level, str(found.clause)) == (BLOCK, "《生态环境法典》第一千二百四十二条")
    assert not of(law.check(make_facts(item=noise, act={"day": date(2026, 8, 14)}), "case.register"), "R-115")


def test_T_115_a_text_or_version_not_yet_in_force():
    assert of(law.check(make_facts(item={"law_from": date(2026, 9, 25)}), "case.register"), "R-115", BLOCK)
    assert of(law.check(make_facts(item={"valid_to": date(2026, 9, 23)}), "case.register"), "R-115", BLOCK)


def test_T_116b_an_empty_basis():
    assert of(law.check(make_facts(item={"clause": " "}), "case.issue"), "R-116", BLOCK)


def test_T_116b_a_kind_or_party_the_provision_does_not_reach():
    assert of(law.check(make_facts(decision={"kinds": ("FORFEIT_GOODS",)}), "case.issue"), "R-116", BLOCK)
    units = {"subject": "ORGANISATION"}
    assert of(law.check(make_facts(item=units), "case.register"), "R-116", BLOCK)
    trader = make_facts(item=units, party={"kind": "INDIVIDUAL_BUSINESS"})
    assert of(law.check(trader, "case.register"), "R-116", WARN)


def test_kinds_of_a_list_cell():
    assert penalty_kinds("警告;罚款") == ("WARNING", "FINE")
    assert penalty_kinds("罚款;没收违法所得（有违法所得的）;吊销许可证（情节严重的）") == (
        "FINE", "FORFEIT_GAINS", "REVOKE_LICENCE",
    )  # fmt: skip
    assert penalty_kinds("罚款；责令停业停工整治（拒不改正或者情节严重的）") == ("FINE", "SUSPEND_BUSINESS")
    assert penalty_kinds("吊销营业执照;责令停业整顿;暂扣执照") == (
        "REVOKE_BUSINESS_LICENCE", "SUSPEND_BUSINESS", "SUSPEND_LICENCE",
    )  # fmt: skip
    assert penalty_kinds("没收实物或者违法收入（不能拆除的）") == ("FORFEIT_GOODS", "FORFEIT_GAINS")
    assert penalty_kinds("责令具结悔过") == ("OTHER",)
