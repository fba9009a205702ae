"""What must not happen in an ordinary case: the party cheated of his hearing, the wrong people acting, dead ends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.crew import service as recusing
from cases.crew.crews import crew_ever
from cases.decision import service as resolving
from cases.execution.service import convert_to_general, record_payment
from cases.filing import service as filing
from cases.investigation import service as investigating
from cases.models import Case, PriorNotice, Review
from cases.notice import service as telling
from cases.review import service as reviewing
from cases.serving import service as serving
from cases.serving.forms import servers_of
from cases.street import registering
from cases.weighing import service as weighing
from cases.workflow import State
from enforcement.documents.models import Document
from enforcement.errors import Conflict, DomainError, Refused
from enforcement.teams import services as teams
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role
from tests.cases.factories import act, add_photo, make_case, party, signature
from tests.cases.ordinary import PENALTY, REACHED_ON, Lane, handed_over, inquiry
from tests.conftest import AT
from tests.factories import make_certificate, make_officer, make_team

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def rules(refused):
    return {finding.rule for finding in refused.value.findings}


def amend(lane, at, **given):
    case = Case.objects.get(pk=lane.case.pk)
    typed = {
        "item": case.item,
        "party": party(),
        "act": act(at, act_at=case.act_at),
        "partner": lane.li,
    } | given
    return registering.amend(case=case, version=case.version, by=lane.zhang, at=at, **typed)


def notified(lane):
    """Take the case to a served notice, the party not yet heard."""
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.IN_REVIEW]
    serving.serve(case=lane.case, attempt=handed_over(lane, at), by=lane.zhang, at=at)
    return at


# -- the party ---------------------------------------------------------------------------------------------
def test_who_was_told_is_who_is_decided_on():
    lane = Lane()
    lane.returned()
    with pytest.raises(DomainError, match="重新告知"):
        amend(lane, REACHED_ON[State.DECIDED], party=party(name="吴大", identity_kind="NONE", identity=""))
    assert Case.objects.get(pk=lane.case.pk).party.name == "周小明"


def test_T_121d_a_fact_found_after_the_notice_is_told_anew():
    lane = Lane()
    lane.returned()
    at = REACHED_ON[State.DECIDED]
    reviewing.answer_remark(remark=lane.review.remarks.get(), answer="已说明", by=lane.zhang, at=at)
    pieces = list(lane.case.dossier.pieces.values_list("pk", flat=True))
    facts = [("当事人乱扔烟蒂", pieces, [lane.record.pk]), ("当事人又乱扔一次", pieces, [])]
    investigating.set_facts(case=lane.case, facts=facts, by=lane.zhang, at=at)
    with pytest.raises(Refused, match="当事人又乱扔一次") as refused:
        reviewing.submit(case=lane.case, by=lane.zhang, at=at)
    assert "R-121" in rules(refused)


def test_nothing_goes_to_review_while_the_party_may_be_heard():
    lane = Lane()
    at = notified(lane)
    with pytest.raises(Refused, match="陈述、申辩期限") as refused:
        reviewing.submit(case=lane.case, by=lane.zhang, at=at + DAY)
    assert "R-121" in rules(refused)
    said = [(at.date() + DAY, "当时没有看见垃圾桶", None, "")]
    telling.record_defence(case=lane.case, points=said, by=lane.zhang, at=at + DAY)
    late = at + 12 * DAY
    with pytest.raises(Refused, match="还没有复核"):
        reviewing.submit(case=lane.case, by=lane.zhang, at=late)
    said = [(at.date() + DAY, "当时没有看见垃圾桶", False, "十米内有垃圾桶，照片可见")]
    telling.record_defence(case=lane.case, points=said, by=lane.zhang, at=late)
    assert reviewing.submit(case=lane.case, by=lane.zhang, at=late).serial == 1


def test_what_the_party_said_is_not_taken_back():
    lane = Lane()
    at = notified(lane)
    said = [(at.date(), "当时没有看见垃圾桶", None, "")]
    telling.record_defence(case=lane.case, points=said, hearing_requested_on=at.date(), by=lane.zhang, at=at)
    with pytest.raises(DomainError, match="已经申请听证"):
        telling.record_defence(case=lane.case, points=said, by=lane.zhang, at=at)
    with pytest.raises(DomainError, match="不能删除"):
        telling.record_defence(
            case=lane.case, points=[], hearing_requested_on=at.date(), by=lane.zhang, at=at
        )
    notice = PriorNotice.objects.get(case=lane.case)
    assert notice.hearing_requested_on and notice.points.count() == 1


def test_a_waiver_needs_its_paper_from_this_file():
    lane, other = Lane(), make_case
    at = notified(lane)
    foreign = add_photo(
        other(lane, at=at, who=party(name="别人", identity_kind="NONE", identity="")), lane, at=at
    )
    for waiver in (None, foreign):
        with pytest.raises(DomainError, match="书面声明"):
            telling.record_defence(case=lane.case, waived_on=at.date(), waiver=waiver, by=lane.zhang, at=at)
    piece = lane.case.dossier.pieces.first()
    with pytest.raises(DomainError, match="日期2020-01-01"):
        telling.record_defence(
            case=lane.case, waived_on=date(2020, 1, 1), waiver=piece, waived_by="SELF", by=lane.zhang, at=at
        )


def test_an_adopted_defence_lowers_the_fine_before_the_review():
    lane = Lane()
    at = notified(lane)
    weighing.weigh(case=lane.case, answers=PENALTY | {"fine": 1600}, by=lane.zhang, at=at)
    assert Case.objects.get(pk=lane.case.pk).assessment.fine == 1600


def test_a_heavier_fine_after_the_notice_goes_no_further():
    lane = Lane()
    at = notified(lane)
    weighing.weigh(case=lane.case, answers=PENALTY | {"fine": 3000}, by=lane.zhang, at=at)
    lane.waive(at)
    with pytest.raises(Refused) as refused:
        reviewing.submit(case=lane.case, by=lane.zhang, at=at)
    assert "R-121" in rules(refused)


def test_a_child_is_questioned_with_his_guardian():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at = REACHED_ON[State.CONCLUDED]
    child = inquiry(lane, at, person="周小小", relation="WITNESS", born_on=date(2013, 11, 18))
    with pytest.raises(Refused, match="监护人"):
        investigating.sign_record(case=lane.case, record=child, by=lane.zhang, at=at)
    unknown = inquiry(lane, at, person="周小小", relation="WITNESS", born_on=None)
    with pytest.raises(Refused, match="未成年"):
        investigating.sign_record(case=lane.case, record=unknown, by=lane.zhang, at=at)


def test_no_penalty_may_be_decided_without_a_notice():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at = REACHED_ON[State.CONCLUDED]
    lane.record = investigating.sign_record(
        case=lane.case, record=inquiry(lane, at), by=lane.zhang, at=at,
        signatures=[{"role": "PARTY", "name": "周小明", "picture": signature()}],
    )  # fmt: skip
    spared = {
        "harm": "NONE",
        "correction": "ON_SPOT",
        "outcome": "NO_PENALTY",
        "reason": "",
        "education": "已教育",
    }
    weighing.weigh(case=lane.case, answers=spared, by=lane.zhang, at=at)
    lane.find(at)
    investigating.conclude(
        case=lane.case,
        nature="轻微",
        reasoning="没有危害",
        proposal="不予处罚",
        verified=True,
        by=lane.zhang,
        at=at,
    )
    review = reviewing.submit(case=lane.case, by=lane.zhang, at=at + DAY)
    lane.review = reviewing.take(review=review, by=lane.reviewer, at=at + DAY)
    lane.mark_all(at + DAY)
    reviewing.approve(review=lane.review, version=None, by=lane.reviewer, at=at + DAY)
    case = resolving.decide(case=lane.case, by=lane.head, at=at + 2 * DAY)
    assert (case.state, case.decision.kind) == (State.DECIDED, "NO_PENALTY")


# -- who acts ----------------------------------------------------------------------------------------------
def test_who_is_on_the_case_acts_and_nobody_else():
    lane = Lane()
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.IN_REVIEW]
    wu = make_officer(Role.OFFICER, lane.team, name="吴九")
    with pytest.raises(PermissionDenied):
        serving.serve(case=lane.case, attempt=handed_over(lane, at), by=wu, at=at)
    with pytest.raises(PermissionDenied):
        telling.record_defence(case=lane.case, by=wu, at=at)


def test_nobody_declares_for_another_and_a_relation_bars():
    lane = Lane()
    lane.to(State.LEAD)
    at = REACHED_ON[State.TO_FILE]
    recusing.declare(case=lane.case, relation="当事人的配偶", by=lane.li, at=at)
    with pytest.raises(Refused, match="当事人的配偶") as refused:
        lane.reach_to_file(at)
    assert "R-119" in rules(refused)


def test_a_recused_officer_is_replaced_and_the_case_goes_on():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at = REACHED_ON[State.CONCLUDED]
    recusing.ask_recusal(
        case=lane.case, officer=lane.li, reason="与当事人是亲戚", asked_on=at.date(), by=lane.zhang, at=at
    )
    recusing.rule_recusal(case=lane.case, granted=True, ruling="情况属实", by=lane.head, at=at)
    wu = make_officer(Role.OFFICER, lane.team, name="吴九")
    recusing.assign(case=lane.case, handler=lane.zhang, partner=wu, reason="回避", by=lane.head, at=at)
    recusing.declare(case=lane.case, by=wu, at=at)
    lane.li = wu
    lane.reach_concluded(at + DAY)
    assert Case.objects.get(pk=lane.case.pk).state == State.CONCLUDED


def test_a_head_neither_rules_on_himself_nor_decides_what_he_investigated():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at = REACHED_ON[State.CONCLUDED]
    recusing.ask_recusal(
        case=lane.case,
        officer=lane.head,
        reason="与当事人有利害关系",
        asked_on=at.date(),
        by=lane.zhang,
        at=at,
    )
    with pytest.raises(DomainError, match="本人"):
        recusing.rule_recusal(case=lane.case, granted=False, ruling="不成立", by=lane.head, at=at)


def test_who_questioned_the_party_does_not_review():
    lane = Lane()
    lane.to(State.IN_REVIEW)
    with pytest.raises(PermissionDenied, match="参加过本案调查"):
        Case.objects.filter(pk=lane.case.pk).update(handler=lane.leader)
        lane.record.recorder = lane.reviewer
        lane.record.save()
        reviewing.take(review=lane.review, by=lane.reviewer, at=REACHED_ON[State.REVIEWED])


def test_who_was_replaced_still_neither_reviews_nor_decides_what_he_investigated():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at = REACHED_ON[State.INVESTIGATING]
    gone, new = lane.li, make_officer(Role.OFFICER, lane.team, name="新来")
    recusing.assign(case=lane.case, handler=lane.zhang, partner=new, reason="调岗", by=lane.head, at=at)
    case = Case.objects.get(pk=lane.case.pk)
    assert gone.pk in crew_ever(case)
    assert set(case.dossier.members.present().values_list("officer", flat=True)) == {lane.zhang.pk, new.pk}
    # whoever comes back is there again, once
    recusing.assign(case=case, handler=lane.zhang, partner=gone, reason="调回", by=lane.head, at=at)
    assert case.dossier.members.count() == 3
    assert set(case.dossier.members.present().values_list("officer", flat=True)) == {lane.zhang.pk, gone.pk}


def test_a_replaced_officer_who_became_a_reviewer_does_not_take_the_file():
    lane = Lane()
    lane.to(State.TO_FILE)
    at, gone = REACHED_ON[State.TO_FILE], lane.li
    new = make_officer(Role.OFFICER, lane.team, name="新来")
    recusing.assign(case=lane.case, handler=lane.zhang, partner=new, reason="调岗", by=lane.head, at=at)
    recusing.declare(case=Case.objects.get(pk=lane.case.pk), by=new, at=at)
    lane.li, lane.case = new, Case.objects.get(pk=lane.case.pk)
    for state in (State.INVESTIGATING, State.CONCLUDED, State.NOTIFIED, State.IN_REVIEW):
        getattr(lane, f"reach_{state.lower()}")(REACHED_ON[state])
        lane.case = Case.objects.get(pk=lane.case.pk)
    gone = make_officer_reviewer(gone, lane.team)
    with pytest.raises(PermissionDenied, match="参加过本案调查"):
        reviewing.take(review=lane.review, by=gone, at=REACHED_ON[State.REVIEWED])


def make_officer_reviewer(officer, team):
    """Return the officer with a reviewer's post and what R-132 asks of him."""
    teams.appoint(
        officer=officer, team=team, role=Role.TOWNSHIP_REVIEWER, valid_from=AT.date(), by=None, at=AT
    )
    Officer.objects.filter(pk=officer.pk).update(first_review_on=AT.date(), qualification="A20263310002")
    return Officer.objects.get(pk=officer.pk)


