"""An ordinary case by the API: the whole journey, and what is refused on the way with article and remedy."""

from datetime import date, timedelta

import pytest
from rest_framework.test import APIClient

from cases.models import Case
from cases.review import service as reviewing
from cases.workflow import STEPS, State
from enforcement import clock
from enforcement.law.kinds import FilingCriterion, ReviewPoint
from enforcement.teams.roles import Role
from tests.cases.factories import add_photo, id_number, make_case, party, signature_field
from tests.cases.ordinary import NOT_MET, REACHED_ON, Lane
from tests.conftest import AT
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
CRITERIA = [each.value for each in FilingCriterion]


@pytest.fixture
def lane():
    return Lane()


def client_of(officer):
    client = APIClient()
    client.force_authenticate(officer)
    return client


def lead(lane, **given):
    return {
        "item": lane.item.item.code, "kind": "PERSON", "name": "李明", "identity": id_number(date(1990, 3, 7)),
        "phone": "19900000002", "address": "人民路1号", "place": "人民路12号门前", "act_at": "2026-11-20T09:50",
        "partner": lane.li.pk, "source": "REPORT", "clue_on": "2026-11-19", "act_area": lane.team.own_area,
    } | given  # fmt: skip


def inquiry(lane, **given):
    return {
        "kind": "INQUIRY", "began_at": "2026-11-20T09:30", "ended_at": "2026-11-20T09:55", "place": "询问室",
        "asker": lane.zhang.pk, "recorder": lane.li.pk, "person": "李明", "relation": "PARTY",
        "phone": "19900000002", "address": "人民路1号",
        "certificates_shown": True, "rights_told": True, "recusal_asked": True, "recusal_answer": "不申请回避",
        "questions": [{"question": "你是否乱扔烟蒂？", "answer": "是的。"}], "read_through": True,
        "signatures": [{"signature": signature_field()}],
    } | given  # fmt: skip


def weighing(lane):
    return {
        "harm": "SERIOUS", "correction": "ORDERED", "correct_by": "2026-12-01", "outcome": "FINE",
        "grade": "ORDINARY", "fine": str(lane.fine), "correction_order": "责令立即改正",
    }  # fmt: skip


def attempt(lane, day="2026-11-20", **given):
    return {
        "method": "DIRECT", "day": day, "received_on": day, "place": "人民路1号", "recipient": "李明",
        "relation": "SELF", "servers": [lane.zhang.pk, lane.li.pk], "sealed": True,
    } | given  # fmt: skip


class Desk:
    """The API as one person uses it on one case."""

    def __init__(self, officer, case):
        self.client, self.case = client_of(officer), case

    def post(self, step, data=None, status=200):
        answer = self.client.post(f"/api/cases/{self.case}/{step}/", data or {}, format="json")
        assert answer.status_code == status, (step, answer.json())
        return answer.json()


def rules(answer):
    return {finding["rule"] for finding in answer["findings"]}


def test_a_case_from_lead_to_closing(lane):
    answer = client_of(lane.zhang).post("/api/cases/leads/", lead(lane), format="json")
    assert answer.status_code == 201, answer.json()
    case = answer.json()["id"]
    officer, head = Desk(lane.zhang, case), Desk(lane.head, case)
    piece = add_photo(Case.objects.get(pk=case), lane).pk
    officer.post("request_filing", {"criteria": CRITERIA, "opinion": "建议立案", "reasons": NOT_MET})
    Desk(lane.li, case).post("declare", {"related": "no"})
    head.post("file", {"reason": "同意立案"})
    officer.post("records", inquiry(lane), status=201)
    records = officer.client.get(f"/api/cases/{case}/records/").json()
    assert [(row["kind"], row["pages_signed"], row["person"]) for row in records] == [("INQUIRY", 1, "李*")]
    officer.post("weigh", weighing(lane))
    facts = [{"text": "当事人乱扔烟蒂", "pieces": [piece], "records": [records[0]["id"]]}]
    officer.post("facts", {"facts": facts})
    found = officer.client.get(f"/api/cases/{case}/facts/").json()
    assert found == [
        {"position": 1, "text": "当事人乱扔烟蒂", "pieces": [piece], "records": [records[0]["id"]]}
    ]
    report = {"nature": "乱扔废弃物", "reasoning": "情节一般", "proposal": "建议罚款", "verified": True}
    assert officer.post("conclude", report)["state"] == State.CONCLUDED
    officer.post("give_notice")
    officer.post("serve_notice", attempt(lane))
    points = [{"text": "初次违法，请求从轻", "adopted": "no", "reason": "已在裁量中考虑"}]
    officer.post("record_defence", {"said": "POINTS", "points": points})
    with clock.set_to(AT + timedelta(days=10)):
        assert officer.post("submit")["state"] == State.IN_REVIEW
        approve(lane, case)
        head.post("decide")
        served = attempt(lane, day="2026-11-30")
        assert officer.post("deliver", served)["state"] == State.DELIVERED
        paid = {"amount": str(lane.fine), "paid_on": "2026-11-30", "reference": "R1"}
        assert officer.post("record_payment", paid)["state"] == State.EXECUTED
        closing = {
            "performance": "罚款已缴清",
            "rechecked_on": "2026-11-30",
            "recheck": "现场已清理",
            "publish": "yes",
            "publish_reason": "依法公开",
        }
        officer.post("request_closing", closing)
        assert head.post("approve_closing")["state"] == State.CLOSED


