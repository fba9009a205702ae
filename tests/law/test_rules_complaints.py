"""R-321: sixty days for the answer to who complained, then sixty for reconsideration."""

from datetime import date

import pytest

from enforcement.law import facts, terms
from enforcement.law.deadlines import deadline
from enforcement.law.known import UNKNOWN
from enforcement.law.rulebook import check
from enforcement.law.rules.complaints import reconsideration_due

from .conftest import make_facts

GATE, RECEIVED = "case.answer_complaint", date(2026, 6, 15)


def told(**given):
    complaint = {
        "received_on": RECEIVED, "own_interest": True, "answered_on": date(2026, 8, 10), "outcome": "NOT_FILED",
        "remedies_told": True,
    } | given  # fmt: skip
    return make_facts(complaint=facts.Complaint(**complaint))


def test_T_321a_sixty_days_and_sixty_more_where_nobody_answered(calendar):
    assert deadline(terms.ANSWER_COMPLAINT, RECEIVED, calendar).legal_last_day == date(2026, 8, 14)
    assert reconsideration_due(None, date(2026, 8, 14), calendar).legal_last_day == date(2026, 10, 13)


def test_T_321b_sixty_days_from_the_answer(calendar):
    answered = date(2026, 8, 10)
    assert reconsideration_due(answered, None, calendar).legal_last_day == date(2026, 10, 9)


def test_T_321b_a_refusal_names_the_remedies():
    assert check(told(), GATE) == []
    [found] = check(told(remedies_told=False), GATE)
    assert found.rule == "R-321" and "救济途径" in found.message


@pytest.mark.parametrize("given", [{"outcome": "FILED"}, {"own_interest": False}])
def test_T_321b_who_was_heard_or_has_no_interest_needs_none(given):
    assert check(told(remedies_told=False, **given), GATE) == []


def test_T_321b_an_interest_nobody_asked_about_is_asked():
    [found] = check(told(own_interest=UNKNOWN), GATE)
    assert "是否为维护自身合法权益" in found.message


@pytest.mark.parametrize("day", [None, date(2026, 6, 14), date(2027, 1, 1)])
def test_R_321_the_day_of_the_answer(day):
    assert [one.rule for one in check(told(answered_on=day), GATE)] == ["R-321"]
