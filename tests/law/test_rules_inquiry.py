"""R-102 … R-119: jurisdiction, gains, capacity, officers and recusal, and what the summary procedure asks too."""

from datetime import UTC, date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import facts, kinds
from enforcement.law.findings import Level
from enforcement.law.rules import capacity, gains, jurisdiction, recusal

from .conftest import day, make_band, make_officer, of
from .small_case import ACTED, DECIDED, at, make_small

BLOCK, HOLD, WARN = Level
SPARED = {"outcome": "NO_PENALTY", "kinds": (), "fine": None, "tier": None, "education": "已当面教育"}


# -- R-102, R-104 ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("gate", ["case.request_filing", "case.file", "case.decide"])
def test_T_102a_an_act_in_another_county(gate):
    away = make_small(
        jurisdiction={"act_area": "331083", "act_place": "玉环市", "agency_area": "331081"},
        agency={"name": "温岭市综合行政执法局"},
    )
    [found] = of(law.check(away, gate), "R-102")
    assert found.level is BLOCK
    assert found.message == "违法行为发生在玉环市，不在温岭市综合行政执法局辖区"
    assert found.remedy == "移送玉环市有管辖权的机关，或者登记管辖的特别依据"
    known = away.but(jurisdiction={"competent": "玉环市综合行政执法局"})
    assert "移送玉环市综合行政执法局" in of(law.check(known, gate), "R-102")[0].remedy
    designated = away.but(jurisdiction={"designation": "台州市综合行政执法局指定管辖决定"})
    assert not of(law.check(designated, gate), "R-102")


@pytest.mark.parametrize("gate", ["case.request_filing", "case.file", "case.decide"])
@pytest.mark.parametrize("level", [*kinds.BasisLevel, None])
def test_T_102c_what_may_move_a_case_to_another_place(level, gate):
    """A law, an administrative regulation, a departmental rule; a local text or a notice does not (PL 22)."""
    away = make_small(
        jurisdiction={
            "act_area": "331083", "act_place": "玉环市", "agency_area": "331081", "basis": "某规定第三条",
            "basis_level": level,
        }
    )  # fmt: skip
    found = of(law.check(away, gate), "R-102", BLOCK)
    assert bool(found) is (level not in ("LAW", "ADMINISTRATIVE_REGULATION", "DEPARTMENT_RULE"))
    inside = away.but(jurisdiction={"act_area": "331081"})
    assert not of(law.check(inside, gate), "R-102")


def test_T_102b_an_act_in_the_own_county():
    assert not of(law.check(make_small(jurisdiction={"act_area": "331002101"}), "case.file"), "R-102")
    assert not jurisdiction.inside(facts.Jurisdiction(act_area="331002", agency_area="331002101"))


FIRST = facts.Rival(agency="甲局", filed_at=at("2026-03-02 10:00").astimezone(UTC))


@pytest.mark.parametrize("gate", ["case.file", "case.conclude", "case.give_notice", "case.decide"])
def test_T_104a_the_second_to_file_hands_over(gate):
    second = make_small(jurisdiction={"rivals": (FIRST,), "filed_at": at("2026-03-03 09:00")})
    [found] = of(law.check(second, gate), "R-104")
    assert (found.level, found.remedy) == (BLOCK, "移送甲局")
    assert found.message == "甲局已于2026-03-02 10:00就同一违法行为立案"
    first = second.but(jurisdiction={"filed_at": at("2026-03-02 09:59")})
    assert not of(law.check(first, gate), "R-104")
    assert not of(law.check(second.but(jurisdiction={"designation": "台政函1号"}), gate), "R-104")


def test_T_104a_an_own_filing_still_to_come_is_later():
    unfiled = make_small(jurisdiction={"rivals": (FIRST,), "filed_at": None})
    assert of(law.check(unfiled, "case.file"), "R-104", BLOCK)


def test_T_104b_a_dispute_waits_for_the_designation():
    disputed = make_small(jurisdiction={"disputed": True})
    assert of(law.check(disputed, "case.decide"), "R-104", BLOCK)
    assert not of(law.check(disputed, "case.file"), "R-104")
    settled = disputed.but(jurisdiction={"designation": "台政函〔2026〕8号"})
    assert not of(law.check(settled, "case.decide"), "R-104")


