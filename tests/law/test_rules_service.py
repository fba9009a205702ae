"""R-135, R-916, R-1001 … R-1005: who may take a paper, when it counts as served, what the receipt shows."""

from datetime import date

import pytest

from enforcement import law
from enforcement.law import terms
from enforcement.law.deadlines import deadline
from enforcement.law.findings import Level
from enforcement.law.rules.service import effective_on, failed_methods, served_on

from .company import DECIDED, at, make_attempt
from .conftest import day, make_facts, of

BLOCK, HOLD, WARN = Level
GATES = ("case.serve_notice", "case.deliver")
NEVER = {"received_on": None, "recipient": "", "relation": None, "proof": ""}
AWAY = make_attempt(day=date(2026, 11, 3), returned="无人在家", **NEVER)
RETURNED = make_attempt(method="MAIL", day=date(2026, 11, 3), returned="查无此人", **NEVER)


def tried(*attempts, gate="case.deliver", **changes):
    """Return what stands at `gate` when these attempts are on file."""
    return law.check(at(gate, serving={"attempts": attempts}, **changes), gate)


def posted(text, **given):
    published = {"method": "PUBLIC", "day": day(text), "proof": "61", "reason": "下落不明"}
    return make_attempt(**NEVER | published | given)


# -- R-1001 ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("relation", "age", "served"),
    [
        ("COHABITANT", 20, True),
        ("COHABITANT", 18, True),
        ("COHABITANT", 17, False),
        ("COHABITANT", None, False),
        ("OTHER", 40, False),
        (None, None, False),
        ("SELF", None, True),
        ("REPRESENTATIVE", None, True),
        ("MAILROOM", None, True),
        ("AGENT", None, True),
        ("NAMED", None, True),
    ],
)
def test_T_1001a_T_1001b_who_may_sign(relation, age, served):
    attempt = make_attempt(
        day=date(2026, 9, 29), received_on=date(2026, 9, 29), relation=relation, recipient_age=age
    )
    assert (effective_on(attempt) == date(2026, 9, 29)) is served


def test_T_1001b_a_shop_visitor_may_not():
    [found] = of(tried(make_attempt(recipient="顾客", relation="OTHER")), "R-1001")
    assert (found.level, found.message) == (BLOCK, "顾客不能代收，不算送达")


# -- R-1002 ------------------------------------------------------------------------------------------------
def left(**given):
    return make_attempt(**NEVER | {"method": "LEFT", "refused": True, "refusal_note": "拒绝签收"} | given)


@pytest.mark.parametrize(
    ("given", "served"),
    [
        ({"proof": "71"}, True),
        ({"witness": "社区干部李九"}, True),
        ({}, False),
        ({"refused": False, "returned": "无人在家", "proof": "71"}, False),
    ],
    ids=["T-1002a", "witness", "neither", "T-1002b"],
)
def test_T_1002a_T_1002b_leaving_follows_a_refusal(given, served):
    attempt = left(**given)
    assert (effective_on(attempt) == attempt.day) is served
    assert bool(of(tried(attempt), "R-1002", BLOCK)) is not served


# -- R-1003 ------------------------------------------------------------------------------------------------
def test_T_1003a_T_1003b_mail_counts_from_its_slip():
    mailed = make_attempt(method="MAIL", day=date(2026, 9, 29), received_on=date(2026, 10, 9))
    assert effective_on(mailed) == date(2026, 10, 9)
    assert effective_on(RETURNED) is None
    both = make_attempt(method="MAIL", returned="查无此人")
    assert effective_on(both) is None
    assert of(tried(AWAY, both), "R-1003", BLOCK)
    assert of(tried(AWAY, make_attempt(method="MAIL", proof="")), "R-1003", BLOCK)
    assert not of(tried(AWAY, make_attempt(method="MAIL")), "R-1003")


def test_T_1003a_mail_needs_a_reason():
    assert of(tried(make_attempt(method="MAIL")), "R-1003", WARN)
    assert not of(tried(make_attempt(method="MAIL", reason="当事人在外地")), "R-1003")


# -- R-1005 ------------------------------------------------------------------------------------------------
def test_T_1005a_thirty_days_after_posting():
    assert effective_on(posted("2026-08-01")) == date(2026, 8, 31)


def test_T_1005b_the_terms_that_follow(calendar):
    served = effective_on(posted("2026-09-07"))
    reconsider = deadline(terms.RECONSIDER, served, calendar)
    assert served == date(2026, 10, 7)
    assert deadline(terms.PAY_FINE, served, calendar).legal_last_day == date(2026, 10, 22)
    assert (reconsider.unrolled, reconsider.legal_last_day) == (date(2026, 12, 6), date(2026, 12, 7))


