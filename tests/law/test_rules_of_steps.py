"""What a step says of itself, and what it may not do: reasons, papers, people, days."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import facts, findings
from enforcement.law.clauses import CIVIL_PROCEDURE, HOUSE, PENALTY, Clause, articles, named, sourced
from enforcement.law.deadlines import Excluded
from enforcement.law.findings import Level
from enforcement.law.kinds import Domain, Limb, ReviewPoint
from enforcement.law.rulebook import findings_of
from enforcement.law.rules import crime, exemption, kept, officers

from .company import DECIDED, make_attempt, make_company_case, make_review
from .conftest import make_facts, make_officer, of
from .small_case import make_small

BLOCK, _, WARN = Level
TOMORROW, BEFORE = date(2026, 11, 4), date(2026, 6, 1)


def said(gate, rule, case=make_company_case, **changes):
    return [each.message for each in of(law.check(case(**changes), gate), rule, BLOCK)]


@pytest.mark.parametrize("gate", kept.REASONED)
def test_T_123a_a_step_has_its_reason(gate):
    assert said(gate, "R-123", step={"reason": " "}) == ["没有写明理由"]
    assert said(gate, "R-123", step={"reason": "调岗"}) == []


@pytest.mark.parametrize("gate", kept.PROVEN)
def test_T_123a_a_step_has_its_paper(gate):
    assert said(gate, "R-123", step={"paper": ""}) == ["本案证据里没有审批或者证明的文书"]
    assert said(gate, "R-123") == []


@pytest.mark.parametrize("gate", ["case.record_defence", "case.defence"])
def test_T_123a_what_the_party_said_stays(gate):
    assert "当事人已经申请听证" in said(gate, "R-123", step={"removed": ("当事人已经申请听证",)})[0]


TWICE = {"acting": (make_officer("1"), make_officer("1"))}
HELD = facts.Dispute(arisen_on=date(2026, 7, 1))
# gate, rule, what of a lawful case is otherwise, what is said
REFUSED = {
    "T-118a one person twice": ("case.assign", "R-118", {"officers": TWICE}, "同一个人"),
    "T-118a a stranger": ("case.assign", "R-118", {"step": {"outsiders": ("外乡人",)}}, "外乡人不是本单位"),
    "T-119b a spouse is not assigned": (
        "case.assign", "R-119",
        {"recusals": {"declarations": (facts.Declaration(officer="1", name="甲", relation="配偶"),)}}, "应当回避",
    ),
    "T-119a about nobody concerned": (
        "case.ask_recusal", "R-119", {"step": {"outsiders": ("乙",), "on": DECIDED}}, "乙不办理",
    ),
    "T-119a from tomorrow": ("case.ask_recusal", "R-119", {"step": {"on": TOMORROW}}, "晚于今天"),
    "T-119a nothing waits": ("case.rule_recusal", "R-119", {"step": {"about": ""}}, "没有等待决定"),
    "T-119a on himself": ("case.rule_recusal", "R-119", {"step": {"about": "1", "by": "1"}}, "您本人"),
    "T-121d changed behind the notice": (
        "case.amend", "R-121",
        {"step": {"changed": ("当事人",)}, "telling": {"told": (facts.Part(kind="PARTY", text="甲公司"),)}},
        "当事人不能直接更改",
    ),
    "T-120a nothing to answer": ("case.record_defence", "R-120", {"notice": {"given_on": None}}, "没有有效的"),
    "T-121a said before the notice": (
        "case.defence", "R-121", {"hearing": {"requested_on": date(2026, 9, 1)}}, "日期2026-09-01不在",
    ),
    "T-136b no paper": ("case.defence", "R-136", {"notice": {"waiver_proven": False}}, "书面声明"),
    "T-136b nobody's": (
        "case.defence", "R-136", {"notice": {"waived_on": date(2026, 10, 9), "waived_by": None}}, "由谁放弃",
    ),
    "T-124a before the decision": ("case.publish", "R-124", {"publication": {"published_on": BEFORE}}, "公示日期"),
    "T-124a not published on a day": (
        "case.publish", "R-124", {"publication": {"publish": False, "published_on": DECIDED}}, "却填了公示日期",
    ),
    "T-124a withdrawn before": (
        "case.publish", "R-124",
        {"publication": {"published_on": None, "withdrawn_on": DECIDED, "withdrawal_reason": "撤销"}}, "撤回日期",
    ),
    "T-124a withdrawn without a word": (
        "case.publish", "R-124", {"publication": {"published_on": DECIDED, "withdrawn_on": DECIDED}}, "公开说明理由",
    ),
    "T-125a no paper named": (
        "case.publish", "R-125",
        {"publication": {"published_on": None, "secrets": (facts.Secret(document=" ", kind="TRADE"),)}}, "哪份文书",
    ),
    "T-125a not masked": (
        "case.publish", "R-125",
        {"publication": {"published_on": DECIDED, "secrets": (facts.Secret(document="鉴定意见", kind="TRADE"),)}},
        "保密处理",
    ),
    "T-124a two answers": (
        "case.request_closing", "R-124", {"closing": {"publish": False}}, "与结案审批表不一致",
    ),
    "T-503b nothing allows it": (
        "case.extend", "R-503", {"filing": {"domain": Domain.GENERAL}}, "没有可以延长",
    ),
    "T-134a before the filing": (
        "case.exclude", "R-134",
        {"filing": {"excluded": (Excluded(BEFORE, date(2026, 6, 5), "检测"),)}}, "立案（2026-06-29）以后",
    ),
    "T-134a not over": (
        "case.exclude", "R-134", {"filing": {"excluded": (Excluded(DECIDED, TOMORROW, "检测"),)}}, "还没有结束",
    ),
    "T-501a no rule lets it": (
        "case.extend_clue", "R-501",
        {"act": {"clue_grants": (facts.ClueGrant(domain=Domain.GENERAL, granted_on=BEFORE),)}}, "没有延长",
    ),
    "T-501a twice": (
        "case.extend_clue", "R-501",
        {"act": {"clue_grants": tuple(
            facts.ClueGrant(domain=Domain.HOUSING, granted_on=date(2026, 6, day)) for day in (16, 17))}},
        "在2026-06-16延长过",
    ),
    "T-501a too late": (
        "case.extend_clue", "R-501",
        {"act": {"clue_grants": (facts.ClueGrant(domain=Domain.HOUSING, granted_on=DECIDED),)}}, "已经届满",
    ),
    "T-1007a tomorrow": ("case.confirm_address", "R-1007", {"step": {"on": TOMORROW}}, "晚于今天"),
    "T-1007a before the last": (
        "case.confirm_address", "R-1007", {"step": {"on": BEFORE, "since": DECIDED}}, "早于已登记",
    ),
    "T-104b tomorrow": (
        "case.dispute", "R-104", {"jurisdiction": {"dispute": HELD.but(arisen_on=TOMORROW)}}, "先后不对",
    ),
    "T-104b no day": ("case.dispute", "R-104", {"jurisdiction": {"dispute": HELD.but(solved=True)}}, "解决日期"),
    "T-104b no paper": (
        "case.dispute", "R-104",
        {"jurisdiction": {"dispute": HELD.but(solved=True, ended_on=DECIDED, designated=True)}}, "文书名称和文号",
    ),
    "T-312e before the decision": (
        "case.tell_remedies", "R-312", {"step": {"on": DECIDED, "since": DECIDED}}, "补充告知",
    ),
    "T-140a tomorrow": (
        "case.record_payment", "R-140", {"payment": {"paid": (facts.Paid(on=TOMORROW, amount=Decimal(1)),)}},
        "今天之后",
    ),
    "T-140a carried out unpaid": ("case.execute", "R-140", {"payment": {"paid": ()}}, "还没有缴清"),
    "T-141a taken twice": ("case.collect", "R-141", {"step": {"again": "3301"}}, "不能再收一次"),
    "T-141a without a fine": ("case.collect", "R-141", {"decision": {"fine": None}}, "没有罚款"),
    "T-141b handed in twice": ("case.hand_in", "R-141", {"step": {"again": "2026-09-28"}}, "已经上交"),
    "T-127d filed twice": ("case.file_with_unit", "R-127", {"step": {"again": "2026-09-28"}}, "已经备案"),
    "T-131a twice there": (
        "case.discuss", "R-131", {"discussion": {"attendees": ("9", "9", "10")}}, "出现了两次",
    ),
    "T-917b no result": (
        "case.request_closing", "R-917", {"closing": {"rechecked_on": DECIDED, "recheck": ""}}, "一起填写",
    ),
    "T-603b unanswered": (
        "case.submit", "R-603", {"reviewing": {"rounds": (make_review(unanswered=("补证据",)),)}}, "没有处理",
    ),
    "T-603a a remark stands": (
        "case.approve_review", "R-603", {"reviewing": {"rounds": (make_review(standing=("偏高",)),)}}, "没有撤回：偏高",
    ),
    "T-603b no answer": ("case.answer_remark", "R-603", {"step": {"reason": ""}}, "怎样处理"),
    "T-604b twice": ("case.disagree", "R-604", {"step": {"again": "不同意"}}, "提出过一次"),
    "T-605a twice": ("case.extend_review", "R-605", {"step": {"again": "3 个工作日"}}, "延长过 3 个工作日"),
    "T-605a too late": ("case.extend_review", "R-605", {"clock": {"day": date(2026, 11, 20)}}, "已经届满"),
    "T-916b two ends": (
        "case.attempt", "R-916", {"serving": {"attempts": (make_attempt(returned="无人在家"),)}}, "又登记了没有送到",
    ),
    "T-916b a stranger serves": ("case.attempt", "R-916", {"step": {"outsiders": ("外乡人",)}}, "外乡人不是本单位"),
    "T-1008a served already": ("case.serve_notice", "R-1008", {}, "已经送达"),
    "T-115a another item's text": ("case.norms", "R-115", {"step": {"about": ""}}, "不是本案事项"),
    "T-108a nothing to compare": (
        "case.norms", "R-108", {"norms": {"broken": (facts.Norm(code="B", name="按倍数"),)}}, "“按倍数”没有固定数额",
    ),
    "T-122a of another file": ("case.vet", "R-122", {"step": {"about": ""}}, "不在本案的案卷里"),
    "T-117b nobody reviewed it": (
        "case.vet", "R-117",
        {"step": {"about": "8"}, "inquiry": {"proofs": (facts.Proof(key="8", reviewed_on=DECIDED),)}}, "审核人",
    ),
    "T-107b a report counts unproven outlays": (
        "case.report", "R-107",
        {"gains": {"receipts": Decimal(9), "outlays": Decimal(2), "market": True}}, "没有证据",
    ),
    "T-608a no report yet": ("case.report", "R-608", {"filing": {"concluded_on": None}}, "没有可以更正的"),
    "T-908a a wrong digit": ("case.amend", "R-908", {"party": {"identity": "91331002MA2ABCDE11"}}, "校验位"),
    "T-908a a telephone": ("case.amend", "R-908", {"party": {"phone": "1390000"}}, "手机号应为11位"),
    "T-318a the operator's number": (
        "case.register", "R-318",
        {"party": {"kind": "INDIVIDUAL_BUSINESS", "operator": "张三", "operator_identity": "12"}}, "只有2位",
    ),
    "T-111a a bare tick": (
        "case.weigh", "R-111", {"assessment": {"mitigations": ("主动消除",), "mitigation_note": " "}}, "经过和证据",
    ),
    "T-112a nobody asked": ("case.conclude", "R-112", {"assessment": facts.UNKNOWN}, "是否应当处罚"),
    "T-133a nobody stands for it": ("case.give_notice", "R-133", {"party": {"representative": ""}}, "法定代表人"),
    "T-109a no birth": (
        "case.issue", "R-109", {"party": {"kind": "PERSON", "born_on": facts.UNKNOWN}}, "没有出生日期",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("gate", "rule", "changes", "words"), REFUSED.values(), ids=REFUSED)
def test_what_a_step_may_not_do(gate, rule, changes, words):
    found = said(gate, rule, **changes)
    assert [words in each for each in found].count(True) == 1, found


def test_T_104b_a_dispute_in_order_passes():
    solved = HELD.but(solved=True, ended_on=DECIDED, designated=True, document="市政府〔2026〕1号")
    assert said("case.dispute", "R-104", jurisdiction={"dispute": solved}) == []


def test_T_119b_nobody_declares_on_the_spot():
    assert of(law.check(make_facts(), "case.assign"), "R-119") == []


@pytest.mark.parametrize("harm", [{"safety_harm": True}, {"ecological_damage": True}])
def test_T_106a_grave_harm_may_be_a_crime(harm):
    for gate in ("case.issue", "case.decide"):
        [found] = of(law.check(make_small(act=harm), gate), "R-106")
        assert (found.level, found.point) == (WARN, ReviewPoint.CRIME)
    assert not of(law.check(make_small(act=harm, decision={"outcome": "NO_PENALTY"}), "case.decide"), "R-106")


def test_T_106a_what_nobody_asked_is_no_crime():
    unasked = {"safety_harm": facts.UNKNOWN, "ecological_damage": facts.UNKNOWN}
    assert crime.grave(make_small(act=unasked).act) == ()
    assert not of(law.check(make_small(act=unasked), "case.decide"), "R-106")


def test_one_rule_is_asked_by_itself():
    typed = facts.CaseFacts(officers=facts.Officers(acting=(facts.Officer(key="1"), facts.Officer(key="1"))))
    [found] = findings_of(officers.two_different_officers, typed)
    assert (found.rule, found.clause, found.remedy) == ("R-118", Clause(PENALTY, 42, 1), "请选另一名执法人员")
    assert isinstance(found, findings.Finding)


def test_a_sentence_names_each_statute_once():
    assert sourced("提交。", *articles(PENALTY, 43, 54)) == "提交（《行政处罚法》第四十三条、第五十四条）。"
    both = sourced("送达", Clause(PENALTY, 61), *articles(CIVIL_PROCEDURE, *range(88, 96)))
    assert both == "送达（《行政处罚法》第六十一条，《民事诉讼法》第八十八条至第九十五条）"
    assert sourced("延长", Clause(HOUSE)) == "延长（内部规定）"
    assert named(Clause(PENALTY, 30), Clause(PENALTY, 33, 2)) == "《行政处罚法》第三十条、第三十三条第二款"


def test_T_112_each_ground_of_no_penalty_has_its_place():
    assert exemption.GROUNDS.keys() == set(Limb)
    assert exemption.place_of(Limb.FIRST) == "《行政处罚法》第三十三条第一款后半段"
    assert exemption.place_of(Limb.NO_FAULT) == "《行政处罚法》第三十三条第二款"
