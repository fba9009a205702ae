"""R-128, R-129, R-909 … R-911, R-501, R-502: filing a case, and the records of its investigation."""

from datetime import date

import pytest

from enforcement import law
from enforcement.law import facts, kinds
from enforcement.law.deadlines import Excluded
from enforcement.law.findings import Level
from enforcement.law.rules.filing import clue_due
from enforcement.law.rules.transcripts import bare_numbers

from .company import STEPS, at, make_record, moment
from .conftest import day, make_officer, of

BLOCK, HOLD, WARN = Level


@pytest.mark.parametrize("gate", sorted(STEPS))
def test_E2E_1_the_lawful_case_meets_no_objection(gate):
    assert law.check(at(gate), gate) == []


# -- R-502 ----------------------------------------------------------------------------
def filed(gate="case.request_filing", **filing):
    return at(gate, filing=filing)


def test_T_128a_an_idle_clue_goes_to_the_supervisor():
    late = at("case.request_filing", clock={"day": date(2026, 7, 8)}, filing={"excluded": ()})
    [found] = of(law.check(late, "case.request_filing"), "R-128")
    assert found.level is WARN
    assert "2026-07-07" in found.message and "监督人员" in found.message
    assert not of(law.check(late.but(act={"clue_answered": True}), "case.request_filing"), "R-128")
    assert not of(law.check(late.but(filing={"clue_extended": True}), "case.request_filing"), "R-128")
    assert not of(law.check(late.but(clock={"day": date(2026, 7, 7)}), "case.request_filing"), "R-128")


def test_T_128b_only_the_head_files_and_a_refusal_says_why():
    assert of(law.check(filed("case.file", decided_by=" "), "case.file"), "R-128", BLOCK)
    assert of(law.check(at("case.file"), "case.refuse_filing"), "R-128", BLOCK)
    told = filed("case.file", refused_reason="违法事实不成立")
    assert not of(law.check(told, "case.refuse_filing"), "R-128")


CLUES = [
    ("T-501a", "MARKET", "2026-09-14", False, "2026-10-10"),
    ("T-501a extended", "MARKET", "2026-09-14", True, "2026-10-30"),
    ("T-501b", "MARKET", "2026-02-02", False, "2026-02-28"),
    ("T-501b extended", "MARKET", "2026-02-02", True, "2026-03-20"),
    ("T-502a", "HOUSING", "2026-09-14", False, "2026-10-10"),
    ("T-502a extended", "HOUSING", "2026-09-14", True, "2026-10-23"),
    ("T-502b", "HOUSING", "2026-01-26", False, "2026-02-14"),
    ("T-502b extended", "HOUSING", "2026-01-26", True, "2026-03-06"),
    ("E2E-1", "HOUSING", "2026-06-15", False, "2026-07-07"),
    ("no rule, no extension", "GENERAL", "2026-09-14", True, "2026-10-10"),
]


@pytest.mark.parametrize(
    ("domain", "clue", "extended", "last"), [row[1:] for row in CLUES], ids=[row[0] for row in CLUES]
)
def test_T_501a_T_501b_T_502a_T_502b_a_clue_is_checked_in_time(calendar, domain, clue, extended, last):
    assert clue_due(domain, day(clue), calendar, extended=extended).legal_last_day == day(last)


def test_T_501a_testing_is_not_counted_and_our_own_days_only_fill_a_gap(calendar):
    tested = [Excluded(day("2026-09-15"), day("2026-09-16"), "检测")]
    assert clue_due("MARKET", day("2026-09-14"), calendar, excluded=tested).legal_last_day == day(
        "2026-10-12"
    )
    assert clue_due("GENERAL", day("2026-09-14"), calendar, days=5).legal_last_day == day("2026-09-20")
    assert clue_due("MARKET", day("2026-09-14"), calendar, days=5).legal_last_day == day("2026-10-10")


def test_T_909a_the_heads_date_is_not_before_the_officers():
    early = filed("case.file", filed_on=date(2026, 6, 28))
    assert of(law.check(early, "case.file"), "R-909", BLOCK)
    assert of(law.check(filed("case.file", filed_on=date(2026, 6, 30)), "case.file"), "R-909", BLOCK)
    waiting = filed("case.file", filed_on=None)
    assert not of(law.check(waiting, "case.file"), "R-909")


def test_T_909b_every_criterion_is_confirmed():
    ticked = tuple(each for each in kinds.FilingCriterion if each != "LIMITATION")
    [found] = of(law.check(filed(criteria=ticked), "case.request_filing"), "R-909", BLOCK)
    assert found.message == "立案条件还没有确认：没有超过追责时效"


@pytest.mark.parametrize("empty", [{"source": ""}, {"opinion": " "}, {"proposed_on": None}])
def test_T_909b_the_form_is_complete(empty):
    assert of(law.check(filed(**empty), "case.request_filing"), "R-909", BLOCK)


def test_T_909b_two_officers_are_proposed():
    assert of(law.check(filed(investigators=("1",)), "case.request_filing"), "R-909", BLOCK)
    expired = make_officer("2", certificate_to=date(2026, 6, 28))
    asked = at("case.request_filing", officers={"acting": (make_officer("1"), expired)})
    assert of(law.check(asked, "case.request_filing"), "R-909", BLOCK)