# -- R-103 -------------------------------------------------------------------------------------------------
def devolved(until, *, filed, step):
    span = facts.Devolved(valid_from=date(2023, 1, 1), valid_to=until)
    return make_small(
        agency={"kind": "TOWNSHIP"},
        item={"devolutions": (span,), "competent": "县综合行政执法局"},
        clock={"filed_on": filed, "day": step},
    )


def test_T_103a_filing_after_the_recall():
    late = devolved(day("2025-01-02"), filed=day("2024-12-30"), step=day("2025-01-06"))
    [found] = of(law.check(late, "case.file"), "R-103")
    assert (found.level, found.remedy) == (BLOCK, "移送县综合行政执法局")
    assert not of(law.check(late.but(clock={"day": day("2025-01-02")}), "case.file"), "R-103")


def test_T_103b_recalled_before_the_decision():
    pending = devolved(day("2025-01-02"), filed=day("2025-01-02"), step=day("2025-01-20"))
    [found] = of(law.check(pending, "case.decide"), "R-103")
    assert found.level is HOLD
    assert not of(law.check(pending.but(item={"transition": "继续办理"}), "case.decide"), "R-103")


@pytest.mark.parametrize("gate", ["case.conclude", "case.give_notice", "case.decide"])
def test_T_103d_the_county_switch_counts_kinds_too(gate):
    heavy = devolved(None, filed=day("2026-09-14"), step=DECIDED).but(
        item={"kinds": ("REVOKE_LICENCE",)}, decision={"kinds": ("REVOKE_LICENCE",), "fine": None}
    )
    assert "吊销许可证件" in of(law.check(heavy, gate), "R-103", BLOCK)[0].message
    assert not of(law.check(heavy.but(agency={"excludes_major": False}), gate), "R-103")


# -- R-107 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("market", "decided", "proven", "amount"),
    [
        (False, "2026-03-25", True, 6500),
        (True, "2026-03-25", True, 3500),
        (True, "2026-03-19", True, 6500),
        (True, "2026-03-20", True, 3500),
        (True, "2026-03-25", False, 6500),
    ],
    ids=["T-107a", "T-107b", "before the measure", "first day", "unproven"],
)
def test_T_107a_T_107b_illegal_gains(market, decided, proven, amount):
    found = facts.Gains(
        receipts=Decimal(8000), refunded=Decimal(1500), outlays=Decimal(3000),
        outlay_evidence=("7",) if proven else (), market=market,
    )  # fmt: skip
    assert gains.illegal_gains(found, day(decided)) == amount


def test_T_107a_special_clauses_and_no_negative_gains():
    found = facts.Gains(receipts=Decimal(800), refunded=Decimal(1500))
    assert gains.illegal_gains(found, DECIDED) == 0
    special = found.but(special="《食品安全法》", special_amount=Decimal(800))
    assert gains.illegal_gains(special, DECIDED) == 800


def gaining(**changes):
    return make_small(
        gains={"receipts": Decimal(8000), "refunded": Decimal(1500), "outlays": Decimal(3000)},
        item={"kinds": ("FINE", "FORFEIT_GAINS")},
        decision={"kinds": ("FINE", "FORFEIT_GAINS"), "forfeit": Decimal(6500)},
        notice={"kinds": ("FINE", "FORFEIT_GAINS"), "forfeit": Decimal(6500)},
    ).but(**changes)


@pytest.mark.parametrize("gate", ["case.conclude", "case.give_notice", "case.decide"])
def test_T_107a_exactly_the_gains_are_confiscated(gate):
    assert not of(law.check(gaining(), gate), "R-107")
    for wrong in (Decimal(6499), Decimal(8000), None):
        [found] = of(law.check(gaining(decision={"forfeit": wrong}), gate), "R-107", BLOCK)
        assert "应为 6,500 元" in found.message
    assert of(law.check(gaining(decision={"kinds": ("FINE",)}), gate), "R-107", BLOCK)
    spared = gaining(decision={"kinds": ("FINE",), "forfeit": None})
    # the officers' own sentence proposes; that the party keeps what he gained is for the head
    assert of(law.check(spared, gate), "R-107", WARN if gate == "case.conclude" else HOLD)
    nothing = gaining(gains={"receipts": Decimal(0)}, decision={"forfeit": Decimal(0)})
    assert of(law.check(nothing, gate), "R-107", BLOCK)


