"""R-116, R-120, R-121, R-137: the written notice, the defence and the hearing."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import facts, terms
from enforcement.law.deadlines import deadline
from enforcement.law.findings import Level
from enforcement.law.rules import hearings

from .conftest import day, of
from .counted import defence_due, with_limits
from .small_case import make_small

BLOCK, HOLD, WARN = Level


def decided_on(text, **changes):
    return with_limits(make_small(decision={"day": day(text)}), **changes)


# -- R-120 -------------------------------------------------------------------------------------------------
def test_T_120a_a_notice_without_its_basis_is_not_given():
    asked = make_small(notice={"elements": ("FACTS", "REASONS", "PENALTY", "RIGHTS")})
    [found] = of(law.check(asked, "case.give_notice"), "R-120")
    assert (found.level, found.message) == (BLOCK, "还没有告知当事人：依据")


def test_T_120b_served_after_the_decision():
    late = decided_on("2026-09-24", notice={"served_on": day("2026-09-25")})
    [found] = of(law.check(late, "case.decide"), "R-120")
    assert found.level is BLOCK
    assert "2026-09-25" in found.message
    assert not of(law.check(late.but(notice={"waived_on": day("2026-09-24")}), "case.decide"), "R-120")


def test_T_120b_a_notice_that_never_arrived():
    unserved = make_small(notice={"served_on": None})
    [found] = of(law.check(unserved, "case.decide"), "R-120")
    assert (found.level, found.message) == (BLOCK, "告知书还没有送达")
    [found] = of(law.check(unserved.but(notice={"undelivered": True}), "case.decide"), "R-120")
    assert "公告送达" in found.remedy
    spared = unserved.but(decision={"outcome": "NO_PENALTY"})
    assert not of(law.check(spared, "case.decide"), "R-120")


# -- R-121 -------------------------------------------------------------------------------------------------
def test_T_121a_five_working_days_of_defence(calendar):
    assert defence_due(make_small()).legal_last_day == date(2026, 10, 9)
    [found] = of(law.check(decided_on("2026-10-09"), "case.decide"), "R-121")
    assert found.level is BLOCK
    assert "2026-10-09止" in found.message
    assert not of(law.check(decided_on("2026-10-10"), "case.decide"), "R-121")
    shorter = decided_on("2026-10-09", notice={"days": 4})
    assert not of(law.check(shorter, "case.decide"), "R-121")


def test_T_121b_a_signed_waiver():
    waived = decided_on("2026-09-24", notice={"waived_on": day("2026-09-24")})
    assert not of(law.check(waived, "case.decide"), "R-121")
    early = decided_on("2026-09-24", notice={"waived_on": day("2026-09-25")})
    assert of(law.check(early, "case.decide"), "R-121", BLOCK)


def test_T_121d_a_cancelled_notice_is_replaced():
    assert of(law.check(make_small(notice={"cancelled": True}), "case.submit"), "R-121", BLOCK)
    assert not of(law.check(make_small(), "case.submit"), "R-121")


@pytest.mark.parametrize(
    ("adopted", "reason", "ok"), [(None, "", False), (True, " ", False), (False, "无证据", True)]
)
def test_T_121_every_point_is_answered(adopted, reason, ok):
    point = facts.DefencePoint(text="刚摆出来", adopted=adopted, reason=reason)
    asked = make_small(notice={"points": (point,)})
    assert (of(law.check(asked, "case.submit"), "R-121", BLOCK) == []) is ok


def test_T_121_a_defence_or_a_waiver():
    point = facts.DefencePoint(text="刚摆出来")
    assert of(law.check(make_small(), "case.record_defence"), "R-121", BLOCK)
    said = make_small(notice={"points": (point,)})
    assert not of(law.check(said, "case.record_defence"), "R-121")
    both = said.but(notice={"waived_on": day("2026-09-24")})
    assert of(law.check(both, "case.record_defence"), "R-121", BLOCK)
    waived = make_small(notice={"waived_on": day("2026-09-24")})
    assert not of(law.check(waived, "case.record_defence"), "R-121")


@pytest.mark.parametrize(
    "changes",
    [
        {"decision": {"fine": Decimal("1500.01")}},
        {"decision": {"kinds": ("FINE", "WARNING")}},
        {"notice": {"fine": None}},
        {"decision": {"forfeit": Decimal(10)}},
        {"decision": {"forfeit": Decimal(10)}, "notice": {"forfeit": Decimal(9)}},
    ],
    ids=["fine", "kind", "fine untold", "gains untold", "gains"],
)
def test_T_121_no_heavier_than_told(changes):
    assert len(of(law.check(make_small(**changes), "case.decide"), "R-121", BLOCK)) == 1


def test_T_121_less_than_told_and_correction_are_free():
    lighter = make_small(decision={"fine": Decimal(1400), "kinds": ("FINE", "CORRECTION")})
    assert not of(law.check(lighter, "case.decide"), "R-121")


# -- R-137 -------------------------------------------------------------------------------------------------
def due(kind, threshold, *, fine, **made):
    return make_small(
        party={"kind": kind},
        agency={"hearing_threshold": Decimal(threshold)},
        decision={"fine": Decimal(fine), **made},
    )


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        (due("ORGANISATION", 100000, fine="100000"), True),
        (due("ORGANISATION", 100000, fine="99999.99"), False),
        (due("PERSON", 10000, fine="10000"), True),
        (due("PERSON", 10000, fine="100", kinds=("FINE", "REVOKE_LICENCE")), True),
        (due("PERSON", 10000, fine="100", forfeit=Decimal(10000)), True),
        (due("PERSON", 10000, fine="100", goods=Decimal(10000)), True),
    ],
    ids=["T-137a", "T-137a below", "T-137b", "heavy kind", "gains", "goods"],
)
@pytest.mark.parametrize("gate", ["case.give_notice", "case.decide"])
def test_T_137a_T_137b_the_right_is_told(asked, heard, gate):
    found = of(law.check(asked, gate), "R-137", BLOCK)
    assert bool(found) is bool(hearings.grounds(asked)) is heard
    assert all("达到听证标准，须告知听证权利" in each.message for each in found)
    told = asked.but(notice={"hearing_told": True})
    assert not of(law.check(told, gate), "R-137")


def test_T_137d_only_the_sum_exceeds():
    summed = due("ORGANISATION", 50000, fine=30000, forfeit=Decimal(40000))
    assert [each.level for each in of(law.check(summed, "case.give_notice"), "R-137")] == [WARN]
    unset = make_small(agency={"hearing_threshold": None})
    assert [each.level for each in of(law.check(unset, "case.give_notice"), "R-137")] == [WARN]
    assert not of(law.check(make_small(), "case.give_notice"), "R-137")


def heavy(decided, **hearing):
    return decided_on(
        decided,
        agency={"hearing_threshold": Decimal(1000)},
        notice={"hearing_told": True, "served_on": day("2026-09-30")},
        hearing=hearing,
    )


@pytest.mark.parametrize(
    ("served", "last"), [("2026-09-30", "2026-10-13"), ("2026-02-12", "2026-02-26")], ids=["T-138a", "T-138b"]
)
def test_T_138a_T_138b_five_working_days_to_ask(calendar, served, last):
    assert deadline(terms.REQUEST_HEARING, day(served), calendar).legal_last_day == day(last)


def test_T_137a_nobody_asked():
    [found] = of(law.check(heavy("2026-10-13"), "case.decide"), "R-137")
    assert found.level is BLOCK
    assert "2026-10-13" in found.message
    assert not of(law.check(heavy("2026-10-14"), "case.decide"), "R-137")
    waived = heavy("2026-10-13", waived_on=day("2026-10-12"))
    assert not of(law.check(waived, "case.decide"), "R-137")
    assert of(law.check(heavy("2026-10-12", waived_on=day("2026-10-13")), "case.decide"), "R-137", BLOCK)


def test_T_116a_asked_in_time_and_not_held():
    asked = heavy("2026-11-02", requested_on=day("2026-10-13"))
    [found] = of(law.check(asked, "case.decide"), "R-116")
    assert (found.level, str(found.clause)) == (BLOCK, "《行政处罚法》第三十八条第二款")
    held = asked.but(hearing={"held_on": day("2026-10-26"), "public": True, "host": "9"})
    assert not of(law.check(held, "case.decide"), "R-116")
    assert not of(law.check(held, "case.decide"), "R-137")
    assert not of(law.check(asked.but(hearing={"abandoned": True}), "case.decide"), "R-116")


@pytest.mark.parametrize(
    ("waived", "decided", "stands"),
    [
        ("2026-10-20", "2026-11-02", False),
        ("2026-10-13", "2026-11-02", False),  # on the day on which he asked
        ("2026-10-12", "2026-11-02", True),  # he asked again after he had given it up
        ("2026-11-03", "2026-11-02", True),  # not yet given up on the day of the decision
    ],
)
def test_T_116a_asked_for_and_given_up_in_writing(waived, decided, stands):
    asked = heavy(decided, requested_on=day("2026-10-13"), waived_on=day(waived))
    assert bool(of(law.check(asked, "case.decide"), "R-116", BLOCK)) is stands


def test_T_116a_asked_too_late():
    late = heavy("2026-11-02", requested_on=day("2026-10-14"))
    assert not of(law.check(late, "case.decide"), "R-116")
    assert not of(law.check(late, "case.decide"), "R-137")


def test_T_116a_no_penalty_needs_no_hearing():
    spared = heavy("2026-10-12", requested_on=day("2026-10-12")).but(
        decision={"outcome": "NO_PENALTY", "kinds": (), "fine": None, "limb": "MINOR"}
    )
    assert not of(law.check(spared, "case.decide"), "R-116")
    assert not of(law.check(spared, "case.decide"), "R-137")


def test_T_121_a_request_for_a_hearing_says_something():
    asked = make_small(hearing={"requested_on": day("2026-09-25")})
    assert not of(law.check(asked, "case.record_defence"), "R-121")