# -- R-129 -------------------------------------------------------------------------------------------------
def signed(**record):
    return law.check(at("case.sign_record", record=record), "case.sign_record")


def inspected(**record):
    return law.check(at("case.sign_record", record=make_record("INSPECTION", **record)), "case.sign_record")


def span(officer, began, ended):
    return facts.Span(
        officer=officer,
        began_at=moment(f"2026-07-02 {began}"),
        ended_at=moment(f"2026-07-02 {ended}"),
        place="南街口",
        record="现场检查笔录",
    )


@pytest.mark.parametrize(
    ("officer", "began", "ended", "clashes"),
    [
        ("1", "09:20", "10:00", True),
        ("1", "09:40", "10:00", False),
        ("1", "08:30", "09:00", False),
        ("1", "08:30", "09:01", True),
        ("3", "09:20", "10:00", False),
    ],
    ids=["T-129a", "after", "before", "one minute", "another officer"],
)
def test_T_129a_nobody_is_in_two_records_at_once(officer, began, ended, clashes):
    found = of(signed(elsewhere=(span(officer, began, ended),)), "R-129", BLOCK)
    assert bool(found) is clashes
    if clashes:
        assert "执法员1" in found[0].message and "南街口" in found[0].message


@pytest.mark.parametrize("numbers", [(), ("浙K20261",), ("浙K20261", " "), ("浙K20261", "浙K20261")])
def test_T_129b_certificate_numbers_are_in_the_record(numbers):
    assert of(signed(certificates=numbers), "R-129", BLOCK)


def test_T_129b_certificates_are_shown_first():
    assert of(signed(shown_at=None), "R-129", BLOCK)
    assert of(signed(shown_at=moment("2026-07-02 09:01")), "R-129", WARN)
    assert not of(signed(shown_at=moment("2026-07-02 08:59")), "R-129")


def test_T_129b_two_officers_rights_times_and_pages():
    assert of(signed(officers=("1",), certificates=("浙K20261",)), "R-129", BLOCK)
    assert of(signed(rights_told=False), "R-129", BLOCK)
    assert of(signed(ended_at=moment("2026-07-02 09:00")), "R-129", BLOCK)
    assert of(signed(ended_at=moment("2026-07-03 09:00")), "R-129", BLOCK)
    assert of(signed(place=" "), "R-129", BLOCK)
    assert of(signed(pages_signed=2), "R-129", BLOCK)
    assert not of(signed(pages_signed=2, refusal_note="当事人拒绝签第3页"), "R-129")


# -- R-910, R-911 ------------------------------------------------------------------------------------------
def test_T_910a_recusal_is_offered():
    [found] = of(signed(recusal_asked=False), "R-910", BLOCK)
    assert str(found.clause) == "《行政处罚法》第四十三条"
    assert of(inspected(recusal_asked=False), "R-911", BLOCK)


def test_T_910b_one_person_in_one_record():
    assert of(signed(persons=("钱七", "孙八")), "R-910", BLOCK)
    assert of(signed(persons=()), "R-910", BLOCK)
    assert not of(inspected(persons=("钱七", "孙八")), "R-910")


@pytest.mark.parametrize("empty", [{"relation": ""}, {"recorder": ""}, {"text": ""}, {"read_through": False}])
def test_T_910a_an_inquiry_record_is_complete(empty):
    assert of(signed(**empty), "R-910", BLOCK)


def test_T_910b_a_minor_has_a_guardian_beside_him():
    assert of(signed(minor=True), "R-910", BLOCK)
    assert not of(signed(minor=True, guardian_present=True), "R-910")


def test_T_911a_an_absent_party_needs_a_witness():
    assert of(inspected(party_present=False, pages_signed=0), "R-911", BLOCK)
    assert inspected(party_present=False, pages_signed=0, witness="社区干部李九") == []
    refused = {"pages_signed": 0, "refusal_note": "当事人拒绝签名"}
    assert of(inspected(**refused), "R-911", BLOCK)
    assert inspected(**refused, witness="社区干部李九") == []
    assert not of(signed(party_present=False), "R-911")


def test_T_911a_object_and_findings_are_written_down():
    assert of(inspected(persons=()), "R-911", BLOCK)
    assert of(inspected(text=" "), "R-911", BLOCK)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("堆放木料30，占地12平方米。", ["30"]),
        ("占地12.5。", ["12.5"]),
        ("长8米，宽6米，共3堆。", []),
        ("车牌浙J12345，联系电话13800000000，编号7。2026-07-02到场。", []),
    ],
)
def test_T_911b_quantities_have_a_unit(text, bare):
    assert bare_numbers(text) == bare
    assert bool(of(inspected(text=text), "R-911", WARN)) is bool(bare)


def test_T_911b_a_record_of_the_scene_draws_no_conclusion():
    assert of(inspected(text="当事人的行为违反了《城市市容和环境卫生管理条例》"), "R-911", WARN)
    assert not of(signed(text="你违反了《条例》，清楚吗？清楚。"), "R-911")
