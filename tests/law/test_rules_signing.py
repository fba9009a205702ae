"""R-1001, R-136: who signs, refuses and waives in the party's place."""

from datetime import date

import pytest

from enforcement import law
from enforcement.law.findings import Level

from .company import at
from .conftest import make_facts, of

BLOCK = Level.BLOCK
KINDS = ("PERSON", "INDIVIDUAL_BUSINESS", "ORGANISATION")
SIGNS = {
    "SELF": "PERSON INDIVIDUAL_BUSINESS",
    "OPERATOR": "INDIVIDUAL_BUSINESS",
    "REPRESENTATIVE": "INDIVIDUAL_BUSINESS ORGANISATION",
    "AGENT": "",
    "AGENT with": "PERSON INDIVIDUAL_BUSINESS ORGANISATION",
    "NAMED with": "",
    "COHABITANT": "",
    "MAILROOM": "",
    "GUARDIAN": "",
    "OTHER": "",
    "": "",
}


@pytest.mark.parametrize("receipt", ["SIGNED", "REFUSED"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", SIGNS)
def test_T_1001b_who_signs_on_the_spot(who, kind, receipt):
    relation, with_paper = (*who.split(" "), "")[:2]
    made = {"signer": relation or None, "signer_authority": "5" if with_paper else "", "receipt": receipt,
            "refusal_note": "拒签"}  # fmt: skip
    facts = make_facts(party={"kind": kind}, decision=made)
    for gate in ("case.issue", "case.deliver"):
        assert bool(of(law.check(facts, gate), "R-1001", BLOCK)) is (kind not in SIGNS[who].split())


@pytest.mark.parametrize(("relation", "counts"), [("SELF", True), ("GUARDIAN", True), ("COHABITANT", False)])
def test_T_1001a_a_minor_signs_beside_his_guardian(relation, counts):
    child = make_facts(
        party={"born_on": date(2011, 5, 1), "guardian": "周大明"}, decision={"signer": relation}
    )
    assert bool(of(law.check(child, "case.issue"), "R-1001", BLOCK)) is not counts


def test_T_1001a_an_unsigned_draft_is_not_asked():
    assert not of(law.check(make_facts(decision={"receipt": "NONE", "signer": None}), "case.issue"), "R-1001")


WAIVES = SIGNS | {"": "PERSON INDIVIDUAL_BUSINESS ORGANISATION"}  # an older waiver does not say whose it is


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", WAIVES)
def test_T_136b_whose_waiver_it_is(who, kind):
    relation, with_paper = (*who.split(" "), "")[:2]
    said = {"waived_on": date(2026, 10, 1), "waived_by": relation or None, "points": (),
            "waiver_authority": "5" if with_paper else ""}  # fmt: skip
    party = {"kind": kind, "born_on": date(1990, 3, 7) if kind == "PERSON" else None}
    counts = kind in WAIVES[who].split()
    for gate in ("case.submit", "case.decide"):
        assert bool(of(law.check(at(gate, notice=said, party=party), gate), "R-136", BLOCK)) is not counts
    entered = law.check(at("case.record_defence", notice=said, party=party), "case.record_defence")
    assert bool(of(entered, "R-136", BLOCK)) is not (counts and bool(relation))
    unserved = at("case.decide", notice=said | {"served_on": None, "hearing_told": False}, party=party)
    assert bool(of(law.check(unserved, "case.decide"), "R-120", BLOCK)) is not counts


@pytest.mark.parametrize(("relation", "counts"), [("SELF", False), ("GUARDIAN", True)])
def test_T_136b_a_minors_rights_are_waived_by_the_guardian(relation, counts):
    said = {"waived_on": date(2026, 10, 1), "waived_by": relation, "points": ()}
    child = {"kind": "PERSON", "born_on": date(2011, 5, 1), "guardian": "周大明"}
    found = of(law.check(at("case.submit", notice=said, party=child), "case.submit"), "R-136", BLOCK)
    assert bool(found) is not counts


@pytest.mark.parametrize(("relation", "counts"), [("REPRESENTATIVE", True), ("OTHER", False)])
def test_T_136b_the_hearing_is_waived_by_the_party(relation, counts):
    waived = at("case.submit", notice={"waived_by": relation}, hearing={"waived_on": date(2026, 10, 14)})
    assert bool(of(law.check(waived, "case.submit"), "R-136", BLOCK)) is not counts