def test_T_107b_deductions_need_evidence():
    market = gaining(gains={"market": True})
    assert "没有证据" in of(law.check(market, "case.decide"), "R-107", BLOCK)[0].message
    proven = market.but(gains={"outlay_evidence": ("p1",)}, decision={"forfeit": Decimal(3500)})
    assert not of(law.check(proven, "case.decide"), "R-107")


def test_T_107d_neither_order_nor_correction():
    bare = make_small(decision={"order": " "})
    [found] = of(law.check(bare, "case.decide"), "R-107")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第二十八条第一款")
    corrected = bare.but(decision={"corrected_on": ACTED})
    assert of(law.check(corrected, "case.decide"), "R-107", BLOCK)
    assert not of(law.check(corrected.but(decision={"corrected_evidence": ("p1",)}), "case.decide"), "R-107")


def test_T_107d_a_provision_that_wants_the_order_first():
    first = make_small(item={"correct_first": True})
    assert of(law.check(first, "case.conclude"), "R-107", BLOCK)
    assert not of(law.check(first.but(assessment={"refused": True}), "case.conclude"), "R-107")


# -- … at the gates of the ordinary procedure -------------------------------
@pytest.mark.parametrize("gate", ["case.conclude", "case.give_notice", "case.decide"])
@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("R-101", {"decision": {"kinds": ("DETENTION",)}}),
        ("R-101", {"item": {"level": "NORMATIVE"}}),
        ("R-109", {"party": {"born_on": date(2012, 9, 10)}}),
        ("R-109", {"party": {"born_on": date(2010, 1, 1)}}),
        ("R-111", {"assessment": {"mitigations": ("主动消除危害后果",)}}),
        ("R-111", {"decision": {"fine": Decimal(400)}}),
        ("R-112", {"assessment": {"minor": True, "corrected": True, "harm": "NONE"}}),
        ("R-112", {"assessment": {"fault_accepted": True, "fault_evidence": ("8",)}}),
        ("R-112", {"decision": SPARED}),
        ("R-113", {"decision": {"tier": None}}),
        ("R-113", {"decision": {"fine": Decimal(3001)}}),
        ("R-116", {"item": {"clause": " "}}),
        ("R-116", {"item": {"subject": "ORGANISATION"}}),
    ],
)
def test_T_101a_T_109a_T_111a_T_112a_T_113a_T_116b_what_may_not_be_decided_is_not_proposed(
    rule, changes, gate
):
    assert of(law.check(make_small(**changes), gate), rule, BLOCK)


def test_T_113a_outside_the_band_is_explained_and_then_discussed():
    outside = make_small(benchmark={"bands": (make_band("ORDINARY", 500, 1000),)})
    for gate in ("case.conclude", "case.give_notice"):
        assert [each.level for each in of(law.check(outside, gate), "R-113")] == [WARN]
    [held] = of(law.check(outside, "case.decide"), "R-113")
    assert (held.level, held.superior) == (HOLD, "本机关负责人集体讨论")
    assert not of(law.check(outside, "case.weigh"), "R-113")


@pytest.mark.parametrize("gate", ["case.file", "case.decide"])
def test_T_114a_an_act_too_old(gate):
    old = make_small(act={"day": day("2024-11-20"), "discovered_on": day("2026-11-20")})
    assert not of(law.check(old, gate), "R-114")
    assert of(law.check(old.but(act={"discovered_on": day("2026-11-21")}), gate), "R-114", BLOCK)


def test_T_116b_an_agency_without_standing():
    assert of(law.check(make_small(agency={"standing": False}), "case.decide"), "R-116", BLOCK)
    assert of(law.check(make_small(agency={"standing": False}), "case.file"), "R-116", BLOCK)


@pytest.mark.parametrize("gate", ["case.weigh", "case.conclude", "case.give_notice", "case.decide"])
def test_T_126a_the_ordinary_procedure_knows_no_ceiling(gate):
    assert not of(law.check(make_small(), gate), "R-126")
    assert not of(law.check(make_small(), gate), "R-127")


# -- R-110 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("gate", capacity.WEIGHING)
def test_T_110a_no_capacity_no_penalty(gate):
    incapable = make_small(party={"capacity": "NONE", "capacity_evidence": ("p1",)})
    assert of(law.check(incapable, gate), "R-110", BLOCK)
    lucid = incapable.but(party={"capacity": "LUCID"})
    assert not of(law.check(lucid, gate), "R-110")


