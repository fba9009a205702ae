"""The review through the API: the same forms, services and refusals as the pages."""

import pytest
from rest_framework.test import APIClient

from cases.models import Remark, Review
from cases.review import service as reviewing
from cases.workflow import State
from enforcement import clock
from enforcement.teams.roles import Role
from tests.cases.reviews import MORNING, flagged, in_review
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def lane():
    return in_review()


def client_of(officer):
    client = APIClient()
    client.force_authenticate(officer)
    return client


@pytest.fixture
def wang(lane):
    return client_of(lane.reviewer)


def at(lane, page=""):
    return f"/api/reviews/{lane.review.pk}/{page}"


def post(client, address, data=None, key=None):
    return client.post(address, data or {}, format="json", headers={"Idempotency-Key": key} if key else {})


def test_the_queue_is_listed_and_filtered(lane, wang):
    [row] = wang.get("/api/reviews/").json()["results"]
    assert (row["party"], row["fine"], row["waited"], row["reviewer"]) == ("周*明", "2000.00", 1, None)
    assert wang.get("/api/reviews/?whose=mine").json()["results"] == []
    assert len(wang.get("/api/reviews/?round=first").json()["results"]) == 1
    assert "count" not in wang.get("/api/reviews/").json()


def test_from_taking_to_approving(lane, wang):
    assert post(wang, at(lane, "take/")).json()["reviewer"] == "王五"
    marked = post(wang, at(lane, "mark/"), {"point": "LAW", "sound": "1", "version": 1}).json()
    assert marked["marks"] == {"LAW": {"sound": True, "comment": ""}} and marked["version"] == 2
    accepted = post(wang, at(lane, "accept_rest/"), {"version": 2}).json()
    assert len(accepted["marks"]) == 7
    done = post(wang, at(lane, "approve/"), {"version": 3, "opinion": "同意"}).json()
    assert done["result"] == "AGREE" and done["document"]
    assert Review.objects.get().case.state == State.REVIEWED
    assert wang.get("/api/reviews/").json()["results"] == []
    assert wang.get(at(lane)).json()["result"] == "AGREE"


def test_remarks_go_back_and_are_answered(lane, wang):
    post(wang, at(lane, "take/"))
    noted = post(wang, at(lane, "remark/"), {"anchor": "fine", "point": "LAW", "text": "偏高", "version": 1})
    [mark] = noted.json()["remarks"]
    assert mark["label"] == "拟罚款"
    wrong = post(wang, at(lane, "remark/"), {"anchor": "nothing", "point": "LAW", "text": "x", "version": 2})
    assert wrong.status_code == 400 and "anchor" in wrong.json()["fields"]
    back = post(wang, at(lane, "return/"), {"result": "CORRECT", "opinion": "", "version": 2})
    assert back.json()["result"] == "CORRECT"
    zhang = client_of(lane.zhang)
    answered = post(zhang, f"/api/remarks/{mark['id']}/answer/", {"answer": "已改"}).json()
    assert (answered["answer"], answered["answered_by"]) == ("已改", "张三")
    again = post(zhang, f"/api/remarks/{mark['id']}/answer/", {"answer": "又改"})
    assert again.status_code == 409 and again.json()["code"] == "conflict"


def test_every_refusal_has_the_one_error_form(lane, wang):
    unfit = client_of(make_officer(Role.TOWNSHIP_REVIEWER, lane.team, first_review_on="2023-05-01"))
    refused = post(unfit, at(lane, "take/"))
    assert refused.status_code == 409 and refused.json()["findings"][0]["rule"] == "R-132"
    post(wang, at(lane, "take/"))
    early = post(wang, at(lane, "approve/"), {"version": 1})
    assert early.status_code == 409 and {one["rule"] for one in early.json()["findings"]} == {"R-603"}
    late = post(wang, at(lane, "mark/"), {"point": "LAW", "sound": "1", "version": 9})
    assert late.status_code == 409 and late.json()["code"] == "conflict"
    assert post(wang, at(lane, "mark/"), {"point": "NOTHING", "sound": "1"}).status_code == 400
    assert post(wang, at(lane, "return/"), {"result": "AGREE", "opinion": "x"}).status_code == 400
    assert wang.post(at(lane, "take/"), [1], format="json").status_code == 400
    assert set(early.json()) == {"code", "message", "findings", "fields"}


def test_a_hint_is_disposed_of():
    lane = flagged()
    wang = client_of(lane.reviewer)
    post(wang, at(lane, "take/"))
    [hint] = wang.get(at(lane)).json()["hints"]
    stopped = post(wang, at(lane, "approve/"), {"version": 1, "rest": True})
    assert hint["message"] in stopped.json()["message"]
    assert post(wang, at(lane, "dispose/"), {"rule": hint["rule"], "words": "已核", "version": 1}).json()[
        "disposed"
    ] == {hint["message"]: "已核"}
    assert post(wang, at(lane, "approve/"), {"version": 2, "rest": True}).json()["result"] == "AGREE"


def test_sending_twice_acts_once(lane, wang):
    post(wang, at(lane, "take/"))
    asked = {"anchor": "fine", "point": "LAW", "text": "偏高", "version": 1}
    for _ in range(2):
        assert post(wang, at(lane, "remark/"), asked, key="r1").status_code == 200
    assert Remark.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.TOWNSHIP_REVIEWER, "331083101", 404),
        (Role.COUNTY_REVIEWER, "331002902", 404),
        (Role.OFFICER, "331083102", 403),
        (Role.ADMINISTRATOR, "3310", 403),
    ],
)
def test_what_is_out_of_sight_is_not_there(lane, role, path, status):
    stranger = client_of(make_officer(role, make_team(path)))
    for verb in ("take/", "mark/", "accept_rest/", "remark/", "dispose/", "approve/", "return/"):
        assert post(stranger, at(lane, verb), {"point": "LAW"}).status_code == status
    assert stranger.get(at(lane)).status_code == status
    assert stranger.get("/api/reviews/").json().get("results", []) == []
    reviewing.take(review=lane.review, by=lane.reviewer, at=MORNING)
    reviewing.remark(
        review=lane.review, point="LAW", anchor="fine", label="拟罚款", text="偏高", version=None, by=lane.reviewer,
        at=MORNING,
    )  # fmt: skip
    mark = Remark.objects.get()
    if path != "331083102":
        assert stranger.get(f"/api/remarks/{mark.pk}/").status_code in (403, 404)
        assert post(stranger, f"/api/remarks/{mark.pk}/answer/", {"answer": "x"}).status_code in (403, 404)


def test_without_a_token_there_is_nothing(lane):
    assert APIClient().get("/api/reviews/").status_code in (401, 403)


@pytest.mark.parametrize("rows", [1])
def test_the_queue_asks_few_queries(lane, wang, rows, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        wang.get("/api/reviews/")


def test_the_schema_names_every_verb(lane, wang):
    paths = wang.get("/api/schema/?format=json").json()["paths"]
    for verb in ("take", "mark", "accept_rest", "remark", "dispose", "approve", "return"):
        assert f"/api/reviews/{{id}}/{verb}/" in paths
    assert "/api/remarks/{id}/answer/" in paths