# -- the review --------------------------------------------------------------------------------------------
def test_nobody_agrees_while_his_own_remark_stands():
    lane = Lane()
    lane.to(State.IN_REVIEW)
    at = REACHED_ON[State.REVIEWED]
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    reviewing.remark(
        review=lane.review, point="LAW", anchor="fine", label="拟罚款", text="偏高", version=None, by=lane.reviewer,
        at=at,
    )  # fmt: skip
    lane.mark_all(at)
    with pytest.raises(DomainError, match="没有撤回"):
        reviewing.approve(review=lane.review, version=None, by=lane.reviewer, at=at)


def test_supplementary_investigation_ends_with_a_new_notice():
    lane = Lane()
    lane.to(State.IN_REVIEW)
    at = REACHED_ON[State.REVIEWED]
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    reviewing.remark(
        review=lane.review, point="EVIDENCE", anchor="facts_found", label="违法事实", text="补充现场证据", version=None,
        by=lane.reviewer, at=at,
    )  # fmt: skip
    reviewing.send_back(
        review=lane.review, result="SUPPLEMENT", opinion="补充", version=None, by=lane.reviewer, at=at
    )
    assert PriorNotice.objects.get(case=lane.case).document.voiding
    lane.reach_concluded(at + DAY)
    telling.give_notice(case=lane.case, by=lane.zhang, at=at + DAY)
    assert Document.objects.standing().filter(dossier=lane.case.dossier, kind="PRIOR_NOTICE").count() == 1