def approve(lane, case):
    review = Case.objects.get(pk=case).reviews.get(concluded_at__isnull=True)
    reviewing.take(review=review, by=lane.reviewer, at=clock.now())
    for point in ReviewPoint:
        reviewing.mark(
            review=review, point=point.value, sound=True, version=None, by=lane.reviewer, at=clock.now()
        )
    reviewing.approve(review=review, version=None, by=lane.reviewer, at=clock.now())


def test_every_obstacle_comes_back_with_article_and_remedy(lane):
    case = lane.to(State.INVESTIGATING)
    officer = Desk(lane.zhang, case.pk)
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        bad = inquiry(
            lane, began_at="2026-11-22T09:30", ended_at="2026-11-22T09:55", rights_told=False, signatures=[{}]
        )
        answer = officer.post("records", bad, status=409)
    assert rules(answer) == {"R-129"} and len(answer["findings"]) == 2
    assert all(finding["clause"] and finding["remedy"] for finding in answer["findings"])
    assert not case.records.exists()


@pytest.mark.parametrize(
    "rows", ["问", {"question": "问"}, ["问"], [{"question": "问", "answer": ""}], [None, 7]]
)
def test_rows_of_a_wrong_shape_change_nothing(lane, rows):
    case = lane.to(State.INVESTIGATING)
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        sent = inquiry(lane, began_at="2026-11-22T09:30", ended_at="2026-11-22T09:55", questions=rows)
        answer = client_of(lane.zhang).post(f"/api/cases/{case.pk}/records/", sent, format="json")
    assert answer.status_code in (400, 409) and not case.records.exists()


def test_a_correction_on_an_old_version_conflicts(lane):
    case = lane.to(State.LEAD)
    officer = Desk(lane.zhang, case.pk)
    assert officer.post("amend", lead(lane, version=1))["version"] == 2
    answer = officer.post("amend", lead(lane, version=1, place="别处"), status=409)
    assert answer["code"] == "conflict" and Case.objects.get().place == "人民路12号门前"
    patched = officer.client.patch(
        f"/api/cases/{case.pk}/amend/", lead(lane, version=2, place="别处"), format="json"
    )
    assert patched.status_code == 200 and patched.json()["place"] == "别处"


def test_the_two_procedures_have_their_own_delivery(lane):
    """The same step asks the simple procedure who signed, and the ordinary one how it was served."""
    simple = make_case(lane, who=party(identity=id_number(date(1985, 1, 1))))
    answer = Desk(lane.zhang, simple.pk).client.post(f"/api/cases/{simple.pk}/deliver/", {"method": "DIRECT"})
    assert "receipt" in answer.json()["fields"]
    case = lane.to(State.DECIDED)
    answer = Desk(lane.zhang, case.pk).post("deliver", {"receipt": "SIGNED"}, status=400)
    assert "method" in answer["fields"]


def test_the_same_key_makes_one_record(lane):
    case = lane.to(State.INVESTIGATING)
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        sent = inquiry(lane, began_at="2026-11-22T09:30", ended_at="2026-11-22T09:55")
        for _ in range(2):
            key = {"Idempotency-Key": "r1"}
            answer = client_of(lane.zhang).post(
                f"/api/cases/{case.pk}/records/", sent, format="json", headers=key
            )
            assert answer.status_code == 201, answer.json()
    assert case.records.count() == 1


READ = ("records", "facts", "steps")
WRITTEN = (
    "amend",
    "records",
    "facts",
    "report",
    "defence",
    "conclude",
    "request_filing",
    "submit",
    "deliver",
    "file",
)


def test_another_towns_case_is_not_there(lane):
    case = lane.to(State.CONCLUDED)
    stranger = client_of(make_officer(team=make_team("331002001")))
    for page in READ:
        assert stranger.get(f"/api/cases/{case.pk}/{page}/").status_code == 404, page
    for page in WRITTEN:
        assert stranger.post(f"/api/cases/{case.pk}/{page}/", {}, format="json").status_code == 404, page


def test_a_reader_reads_and_writes_nothing(lane):
    case = lane.to(State.INVESTIGATING)
    office = client_of(make_officer(Role.CITY_OFFICE, make_team("331000901")))
    assert office.get(f"/api/cases/{case.pk}/records/").status_code == 200
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        sent = inquiry(lane, began_at="2026-11-22T09:30", ended_at="2026-11-22T09:55")
        for page, data in (("records", sent), ("facts", {"facts": [{"text": "事实"}]})):
            assert office.post(f"/api/cases/{case.pk}/{page}/", data, format="json").status_code == 403, page
    assert not case.records.exists() and not case.found_facts.exists()


def test_the_schema_has_every_step(lane):
    paths = client_of(lane.zhang).get("/api/schema/?format=json").json()["paths"]
    common = (step.name for step in STEPS.values() if step.common and step.lane != "SUMMARY")
    steps = ("leads/", *(f"{{id}}/{step}/" for step in (*WRITTEN, *common)))
    assert {f"/api/cases/{step}" for step in steps} <= set(paths)
    asked = paths["/api/cases/{id}/record_defence/"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]
    assert asked["$ref"].endswith("DefenceStepInput")
