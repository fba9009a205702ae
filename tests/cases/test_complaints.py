"""Who complained is written down, waits no longer than sixty days, and is told what he may do (R-321)."""

from datetime import date, timedelta

import pytest
from django.db import connection

from cases.complaint import service as complaining
from cases.filing import service as filing
from cases.limits import due
from cases.limits.reminding import remind
from cases.models import Case, Complaint, Reminder
from cases.workflow import State
from enforcement.journal.models import Entry
from tests.cases.browsing import Browser
from tests.cases.factories import act, party
from tests.cases.ordinary import Lane
from tests.cases.test_ordinary_api import client_of, lead
from tests.conftest import AT

pytestmark = pytest.mark.django_db
TOLD = {
    "complainant": "陈小红",
    "complainant_phone": "13800001234",
    "own_interest": "true",
    "wants_answer": "on",
}
ANSWER = {
    "answered_on": AT.date().isoformat(),
    "outcome": "NOT_FILED",
    "answer": "经核查证据不足，不予立案。",
}


@pytest.fixture
def lane():
    return Lane()


def complained(lane, *, own_interest=True, wants_answer=True, at=AT):
    said = {
        "name": "陈小红", "phone": "13800001234", "own_interest": own_interest, "wants_answer": wants_answer,
    }  # fmt: skip
    lane.case = filing.open_lead(
        item=lane.item, party=party(), act=act(at), partner=lane.li, source="REPORT", clue_on=at.date(),
        team=lane.team, act_area=lane.team.own_area, complaint=said, by=lane.zhang, at=at,
    )  # fmt: skip
    return lane.case


def limit(case):
    return case.limits.get(key="answer")