def test_a_file_is_put_back_into_the_queue():
    lane = Lane()
    lane.to(State.IN_REVIEW)
    at = REACHED_ON[State.REVIEWED]
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    with pytest.raises(Conflict, match="正在审核"):
        reviewing.release(review=lane.review, reason="他在休假", by=lane.other_reviewer, at=at)
    reviewing.release(review=lane.review, reason="明日休假", by=lane.reviewer, at=at)
    assert Review.objects.get(pk=lane.review.pk).reviewer is None


def test_the_head_may_send_back_or_dismiss_what_he_does_not_follow():
    lane, at = Lane(), REACHED_ON[State.DECIDED]
    lane.to(State.REVIEWED)
    with pytest.raises(DomainError, match="理由"):
        resolving.return_decision(case=lane.case, reason=" ", by=lane.head, at=at)
    case = resolving.return_decision(case=lane.case, reason="数额偏高", by=lane.head, at=at)
    assert case.state == State.RETURNED
    case = filing.dismiss(case=lane.case, reason="违法事实不能成立", by=lane.head, at=at)
    assert case.state == State.WITHDRAWN and case.dossier.locked_at


# -- lawful cases go on ------------------------------------------------------------------------------------
def test_a_converted_case_may_be_refused_or_filed():
    lane = Lane()
    case = make_case(lane)
    add_photo(case, lane)
    at = REACHED_ON[State.LEAD]
    case = convert_to_general(case=case, reason="超过上限", by=lane.zhang, at=at)
    assert case.limits.filter(key="clue").exists()
    case = filing.refuse_filing(case=case, reason="情节显著轻微", by=lane.head, at=at + DAY)
    assert case.state == State.NOT_FILED


