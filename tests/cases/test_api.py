"""The API of a case: sight, verbs, one error form, sending once, paging by key, flat query counts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from cases.demonstration.pictures import photograph
from cases.models import Case
from enforcement.journal.models import Entry
from enforcement.teams.roles import Role
from tests.cases.factories import (
    Town,
    id_number,
    issue,
    issued,
    make_case,
    party,
    proposed,
    signature_field,
    weigh,
)
from tests.conftest import AT
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return Town()


def client_of(officer):
    client = APIClient()
    client.force_authenticate(officer)
    return client


def scene(town, **given):
    defaults = {
        "item": town.item.item.code,
        "kind": "PERSON",
        "name": "李明",
        "identity": id_number(AT.date().replace(year=1990)),
        "phone": "19900000002",
        "address": "人民路1号",
        "place": "人民路12号门前",
        "act_at": "2026-11-20T09:50",
        "partner": town.li.pk,
    }
    return defaults | given


def test_a_case_from_logging_to_closing(town):
    officer = client_of(town.zhang)
    case = officer.post("/api/cases/", scene(town), format="json")
    assert case.status_code == 201, case.json()
    url = f"/api/cases/{case.json()['id']}/"
    answers = {
        "harm": "SERIOUS",
        "correction": "REFUSED",
        "outcome": "FINE",
        "fine": "200",
        "grade": "LIGHTER",
    }
    assert officer.post(f"{url}weigh/", answers, format="json").status_code == 200
    told = {
        "certificates_shown": True,
        "rights_told": True,
        "has_defence": "no",
        "signature": signature_field(),
    }
    issue = officer.post(f"{url}issue/", told, format="json").json()
    assert issue["state"] == "DELIVERED" and issue["number"] == "玉楚综执简罚决字〔2026〕第000001号"
    assert client_of(town.leader).post(f"{url}file_with_unit/").status_code == 200
    paid = {"amount": "200", "paid_on": "2026-11-20", "reference": "R1"}
    assert officer.post(f"{url}record_payment/", paid, format="json").json()["state"] == "EXECUTED"
    assert officer.post(f"{url}close/").json()["state"] == "CLOSED"


def test_every_finding_comes_back_in_the_one_error_form(town):
    officer = client_of(town.zhang)
    case = issued(town)
    answer = officer.post(f"/api/cases/{case.pk}/close/")
    assert answer.status_code == 409
    body = answer.json()
    assert set(body) == {"code", "message", "findings", "fields"} and body["code"] == "refused"
    assert {finding["rule"] for finding in body["findings"]} == {"R-917", "R-127"}
    assert all(finding["clause"] and finding["remedy"] for finding in body["findings"])


def test_a_wrong_shape_names_its_fields_and_changes_nothing(town):
    answer = client_of(town.zhang).post("/api/cases/", {"kind": "PERSON", "act_at": "昨天"}, format="json")
    assert answer.status_code == 400
    assert {"item", "name", "place", "act_at"} <= set(answer.json()["fields"])
    assert not Case.objects.exists()


def test_the_same_key_acts_once_and_another_content_conflicts(town):
    officer = client_of(town.zhang)
    first = officer.post("/api/cases/", scene(town), format="json", headers={"Idempotency-Key": "k1"})
    again = officer.post("/api/cases/", scene(town), format="json", headers={"Idempotency-Key": "k1"})
    assert first.json()["id"] == again.json()["id"] and Case.objects.count() == 1
    other = officer.post(
        "/api/cases/", scene(town, place="别处"), format="json", headers={"Idempotency-Key": "k1"}
    )
    assert other.status_code == 409 and other.json()["code"] == "conflict"
    [found] = other.json()["findings"]
    assert found["message"] == other.json()["message"] and "核对" in found["remedy"]


def test_a_refused_act_may_be_sent_again_under_its_key(town):
    officer, key = client_of(town.zhang), {"Idempotency-Key": "k2"}
    wrong = scene(town, identity="990101199003071230")
    assert officer.post("/api/cases/", wrong, format="json", headers=key).status_code == 409
    assert officer.post("/api/cases/", scene(town), format="json", headers=key).status_code == 201


def test_another_towns_case_is_not_there(town):
    case = issued(town)
    stranger = client_of(make_officer(team=make_team("331002001")))
    for method, address in (("get", ""), ("post", "close/"), ("post", "weigh/"), ("get", "steps/")):
        assert getattr(stranger, method)(f"/api/cases/{case.pk}/{address}").status_code == 404
    assert stranger.get("/api/cases/").json()["results"] == []
    assert stranger.get(f"/api/cases/?team={town.team.pk}").status_code == 400


@pytest.mark.parametrize(
    ("role", "path", "sees"),
    [
        (Role.OFFICER, "331083102", True),
        (Role.OFFICER, "331083101", False),
        (Role.COUNTY_REVIEWER, "331083902", True),
        (Role.COUNTY_REVIEWER, "331002902", False),
        (Role.CITY_OFFICE, "331000901", True),
        (Role.SUPERVISOR, "331000903", True),
        (Role.SUPERVISOR, "331083903", True),
        (Role.ADMINISTRATOR, "3310", False),
        (Role.AUDITOR, "3310", False),
    ],
)
def test_who_sees_a_case(town, role, path, sees):
    case = issued(town)
    officer = make_officer(role, make_team(path))
    assert Case.objects.visible_to(officer, AT.date()).filter(pk=case.pk).exists() is sees
    listed = client_of(officer).get("/api/cases/").json().get("results", [])
    assert bool(listed) is sees


def test_names_and_numbers_are_masked(town):
    case = issued(town)
    text = client_of(town.zhang).get("/api/cases/").content.decode()
    detail = client_of(town.zhang).get(f"/api/cases/{case.pk}/").json()
    assert "周小明" not in text and "周*明" in text
    assert detail["identity"] == case.party.identity[:6] + "********" + case.party.identity[-4:]
    assert "19900000001" not in str(detail)


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_asks_the_same_number_of_queries(town, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make_case(town)
    officer = client_of(town.zhang)
    with django_assert_max_num_queries(8) as asked:
        assert len(officer.get("/api/cases/").json()["results"]) == rows
    assert len(asked) <= 5


def test_logging_asks_no_more_than_it_needs(town, django_assert_max_num_queries):
    """Of the 28 of the bound, two are the token's."""
    make_case(town)
    officer = client_of(town.zhang)
    with django_assert_max_num_queries(26):
        assert officer.post("/api/cases/", scene(town), format="json").status_code == 201