@pytest.mark.parametrize("tier", ["LIGHTER", "ORDINARY"])
def test_T_110b_impaired_capacity_leaves_both_open_with_a_reason(tier):
    impaired = make_small(
        party={"capacity": "PARTIAL", "capacity_evidence": ("p1",)}, decision={"tier": tier}
    )
    [found] = of(law.check(impaired, "case.conclude"), "R-110")
    assert found.level is WARN
    reasoned = impaired.but(assessment={"capacity_reason": "鉴定为限制责任能力"})
    assert not of(law.check(reasoned, "case.conclude"), "R-110")


def test_T_110b_impaired_capacity_may_mitigate():
    low = make_small(decision={"fine": Decimal(400), "tier": "MITIGATED"})
    assert of(law.check(low, "case.conclude"), "R-111", BLOCK)
    assert not of(law.check(low.but(party={"capacity": "PARTIAL"}), "case.conclude"), "R-111")


def test_T_110a_sparing_needs_appraisal_and_guardian():
    spared = make_small(party={"capacity": "NONE"}, decision=SPARED | {"limb": "INCAPACITY"})
    assert len(of(law.check(spared, "case.decide"), "R-110", BLOCK)) == 2
    ordered = spared.but(
        party={"capacity_evidence": ("p1",), "guardian": "赵父"},
        decision={"guardian_order": "严加看管和治疗"},
    )
    assert not of(law.check(ordered, "case.decide"), "R-110")
    assert of(law.check(ordered.but(party={"capacity": "FULL"}), "case.decide"), "R-110", BLOCK)


# -- R-118, R-119 ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("gate", ["case.sign_record", "case.decide"])
def test_T_118a_T_118b_who_questions_and_decides(gate):
    helper = make_officer("2", auxiliary=True)
    assert of(law.check(make_small(officers={"acting": (make_officer("1"), helper)}), gate), "R-118", BLOCK)
    expired = make_officer("2", certificate_to=day("2026-10-01"))
    assert of(law.check(make_small(officers={"acting": (make_officer("1"), expired)}), gate), "R-118", BLOCK)


ASKED = facts.Recusal(officer="1", name="执法员1", asked_on=day("2026-09-21"), reason="与当事人是邻居")


def test_T_119a_an_application_stops_only_the_decision():
    asked = make_small(recusals={"requests": (ASKED,)})
    assert not of(law.check(asked.but(clock={"day": day("2026-09-22")}), "case.sign_record"), "R-119")
    [found] = of(law.check(asked, "case.decide"), "R-119")
    assert (found.level, found.message) == (BLOCK, "2026-09-21对执法员1的回避申请还没有决定")
    refused = ASKED.but(ruled_on=day("2026-09-22"), granted=False)
    assert not of(law.check(asked.but(recusals={"requests": (refused,)}), "case.decide"), "R-119")
    assert recusal.undecided(asked.recusals) == (ASKED,)


@pytest.mark.parametrize("gate", recusal.HANDLING)
def test_T_119b_the_partys_spouse_is_not_assigned(gate):
    spouse = (facts.Declaration(officer="1", relation="当事人的配偶"), facts.Declaration(officer="2"))
    [found] = of(law.check(make_small(recusals={"declarations": spouse}), gate), "R-119")
    assert found.level is BLOCK
    assert "当事人的配偶" in found.message
    granted = ASKED.but(ruled_on=day("2026-09-22"), granted=True)
    assert of(law.check(make_small(recusals={"requests": (granted,)}), gate), "R-119", BLOCK)


@pytest.mark.parametrize("gate", ["case.file", "case.conclude"])
def test_T_119b_every_officer_declares(gate):
    half = make_small(recusals={"declarations": (facts.Declaration(officer="1"),)})
    [found] = of(law.check(half, gate), "R-119")
    assert found.message == "执法员2还没有填写回避声明"


def test_T_119b_the_hearings_host_has_no_stake():
    heard = make_small(
        notice={"hearing_told": True},
        hearing={
            "requested_on": day("2026-09-28"),
            "held_on": day("2026-10-10"),
            "public": True,
            "host": "9",
        },
    )
    assert not of(law.check(heard, "case.decide"), "R-119")
    assert of(law.check(heard.but(hearing={"host": "1"}), "case.decide"), "R-119", BLOCK)
    kin = (*heard.recusals.declarations, facts.Declaration(officer="9", relation="股东"))
    assert of(law.check(heard.but(recusals={"declarations": kin}), "case.decide"), "R-119", BLOCK)
