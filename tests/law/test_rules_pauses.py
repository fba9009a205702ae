"""R-142 … R-144: the surcharge and the days on which it does not grow; R-141 on water; R-312: when sixty days start."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import amounts, facts, terms
from enforcement.law.amounts import Pause
from enforcement.law.deadlines import deadline
from enforcement.law.findings import Level
from enforcement.law.reckoning import Reckoning
from enforcement.law.remedies import days_lost

from .conftest import make_facts, of


def day(text):
    return date.fromisoformat(text)


def pause(kind, start, end=None):
    return Pause(kind, day(start), end and day(end))


FINE, DUE = Decimal(10000), day("2026-03-25")
PAUSES = {
    "T-144a": ([pause("RECONSIDERATION", "2026-04-07", "2026-06-10")], "2026-06-20", 22),
    "T-144b": ([pause("SUIT", "2026-04-07")], "2026-06-20", 12),
    "paid on the day of the application": ([pause("SUIT", "2026-04-07")], "2026-04-07", 12),
    "paid before it": ([pause("SUIT", "2026-04-07")], "2026-04-06", 12),
    "before the last day to pay": ([pause("SUIT", "2026-03-01", "2026-03-27")], "2026-03-30", 3),
    "then a suit, no day twice": (
        [
            pause("SUIT", "2026-06-10", "2026-06-14"),
            pause("RECONSIDERATION", "2026-04-07", "2026-06-10"),
        ],
        "2026-06-20",
        18,
    ),
    "one within the other": (
        [pause("SUIT", "2026-04-01", "2026-04-30"), pause("RECONSIDERATION", "2026-04-05", "2026-04-10")],
        "2026-05-02",
        8,
    ),
    "R-143 late before the approval": ([pause("DEFERRAL", "2026-04-07", "2026-06-10")], "2026-06-10", 12),
    "R-143 and late again": ([pause("DEFERRAL", "2026-04-07", "2026-06-10")], "2026-06-13", 15),
    "R-143 approved in time": ([pause("DEFERRAL", "2026-03-20", "2026-06-10")], "2026-06-10", 0),
}


@pytest.mark.parametrize(("pauses", "paid", "days"), PAUSES.values(), ids=PAUSES)
def test_T_144a_T_144b_no_surcharge_grows_meanwhile(pauses, paid, days):
    added = amounts.surcharge(FINE, DUE, day(paid), pauses=pauses)
    assert (added.days, added.amount) == (days, min(FINE, 300 * days))


def test_T_144a_it_is_six_thousand_six_hundred():
    pauses, paid, _ = PAUSES["T-144a"]
    added = amounts.surcharge(FINE, DUE, day(paid), pauses=pauses)
    assert added.amount == 6600 and "已扣除延期缴纳、复议、诉讼期间65日" in added.explanation


@pytest.mark.parametrize(
    ("paid", "over"), [("2026-10-30", "0"), ("2026-10-30", "0.01"), ("2026-12-01", "0.01")]
)
def test_T_143a_a_surcharge_from_before_the_approval_is_taken(paid, over):
    """Fine 200 due 2026-10-09, deferred from 10-19 to 11-30: nine days were late before."""
    owed = 200 * 3 * (9 + (paid > "2026-11-30")) / Decimal(100)
    paying = facts.Paid(on=day(paid), amount=200 + owed + Decimal(over))
    given = {
        "due_on": day("2026-10-09"),
        "paid": (paying,),
        "pauses": (pause("DEFERRAL", "2026-10-19", "2026-11-30"),),
    }
    asked = make_facts(payment=given, decision={"fine": Decimal(200)}, clock={"day": day("2026-12-02")})
    refused = of(law.check(asked, "case.record_payment"), "R-142", Level.BLOCK)
    assert bool(refused) is (over != "0")


HANDED = {
    "T-141e in time": ("2026-09-30", "2026-10-09", []),
    "T-141e late": ("2026-09-30", "2026-10-10", [Level.WARN]),
    "not on water": (None, "2026-10-09", [Level.WARN]),
    "landed before it was taken": ("2026-09-27", "2026-09-28", [Level.BLOCK]),
    "landed after it was handed in": ("2026-09-30", "2026-09-29", [Level.BLOCK]),
}


@pytest.mark.parametrize(("landed", "handed", "levels"), HANDED.values(), ids=HANDED)
def test_T_141e_money_taken_on_water(landed, handed, levels):
    given = {
        "amount": Decimal(100), "collected_on": day("2026-09-28"), "ground": "REMOTE", "requested": True,
        "receipt_number": "财票1", "landed_on": landed and day(landed), "handed_in_on": day(handed),
    }  # fmt: skip
    asked = make_facts(collection=given, clock={"day": day(handed)})
    found = of(law.check(asked, "case.hand_in"), "R-141")
    assert [each.level for each in found] == levels


DEFERRED = {
    "due_on": day("2026-10-09"), "paid": (), "pause_paper": "7", "pause_reason": "停产停业，有证明",
    "pauses": (pause("DEFERRAL", "2026-10-19", "2026-11-30"),),
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, ""),
        ({"pause_paper": ""}, "没有当事人的申请"),
        ({"pause_reason": " "}, "经济困难"),
        ({"pauses": (pause("DEFERRAL", "2026-10-19", "2026-10-19"),)}, "延期到的日期"),
        ({"pauses": (pause("DEFERRAL", "2026-10-01", "2026-10-09"),)}, "延期到的日期"),
        ({"paid": (facts.Paid(on=day("2026-10-01"), amount=Decimal(200)),)}, "已经缴清"),
        ({"due_on": None}, "没有要缴纳的罚款"),
    ],
)
def test_T_143a_a_deferral_needs_hardship_application_and_approval(given, fault):
    asked = make_facts(payment=DEFERRED | given, decision={"fine": Decimal(200)})
    found = of(law.check(asked, "case.defer"), "R-143", Level.BLOCK)
    assert [fault in each.message for each in found] == ([True] if fault else [])


@pytest.mark.parametrize(
    ("start", "end", "paper", "fault"),
    [
        ("2026-09-24", None, "7", ""),
        ("2026-09-24", "2026-09-24", "7", ""),
        ("2026-09-23", None, "7", "早于决定日期"),
        ("2026-09-25", None, "7", "晚于今天"),
        ("2026-09-24", "2026-09-23", "7", "结果送达的日期"),
        ("2026-09-24", "2026-09-25", "7", "结果送达的日期"),
        ("2026-09-24", None, "", "没有受理通知书"),
    ],
)
def test_T_144a_a_pause_lies_between_decision_and_today(start, end, paper, fault):
    given = {"pauses": (pause("SUIT", start, end),), "pause_paper": paper}
    asked = make_facts(payment=given, decision={"day": day("2026-09-24")}, clock={"day": day("2026-09-24")})
    found = of(law.check(asked, "case.note_review"), "R-144", Level.BLOCK)
    assert [fault in each.message for each in found] == ([True] if fault else [])


def test_T_312e_told_later(calendar):
    found = deadline(terms.RECONSIDER, day("2026-08-12"), calendar)
    assert (found.unrolled, found.legal_last_day) == (day("2026-10-11"), day("2026-10-12"))


def test_T_312f_a_suit_wrongly_brought(calendar):
    assert deadline(terms.RECONSIDER, day("2026-07-06"), calendar).unrolled == day("2026-09-04")
    lost = [(day("2026-08-03"), day("2026-09-09"))]
    counted = Reckoning(day("2026-07-06"), terms.RECONSIDER, excluded=days_lost(lost)).count(calendar)
    assert counted.legal_last_day == day("2026-10-12")
