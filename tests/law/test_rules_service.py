"""R-135, R-916, R-1001 … R-1005: who may take a paper, when it counts as served, what the receipt shows."""

from datetime import date

import pytest

from enforcement import law
from enforcement.law import terms
from enforcement.law.deadlines import deadline
from enforcement.law.findings import Level
from enforcement.law.kinds import PartyKind
from enforcement.law.receiving import Addressee
from enforcement.law.rules import service

from .company import DECIDED, at, make_attempt
from .conftest import day, make_facts, of

BLOCK, HOLD, WARN = Level
COMPANY, PERSON = Addressee(PartyKind.ORGANISATION), Addressee(PartyKind.PERSON)
SHOP = Addressee(PartyKind.INDIVIDUAL_BUSINESS)
CITIZEN = {"party": {"kind": "PERSON", "name": "周小明", "born_on": date(1990, 3, 7)}}
GATES = ("case.serve_notice", "case.deliver")
NEVER = {"received_on": None, "recipient": "", "relation": None, "proof": ""}
AWAY = make_attempt(day=date(2026, 11, 3), returned="无人在家", **NEVER)
RETURNED = make_attempt(method="MAIL", day=date(2026, 11, 3), returned="查无此人", **NEVER)


def effective_on(attempt, to=COMPANY):
    return service.effective_on(attempt, to)


def served_on(attempts, to=COMPANY):
    return service.served_on(attempts, to)


def failed_methods(attempts, before):
    return service.failed_methods(attempts, before, COMPANY)


def tried(*attempts, gate="case.deliver", **changes):
    """Return what stands at `gate` when these attempts are on file."""
    return law.check(at(gate, serving={"attempts": attempts}, **changes), gate)


def posted(text, **given):
    published = {"method": "PUBLIC", "day": day(text), "proof": "61", "reason": "下落不明"}
    return make_attempt(**NEVER | published | given)


# -- R-1001 ------------------------------------------------------------------------------------------------
TAKES = {
    "COHABITANT 20": "PERSON INDIVIDUAL_BUSINESS",
    "COHABITANT 18": "PERSON INDIVIDUAL_BUSINESS",
    "COHABITANT 17": "",
    "COHABITANT": "",
    "SELF": "PERSON INDIVIDUAL_BUSINESS",
    "OPERATOR": "INDIVIDUAL_BUSINESS",
    "REPRESENTATIVE": "INDIVIDUAL_BUSINESS ORGANISATION",
    "MAILROOM": "ORGANISATION",
    "GUARDIAN": "",
    "AGENT": "",
    "AGENT 9 with": "PERSON INDIVIDUAL_BUSINESS ORGANISATION",
    "NAMED": "",
    "NAMED 9 with": "PERSON INDIVIDUAL_BUSINESS ORGANISATION",
    "OTHER 40": "",
    "": "",
}


@pytest.mark.parametrize("method", ["DIRECT", "MAIL", "ENTRUSTED"])
@pytest.mark.parametrize("kind", list(PartyKind))
@pytest.mark.parametrize("who", TAKES)
def test_T_1001a_T_1001b_who_may_sign(who, kind, method):
    """By what he is to this kind of party, whatever brought the paper (`public/03`)."""
    relation, age, with_paper = (*who.split(" "), "", "")[:3]
    attempt = make_attempt(
        method=method, day=date(2026, 9, 29), received_on=date(2026, 9, 29), relation=relation or None,
        recipient_age=int(age) if age else None, authority="88" if with_paper else "", through="台州市执法局",
    )  # fmt: skip
    served = kind.value in TAKES[who].split()
    assert (effective_on(attempt, Addressee(kind)) == date(2026, 9, 29)) is served
    party = {"party": {"kind": kind, "born_on": date(1990, 3, 7) if kind == "PERSON" else None}}
    found = of(tried(make_attempt(**vars(attempt) | {"day": date(2026, 11, 6), "received_on": date(2026, 11, 6)}),
                     **party), "R-1001", BLOCK)  # fmt: skip
    too_young = relation == "COHABITANT" and kind != "ORGANISATION"  # R-916 says so
    assert bool(found) is (not served and not too_young)


def test_T_1001b_a_company_has_no_self():
    [found] = of(tried(make_attempt(relation="SELF")), "R-1001")
    assert "没有“本人”" in found.message and "主要负责人" in found.remedy


