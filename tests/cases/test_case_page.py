"""The case page: one next step in every state, in at most twenty statements, however long the file."""

import pytest
from django.db import transaction

from cases.file.facts import facts_of
from cases.file.single import CaseFile
from cases.investigation import service as investigating
from cases.models import Case, FoundFact, Review
from cases.notice import service as telling
from cases.serving import service as serving
from cases.workflow import State
from enforcement import clock, law
from enforcement.errors import DomainError
from enforcement.procedures import lifting
from enforcement.teams.models import Officer
from tests.cases.factories import Town, add_photo, issued, make_case, proposed, signature
from tests.cases.ordinary import DAY, ORDER, REACHED_ON, Lane, handed_over, inquiry
from tests.conftest import AT

pytestmark = pytest.mark.django_db
MOST = 20
SIGNED = [{"role": "PARTY", "name": "周小明", "picture": signature()}]
# what comes next where the last step was the one that reached the state
NEXT = {
    State.LEAD: "request_filing", State.TO_FILE: "file", State.INVESTIGATING: "sign_record",
    State.CONCLUDED: "give_notice", State.NOTIFIED: "serve_notice", State.IN_REVIEW: "take_review",
    State.REVIEWED: "decide", State.DECIDED: "deliver", State.DELIVERED: "record_payment",
    State.EXECUTED: "request_closing", State.CLOSING: "approve_closing",
}  # fmt: skip


def page(client, case, officer, at=AT, address=""):
    """Return the answer of the case page for `officer` at the moment `at`."""
    with clock.set_to(at):
        client.force_login(officer)
        return client.get(f"/cases/{case.pk}/{address}")


def lengthen(lane, at):
    """Make the file three times as long: evidence, records, facts, remarks."""
    case = lane.case
    for number in range(6):
        add_photo(case, lane, at=at + number * DAY / 2000)
    pieces = list(case.dossier.pieces.all())
    for position in range(2, 8):
        row = FoundFact.objects.create(case=case, position=position, text=f"事实{position}")
        row.pieces.set(pieces[:position])
        row.records.set(case.records.all())
    for review in Review.objects.filter(case=case):
        for number in range(5):
            review.remarks.create(
                point="LAW", anchor="fine", label="拟罚款", text=f"意见{number}", by=lane.reviewer, at=at
            )


@pytest.mark.parametrize("state", NEXT, ids=str)
def test_every_state_has_one_next_step_within_twenty_statements(client, state, django_assert_max_num_queries):
    lane = Lane()
    case, at = lane.to(state), REACHED_ON[state]
    for officer in (lane.zhang, lane.head, lane.reviewer):
        page(client, case, officer, at)
        with clock.set_to(at), django_assert_max_num_queries(MOST):
            answer = client.get(f"/cases/{case.pk}/")
        assert answer.context["primary"].step.name == NEXT[state]
    with transaction.atomic():
        lengthen(lane, at)
        page(client, case, lane.zhang, at)
        with clock.set_to(at), django_assert_max_num_queries(MOST):
            assert client.get(f"/cases/{case.pk}/").status_code == 200


def test_records_facts_and_the_outcome_come_one_after_another(client, django_assert_max_num_queries):
    lane = Lane()
    case, at = lane.to(State.INVESTIGATING), REACHED_ON[State.INVESTIGATING]
    first = page(client, case, lane.zhang, at).context["primary"]
    assert (first.step.name, first.allowed) == ("sign_record", True)
    lane.record = investigating.sign_record(
        case=case, record=inquiry(lane, at), signatures=SIGNED, by=lane.zhang, at=at
    )
    assert page(client, case, lane.zhang, at).context["primary"].step.name == "weigh"
    lane.weigh(at)
    assert page(client, case, lane.zhang, at).context["primary"].label == "认定事实"
    lane.find(at)
    with clock.set_to(at), django_assert_max_num_queries(MOST):
        answer = client.get(f"/cases/{case.pk}/")
    assert answer.context["primary"].step.name == "conclude" and not answer.context["stopped"]
    assert "当事人乱扔烟蒂" in answer.content.decode()


def test_the_party_may_speak_until_his_day(client):
    lane = Lane()
    case, at = lane.to(State.NOTIFIED), REACHED_ON[State.NOTIFIED]
    serving.serve(case=case, attempt=handed_over(lane, at), by=lane.zhang, at=at)
    last = case.limits.get(key="defence").legal_last_day
    waiting = page(client, case, lane.zhang, at)
    assert waiting.context["primary"].step.name == "record_defence"
    assert f"{last.isoformat()} 前陈述、申辩" in waiting.content.decode()
    telling.record_defence(
        case=case, points=[(at.date(), "处罚过重", True, "予以采纳")], by=lane.zhang, at=at
    )
    heard = page(client, case, lane.zhang, at)
    assert heard.context["primary"].step.name == "submit" and "予以采纳" in heard.content.decode()


def test_after_his_day_the_file_goes_to_review(client):
    lane = Lane()
    case, at = lane.to(State.NOTIFIED), REACHED_ON[State.NOTIFIED]
    serving.serve(case=case, attempt=handed_over(lane, at), by=lane.zhang, at=at)
    last = case.limits.get(key="defence").legal_last_day
    over = page(client, case, lane.zhang, at + (last - at.date()) + DAY)
    assert over.context["primary"].step.name == "submit"


def test_a_returned_file_begins_with_its_remarks(client, django_assert_max_num_queries):
    lane = Lane()
    case, at = lane.returned(), REACHED_ON[State.REVIEWED]
    page(client, case, lane.zhang, at)
    with clock.set_to(at), django_assert_max_num_queries(MOST):
        answer = client.get(f"/cases/{case.pk}/")
    assert answer.context["primary"].label == "补正 1 处" and "数额偏高" in answer.content.decode()