def test_a_service_that_says_two_things_is_refused_in_a_sentence():
    lane = Lane()
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.IN_REVIEW]
    with pytest.raises(DomainError, match="只填一项"):
        serving.serve(
            case=lane.case, attempt=handed_over(lane, at, returned="无人在家"), by=lane.zhang, at=at
        )


def test_a_paid_late_fine_still_takes_the_surcharge():
    lane = Lane()
    lane.to(State.DELIVERED)
    late = REACHED_ON[State.DELIVERED] + 40 * DAY
    record_payment(
        case=lane.case, amount=lane.fine, paid_on=late.date(), reference="A1", by=lane.zhang, at=late
    )
    case = Case.objects.get(pk=lane.case.pk)
    assert (case.state, case.limits.get(key="pay").met_on) == (State.EXECUTED, late.date())
    record_payment(case=case, amount=60, paid_on=late.date(), reference="A2", by=lane.zhang, at=late)
    assert case.decision.payments.count() == 2


def test_T_102a_an_act_elsewhere_is_not_filed_here():
    lane = Lane()
    lane.to(State.LEAD)
    Case.objects.filter(pk=lane.case.pk).update(act_area="331081")
    with pytest.raises(Refused, match="移送") as refused:
        lane.reach_to_file(REACHED_ON[State.TO_FILE])
    assert "R-102" in rules(refused)


def test_two_officers_weigh_and_the_second_is_told():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at = REACHED_ON[State.CONCLUDED]
    seen = Case.objects.get(pk=lane.case.pk).version
    weighing.weigh(case=lane.case, answers=PENALTY | {"fine": 2000}, version=seen, by=lane.zhang, at=at)
    with pytest.raises(Conflict, match="别人先改过"):
        weighing.weigh(case=lane.case, answers=PENALTY | {"fine": 1600}, version=seen, by=lane.li, at=at)
    assert Case.objects.get(pk=lane.case.pk).assessment.fine == 2000


def test_T_118e_an_auxiliary_carries_the_paper_and_a_stranger_does_not():
    """Serving is what auxiliaries may help with; the page offers the unit's own, the service refuses others."""
    lane = Lane()
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.IN_REVIEW]
    helper = make_officer(team=lane.team, name="辅助员", certificate=False)
    make_certificate(helper, kind="AUXILIARY")
    stranger = make_officer(team=make_team("331002001"), name="外乡人")
    offered = set(servers_of(lane.case, at.date()))
    assert offered == {lane.zhang, lane.li, helper}
    with pytest.raises(DomainError, match="外乡人不是本单位"):
        serving.serve(
            case=lane.case,
            attempt=handed_over(lane, at, servers=[lane.zhang, stranger]),
            by=lane.zhang,
            at=at,
        )
    serving.serve(
        case=lane.case, attempt=handed_over(lane, at, servers=[lane.zhang, helper]), by=lane.zhang, at=at
    )
    assert PriorNotice.objects.get(case=lane.case).served_on == at.date()