@pytest.mark.parametrize(("relation", "served"), [("SELF", False), ("GUARDIAN", True), ("COHABITANT", True)])
def test_T_1001a_a_minors_paper_goes_to_the_guardian(relation, served):
    child = Addressee(PartyKind.PERSON, born_on=date(2011, 5, 1))
    attempt = make_attempt(relation=relation, recipient_age=40)
    assert (effective_on(attempt, child) is not None) is served
    assert (effective_on(attempt, Addressee(PartyKind.PERSON, incapable=True)) is not None) is served
    adult = Addressee(PartyKind.PERSON, born_on=date(1990, 5, 1))
    assert (effective_on(attempt, adult) is not None) is (relation != "GUARDIAN")


def test_T_1001b_a_shop_visitor_may_not():
    [found] = of(tried(make_attempt(recipient="顾客", relation="OTHER")), "R-1001")
    assert found.level == BLOCK and found.message.startswith("顾客不能代收，不算送达")


# -- R-1002 ------------------------------------------------------------------------------------------------
def left(**given):
    refused = {"method": "LEFT", "refused": True, "refusal_note": "拒绝签收", "relation": "REPRESENTATIVE"}
    return make_attempt(**NEVER | refused | given)


@pytest.mark.parametrize(
    ("given", "served"),
    [
        ({"proof": "71"}, True),
        ({"witness": "李九", "witness_of": "东门社区"}, True),
        ({"witness": "李九"}, False),
        ({}, False),
        ({"refused": False, "returned": "无人在家", "proof": "71"}, False),
    ],
    ids=["T-1002a", "witness", "witness of nothing", "neither", "T-1002b"],
)
def test_T_1002a_T_1002b_leaving_follows_a_refusal(given, served):
    attempt = left(**given)
    assert (effective_on(attempt) == attempt.day) is served
    assert bool(of(tried(attempt), "R-1002", BLOCK)) is not served


REFUSES = {
    "SELF": "PERSON INDIVIDUAL_BUSINESS",
    "OPERATOR": "INDIVIDUAL_BUSINESS",
    "COHABITANT 40": "PERSON INDIVIDUAL_BUSINESS",
    "COHABITANT 15": "",
    "REPRESENTATIVE": "INDIVIDUAL_BUSINESS ORGANISATION",
    "MAILROOM": "ORGANISATION",
    "AGENT": "",
    "NAMED": "",
    "OTHER 40": "",
    "": "",
}


@pytest.mark.parametrize("kind", list(PartyKind))
@pytest.mark.parametrize("who", REFUSES)
def test_T_1002a_whose_refusal_it_is(who, kind):
    """A shop assistant's refusal is not the company's, nor an agent's the party's (`public/03`)."""
    relation, age = (*who.split(" "), "")[:2]
    attempt = left(
        proof="71", relation=relation or None, recipient_age=int(age) if age else None, authority="88"
    )
    counts = kind.value in REFUSES[who].split()
    assert (effective_on(attempt, Addressee(kind)) is not None) is counts
    party = {"party": {"kind": kind, "born_on": date(1990, 3, 7) if kind == "PERSON" else None}}
    assert bool(of(tried(attempt, **party), "R-1002", BLOCK)) is not counts


# -- R-1004, R-1006, R-1008 --------------------------------------------------------------------------------
def test_T_1006b_through_the_prison_and_signed_by_himself():
    passed = make_attempt(method="FORWARDED", relation="SELF", through="台州监狱")
    assert effective_on(passed, PERSON) == passed.received_on
    assert not of(tried(passed, **CITIZEN), "R-1006")
    for gap in ({"through": ""}, {"relation": "COHABITANT", "recipient_age": 40}, {"relation": "OTHER"}):
        failed = make_attempt(**vars(passed) | gap)
        assert effective_on(failed, PERSON) is None
        assert [found for found in tried(failed, **CITIZEN) if found.rule in ("R-1001", "R-1006")]
    assert of(tried(passed), "R-1006", BLOCK)


DETAINED = {"party": CITIZEN["party"] | {"detained_in": "台州监狱"}}


def test_T_1006a_a_letter_home_does_not_reach_the_detained():
    mailed = make_attempt(method="MAIL", relation="SELF", reason="路远")
    [found] = of(tried(mailed, **DETAINED), "R-1006")
    assert found.level is WARN and "台州监狱" in found.message and "转交" in found.remedy
    assert not of(tried(mailed, **CITIZEN), "R-1006")
    family = make_attempt(relation="COHABITANT", recipient_age=40)
    assert of(tried(family, **DETAINED), "R-1006", WARN)
    assert of(tried(posted("2026-11-03"), gate="case.attempt", **DETAINED), "R-1006", WARN)