def test_a_heavy_case_is_discussed_before_it_is_decided(client):
    lane = Lane()
    case = lane.to(State.REVIEWED)
    Case.objects.filter(pk=case.pk).update(major=True)
    answer = page(client, case, lane.head, REACHED_ON[State.REVIEWED])
    assert answer.context["primary"].step.name == "discuss" and "社会关注" in answer.content.decode()
    decide = dict(answer.context["shut"][0][0].__dict__)
    assert decide["step"].name == "decide" and any(one.rule == "R-131" for one in decide["stops"])


def test_who_must_act_is_named(client):
    lane = Lane()
    case = lane.to(State.TO_FILE)
    officer = page(client, case, lane.zhang, REACHED_ON[State.TO_FILE])
    assert (
        not officer.context["primary"].allowed and "等待 <strong>负责人</strong>" in officer.content.decode()
    )
    Case.objects.filter(pk=case.pk).update(state=State.CONCLUDED)
    leader = page(client, case, lane.leader, REACHED_ON[State.TO_FILE])
    assert (
        not leader.context["primary"].allowed
        and "等待 <strong>张三、李四</strong>" in leader.content.decode()
    )


def test_a_closed_file_asks_the_law_nothing(client, django_assert_max_num_queries):
    lane = Lane()
    case, at = lane.to(State.CLOSED), REACHED_ON[State.CLOSED]
    page(client, case, lane.zhang, at)
    with clock.set_to(at), django_assert_max_num_queries(17):
        answer = client.get(f"/cases/{case.pk}/")
    assert answer.context["primary"] is None and "案卷已封存" in answer.content.decode()


@pytest.mark.parametrize("make", [make_case, proposed, issued])
def test_the_page_of_a_summary_case_within_twenty(client, make, django_assert_max_num_queries):
    town = Town()
    case = make(town)
    for officer in (town.zhang, town.head):
        page(client, case, officer)
        with django_assert_max_num_queries(MOST):
            assert client.get(f"/cases/{case.pk}/").context["primary"]


@pytest.mark.parametrize("state", ORDER, ids=str)
def test_the_file_answers_the_law_as_the_tables_do(state):
    lane = Lane()
    case, at = lane.to(state), REACHED_ON[state]
    file = CaseFile.of(case.pk, at.date())
    from cases.file.facts import facts_on

    mine, [known] = facts_on(file.case, file, at), facts_of([Case.objects.get(pk=case.pk)], at=at)
    assert mine == known
    for step in case.STEPS.values():
        assert law.check(mine, gate=step.gate) == law.check(known, gate=step.gate)


def late(lane):
    """Return a reviewed case whose ninety days are over, and the moment."""
    case, at = lane.to(State.REVIEWED), REACHED_ON[State.REVIEWED] + 100 * DAY
    Officer.objects.update(password_changed_on=at.date())
    return case, at


def test_the_head_lifts_a_hold_and_the_step_goes_on(client):
    lane = Lane()
    case, at = late(lane)
    officer = page(client, case, lane.zhang, at)
    assert "办案期限" in officer.content.decode() and "/lift/" not in officer.content.decode()
    assert "可由本机关负责人决定后继续" in officer.content.decode()
    lifting.lift(row=case, step="decide", rule="R-134", reason="鉴定耗时，情况属实", by=lane.head, at=at)
    assert not page(client, case, lane.head, at).context["stopped"]
    entry = case.dossier.rulings.get(rule="R-134")
    assert (entry.by, entry.gate) == (lane.head, "case.decide")
    with pytest.raises(DomainError, match="不需要负责人决定"):
        lifting.lift(row=case, step="decide", rule="R-134", reason="再说一次", by=lane.head, at=at)


def test_a_hold_is_lifted_by_the_head_alone_with_a_reason(client):
    lane = Lane()
    case, at = late(lane)
    sent = {"step": "decide", "rule": "R-134", "reason": "情况属实"}
    for officer, given, status in ((lane.zhang, sent, 403), (lane.head, sent | {"reason": ""}, 422),
                                   (lane.head, sent | {"step": "x"}, 422), (lane.head, sent, 302)):  # fmt: skip
        with clock.set_to(at):
            client.force_login(officer)
            assert client.post(f"/cases/{case.pk}/lift/", given).status_code == status, given
    assert case.dossier.rulings.filter(rule="R-134").count() == 1


def test_the_list_leads_from_case_to_case(client, django_assert_max_num_queries):
    town = Town()
    cases = [make_case(town) for _ in range(3)]
    other = issued(town)
    client.force_login(town.zhang)
    listed = client.get("/cases/?state=ON_SITE").content.decode()
    assert f"/cases/{cases[1].pk}/?list=state%3DON_SITE" in listed
    kept = f"/cases/{cases[1].pk}/?list=state%3DON_SITE"
    with django_assert_max_num_queries(MOST + 2):
        beside = client.get(kept).context["beside"]
    assert beside.newer == kept.replace(str(cases[1].pk), str(cases[2].pk), 1)
    assert beside.older == kept.replace(str(cases[1].pk), str(cases[0].pk), 1)
    assert beside.back == "/cases/?state=ON_SITE"
    last = client.get(f"/cases/{cases[2].pk}/?list=state%3DON_SITE").context["beside"]
    assert last.newer == "" and str(other.pk) not in last.older
    assert client.get(f"/cases/{cases[1].pk}/").context["beside"].newer == ""
