"""The one gate of input: every place that once answered 500 says 400 or 404 in words (security.md 7)."""

import json
from types import SimpleNamespace

import pytest
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import get_resolver, include, path
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from enforcement import gate, outage
from enforcement.errors import BadInput
from enforcement.jobs.models import Heartbeat
from enforcement.teams.roles import Role
from tests.cases.factories import Town, make_case
from tests.conftest import AT
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
LONG = "9" * 5000
REFUSED = {400, 404}


@pytest.fixture
def world(db):
    town = Town()
    return SimpleNamespace(
        officer=town.zhang, case=make_case(town), reviewer=town.reviewer,
        office=make_officer(Role.CITY_OFFICE, make_team("331000901")),
        administrator=make_officer(Role.ADMINISTRATOR, make_team("3310")), stranger=None,
    )  # fmt: skip


def client_of(world, who):
    client = Client(raise_request_exception=False)
    if officer := getattr(world, who):
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("officer", "/cases/?before=²"),
        ("officer", "/cases/?size=²"),
        ("officer", f"/cases/?after={LONG[:3000]}"),
        ("officer", f"/cases/?after={LONG}"),
        ("officer", f"/cases/?before={2**63}"),
        ("officer", "/cases/?size=0"),
        ("officer", "/cases/?size=-1"),
        ("officer", "/evidence/?before=" + LONG[:3000]),
        ("officer", "/evidence/upload/?dossier=" + LONG[:3000]),
        ("officer", "/api/cases/?cursor=cD0lMDA="),
        ("officer", "/api/cases/?size=abc"),
        ("officer", "/api/cases/?size=0"),
        ("officer", "/api/cases/?size=101"),
        ("officer", "/api/desk/?tab=other"),
        ("officer", f"/api/cases/{LONG}/"),
        ("officer", "/api/cases/²/"),
        ("officer", f"/cases/{2**63}/"),
        ("officer", "/cases/?q=%00"),
        ("officer", "/cases/%00/"),
        ("officer", "/cases/?opened_from=0001-01-01"),
        ("officer", f"/cases/?q={'x' * 4001}"),
        ("officer", "/api/documents/?cursor=%00"),
        ("reviewer", "/reviews/?size=²"),
        ("reviewer", f"/reviews/?size={LONG[:3000]}"),
        ("reviewer", "/reviews/?before=2026-11-20_²"),
        ("reviewer", "/reviews/?after=0001-01-01_1"),
        ("administrator", "/manage/people/?after=" + LONG[:3000]),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_in_words(world, who, address):
    answer = client_of(world, who).get(address)
    assert answer.status_code in REFUSED
    said = answer.json()["message"] if address.startswith("/api/") else answer.content.decode()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("officer", "/cases/{case}/?remark=²"),
        ("officer", "/cases/{case}/?remark=" + LONG[:3000]),
        ("officer", "/cases/{case}/remarks/?remark=²"),
        ("office", "/bulletins/new/?snapshot=²"),
        ("office", "/bulletins/new/?snapshot=" + LONG[:3000]),
        ("office", "/league/?version=²"),
        ("officer", "/api/teams/?below=" + LONG[:3000]),
        ("officer", "/api/teams/?below=²"),
    ],
)
def test_what_only_points_at_nothing_changes_nothing(world, who, address):
    answer = client_of(world, who).get(address.format(case=world.case.pk))
    assert answer.status_code < 500


BROKEN = (
    b"[" * 20_000, b'{"a":' * 3000 + b"1" + b"}" * 3000, b'{"username": "\\ud800", "password": "x"}',
    b'{"username": "a\\u0000", "password": "x"}', b'{"username": "x", "password": 1e999}', b"\xff", b"NaN",
    b'""', b"[]", b"1", b'{"username": ' + LONG.encode() + b"}",
    b'{"username": 9223372036854775808, "password": "x"}',
)  # fmt: skip


