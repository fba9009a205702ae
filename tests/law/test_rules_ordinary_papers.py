"""R-133, R-136, R-505, R-913, R-915, R-917: notice, decision and closing form of the ordinary procedure."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.documents.register import papers
from enforcement.law import facts
from enforcement.law.findings import Level
from enforcement.law.rules.closing import closing_due

from .company import DECIDED, at, make_company_case, make_paper
from .conftest import day, make_facts, of

BLOCK, HOLD, WARN = Level
CLOSING = ("case.request_closing", "case.approve_closing")
ALWAYS = [element.code for element in papers()["DECISION"].elements if element.when in ("", "fine")]


def noticed(**contents):
    paper = make_paper("PRIOR_NOTICE", date(2026, 9, 28), **contents)
    return law.check(at("case.give_notice", document=paper), "document.issue")


def decided(**contents):
    return law.check(
        make_company_case(document=make_paper("DECISION", DECIDED, **contents)), "document.issue"
    )


# -- R-913 -------------------------------------------------------------------------------------------------
def test_T_913a_the_amount_is_told():
    [found] = of(noticed(fine=" "), "R-913")
    assert (found.level, found.message) == (BLOCK, "行政处罚事先告知书还缺：罚款数额")


def test_T_913b_a_published_benchmark_is_named():
    [found] = of(noticed(benchmark="情节一般"), "R-913")
    assert (found.level, found.message) == (BLOCK, "已公布裁量基准，告知书没有写明")
    assert of(noticed(benchmark=""), "R-913", BLOCK)
    paper = make_paper("PRIOR_NOTICE", date(2026, 9, 28), benchmark="情节一般")
    without = at("case.give_notice", document=paper, benchmark={"bands": ()})
    assert not of(law.check(without, "document.issue"), "R-913")


# -- R-915, R-133 ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", sorted(set(ALWAYS) - {"surcharge"}))
def test_T_915a_every_part_is_asked_for(code):
    assert of(decided(**{code: " "}), "R-915", BLOCK)


def test_T_915a_the_right_decision_is_drafted():
    wrong = make_company_case(document={"kind": "NO_PENALTY"})
    assert of(law.check(wrong, "document.issue"), "R-915", BLOCK)


@pytest.mark.parametrize("text", ["", "当事人未提出陈述、申辩"])
def test_T_915a_a_defence_is_answered(text):
    assert of(decided(defence=text), "R-915", BLOCK)
    silent = make_company_case(
        notice={"points": ()}, document=make_paper("DECISION", DECIDED, defence="未提出")
    )
    assert not of(law.check(silent, "document.issue"), "R-915")


@pytest.mark.parametrize(
    ("said", "ok"),
    [
        ("当事人陈述、申辩：已经 清运。复核意见：不予采纳：清运在立案之后。", True),
        ("当事人陈述、申辩：已经清运。复核意见：不予采纳。", False),
        ("当事人提出的意见不予采纳：清运在立案之后。", False),
    ],
)
def test_T_915a_each_point_stands_with_its_answer(said, ok):
    found = [each for each in of(decided(defence=said), "R-915", BLOCK) if "第1项" in each.message]
    assert (not found) is ok


def test_T_915b_no_decision_is_dated_before_its_discussion():
    early = make_company_case(document={"day": date(2026, 11, 1)})
    messages = [each.message for each in of(law.check(early, "document.issue"), "R-915", BLOCK)]
    assert "决定书日期2026-11-01早于集体讨论日期2026-11-02" in messages
    other = make_company_case(document={"day": date(2026, 11, 2)})
    assert of(law.check(other, "document.issue"), "R-915", BLOCK)


def test_T_133a_without_seal_nothing_is_served():
    [found] = of(law.check(at("case.deliver", document={"sealed": False}), "case.deliver"), "R-133")
    assert (found.level, found.message) == (BLOCK, "决定书没有加盖印章，不能送达")
    assert not of(law.check(make_facts(), "case.deliver"), "R-133")


def test_T_133b_an_outdated_text_in_an_ordinary_decision():
    text = make_company_case().document.text + "向县政府或市综合行政执法局申请行政复议。"
    assert of(law.check(make_company_case(document={"text": text}), "document.issue"), "R-133", BLOCK)


def test_T_133d_a_silent_decision_forbids_the_surcharge():
    [found] = of(decided(surcharge=""), "R-133")
    assert found.level is WARN
    late = facts.Paid(on=date(2026, 12, 3), amount=Decimal(78000))
    asked = make_company_case(payment={"surcharge_told": False, "paid": (late,)})
    assert of(law.check(asked, "case.record_payment"), "R-142", BLOCK)


# -- R-136 -------------------------------------------------------------------------------------------------
def test_T_136a_a_notice_that_came_back():
    back = at("case.submit", notice={"served_on": None, "undelivered": True})
    [found] = of(law.check(back, "case.submit"), "R-136")
    assert (found.level, found.message) == (BLOCK, "告知书退回没有送达，也没有公告送达")
    running = at("case.submit", notice={"served_on": date(2026, 10, 28)})
    assert of(law.check(running, "case.submit"), "R-136", BLOCK)


def test_T_136a_no_decision_on_a_notice_that_came_back():
    back = at("case.decide", notice={"served_on": None, "undelivered": True})
    [found] = law.check(back, "case.decide")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第六十二条")


def test_T_136b_an_explicit_waiver_passes():
    waived = {"served_on": None, "waived_on": date(2026, 10, 8), "points": ()}
    for gate in ("case.submit", "case.decide"):
        assert law.check(at(gate, notice=waived), gate) == []
    ahead = at("case.submit", notice=waived | {"waived_on": date(2026, 10, 28)})
    assert of(law.check(ahead, "case.submit"), "R-136", BLOCK)
    spared = at("case.submit", notice={"served_on": None}, decision={"outcome": "NO_PENALTY"})
    assert not of(law.check(spared, "case.submit"), "R-136")


# -- R-917, R-505 ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("gate", CLOSING)
def test_T_917a_unpaid_is_not_fulfilled(gate):
    assert of(law.check(at(gate, payment={"paid": ()}), gate), "R-917", BLOCK)
    assert of(law.check(at(gate, closing={"reason": "NO_PENALTY"}), gate), "R-917", BLOCK)
    owed = at(gate, payment={"surcharge": Decimal(1800)})
    assert of(law.check(owed, gate), "R-917", BLOCK)


@pytest.mark.parametrize("gate", CLOSING)
def test_T_917b_a_correction_is_checked(gate):
    ordered = at(gate, decision={"order": "三日内清运", "corrected_on": None})
    [found] = of(law.check(ordered, gate), "R-917")
    assert (found.level, found.message) == (BLOCK, "责令改正还没有复查")
    checked = ordered.but(closing={"rechecked_on": date(2026, 11, 12), "recheck": "已清运"})
    assert not of(law.check(checked, gate), "R-917")


@pytest.mark.parametrize("left", [{"performance": " "}, {"goods_left": ("铲车一辆",)}])
def test_T_917b_nothing_is_left_to_do(left):
    asked = at("case.request_closing", closing=left)
    assert of(law.check(asked, "case.request_closing"), "R-917", BLOCK)


def test_T_505a_fifteen_working_days_to_close(calendar):
    assert closing_due(day("2026-09-16"), calendar).legal_last_day == day("2026-10-13")
    late = at("case.request_closing", closing={"finished_on": date(2026, 11, 3)})
    assert of(law.check(late, "case.request_closing"), "R-505", WARN)
    in_time = late.but(closing={"finished_on": date(2026, 11, 4)})
    assert not of(law.check(in_time, "case.request_closing"), "R-505")


def test_T_505b_a_case_before_the_court_stays_open():
    unpaid = at(
        "case.request_closing", payment={"paid": ()}, closing={"reason": "ENDED", "court_pending": True}
    )
    assert of(law.check(unpaid, "case.request_closing"), "R-505", BLOCK)
    without = unpaid.but(closing={"court_pending": False})
    assert of(law.check(without, "case.request_closing"), "R-505", BLOCK)
    ended = without.but(closing={"ended_basis": "（2026）浙1002执1号裁定"})
    assert not of(law.check(ended, "case.request_closing"), "R-505")


@pytest.mark.parametrize("gate", CLOSING)
def test_T_917a_undelivered_and_uncollected_cases_stay_open(gate):
    assert of(law.check(at(gate, delivery={"delivered_on": None}), gate), "R-123", BLOCK)
    taken = {"amount": Decimal(100), "collected_on": DECIDED, "handed_in_on": None}
    assert of(law.check(at(gate, collection=taken), gate), "R-141", BLOCK)