def test_issuing_asks_no_more_than_it_needs(town, django_assert_max_num_queries):
    issued(town)  # the first of a year makes the number's row
    case = make_case(town)
    weigh(case)
    with django_assert_max_num_queries(56):
        issue(case)


def test_pages_follow_by_key(town):
    cases = [make_case(town).pk for _ in range(5)]
    officer = client_of(town.zhang)
    first = officer.get("/api/cases/?size=2").json()
    assert [row["id"] for row in first["results"]] == cases[:2:-1]
    second = officer.get(first["next"]).json()
    assert [row["id"] for row in second["results"]] == cases[2:0:-1]
    assert "count" not in first


def test_steps_say_what_comes_next_and_why_not(town):
    case = issued(town)
    steps = {row["step"]: row for row in client_of(town.zhang).get(f"/api/cases/{case.pk}/steps/").json()}
    assert steps["file_with_unit"]["primary"] and not steps["file_with_unit"]["allowed"]
    assert steps["record_payment"]["open"] and not steps["close"]["open"]


def test_the_head_confirms_by_api(town):
    case = proposed(town)
    assert client_of(town.zhang).post(f"/api/cases/{case.pk}/confirm_exemption/").status_code == 403
    answer = client_of(town.head).post(f"/api/cases/{case.pk}/confirm_exemption/")
    assert answer.json()["number"] == "玉楚综执不罚决字〔2026〕第000001号"


def test_a_reason_passes_a_warning(town):
    case = issued(town)
    from datetime import timedelta

    from enforcement import clock

    with clock.set_to(AT + timedelta(days=14)):
        leader = client_of(town.leader)
        late = leader.post(f"/api/cases/{case.pk}/file_with_unit/")
        assert late.status_code == 409 and late.json()["findings"][0]["level"] == "WARN"
        reasons = {"reasons": {"R-127": "外出集中整治"}}
        assert leader.post(f"/api/cases/{case.pk}/file_with_unit/", reasons, format="json").status_code == 200
    assert case.dossier.rulings.get().reason == "外出集中整治"


def test_evidence_for_a_case_by_api(town):
    case = make_case(town)
    held = photograph(1, "测试")
    answer = client_of(town.zhang).post(
        "/api/evidence/",
        {
            "dossier": case.dossier_id,
            "file": SimpleUploadedFile("a.jpg", held.read(), "image/jpeg"),
            "kind": "AUDIOVISUAL",
            "captured_at": "2026-11-20T09:55:00+08:00",
            "time_source": "DEVICE",
        },
        format="multipart",
    )
    assert answer.status_code == 201, answer.json()
    assert case.dossier.pieces.count() == 1


def test_the_schema_is_whole(town):
    answer = client_of(town.zhang).get("/api/schema/?format=json")
    assert answer.status_code == 200
    paths = answer.json()["paths"]
    assert {
        f"/api/cases/{{id}}/{step}/" for step in ("weigh", "issue", "close", "collect", "convert")
    } <= set(paths)


def test_the_schema_has_no_choice_without_an_answer(town):
    """What may be chosen only with the case at hand is text; it is never a choice among nothing."""
    schema = client_of(town.zhang).get("/api/schema/?format=json").json()["components"]["schemas"]
    assert [name for name, shape in schema.items() if shape.get("enum") == []] == []
    assert schema["DefenceStepInput"]["properties"]["waived_by"]["type"] == "string"


def test_strangers_are_asked_to_sign_in():
    assert APIClient().get("/api/cases/").status_code == 401
    assert APIClient().get("/api/schema/").status_code in (401, 403)


def test_looking_at_a_number_is_written_down(town, client):
    case = make_case(town, who=party())
    client.force_login(town.zhang)
    page = client.post(f"/cases/{case.pk}/identity/")
    assert case.party.identity in page.content.decode()
    assert Entry.objects.filter(chain__key=case.chain_key, verb="party.unmask", actor=town.zhang).count() == 1
    assert case.party.identity not in client.get(f"/cases/{case.pk}/").content.decode()
