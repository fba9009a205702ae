"""R-123 … R-125: the record of the whole process, publication, secrecy."""

from datetime import date

import pytest

from enforcement import law
from enforcement.law import facts, kinds, terms
from enforcement.law.deadlines import deadline
from enforcement.law.findings import Level

from .conftest import day, of
from .small_case import DECIDED, make_small

BLOCK, HOLD, WARN = Level
CLOSING = ("case.request_closing", "case.approve_closing")


# -- R-123 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("gate", CLOSING)
@pytest.mark.parametrize("stage", kinds.ProcessStage)
def test_T_123a_closing_without_a_stage(stage, gate):
    rest = tuple(each for each in kinds.ProcessStage if each is not stage)
    [found] = of(law.check(make_small(stages={"recorded": rest}), gate), "R-123")
    assert (found.level, found.message) == (BLOCK, f"{stage.label}环节没有记录，不能结案")
    assert not of(law.check(make_small(), gate), "R-123")


def test_T_123a_without_a_penalty_nothing_is_executed():
    rest = tuple(each for each in kinds.ProcessStage if each != "EXECUTION")
    spared = make_small(stages={"recorded": rest}, decision={"outcome": "NO_PENALTY"})
    assert not of(law.check(spared, "case.request_closing"), "R-123")


@pytest.mark.parametrize("gate", CLOSING)
@pytest.mark.parametrize(
    ("kind", "given", "ok"),
    [
        ("LIEN_SERVICE", {}, False),
        ("LIEN_SERVICE", {"recording": "v1"}, True),
        ("LIEN_SERVICE", {"witness": "居委会王某"}, True),
        ("SEIZURE", {"witness": "居委会王某"}, False),
        ("REFUSAL", {}, False),
        ("POSTING", {"recording": "v1"}, True),
        ("ENFORCEMENT", {}, False),
    ],
)
def test_T_123b_grave_moments_are_filmed(kind, given, ok, gate):
    asked = make_small(stages={"filmed": (facts.Filmed(kind=kind, **given),)})
    assert (of(law.check(asked, gate), "R-123", BLOCK) == []) is ok


# -- R-124 -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("decided", "policy", "outer"),
    [("2026-02-10", "2026-02-26", "2026-03-16"), ("2026-09-29", "2026-10-14", "2026-11-02")],
    ids=["T-124a", "T-124b"],
)
def test_T_124a_T_124b_when_a_decision_is_published(calendar, decided, policy, outer):
    assert deadline(terms.PUBLISH, day(decided), calendar).legal_last_day == day(policy)
    assert deadline(terms.PUBLISH_LATEST, day(decided), calendar).legal_last_day == day(outer)


@pytest.mark.parametrize(
    ("published", "word"),
    [
        ("2026-10-14", None),
        ("2026-10-15", "应在2026-10-14前公示"),
        ("2026-11-03", "公示最长期限2026-11-02已过"),
    ],
)
def test_T_124b_late_publication(published, word):
    asked = make_small(decision={"day": day("2026-09-29")}, publication={"published_on": day(published)})
    found = of(law.check(asked, "case.request_closing"), "R-124")
    assert [(each.level, each.message) for each in found] == ([(WARN, word)] if word else [])
    waiting = asked.but(publication={"published_on": None}, clock={"day": day(published)})
    assert bool(of(law.check(waiting, "case.request_closing"), "R-124")) is bool(word)


def test_T_124a_publication_is_reviewed():
    for given in ({"publish": None}, {"reason": " "}):
        assert of(law.check(make_small(publication=given), "case.request_closing"), "R-124", BLOCK)
    kept = make_small(publication={"publish": False, "published_on": None}, clock={"day": day("2027-01-01")})
    assert not of(law.check(kept, "case.request_closing"), "R-124")


@pytest.mark.parametrize("gate", ["case.publish", "case.request_closing"])
def test_T_124d_a_minors_case_is_not_published(gate):
    """Neither when it is put on the page, nor when the file is closed."""
    young = {"born_on": date(2008, 9, 10)}
    [found] = of(law.check(make_small(party=young), gate), "R-124")
    assert (found.level, found.message) == (BLOCK, "当事人未成年，不得公示")
    kept = make_small(party=young, publication={"publish": False, "published_on": None})
    assert not of(law.check(kept, gate), "R-124")
    public = kept.but(publication={"published_on": DECIDED})
    assert of(law.check(public, gate), "R-124", BLOCK)
    of_age = make_small(party={"born_on": date(2008, 9, 9)})
    assert not of(law.check(of_age, gate), "R-124")


@pytest.mark.parametrize(
    ("given", "levels"),
    [
        ({}, [BLOCK]),
        ({"withdrawn_on": day("2026-10-14")}, [BLOCK]),
        ({"withdrawn_on": day("2026-10-15"), "withdrawal_reason": "决定被撤销"}, []),
        ({"withdrawn_on": day("2026-10-16"), "withdrawal_reason": "决定被撤销"}, [WARN]),
    ],
)
def test_T_124a_an_overturned_decision_is_withdrawn(given, levels):
    asked = make_small(publication={"overturned_on": day("2026-10-12"), **given})
    assert [each.level for each in of(law.check(asked, "case.request_closing"), "R-124")] == levels


# -- R-125 -------------------------------------------------------------------------------------------------
TRADE = {"secrets": (facts.Secret(document="询问笔录", kind="TRADE"),)}


def heard(public, **publication):
    return make_small(
        notice={"hearing_told": True},
        hearing={"requested_on": day("2026-09-28"), "held_on": DECIDED, "public": public, "host": "9"},
        publication=publication,
    )


def test_T_125a_a_trade_secret():
    assert of(law.check(heard(True, **TRADE), "case.decide"), "R-125", BLOCK)
    assert not of(law.check(heard(False, **TRADE), "case.decide"), "R-125")
    [found] = of(law.check(make_small(publication=TRADE), "case.request_closing"), "R-125")
    assert (found.level, found.message) == (HOLD, "案件涉及商业秘密，公示须由负责人决定")
    kept = make_small(publication=TRADE | {"publish": False})
    assert not of(law.check(kept, "case.request_closing"), "R-125")


def test_T_125a_a_secret_is_put_on_the_page_by_the_heads_word():
    shown = {"published_on": DECIDED, "masked": True}
    [found] = of(law.check(make_small(publication=TRADE | shown), "case.publish"), "R-125")
    assert (found.level, found.message) == (HOLD, "案件涉及商业秘密，公示须由负责人决定")
    assert not of(law.check(make_small(publication=TRADE | {"published_on": None}), "case.publish"), "R-125")
    assert not of(law.check(make_small(publication=shown), "case.publish"), "R-125")
    gone = TRADE | shown | {"withdrawn_on": DECIDED}
    assert not of(law.check(make_small(publication=gone), "case.publish"), "R-125")


def test_T_125b_no_secret_a_public_hearing():
    assert not of(law.check(heard(True), "case.decide"), "R-125")
    assert of(law.check(heard(False), "case.decide"), "R-125", BLOCK)
    assert not of(law.check(make_small(), "case.request_closing"), "R-125")