def test_the_page_takes_the_complainant_and_seals_him(client, lane):
    client.force_login(lane.zhang)
    page = client.post("/cases/new/", {"shape": "lead"}).url
    assert 'name="complainant"' in client.get(page).content.decode()
    assert client.post(page, lead(lane) | TOLD).status_code == 302
    row = Complaint.objects.get()
    assert (row.name, row.phone, row.own_interest, row.wants_answer) == ("陈小红", "13800001234", True, True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_sealed, phone_sealed FROM cases_complaint")
        assert not any("陈" in text or "1380" in text for text in cursor.fetchone())
    assert row.received_on == date(2026, 11, 19) and limit(row.case).legal_last_day == date(2027, 1, 18)
    text = client.get(f"/cases/{row.case_id}/").content.decode()
    assert "陈*红" in text and "138****1234" in text and "陈小红" not in text and "还没有答复" in text


def test_T_321a_the_page_names_the_day_of_the_answer_and_what_silence_opens(client, lane):
    case = complained(lane)
    text = Browser(client, lane.zhang, case).get("").content.decode()
    assert 'datetime="2027-01-19">2027-01-19</time> 前答复' in text  # 60 days from 20 November
    assert 'datetime="2027-03-22">2027-03-22</time> 前申请行政复议' in text  # 60 more end on a Saturday
    case = complained(lane, own_interest=False)
    text = Browser(client, lane.zhang, case).get("").content.decode()
    assert "2027-01-19</time> 前答复" in text and "前申请行政复议" not in text
    case = complained(lane, own_interest=False, wants_answer=False)
    assert "前答复" not in Browser(client, lane.zhang, case).get("").content.decode()


def test_a_wrong_telephone_is_told_at_its_field(client, lane):
    client.force_login(lane.zhang)
    page = client.post("/cases/new/", {"shape": "lead"}).url
    answer = client.post(page, lead(lane) | TOLD | {"complainant_phone": "12"})
    assert answer.status_code == 422 and "id_complainant_phone_error" in answer.content.decode()


def test_a_lead_without_a_complainant_has_no_such_limit(client, lane):
    lane.to(State.LEAD)
    assert not Complaint.objects.exists() and not lane.case.limits.filter(key="answer").exists()
    assert Browser(client, lane.zhang, lane.case).get("").content.decode().count("登记答复投诉人") == 0


def test_who_has_no_own_interest_and_wants_none_is_owed_no_answer(lane):
    case = complained(lane, own_interest=False, wants_answer=False)
    assert not case.limits.filter(key="answer").exists()
    assert limit(complained(lane, own_interest=None, wants_answer=False))
    assert limit(complained(lane, own_interest=False, wants_answer=True))


def test_correcting_the_case_corrects_the_complainant_until_he_is_answered(client, lane):
    case = complained(lane)
    officer = Browser(client, lane.zhang, case)
    assert "陈小红" in officer.get("amend/").content.decode()
    typed = lead(lane) | TOLD | {"complainant": "陈大红", "version": case.version}
    officer.done("amend/", typed)
    assert Complaint.objects.get().name == "陈大红"
    officer.done("do/answer_complaint/", ANSWER | {"own_interest": "true", "remedies_told": "on"})
    case.refresh_from_db()
    officer.done("amend/", typed | {"complainant": "别人", "version": case.version})
    assert Complaint.objects.get().name == "陈大红"


def test_day_45_reminds_and_day_60_is_the_last(lane):
    case = complained(lane)
    row = limit(case)
    assert row.legal_last_day == AT.date() + timedelta(days=60)
    for days, told in ((44, 0), (45, 1), (46, 1)):
        remind(day=AT.date() + timedelta(days=days), at=AT)
        assert Reminder.objects.filter(limit=row).count() == told, days
    assert Reminder.objects.get(limit=row).officer == lane.zhang


def test_the_desk_shows_the_limit_when_it_is_the_nearest(client, lane):
    case = complained(lane)
    case.limits.filter(key="clue").update(met_on=AT.date())
    due.show_next(case)
    case.refresh_from_db()
    assert case.next_due_words == "答复投诉举报人" and case.next_due == limit(case).safe_day


def test_the_end_of_the_case_does_not_end_the_wait(client, lane):
    case = complained(lane)
    case = filing.transfer_out(case=case, reason="移送交警", by=lane.head, at=AT)
    row = limit(case)
    assert row.met_on is None and case.next_due is None
    remind(day=AT.date() + timedelta(days=45), at=AT)
    assert Reminder.objects.filter(limit=row).count() == 1
    officer = Browser(client, lane.zhang, case)
    text = officer.get("").content.decode()
    assert "登记答复投诉人" in text and "答复投诉举报人" in text
    told = {"outcome": "TRANSFERRED", "own_interest": "true", "remedies_told": "on"}
    officer.done("do/answer_complaint/", ANSWER | told)
    row.refresh_from_db()
    case = Case.objects.get()
    assert row.met_on == AT.date() and case.state == State.TRANSFERRED and case.next_due is None
    assert not Reminder.objects.standing(lane.zhang).filter(limit=row).exists()


def test_an_answer_after_the_end_puts_no_limit_back_onto_the_case(lane):
    case = complained(lane)
    due.fix_correction(
        case, AT.date(), AT.date() + timedelta(days=7)
    )  # the party's own, which nobody here ends
    case = filing.transfer_out(case=case, reason="移送交警", by=lane.head, at=AT)
    said = {"outcome": "TRANSFERRED", "answer": "已移送交警", "own_interest": True, "remedies_told": True}
    complaining.answer_complaint(case=case, answered_on=AT.date(), by=lane.zhang, at=AT, **said)
    case.refresh_from_db()
    assert (case.next_due, case.next_due_words) == (None, "")


def test_T_321b_a_refusal_without_remedies_is_not_registered(client, lane):
    case = complained(lane)
    officer = Browser(client, lane.zhang, case)
    officer.refused(
        "do/answer_complaint/", ANSWER | {"own_interest": "true"}, "救济途径", "行政复议法实施条例"
    )
    assert Complaint.objects.get().answered_on is None
    officer.done("do/answer_complaint/", ANSWER | {"own_interest": "true", "remedies_told": "on"})
    row = Complaint.objects.get()
    assert row.answered_on == AT.date() and row.answer == ANSWER["answer"] and row.answered_by == lane.zhang
    assert "经核查证据不足" in officer.get("").content.decode()


def test_what_nobody_asked_is_asked_with_the_answer(client, lane):
    case = complained(lane, own_interest=None)
    officer = Browser(client, lane.zhang, case)
    officer.refused("do/answer_complaint/", ANSWER | {"own_interest": "unknown"}, "是否为维护自身合法权益")
    officer.done("do/answer_complaint/", ANSWER | {"own_interest": "false"})


def test_an_answer_is_given_between_the_complaint_and_today(client, lane):
    officer = Browser(client, lane.zhang, complained(lane))
    told = ANSWER | {"own_interest": "false"}
    early = (AT.date() - timedelta(days=1)).isoformat()
    officer.refused("do/answer_complaint/", told | {"answered_on": early}, "不在收到投诉")
    late = (AT.date() + timedelta(days=1)).isoformat()
    officer.refused("do/answer_complaint/", told | {"answered_on": late}, "不在收到投诉")


def test_the_api_logs_and_answers(lane):
    api = client_of(lane.zhang)
    told = TOLD | {"wants_answer": True, "own_interest": True}
    made = api.post("/api/cases/leads/", lead(lane) | told, format="json").json()
    assert any(row["key"] == "answer" for row in made["deadlines"])
    page = f"/api/cases/{made['id']}/answer_complaint/"
    assert api.post(page, ANSWER, format="json").status_code == 409
    assert api.post(page, ANSWER | {"remedies_told": True}, format="json").status_code == 200
    assert Complaint.objects.get().outcome == "NOT_FILED"


def test_only_who_may_unmask_sees_the_complainant_and_it_is_noted(client, lane):
    case = complained(lane)
    text = Browser(client, lane.head, case).post("identity/").content.decode()
    assert "陈小红" in text and "13800001234" in text
    assert Entry.objects.filter(chain__key=case.chain_key, verb="party.unmask", actor=lane.head).count() == 1
