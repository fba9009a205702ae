"""R-118 … R-128, R-140 … R-142, R-917: officers, notice, the summary procedure, money and closing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import amounts, facts, terms
from enforcement.law.deadlines import deadline
from enforcement.law.findings import Level
from enforcement.law.rules.officers import certificate_finding

from .conftest import AT, DAY, day, fined, make_facts, make_officer, of

BLOCK, HOLD, WARN = Level


# -- R-118 -------------------------------------------------------------------------------------------------
def test_T_118a_one_officer_and_one_auxiliary():
    helper = make_officer("2", auxiliary=True, certificate=None, certificate_from=None, certificate_to=None)
    found = of(
        law.check(make_facts(officers={"acting": (make_officer("1"), helper)}), "case.register"), "R-118"
    )
    assert {each.level for each in found} == {BLOCK}
    assert any("还差 1 名执法人员" in each.message for each in found)
    assert any("辅助人员" in each.message for each in found)


def test_T_118b_a_certificate_that_ran_out():
    expired = make_officer("2", certificate_to=date(2026, 10, 1))
    asked = make_facts(officers={"acting": (make_officer("1"), expired), "days": (date(2026, 10, 9),)})
    found = of(law.check(asked, "case.issue"), "R-118", BLOCK)
    assert "执法员2的执法证 2026-10-01 到期，2026-10-09不能作为执法人员" in [each.message for each in found]
    assert not of(law.check(asked.but(officers={"days": (date(2026, 10, 1),)}), "case.issue"), "R-118")


def test_T_118d_a_qualification_that_lapsed():
    found = certificate_finding(date(2021, 6, 15), date(2026, 7, 1))
    assert (found.level, found.rule) == (BLOCK, "R-118")
    assert certificate_finding(date(2021, 6, 15), date(2026, 6, 15)) is None


def test_T_118a_the_same_person_counts_once():
    twice = make_facts(officers={"acting": (make_officer("1"), make_officer("1"))})
    assert of(law.check(twice, "case.issue"), "R-118", BLOCK)


def test_T_118b_a_certificate_taken_back():
    taken = make_officer("2", revoked_on=DAY)
    assert of(
        law.check(make_facts(officers={"acting": (make_officer("1"), taken)}), "case.issue"), "R-118", BLOCK
    )


# -- R-120, R-121 ------------------------------------------------------------------------------------------
def test_T_120a_a_notice_without_its_basis():
    asked = make_facts(notice={"elements": ("FACTS", "REASONS", "PENALTY", "RIGHTS")})
    [found] = of(law.check(asked, "case.issue"), "R-120")
    assert found.message == "还没有告知当事人：依据"


def test_T_120b_told_after_the_decision():
    assert of(
        law.check(make_facts(notice={"told_at": AT + timedelta(hours=1)}), "case.issue"), "R-120", BLOCK
    )
    assert of(law.check(make_facts(notice={"told_at": None}), "case.issue"), "R-120", BLOCK)
    assert of(law.check(make_facts(notice={"proof": ""}), "case.issue"), "R-120", BLOCK)


def test_T_121_a_defence_is_answered_and_makes_nothing_heavier():
    assert of(law.check(make_facts(notice={"heard": False}), "case.issue"), "R-121", BLOCK)
    assert of(law.check(make_facts(notice={"defence": "刚摆出来"}), "case.issue"), "R-121", BLOCK)
    assert of(law.check(make_facts(notice={"fine": Decimal(199)}), "case.issue"), "R-121", BLOCK)


# -- R-126 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "fine", "allowed"),
    [
        ("PERSON", "200", True),
        ("PERSON", "201", False),
        ("ORGANISATION", "3000", True),
        ("ORGANISATION", "3000.01", False),
        ("INDIVIDUAL_BUSINESS", "500", False),
    ],
    ids=["T-126a 200", "T-126a 201", "T-126b 3000", "T-126b 3000.01", "T-126d"],
)
@pytest.mark.parametrize("gate", ["case.weigh", "case.issue"])
def test_T_126a_T_126b_T_126d_thresholds(kind, fine, allowed, gate):
    found = of(law.check(fined(fine, party={"kind": kind}), gate), "R-126")
    assert (found == []) is allowed
    assert all(each.level is BLOCK and "转普通程序" in each.remedy for each in found)


def test_T_126a_message_in_words():
    [found] = of(law.check(fined(300), "case.issue"), "R-126")
    assert str(found) == (
        "罚款 300 元超过当场处罚上限（个人 200 元）。依据《行政处罚法》第五十一条。"
        "可改为 200 元以下，或转普通程序，已填内容会带过去。"
    )


def test_T_126d_says_that_it_is_unverified():
    [found] = of(law.check(fined(500, party={"kind": "INDIVIDUAL_BUSINESS"}), "case.issue"), "R-126")
    assert "待法制部门确认" in found.message


def test_T_126d_follows_the_parameter():
    business = {"party": {"kind": "INDIVIDUAL_BUSINESS"}, "agency": {"business_is_citizen": False}}
    assert not of(law.check(fined(500, **business), "case.issue"), "R-126")
    [found] = of(law.check(fined(3001, **business), "case.issue"), "R-126")
    assert "3,000" in found.message


def test_T_126a_other_kinds_and_uncertain_facts():
    asked = make_facts(decision={"kinds": ("FINE", "FORFEIT_GOODS"), "certain": False})
    assert len(of(law.check(asked, "case.issue"), "R-126", BLOCK)) == 2
    assert of(law.check(make_facts(decision={"fine": None}), "case.issue"), "R-126", BLOCK)


# -- R-127 -------------------------------------------------------------------------------------------------
def test_T_127a_no_number_no_print():
    [found] = of(law.check(make_facts(document={"number": None}), "document.issue"), "R-127")
    assert found.level is BLOCK


def test_T_127b_no_direct_suit_against_a_penalty_on_the_spot():
    text = make_facts().document.text + "如不服，可直接向人民法院起诉。"
    [found] = of(law.check(make_facts(document={"text": text}), "document.issue"), "R-127")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政复议法》第二十三条第一款第（一）项")


def test_T_127d_a_refusal_is_noted():
    refused = make_facts(decision={"receipt": "REFUSED"})
    assert of(law.check(refused, "case.issue"), "R-127", BLOCK)
    assert not of(law.check(refused.but(decision={"refusal_note": "当事人拒绝签收"}), "case.issue"), "R-127")
    assert of(law.check(make_facts(decision={"receipt": "NONE"}), "case.issue"), "R-127", BLOCK)


def test_T_127d_card_shown_and_two_signatures():
    assert of(law.check(make_facts(officers={"shown": False}), "case.issue"), "R-127", BLOCK)
    assert of(law.check(make_facts(decision={"signed_by": ("1",)}), "case.issue"), "R-127", BLOCK)


def test_T_127a_filing_within_three_working_days(calendar):
    due = deadline(terms.FILE_SUMMARY, DAY, calendar)
    assert due.legal_last_day == date(2026, 9, 30)
    late = make_facts(clock={"day": date(2026, 10, 8)})
    assert of(law.check(late, "case.file_with_unit"), "R-127", WARN)
    assert of(law.check(make_facts(registration={"filed_on": None}), "case.close"), "R-127", BLOCK)


# -- R-128 -------------------------------------------------------------------------------------------------
def test_T_128a_an_idle_clue_goes_to_the_supervisor():
    clue = {"clue_on": date(2026, 8, 3), "clue_days": 15, "clue_answered": False}
    [found] = of(law.check(make_facts(act=clue), "case.register"), "R-128")
    assert found.level is WARN
    assert "监督人员" in found.message
    assert not of(law.check(make_facts(act=clue | {"clue_on": date(2026, 9, 4)}), "case.register"), "R-128")


def test_T_128b_a_summary_case_needs_no_filing_form():
    assert not of(law.check(make_facts(), "case.issue"), "R-128")


# -- R-142 -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("served", "last"),
    [("2026-09-18", "2026-10-08"), ("2025-12-17", "2026-01-04"), ("2026-09-25", "2026-10-10")],
    ids=["T-140a", "T-140b", "T-140d"],
)
def test_T_140a_T_140b_T_140d_payment_day(calendar, served, last):
    assert deadline(terms.PAY_FINE, day(served), calendar).legal_last_day == day(last)


def test_T_140a_no_payment_without_a_fine_or_before_it():
    assert of(law.check(make_facts(decision={"fine": None}), "case.record_payment"), "R-140", BLOCK)
    early = facts.Paid(on=DAY - timedelta(days=1), amount=Decimal(200))
    assert of(law.check(make_facts(payment={"paid": (early,)}), "case.record_payment"), "R-140", BLOCK)


def collected(fine, **changes):
    taken = {"amount": Decimal(fine), "collected_on": DAY, "ground": "SMALL", "receipt_number": "3301"}
    return make_facts(decision={"fine": Decimal(fine)}, collection=taken | changes)


def test_T_141a_small_fines_and_hardship():
    assert not of(law.check(collected(100), "case.collect"), "R-141")
    assert of(law.check(collected(150), "case.collect"), "R-141", BLOCK)
    assert of(law.check(collected(150, ground="HARD_LATER"), "case.collect"), "R-141", BLOCK)
    assert not of(
        law.check(collected(150, ground="HARD_LATER", reason="流动摊贩，无固定住所"), "case.collect"), "R-141"
    )
    assert of(law.check(collected(150, ground="REMOTE"), "case.collect"), "R-141", BLOCK)
    assert not of(law.check(collected(150, ground="REMOTE", requested=True), "case.collect"), "R-141")


@pytest.mark.parametrize(
    ("day", "ground", "ok"),
    [
        (date(2026, 9, 24), "SMALL", True),
        (date(2026, 9, 23), "SMALL", False),
        (date(2026, 9, 25), "SMALL", False),
        (date(2026, 9, 23), "REMOTE", False),
    ],
)
def test_T_141e_on_the_spot_is_the_day_of_the_decision(day, ground, ok):
    asked = collected(100, collected_on=day, ground=ground, requested=True)
    found = [
        each
        for each in of(law.check(asked, "case.collect"), "R-141")
        if "收缴日期" in each.message or "当场收缴" in each.message
    ]
    assert (found == []) is ok


def test_T_141b_handed_in_within_two_working_days(calendar):
    day_taken = date(2026, 9, 30)
    assert deadline(terms.HAND_IN, day_taken, calendar).legal_last_day == date(2026, 10, 9)
    on_time = collected(100, collected_on=day_taken, handed_in_on=date(2026, 10, 9))
    on_time = on_time.but(clock={"day": date(2026, 10, 10)})
    assert not law.check(on_time, "case.hand_in")
    late = on_time.but(collection={"handed_in_on": date(2026, 10, 10)})
    assert of(law.check(late, "case.hand_in"), "R-141", WARN)
    assert of(law.check(on_time.but(collection={"handed_in_on": None}), "case.close"), "R-141", BLOCK)
    assert of(law.check(make_facts(), "case.hand_in"), "R-141", BLOCK)


def test_T_141d_no_receipt_number():
    [found] = of(law.check(collected(100, receipt_number=""), "case.collect"), "R-141")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第七十条")


@pytest.mark.parametrize(
    ("fine", "due", "paid", "days", "amount"),
    [
        (10000, "2026-10-08", "2026-10-20", 12, 3600),
        (3000, "2026-03-25", "2026-04-10", 16, 1440),
        (3000, "2026-03-25", "2026-03-25", 0, 0),
        (200, "2026-03-25", "2026-12-25", 275, 200),
    ],
    ids=["T-142a", "T-142b", "T-142d", "capped"],
)
def test_T_142a_T_142b_T_142d_surcharge(fine, due, paid, days, amount):
    added = amounts.surcharge(Decimal(fine), day(due), day(paid))
    assert (added.days, added.amount, added.capped) == (days, amount, days * 3 > 100)
    assert f"×{days}日" in added.explanation


def test_T_142a_more_than_the_law_allows_is_refused():
    late = facts.Paid(on=date(2026, 10, 19), amount=Decimal(260))
    asked = make_facts(payment={"paid": (late,)}, clock={"day": late.on})
    assert not law.check(asked, "case.record_payment")
    over = asked.but(payment={"paid": (late, facts.Paid(on=date(2026, 10, 19), amount=Decimal("0.01")))})
    assert of(law.check(over, "case.record_payment"), "R-142", BLOCK)
    untold = asked.but(payment={"surcharge_told": False})
    assert of(law.check(untold, "case.record_payment"), "R-142", BLOCK)


# -- closing -----------------------------------------------------------------------------------------------
def test_T_917a_unpaid_is_not_fulfilled():
    unpaid = make_facts(payment={"paid": ()})
    [found] = of(law.check(unpaid, "case.close"), "R-917")
    assert found.level is BLOCK
    part = facts.Paid(on=DAY, amount=Decimal(260), surcharge=Decimal(60))
    assert not of(law.check(make_facts(payment={"paid": (part,)}), "case.close"), "R-917")
    assert of(law.check(make_facts(closing={"reason": "NO_PENALTY"}), "case.close"), "R-917", BLOCK)


def test_T_123a_closing_without_delivery():
    assert of(law.check(make_facts(delivery={"delivered_on": None}), "case.close"), "R-123", BLOCK)


@pytest.mark.parametrize(
    ("gate", "name"),
    [
        ("case.return_exemption", "return_reason"),
        ("case.convert", "convert_reason"),
        ("case.withdraw", "withdraw_reason"),
    ],
)
def test_T_123a_reasons_are_kept(gate, name):
    assert of(law.check(make_facts(decision={name: " "}), gate), "R-123", BLOCK)


def test_T_135a_delivery_within_seven_working_days(calendar):
    assert deadline(terms.DELIVER, date(2026, 9, 29), calendar).legal_last_day == date(2026, 10, 14)
    early = make_facts(delivery={"delivered_on": DAY - timedelta(days=1)})
    assert of(law.check(early, "case.deliver"), "R-135", BLOCK)


# -- R-301 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("served", "last"), [("2026-03-31", "2026-06-01"), ("2026-08-05", "2026-10-08")], ids=["T-301a", "T-301b"]
)
def test_T_301a_T_301b_reconsideration_within_sixty_days(calendar, served, last):
    assert deadline(terms.RECONSIDER, day(served), calendar).legal_last_day == day(last)


def test_T_301d_one_year_where_nobody_told(calendar):
    due = deadline(terms.RECONSIDER_NOT_TOLD, date(2025, 12, 2), calendar)
    assert due.legal_last_day == date(2026, 12, 2)


# -- E2E-2 -------------------------------------------------------------------------------------------------
def test_E2E_2_on_the_spot_citizen(calendar):
    lawful = make_facts()
    assert law.check(lawful, ("case.register", "case.weigh", "case.issue", "document.issue")) == []
    assert deadline(terms.FILE_SUMMARY, DAY, calendar).legal_last_day == date(2026, 9, 30)
    assert deadline(terms.PAY_FINE, DAY, calendar).legal_last_day == date(2026, 10, 9)
    assert deadline(terms.RECONSIDER, DAY, calendar).legal_last_day == date(2026, 11, 23)
    assert of(law.check(fined(201), "case.issue"), "R-126", BLOCK)
    direct = lawful.document.text + "可以直接向人民法院起诉"
    assert of(law.check(lawful.but(document={"text": direct}), "document.issue"), "R-127", BLOCK)