def test_T_1005a_two_other_methods_failed_before():
    notice = posted("2026-11-06")
    assert served_on((AWAY, RETURNED, notice)) == date(2026, 12, 6)
    assert served_on((AWAY, AWAY, notice)) is None
    assert failed_methods((AWAY, RETURNED, notice), date(2026, 11, 2)) == set()
    assert of(tried(notice), "R-1005", BLOCK)
    assert of(tried(AWAY, AWAY, notice, gate="case.serve_notice"), "R-1005", BLOCK)
    assert not of(tried(AWAY, RETURNED, notice), "R-1005")
    for gap in ({"reason": " "}, {"proof": ""}):
        assert of(tried(AWAY, RETURNED, posted("2026-11-06", **gap)), "R-1005", BLOCK)


def test_T_1005a_a_running_notice_has_not_served_yet():
    papers = (AWAY, RETURNED, posted("2026-11-06"))
    [found] = of(tried(*papers), "R-135")
    assert (found.level, found.message) == (BLOCK, "公告期满2026-12-06才视为送达")
    over = {"clock": {"day": date(2026, 12, 7)}, "delivery": {"delivered_on": date(2026, 12, 6)}}
    assert tried(*papers, **over) == []


# -- R-135 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("decided", "last"),
    [("2026-09-29", "2026-10-14"), ("2026-02-10", "2026-02-26")],
    ids=["T-135a", "T-135b"],
)
def test_T_135a_T_135b_service_within_seven_working_days(calendar, decided, last):
    assert deadline(terms.DELIVER, day(decided), calendar).legal_last_day == day(last)


def test_T_135a_a_late_service_says_why():
    late = make_attempt(day=date(2026, 11, 13), received_on=date(2026, 11, 13))
    then = {"clock": {"day": date(2026, 11, 13)}, "delivery": {"delivered_on": date(2026, 11, 13)}}
    assert of(tried(late, **then), "R-135", WARN)
    assert not of(tried(AWAY, late, **then), "R-135")


def test_T_135a_delivery_is_what_an_attempt_achieved():
    assert of(tried(), "R-135", BLOCK)
    assert of(tried(AWAY), "R-135", BLOCK)
    assert of(tried(make_attempt(), delivery={"delivered_on": DECIDED}), "R-135", BLOCK)
    assert not of(law.check(make_facts(), "case.deliver"), "R-135")


@pytest.mark.parametrize("consent", [None, date(2026, 11, 7)])
def test_T_135b_electronic_service_needs_consent(consent):
    sent = make_attempt(method="ELECTRONIC", consented_on=consent)
    assert effective_on(sent) is None
    assert of(tried(sent), "R-135", BLOCK)
    agreed = make_attempt(method="ELECTRONIC", consented_on=date(2026, 9, 21))
    assert effective_on(agreed) == date(2026, 11, 6)
    assert tried(agreed) == []


# -- R-916 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("age", [16, None])
def test_T_916a_a_cohabitant_is_of_age(age):
    minor = make_attempt(relation="COHABITANT", recipient="钱小七", recipient_age=age)
    assert of(tried(minor), "R-916", BLOCK)


def test_T_916b_nothing_is_received_before_it_is_dated():
    early = make_attempt(day=date(2026, 11, 2), received_on=date(2026, 11, 2))
    assert of(tried(early), "R-916", BLOCK)
    assert of(tried(make_attempt(received_on=date(2026, 11, 5))), "R-916", BLOCK)
    assert of(tried(make_attempt(received_on=date(2026, 11, 9))), "R-916", BLOCK)


@pytest.mark.parametrize(
    "empty",
    [{"servers": ()}, {"place": " "}, {"recipient": ""}, {"refused": True}, {"received_on": None}],
    ids=lambda empty: next(iter(empty)),
)
def test_T_916b_the_receipt_is_complete(empty):
    assert of(tried(make_attempt(**empty)), "R-916", BLOCK)


@pytest.mark.parametrize("empty", ["document", "addressee"])
def test_T_916b_the_receipt_names_paper_and_addressee(empty):
    assert of(law.check(at("case.deliver", serving={empty: ""}), "case.deliver"), "R-916", BLOCK)


def test_T_916b_a_notice_that_failed_is_entered_as_it_was():
    assert of(tried(gate="case.serve_notice"), "R-916", BLOCK)
    back = make_attempt(
        day=date(2026, 9, 30), received_on=None, recipient="", relation=None, returned="无人在家"
    )
    assert tried(back, gate="case.serve_notice") == []
