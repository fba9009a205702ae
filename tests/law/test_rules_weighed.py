"""R-107, R-110, R-114, R-137, R-138 and what no other test made speak: each finding raised, and its exception."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import facts
from enforcement.law.facts import UNKNOWN
from enforcement.law.findings import Level
from enforcement.law.kinds import Limb
from enforcement.law.lint import under_the_code
from enforcement.law.rules import exemption, hearings, limitation

from .company import make_company_case
from .conftest import day, make_facts, of
from .small_case import make_small

BLOCK, HOLD, WARN = Level
GAINED = {"receipts": Decimal(8000)}


def said(asked, rule, gate):
    return [(each.level, each.message) for each in of(law.check(asked, gate), rule)]


def levels(asked, rule, gate):
    return [level for level, _ in said(asked, rule, gate)]


# -- gains and their basis (R-116) -----------------------------------------------------------------
def test_T_107_no_sentence_of_the_officers_leaves_gains_with_the_party():
    asked = make_small(gains=GAINED)
    assert levels(asked, "R-107", "case.conclude") == [WARN]
    for gate in ("case.give_notice", "case.decide"):
        [found] = of(law.check(asked, gate), "R-107")
        assert (found.level, found.superior) == (HOLD, "本机关负责人")
        assert "8,000 元" in found.message and "负责人写明" in found.remedy
    assert levels(asked.but(gains={"refunded": Decimal(8000)}), "R-107", "case.decide") == []


def test_T_107_what_one_rule_asks_for_the_other_does_not_forbid():
    taken = {"kinds": ("FINE", "FORFEIT_GAINS"), "forfeit": Decimal(8000)}
    asked = make_small(
        gains=GAINED, decision=taken
    )  # the item names the fine alone: PL 28(2) names the gains
    assert levels(asked, "R-116", "case.give_notice") == levels(asked, "R-107", "case.give_notice") == []
    assert levels(asked.but(gains={"receipts": Decimal(0)}), "R-116", "case.give_notice") == [BLOCK]
    assert levels(asked.but(decision={"kinds": ("DOWNGRADE",)}), "R-116", "case.give_notice") == [BLOCK]


def test_T_107b_in_market_regulation_the_deduction_is_a_choice():
    market = {"market": True, "outlays": Decimal(3000), "outlay_evidence": ("7",), **GAINED}
    for amount, rightly in ((5000, True), (8000, True), (6000, False)):
        taken = {"kinds": ("FINE", "FORFEIT_GAINS"), "forfeit": Decimal(amount)}
        found = said(make_small(gains=market, decision=taken), "R-107", "case.give_notice")
        assert (found == []) is rightly, found
    assert "应为 5,000 元（扣除合法必要支出），或者 8,000 元（不扣除）" in found[0][1]


def test_T_137_confiscated_goods_have_a_value():
    taken = make_small(
        item={"kinds": ("FINE", "FORFEIT_GOODS")}, decision={"kinds": ("FINE", "FORFEIT_GOODS")}
    )
    for gate in ("case.conclude", "case.give_notice", "case.decide"):
        assert (BLOCK, "选择了没收非法财物，还没有填写价值") in said(taken, "R-107", gate)
        assert levels(taken.but(decision={"goods": Decimal(0)}), "R-107", gate) == []
    assert levels(make_small(), "R-107", "case.give_notice") == []


# -- hearings (R-137, R-138) -------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["SUSPEND_LICENCE", "RESTRICT_BUSINESS"])
@pytest.mark.parametrize("gate", ["case.give_notice", "case.decide"])
def test_T_137_a_kind_that_the_law_does_not_name_is_ruled_on(kind, gate):
    asked = make_small(decision={"kinds": ("FINE", kind)})
    [(level, message)] = said(asked, "R-137", gate)
    assert (level, "是否属于其他较重的行政处罚" in message) == (HOLD, True)
    assert levels(asked.but(notice={"hearing_told": True}), "R-137", gate) == []
    assert levels(asked.but(decision={"fine": Decimal(5000)}), "R-137", gate) == [BLOCK]  # due anyway


def test_T_137_no_amount_is_decided_without_a_threshold():
    unset = make_small(agency={"hearing_threshold": None})
    assert levels(unset, "R-137", "case.decide") == [HOLD]
    assert levels(unset.but(notice={"hearing_told": True}), "R-137", "case.decide") == []
    assert levels(unset.but(decision={"fine": None, "kinds": ("WARNING",)}), "R-137", "case.decide") == []
    assert levels(make_small(), "R-137", "case.decide") == []


def test_T_137_revoking_a_business_licence_is_heavy():
    revoked = make_small(decision={"kinds": ("REVOKE_BUSINESS_LICENCE",)})
    assert hearings.grounds(revoked) == ("吊销营业执照",)


@pytest.mark.parametrize(("asked", "level"), [("2026-10-13", []), ("2026-10-14", [HOLD])])
@pytest.mark.parametrize("gate", ["case.submit", "case.decide"])
def test_T_011b_a_late_request_is_ruled_on(asked, level, gate):
    late = make_company_case(hearing={"requested_on": day(asked), "held_on": None})
    assert levels(late, "R-138", gate) == level
    assert levels(late.but(hearing={"held_on": date(2026, 10, 26)}), "R-138", gate) == []
    assert levels(late.but(notice={"hearing_told": False}), "R-138", gate) == []


# -- capacity (R-110) --------------------------------------------------------------------------------------
def test_T_110_an_appraisal_is_awaited_and_nothing_concluded():
    waiting = make_small(party={"capacity": "PENDING"})
    assert levels(waiting, "R-110", "case.weigh") == []  # what is known so far is kept
    for gate in ("case.conclude", "case.give_notice", "case.decide"):
        assert said(waiting, "R-110", gate) == [(BLOCK, "正在等待当事人责任能力的鉴定意见")], gate


@pytest.mark.parametrize("gate", ["case.weigh", "case.issue"])
def test_T_110_nobody_in_doubt_is_judged_on_the_spot(gate):
    assert levels(make_facts(party={"capacity": "PENDING"}), "R-110", gate) == [BLOCK]
    assert levels(make_facts(), "R-110", gate) == []


@pytest.mark.parametrize("gate", ["case.weigh", "case.issue", "case.conclude", "case.decide"])
def test_T_110a_capacity_rests_on_an_appraisal_at_every_gate(gate):
    lucid = make_small(party={"capacity": "LUCID"})
    assert levels(lucid, "R-110", gate) == [BLOCK]
    assert levels(lucid.but(party={"capacity_evidence": ("p1",)}), "R-110", gate) == []


# -- limitation (R-114) ------------------------------------------------------------------------------------
def old(act, found, **given):
    return make_facts(act={"day": day(act), "discovered_on": day(found), **given})


FILING = ("case.request_filing", "case.file")


@pytest.mark.parametrize("gate", FILING)
def test_T_114b_an_old_act_that_harmed_life_is_filed(gate):
    assert said(old("2021-11-20", "2026-11-20", safety_harm=True), "R-114", gate) == []
    assert levels(old("2021-11-20", "2026-11-20", safety_harm=False), "R-114", gate) == [BLOCK]
    assert levels(old("2021-11-20", "2026-11-21", safety_harm=True), "R-114", gate) == [BLOCK]


@pytest.mark.parametrize("gate", FILING)
def test_T_114a_what_lengthens_is_asked_only_where_it_decides(gate):
    blank = {"safety_harm": UNKNOWN, "ecological_damage": UNKNOWN}
    assert said(old("2024-11-20", "2026-11-20", **blank), "R-114", gate) == []
    [(level, message)] = said(old("2024-11-20", "2026-11-21", **blank), "R-114", gate)
    assert (level, "还没有登记违法行为是否涉及生命健康安全" in message) == (BLOCK, True)
    [(level, message)] = said(old("2020-11-20", "2026-11-21", **blank), "R-114", gate)
    assert (level, "已过5年追责时效" in message) == (BLOCK, True)  # too old whatever the answer


def test_T_114d_pollution_counts_once_the_code_stands():
    nature = {"environmental": True, "ecological_damage": True, "ended_on": day("2026-09-01")}
    assert said(old("2026-09-01", "2031-09-01", **nature), "R-114", "case.file") == []
    spared = old("2026-09-01", "2028-09-02", **nature | {"ecological_damage": False})
    assert levels(spared, "R-114", "case.file") == [BLOCK]


def test_T_114e_whether_the_code_reaches_back_is_for_the_head():
    nature = {"environmental": True, "ecological_damage": True}
    assert levels(old("2024-08-01", "2026-10-01", **nature), "R-114", "case.file") == [HOLD]
    assert levels(old("2024-08-01", "2026-10-01", safety_harm=True, **nature), "R-114", "case.file") == []
    before = old("2024-08-01", "2026-08-14", **nature)  # found before the code: two years
    [found] = of(law.check(before, "case.file"), "R-114")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第三十六条第一款")
    assert limitation.last_day(before).legal_last_day == day("2024-08-01").replace(year=2026)


@pytest.mark.parametrize(
    ("text", "field", "under"),
    [("中华人民共和国生态环境法典", "", True), ("《中华人民共和国大气污染防治法》", "", True),
     ("噪声污染防治法", "市容环卫", True), ("浙江省大气污染防治条例", "环保", True),
     ("浙江省城市市容和环境卫生管理条例", "市容环卫", False)],
)  # fmt: skip
def test_T_114_what_is_environmental(text, field, under):
    assert under_the_code(text, field) is under


# -- the limb and what counts as earlier (R-702) ---------------------------------------------------
@pytest.mark.parametrize(
    ("party", "found", "limb"),
    [
        ({"born_on": date(2012, 9, 24)}, {}, Limb.UNDER_AGE),  # fourteen only on the day after
        ({"born_on": date(2012, 9, 23)}, {}, None),
        ({"capacity": "NONE"}, {}, Limb.INCAPACITY),
        ({}, {"fault_accepted": True, "fault_evidence": ("9",)}, Limb.NO_FAULT),
        ({}, {"minor": True, "harm": "NONE", "corrected": True}, Limb.MINOR),
        ({}, {"harm": "MINOR", "corrected": True}, Limb.FIRST),
        ({}, {"harm": "MINOR", "corrected": True, "prior_days": (date(2026, 1, 5),)}, None),
        ({}, {"harm": "MINOR", "corrected": True, "prior_days": (date(2023, 1, 5),)}, Limb.FIRST),
        ({}, {"harm": "MINOR", "corrected": False}, None),
        ({"kind": "ORGANISATION", "born_on": None}, {}, None),
    ],
)
def test_T_112_the_limb_that_the_answers_lead_to(party, found, limb):
    assert exemption.limb_of(make_facts(party=party, assessment=found)) == limb


@pytest.mark.parametrize(
    ("outcome", "limb", "counts"),
    [("PENALTY", None, True), ("NO_PENALTY", "FIRST", True), ("NO_PENALTY", "NO_FAULT", False),
     ("NO_PENALTY", "MINOR", False), ("NO_PENALTY", "UNDER_AGE", False), ("NO_PENALTY", "INCAPACITY", False)],
)  # fmt: skip
def test_T_702_an_acquittal_is_no_earlier_violation(outcome, limb, counts):
    assert exemption.counts_as_earlier(outcome, limb) is counts


# -- what no test had made speak ---------------------------------------------------------------------------
def test_T_101d_a_penalty_names_its_kind():
    assert (BLOCK, "还没有选择处罚种类") in said(make_facts(decision={"kinds": ()}), "R-101", "case.issue")
    assert said(make_facts(), "R-101", "case.issue") == []


def test_T_103_a_town_decides_nothing_that_was_not_on_its_list_when_it_began():
    span = facts.Devolved(valid_from=date(2026, 9, 25), valid_to=None)
    town = make_facts(
        agency={"kind": "TOWNSHIP"}, item={"devolutions": (span,)}, clock={"day": date(2026, 9, 28)}
    )
    assert said(town, "R-103", "case.issue") == [(BLOCK, "此事项在登记日不在本乡镇（街道）赋权清单")]
    assert said(town.but(clock={"filed_on": date(2026, 9, 25)}), "R-103", "case.issue") == []


@pytest.mark.parametrize("gate", ["case.discuss", "case.decide"])
def test_T_131_who_was_not_there_does_not_vote(gate):
    absent = make_company_case(discussion={"attendees": ("8", "9"), "voters": ("9", "10")})
    assert (BLOCK, "没有出席的人参加了表决") in said(absent, "R-131", gate)
    there = make_company_case(discussion={"attendees": ("8", "9", "10"), "voters": ("9", "10")})
    assert levels(there, "R-131", gate) == []


def test_T_112_fault_that_the_party_did_not_disprove_spares_nobody():
    spared = {
        "outcome": "NO_PENALTY",
        "kinds": (),
        "fine": None,
        "tier": None,
        "limb": "NO_FAULT",
        "education": "已教育",
    }
    for shown in ({"fault_evidence": ("9",)}, {"fault_accepted": True}):
        asked = make_facts(decision=spared, assessment=shown)
        assert (BLOCK, "没有主观过错要由当事人提供证据证明并经采纳") in said(
            asked, "R-112", "case.propose_exemption"
        )
    proved = make_facts(decision=spared, assessment={"fault_evidence": ("9",), "fault_accepted": True})
    assert said(proved, "R-112", "case.propose_exemption") == []


def collected(**given):
    taken = {
        "amount": Decimal(100),
        "collected_on": day("2026-09-24"),
        "ground": "SMALL",
        "receipt_number": "3301",
    }
    return make_facts(
        decision={"fine": Decimal(100), "tier": "LIGHTER"},
        collection=taken | given,
        payment={"paid": (facts.Paid(on=day("2026-09-24"), amount=Decimal(100)),)},
    )


def test_T_141_money_is_taken_on_a_ground():
    assert (BLOCK, "没有当场收缴的理由") in said(collected(ground=None), "R-141", "case.collect")
    assert said(collected(), "R-141", "case.collect") == []


@pytest.mark.parametrize("on", [None, "2026-09-23", "2026-09-25"])
def test_T_141_money_is_taken_when_the_decision_is_made(on):
    asked = collected(collected_on=day(on) if on else None)
    assert (BLOCK, "收缴日期早于决定日期或者晚于今天") in said(asked, "R-141", "case.collect")


def test_T_141_later_than_the_decision_only_in_remote_places():
    later = collected().but(clock={"day": day("2026-09-28")}, collection={"collected_on": day("2026-09-28")})
    assert (BLOCK, "作出决定以后才收，不是当场收缴") in said(later, "R-141", "case.collect")
    remote = later.but(collection={"ground": "REMOTE", "requested": True})
    assert said(remote, "R-141", "case.collect") == []


@pytest.mark.parametrize("gate", ["case.discuss", "case.decide"])
def test_T_131_one_person_does_not_discuss(gate):
    alone = make_company_case(discussion={"voters": ("9",)})
    assert (BLOCK, "参加表决的本机关负责人只有1人，至少要2人") in said(alone, "R-131", gate)


@pytest.mark.parametrize(
    "found", [{"harm": "SERIOUS", "corrected": True}, {"harm": "MINOR", "corrected": False}]
)
def test_T_112b_a_first_violation_is_slight_and_corrected(found):
    first = {
        "outcome": "NO_PENALTY",
        "kinds": (),
        "fine": None,
        "tier": None,
        "limb": "FIRST",
        "education": "已教育",
    }
    words = (BLOCK, "不符合首违不罚：要危害后果轻微并及时改正")
    assert words in said(make_facts(decision=first, assessment=found), "R-112", "case.propose_exemption")
    rightly = make_facts(decision=first, assessment={"harm": "MINOR", "corrected": True})
    assert said(rightly, "R-112", "case.propose_exemption") == []


@pytest.mark.parametrize("ground", ["SMALL", "HARD_LATER"])
def test_T_141_only_what_is_decided_on_the_spot_is_taken_on_the_spot(ground):
    asked = collected(ground=ground, reason="当事人没有固定住所")
    ordinary = asked.but(decision={"procedure": "GENERAL"})
    assert (BLOCK, "只有当场处罚才能以此理由当场收缴") in said(ordinary, "R-141", "case.collect")
    assert said(asked, "R-141", "case.collect") == []
    remote = ordinary.but(collection={"ground": "REMOTE", "requested": True})
    assert said(remote, "R-141", "case.collect") == []


def test_T_141_who_has_paid_pays_no_officer():
    twice = (facts.Paid(on=day("2026-09-24"), amount=Decimal(50)),) * 2
    asked = collected().but(payment={"paid": twice})
    assert (BLOCK, "当事人已经缴过款，不能再当场收缴") in said(asked, "R-141", "case.collect")