DOORS = [("stranger", "/api/token/"), ("administrator", "/api/sheets/"), ("officer", "/api/cases/")]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize(
    ("who", "address"),
    [("stranger", "/api/token/"), ("administrator", "/api/sheets/"), ("officer", "/api/cases/")],
)
def test_a_body_that_cannot_be_read_is_refused_in_the_one_form(world, who, address, body):
    answer = client_of(world, who).post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert (
        set(answer.json()) == {"code", "message", "findings", "fields"} and answer.json()["code"] == "invalid"
    )


def test_a_body_beyond_the_bound_is_413(world, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = json.dumps({"name": "x" * 2000})
    answer = client_of(world, "officer").post("/api/cases/", body, content_type="application/json")
    assert answer.status_code == 413 and answer.json()["message"]


@pytest.mark.parametrize(
    "typed", ['{"a": "\\u0000"}', '{"a": "\\ud800"}', "[" * 20_000, "[]", '{"a": 1e999}']
)
def test_a_draft_that_nothing_can_keep_is_refused(world, typed):
    address = f"/cases/drafts/case:{world.case.pk}:weigh/"
    answer = client_of(world, "officer").post(address, typed, content_type="application/json")
    assert answer.status_code == 400 and "没有" in answer.json()["message"]


def test_a_draft_sent_as_a_form_is_refused(world):
    answer = client_of(world, "officer").post(f"/cases/drafts/case:{world.case.pk}:weigh/", {"a": "b"})
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["x" * 59, "CASE:1", "case:1:2:3:4", "case:张:weigh"])
def test_a_draft_of_any_other_name_is_refused(world, name):
    answer = client_of(world, "officer").post(f"/cases/drafts/{name}/", "{}", content_type="application/json")
    assert answer.status_code in {409, 422} and "草稿" in answer.json()["message"]


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-Current-URL": "http://["},
        {"HX-Request": "true", "HX-Current-URL": "http://%5B", "HX-Current-URL-URI-AutoEncoded": "true"},
        {"Referer": "http://["},
        {"Idempotency-Key": "k" * 65},
    ],
)
@pytest.mark.parametrize("who", ["stranger", "officer"])
def test_headers_that_make_no_sense_are_refused(world, who, headers):
    assert client_of(world, who).get("/desk/", headers=headers).status_code == 400


def test_a_cookie_that_we_did_not_write_is_as_if_not_sent(world):
    answer = Client(raise_request_exception=False).get(
        "/desk/", headers={"Cookie": 'sessionid="\\000abcdefgh"'}
    )
    assert answer.status_code == 302 and answer.url.startswith("/login/")


def test_a_form_with_a_nul_is_refused_on_pages_and_api(world):
    client = client_of(world, "officer")
    assert client.post(f"/cases/{world.case.pk}/weigh/", {"version": "1\x00"}).status_code == 400
    assert client.post("/api/cases/", {"name": "张\x00三"}).status_code == 400
    assert (
        client.post("/api/cases/", "name=%00", content_type="application/x-www-form-urlencoded").status_code
        == 400
    )


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("0", 0), (str(2**63 - 1), 2**63 - 1)])
def test_whole_numbers(text, number):
    assert gate.whole(text) == number


@pytest.mark.parametrize(
    "text", ["", "²", "١", "１", "-1", "1.0", " 1", "1_0", "0x1", str(2**63), LONG, None, 5]
)
def test_what_is_no_whole_number(text):
    assert gate.whole(text) is None


def test_json_within_the_bounds_passes():
    content = {"a": [1, 2.5, True, None, "文字", {"b": "2026-11-20"}]}
    assert gate.json_of(json.dumps(content).encode()) == content


@pytest.mark.parametrize("depth", [gate.DEEPEST, gate.DEEPEST + 1])
def test_json_is_read_to_a_depth(depth):
    body = b"[" * depth + b"]" * depth
    if depth <= gate.DEEPEST:
        assert gate.json_of(body)
    else:
        with pytest.raises(BadInput, match="32 层"):
            gate.json_of(body)


