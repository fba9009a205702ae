"""R-131, R-132, R-134, R-503, R-602 … R-605, R-608: review, discussion, order and time before a decision."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement import law
from enforcement.law import facts, kinds
from enforcement.law.calendar import DAY
from enforcement.law.deadlines import Excluded
from enforcement.law.findings import Level
from enforcement.law.rules.discussion import discussion_reasons
from enforcement.law.rules.period import extension_faults
from enforcement.law.rules.review import STEP_OF, ratio_finding, review_reasons

from .company import DECIDED, at, make_company_case, make_review
from .conftest import day, of
from .counted import decision_due, review_due, with_limits

BLOCK, HOLD, WARN = Level
NONE_HELD = facts.Discussion(held_on=None)


def reviewed(gate="case.approve_review", **review):
    return at(gate, reviewing={"rounds": (make_review(**review),)})


# -- R-131 -------------------------------------------------------------------------------------------------
def test_T_131a_a_hearing_level_fine_is_discussed():
    [found] = of(law.check(make_company_case(discussion=NONE_HELD), "case.decide"), "R-131")
    assert found.level is BLOCK
    assert "听证范围" in found.message
    assert of(law.check(make_company_case(discussion={"minutes": ""}), "case.decide"), "R-131", BLOCK)


def test_T_131b_an_investigator_has_no_vote():
    voted = make_company_case(discussion={"attendees": ("1", "9", "10"), "voters": ("1", "9", "10")})
    for gate in ("case.discuss", "case.decide"):
        [found] = of(law.check(voted, gate), "R-131")
        assert (found.level, found.message) == (BLOCK, "执法员1是本案调查人员，参加了集体讨论的表决")
    present = make_company_case(discussion={"attendees": ("1", "9", "10")})
    assert not of(law.check(present, "case.discuss"), "R-131")


def test_T_131b_votes_are_those_of_heads():
    """Two squad members are no collective of heads (`public/04`); others attend without a vote."""
    squad = make_company_case(discussion={"voters": ("9", "10"), "heads": ()})
    for gate in ("case.discuss", "case.decide"):
        assert {found.message[:4] for found in of(law.check(squad, gate), "R-131", BLOCK)} == {
            "2名表决",
            "参加表决",
        }
    one = make_company_case(discussion={"voters": ("9", "10"), "heads": ("9",)})
    assert len(of(law.check(one, "case.decide"), "R-131", BLOCK)) == 2
    alone = make_company_case(discussion={"voters": ("9",)})
    [found] = of(law.check(alone, "case.decide"), "R-131")
    assert "只有1人" in found.message
    listening = make_company_case(discussion={"attendees": ("1", "7", "8", "9", "10")})
    assert not of(law.check(listening, "case.decide"), "R-131")


def test_T_131b_who_decides_took_part():
    for by, stops in (("9", False), ("8", True), (None, False)):
        decided = make_company_case(decision={"decided_by": by})
        assert bool(of(law.check(decided, "case.decide"), "R-131", BLOCK)) is stops
    undiscussed = make_company_case(
        discussion=NONE_HELD, decision={"decided_by": "8", "fine": Decimal(40000)}
    )
    assert not [
        found for found in of(law.check(undiscussed, "case.decide"), "R-131") if "表决" in found.message
    ]


@pytest.mark.parametrize(
    "empty", [{"attendees": ()}, {"views": " "}, {"voters": ()}, {"conclusion": ""}, {"voters": ("9", "12")}]
)
def test_T_131b_the_minutes_are_complete(empty):
    assert of(law.check(make_company_case(discussion=empty), "case.discuss"), "R-131", BLOCK)


def test_T_131a_a_discussion_is_on_file_when_it_is_entered():
    assert of(law.check(make_company_case(discussion=NONE_HELD), "case.discuss"), "R-131", BLOCK)
    ahead = at("case.discuss", discussion={"held_on": DECIDED})
    assert of(law.check(ahead, "case.discuss"), "R-131", BLOCK)


def test_T_131a_reasons_to_discuss():
    light = make_company_case(agency={"hearing_threshold": None})
    assert discussion_reasons(light) == []
    assert not of(law.check(light.but(discussion=NONE_HELD), "case.decide"), "R-131")
    for change in (
        {"benchmark": {"bands": ()}, "item": {"fine_max": Decimal(50000)}},
        {"reviewing": {"disagreement": "裁量应当从轻"}},
        {"filing": {"extensions": light.filing.extensions * 2}},
        {"discussion": {"public_attention": True}},
        {"discussion": {"complex": True}},
        {"decision": {"kinds": ("REVOKE_LICENCE",)}},
    ):
        assert len(discussion_reasons(light.but(**change))) == 1
    assert discussion_reasons(make_company_case(decision={"outcome": "NO_PENALTY", "fine": None})) == []


# -- R-132 -------------------------------------------------------------------------------------------------
def test_T_132a_after_a_hearing_nothing_is_decided_without_review():
    local = {"all_cases": False, "rounds": ()}
    [found] = of(law.check(make_company_case(reviewing=local), "case.decide"), "R-132")
    assert (found.level, found.message) == (BLOCK, "经过听证，还没有经过法制审核")
    plain = make_company_case(reviewing=local, hearing={"held_on": None, "ended_on": None})
    assert review_reasons(plain) == []
    assert not of(law.check(plain, "case.decide"), "R-132")
    for ground in ("public_interest", "complex", "all_cases"):
        assert of(law.check(plain.but(reviewing={ground: True}), "case.decide"), "R-132", BLOCK)


@pytest.mark.parametrize(
    ("began", "number", "fit"),
    [
        (date(2023, 5, 1), "", False),
        (date(2023, 5, 1), "A20193310", True),
        (date(2017, 12, 31), "", True),
        (date(2018, 1, 1), "", False),
        (None, "", False),
    ],
    ids=["T-132b", "qualified", "before 2018", "from 2018 on", "unknown"],
)
@pytest.mark.parametrize("gate", ["case.take_review", "case.approve_review"])
def test_T_132b_a_new_reviewer_is_qualified(gate, began, number, fit):
    found = of(law.check(reviewed(gate, first_review_on=began, qualification=number), gate), "R-132", BLOCK)
    assert (found == []) is fit


def test_T_132b_nobody_reviews_his_own_case():
    assert of(law.check(reviewed("case.take_review", on_case_team=True), "case.take_review"), "R-132", BLOCK)
    assert of(law.check(reviewed("case.take_review", reviewer=None), "case.take_review"), "R-132", BLOCK)
    assert of(law.check(reviewed("case.decide", on_case_team=True), "case.decide"), "R-132", BLOCK)


def test_T_132d_only_a_later_agreement_lifts_a_correction():
    first = make_review(result="CORRECT", remarks="补正裁量理由")
    returned = make_company_case(reviewing={"rounds": (first,)})
    [found] = of(law.check(returned, "case.decide"), "R-132")
    assert (found.level, found.message) == (BLOCK, "法制审核意见是“建议修改（纠正）”，不能作出决定")
    again = make_company_case(reviewing={"rounds": (first, make_review())})
    assert not of(law.check(again, "case.decide"), "R-132")
    open_round = make_company_case(reviewing={"rounds": (make_review(), make_review(result=None))})
    assert of(law.check(open_round, "case.decide"), "R-132", BLOCK)


# -- R-602 … R-605 -----------------------------------------------------------------------------------------
def test_T_602a_T_602b_one_reviewer_to_twenty_officers():
    few = ratio_finding(3, 70)
    assert (few.level, few.rule) == (WARN, "R-602")
    assert "4.29%" in few.message
    assert ratio_finding(4, 70) is None
    assert ratio_finding(5, 100) is None


def points(flawed=None, without=None):
    return tuple(
        facts.Point(point=each, sound=each != flawed) for each in kinds.ReviewPoint if each != without
    )


def test_T_603a_a_flawed_point_forbids_agreement():
    [found] = of(
        law.check(reviewed(points=points(flawed=kinds.ReviewPoint.LAW)), "case.approve_review"), "R-603"
    )
    assert (found.level, found.message) == (BLOCK, "审核要点有问题，不能同意：适用法律正确，裁量适当")
    missing = reviewed(points=points(without=kinds.ReviewPoint.CRIME))
    assert of(law.check(missing, "case.approve_review"), "R-603", BLOCK)


@pytest.mark.parametrize("gate", ["case.approve_review", "case.return_review", "case.send_back"])
def test_T_603b_a_hint_is_disposed_of(gate):
    hinted = make_company_case(reviewing={"rounds": (make_review(hints_open=("R-121",), remarks="见意见"),)})
    [found] = of(law.check(hinted, gate), "R-603")
    assert (found.level, found.message) == (BLOCK, "系统提示还没有处理：R-121")


def test_T_603b_an_opinion_that_returns_has_remarks():
    for gate in ("case.return_review", "case.send_back"):
        assert of(law.check(make_company_case(), gate), "R-603", BLOCK)


@pytest.mark.parametrize("result", list(kinds.ReviewResult))
def test_T_604a_every_result_leads_to_one_step(result):
    asked = make_company_case(reviewing={"rounds": (make_review(result=result, remarks="见意见"),)})
    for step in ("approve_review", "return_review", "send_back"):
        assert (of(law.check(asked, f"case.{step}"), "R-604") == []) is (STEP_OF[result] == step)


def test_T_604a_more_investigation_does_not_stop_the_clock(calendar):
    assert STEP_OF[kinds.ReviewResult.SUPPLEMENT] == "send_back"
    before, after = make_review(result="SUPPLEMENT"), make_company_case()
    sent_back = after.but(reviewing={"rounds": (before,)})
    assert decision_due(sent_back.filing, calendar) == decision_due(after.filing, calendar)


def test_T_604b_a_disagreement_needs_minutes():
    light = {"agency": {"hearing_threshold": None}, "discussion": NONE_HELD}
    assert not of(law.check(make_company_case(**light), "case.decide"), "R-131")
    disputed = make_company_case(**light, reviewing={"disagreement": "裁量应当从轻"})
    assert of(law.check(disputed, "case.decide"), "R-131", BLOCK)


@pytest.mark.parametrize(
    ("domain", "submitted", "last"),
    [
        ("HOUSING", "2026-09-29", "2026-10-12"),
        ("MARKET", "2026-09-29", "2026-10-19"),
        ("HOUSING", "2026-10-27", "2026-11-03"),
    ],
    ids=["T-605a", "T-605b", "E2E-1"],
)
def test_T_605a_T_605b_a_review_ends_in_time(calendar, domain, submitted, last):
    assert review_due(day(submitted), domain, calendar).legal_last_day == day(last)
    late = {"submitted_on": day(submitted), "concluded_on": day(last) + DAY}
    asked = make_company_case(filing={"domain": domain}, reviewing={"rounds": (make_review(**late),)})
    assert of(law.check(asked, "case.approve_review"), "R-605", WARN)
    for excuse in ({"extra_days": 1}, {"concluded_on": day(last)}):
        excused = with_limits(asked, reviewing={"rounds": (make_review(**late | excuse),)})
        assert not of(law.check(excused, "case.approve_review"), "R-605")


# -- R-608 -------------------------------------------------------------------------------------------------
def test_T_608a_a_review_before_the_hearing_ends():
    early = reviewed("case.decide", concluded_on=date(2026, 10, 23))
    [found] = of(law.check(early, "case.decide"), "R-608")
    assert (found.level, found.message) == (BLOCK, "法制审核日期2026-10-23早于听证日期2026-10-26")
    assert of(law.check(reviewed(concluded_on=date(2026, 10, 23)), "case.approve_review"), "R-608", BLOCK)
    assert not of(law.check(reviewed(concluded_on=None), "case.approve_review"), "R-608")


def test_T_608b_a_decision_before_its_review():
    early = make_company_case(decision={"day": date(2026, 10, 29)}, discussion={"held_on": None})
    [found] = of(law.check(early, "case.decide"), "R-608")
    assert found.message == "作出决定日期2026-10-29早于法制审核日期2026-10-30"


@pytest.mark.parametrize(
    "change",
    [
        {"filing": {"concluded_on": date(2026, 10, 1)}},
        {"filing": {"filed_on": date(2026, 9, 29)}},
        {"notice": {"served_on": date(2026, 10, 27)}},
        {"discussion": {"held_on": date(2026, 11, 4)}},
    ],
    ids=["notice before end", "end before filing", "hearing before notice", "decision before discussion"],
)
def test_T_608b_every_step_follows_the_one_before(change):
    assert of(law.check(make_company_case(**change), "case.decide"), "R-608", BLOCK)


# -- R-134, R-503 ------------------------------------------------------------------------------------------
def course(filed, domain="HOUSING", extensions=(), excluded=()):
    return facts.Filing(domain=domain, filed_on=day(filed), extensions=extensions, excluded=excluded)


def longer(days, on, minutes=""):
    return facts.Extension(days=days, approved_on=day(on), approved_by="局长", minutes=minutes)


@pytest.mark.parametrize(
    ("filed", "unrolled", "safe", "legal"),
    [
        ("2026-07-10", "2026-10-08", "2026-10-08", "2026-10-08"),
        ("2026-07-03", "2026-10-01", "2026-09-30", "2026-10-08"),
        ("2025-11-20", "2026-02-18", "2026-02-14", "2026-02-24"),
    ],
    ids=["T-134a", "T-134b", "T-134d"],
)
def test_T_134a_T_134b_T_134d_ninety_days(calendar, filed, unrolled, safe, legal):
    due = decision_due(course(filed), calendar)
    assert (due.unrolled, due.safe_day, due.legal_last_day) == (day(unrolled), day(safe), day(legal))


def test_E2E_1_excluded_days_and_the_extension(calendar):
    lawful = make_company_case()
    assert decision_due(lawful.filing, calendar).unrolled == day("2026-11-30")
    bare = decision_due(lawful.filing.but(extensions=()), calendar)
    assert (bare.unrolled, bare.safe_day, bare.legal_last_day) == (
        day("2026-10-31"), day("2026-10-30"), day("2026-11-02"),
    )  # fmt: skip


def test_T_134a_overlapping_intervals_count_once(calendar):
    gaps = (
        Excluded(day("2026-08-01"), day("2026-08-11"), "检测"),
        Excluded(day("2026-08-05"), day("2026-08-15"), "鉴定"),
    )
    assert decision_due(course("2026-07-10", excluded=gaps), calendar).unrolled == day("2026-10-22")


def test_T_134b_T_605a_T_121a_the_day_that_the_file_keeps_counts():
    """The rules count none of it again: what a calendar moved there holds; where nothing is kept it is asked."""
    kept = make_company_case(decision={"day": date(2026, 11, 20)}, clock={"day": date(2026, 11, 20)})
    moved = kept.but(
        limits={"decide": date(2026, 11, 19), "defence": date(2026, 11, 20), "review": date(2026, 11, 20)}
    )
    assert not of(law.check(kept, "case.decide"), "R-134")
    [found] = of(law.check(moved, "case.decide"), "R-134")
    assert "办案期限2026-11-19止" in found.message and "limits.decide" in found.facts
    assert of(law.check(moved, "case.decide"), "R-121", BLOCK)
    assert of(law.check(kept, "case.extend_review"), "R-605") and not of(
        law.check(moved, "case.extend_review"), "R-605"
    )
    unknown = kept.but(limits={"decide": facts.UNKNOWN})
    [found] = of(law.check(unknown, "case.decide"), "R-134")
    assert found.level is BLOCK and "办案期限" in found.message and "案件页" in found.remedy


def test_T_134b_a_late_decision_waits_for_the_head():
    late = make_company_case(filing={"extensions": ()})
    [found] = of(law.check(late, "case.decide"), "R-134")
    assert (found.level, found.superior) == (HOLD, "本机关负责人")
    assert "2026-11-02" in found.message and "没有有效的延期" in found.message
    assert not of(law.check(late.but(decision={"day": date(2026, 11, 2)}), "case.decide"), "R-134")
    assert of(law.check(make_company_case(filing={"filed_on": None}), "case.decide"), "R-134", BLOCK)


def test_T_503a_housing_adds_thirty_then_sixty(calendar):
    first, second = longer(30, "2026-08-10"), longer(60, "2026-09-10", "51")
    for extensions, last in (((), "2026-08-13"), ((first,), "2026-09-12"), ((first, second), "2026-11-11")):
        filing = course("2026-05-15", extensions=extensions)
        assert (decision_due(filing, calendar).unrolled, extension_faults(filing, calendar)) == (
            day(last),
            [],
        )
    more = course("2026-05-15", extensions=(first, second, longer(1, "2026-11-01", "52")))
    assert decision_due(more, calendar).unrolled == day("2026-11-11")
    [fault] = extension_faults(more, calendar)
    assert "最多再延 60 日" in fault


@pytest.mark.parametrize(
    ("domain", "extensions", "words"),
    [
        ("MARKET", (longer(30, "2026-08-10"), longer(90, "2026-09-01")), "没有讨论记录"),
        ("MARKET", (longer(31, "2026-08-10"),), "不超过 30 日"),
        ("HOUSING", (longer(30, "2026-08-14"),), "已满才批准"),
        ("GENERAL", (longer(30, "2026-08-10"),), "没有可以延长办案期限"),
        ("HOUSING", (longer(30, "2026-05-14"),), "在立案（2026-05-15）以前"),
        ("HOUSING", (longer(-1, "2026-08-10"),), "至少 1 日"),
        ("HOUSING", (longer(0, "2026-08-10"),), "至少 1 日"),
    ],
    ids=["T-503b", "too long", "too late", "no rule", "before filing", "minus one", "none"],
)
def test_T_503b_an_unlawful_extension_does_not_count(calendar, domain, extensions, words):
    filing = course("2026-05-15", domain, extensions)
    [fault] = extension_faults(filing, calendar)
    assert words in fault
    asked = make_company_case(
        filing={
            "domain": domain,
            "filed_on": day("2026-05-15"),
            "extensions": extensions,
            "excluded": (),
        }
    )
    [found] = of(law.check(asked, "case.decide"), "R-503")
    assert (found.level, found.message) == (BLOCK, fault)


def test_T_503b_the_discussion_of_a_market_case_sets_its_own_time(calendar):
    extensions = (longer(30, "2026-08-10"), longer(90, "2026-09-01", "51"))
    assert extension_faults(course("2026-05-15", "MARKET", extensions), calendar) == []


def test_T_503d_a_public_notice_adds_its_thirty_days(calendar):
    gap = (Excluded(day("2026-06-01"), day("2026-07-01"), "公告"),)
    assert decision_due(course("2026-05-15", excluded=gap), calendar).unrolled == day("2026-09-12")