@pytest.mark.parametrize(
    "reached",
    [
        {"method": "FORWARDED", "relation": "SELF", "through": "台州监狱"},
        {"method": "DIRECT", "relation": "SELF"},
        {"method": "DIRECT", "relation": "AGENT", "authority": "90"},
        {"method": "MAIL", "relation": "NAMED", "authority": "90", "reason": "路远"},
    ],
    ids=lambda given: " ".join(given.values()),
)
def test_T_1006a_himself_and_whom_he_appointed_are_reached(reached):
    assert not of(tried(make_attempt(**reached), **DETAINED), "R-1006")


def test_T_1004a_arrival_in_the_named_system_after_a_signed_consent():
    sent = make_attempt(
        method="ELECTRONIC", day=date(2026, 9, 29), received_on=date(2026, 9, 29), relation=None,
        consented_on=date(2026, 9, 21), authority="90",
    )  # fmt: skip
    assert effective_on(sent, PERSON) == date(2026, 9, 29)
    assert effective_on(sent.but(authority=""), PERSON) is None
    late = {"day": date(2026, 11, 6), "received_on": date(2026, 11, 6)}
    assert not of(tried(sent.but(**late)), "R-1004")
    assert of(tried(sent.but(**late, authority="")), "R-1004", BLOCK)
    assert of(tried(sent.but(**late, proof="")), "R-1004", BLOCK)


def test_T_1004b_the_first_channel_that_reached_him_counts():
    given = {"method": "ELECTRONIC", "consented_on": date(2026, 9, 21), "authority": "90"}
    mail = make_attempt(**given, day=date(2026, 9, 28), received_on=date(2026, 9, 28))
    message = make_attempt(**given, day=date(2026, 9, 28), received_on=date(2026, 9, 29))
    assert served_on((message, mail)) == date(2026, 9, 28)


def test_T_1008b_one_proof_serves_one_paper():
    attempt = make_attempt(proof="31")
    facts = at("case.deliver", serving={"attempts": (attempt,), "used": ("31",)})
    assert of(law.check(facts, "case.deliver"), "R-1008", BLOCK)
    assert not of(law.check(facts.but(serving={"used": ("30",)}), "case.deliver"), "R-1008")


@pytest.mark.parametrize("gate", ["case.request_closing", "case.approve_closing", "case.close"])
def test_T_1008a_closing_checks_every_paper_that_had_to_be_served(gate):
    left = at("case.request_closing", closing={"unserved": ("行政处罚事先告知书 第000001号",)})
    [found] = of(law.check(left, gate), "R-1008")
    assert found.level is BLOCK and "行政处罚事先告知书 第000001号" in found.message
    assert not of(law.check(left.but(closing={"unserved": ()}), gate), "R-1008")


# -- R-1007 ------------------------------------------------------------------------------------------------
def test_T_1007a_no_confirmed_address_at_the_filing():
    gate = "case.request_filing"
    [found] = of(law.check(at(gate, party={"address_on": None}), gate), "R-1007")
    assert found.level is WARN and "送达地址确认书" in found.message
    assert not of(law.check(at(gate), gate), "R-1007")


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
def test_T_1005a_sixty_days_for_who_has_no_domicile_in_the_country():
    abroad = posted("2026-08-01", abroad=True)
    assert effective_on(abroad, PERSON) == date(2026, 9, 30)
    assert "第二百八十三条" in str(service.published_term(abroad).clause)


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
    agreed = make_attempt(method="ELECTRONIC", consented_on=date(2026, 9, 21), authority="90")
    assert effective_on(agreed) == date(2026, 11, 6)
    assert tried(agreed) == []


# -- R-916 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("age", [16, None])
def test_T_916a_a_cohabitant_is_of_age(age):
    minor = make_attempt(relation="COHABITANT", recipient="钱小七", recipient_age=age)
    assert of(tried(minor, **CITIZEN), "R-916", BLOCK)


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


# -- when the sixty days of reconsideration start, by the method ---------------------------------------
@pytest.mark.parametrize(
    ("attempt", "last"),
    [
        (make_attempt(relation="SELF", day=date(2026, 9, 24), received_on=date(2026, 9, 24)), "2026-11-23"),
        (left(day=date(2026, 7, 31), proof="71", relation="SELF"), "2026-09-29"),
        (posted("2026-07-10"), "2026-10-08"),
    ],
    ids=["T-312a", "T-312b", "T-312d"],
)
def test_T_312a_T_312b_T_312d_the_start_follows_the_method(calendar, attempt, last):
    start = effective_on(attempt, PERSON)
    assert deadline(terms.RECONSIDER, start, calendar).legal_last_day == day(last)