# -- one form for every error --------------------------------------------------------------------------------


class Failing(APIView):
    """Raises what its address names."""

    permission_classes = ()
    FAULTS = {
        "lost": lambda: OperationalError("database is locked"),
        "full": lambda: OSError(28, "No space left on device"),
        "ours": lambda: RuntimeError("x"),
        "table": lambda: OperationalError("no such table: x"),
    }

    def get(self, request, fault):
        if fault == "fine":
            return Response({})
        if fault in ("twice", "nothing"):
            write(fault)
        raise self.FAULTS[fault]()


def write(fault):
    """Write one row twice, or one without what it must have, as two presses at the same moment would."""
    with transaction.atomic():
        for _ in range(2):
            Heartbeat.objects.create(part="worker", at=None if fault == "nothing" else AT)


def failing_page(request, fault):
    write(fault)


urlpatterns = [
    path("api/failing/<str:fault>/", Failing.as_view()),
    path("failing/<str:fault>/", failing_page),
    path("", include("enforcement.urls")),
]
handler400 = "enforcement.web.bad_request"
handler404 = "enforcement.web.not_found"
handler500 = "enforcement.web.server_error"


@pytest.mark.urls("tests.test_gate")
@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/failing/lost/", 503, "unavailable"),
        ("/api/failing/full/", 503, "unavailable"),
        ("/api/failing/ours/", 500, "failed"),
        ("/api/failing/table/", 500, "failed"),
        ("/api/failing/twice/", 409, "conflict"),
        ("/api/failing/nothing/", 500, "failed"),
        ("/api/nothing/", 404, "not_found"),
    ],
)
def test_every_error_of_the_api_has_the_one_form(address, status, code):
    answer = APIClient(raise_request_exception=False).get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()) == {"code", "message", "findings", "fields"}
    assert answer.headers.get("Retry-After") == (str(outage.RETRY_SECONDS) if status == 503 else None)


@pytest.mark.urls("tests.test_gate")
@pytest.mark.parametrize(("fault", "status"), [("twice", 409), ("nothing", 500)])
def test_what_another_wrote_at_the_same_moment_is_told_on_a_page(world, fault, status):
    """Only a constraint that lets a thing stand once is somebody else's doing; the others are faults of ours."""
    answer = client_of(world, "officer").get(f"/failing/{fault}/")
    assert answer.status_code == status
    assert ("刚刚已经有人保存" in answer.content.decode()) == (status == 409)


def views(resolver=None):
    """Return every class of view that the API's addresses lead to, with what its address sets on it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern)
        elif kind := getattr(pattern.callback, "cls", None):
            yield kind, getattr(pattern.callback, "initkwargs", {})


def test_every_body_of_the_api_is_read_through_the_gate():
    """A view with a parser of the framework's own took text that nothing can keep."""
    found = {
        (kind.__name__, parser.__name__)
        for kind, given in views()
        if kind.__module__.partition(".")[0] in ("enforcement", "cases", "lists", "evidence", "supervision")
        for parser in given.get("parser_classes") or kind.parser_classes
        if parser.__module__ != "enforcement.parsers"
    }
    assert found == set()


@pytest.mark.parametrize("value", [5, 1.5, [], ["2026-11-20"], {"a": 1}, True])
def test_a_day_that_is_no_text_is_refused(world, value):
    client = client_of(world, "officer")
    names = ("act_at", "born_on", "clue_on", "ended_on", "delivered_on", "paid_on")
    body = json.dumps(dict.fromkeys(names, value))
    for address in ("/api/cases/", "/api/cases/leads/", f"/api/cases/{world.case.pk}/deliver/"):
        assert client.post(address, body, content_type="application/json").status_code in {400, 409}
    sheet = json.dumps({"kind": "items", "day": value})
    answer = client_of(world, "administrator").post("/api/sheets/", sheet, content_type="application/json")
    assert answer.status_code == 400
