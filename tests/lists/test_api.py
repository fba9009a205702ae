"""Items and sheets through the API: same filter, same sight, same services."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.parameters.seeds import load_parameters
from enforcement.teams.roles import Role
from lists.models import ImportReport, ItemVersion
from tests.factories import make_city, make_officer
from tests.lists.factories import make_devolution, make_item, make_statute, publish, sheet
from tests.lists.test_published_tables import COLUMNS, titled_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def officer(city, client):
    officer = make_officer(team=city.chumen)
    client.force_login(officer)
    return officer


@pytest.fixture
def administrator(city, client):
    officer = make_officer(Role.ADMINISTRATOR, city.city)
    client.force_login(officer)
    return officer


def test_list_and_filter(client, officer, city):
    make_devolution(make_item("A-1"), city.chumen)
    make_item("A-2", field="环保")
    found = client.get("/api/items/").json()["results"]
    assert {row["code"]: row["mine"] for row in found} == {"A-1": True, "A-2": False}
    assert found[1]["basis"] == "《浙江省城市市容和环境卫生管理条例》第十六条第三款"
    assert [row["code"] for row in client.get("/api/items/?field=环保").json()["results"]] == ["A-2"]
    assert [row["code"] for row in client.get("/api/items/?mine=true").json()["results"]] == ["A-1"]


def test_search_is_in_order(client, officer):
    make_item("A-1", words="占道施工")
    make_item("A-2")
    found = client.get("/api/items/search/?q=zd").json()
    assert [row["code"] for row in found] == ["A-2", "A-1"]
    assert client.get("/api/items/search/").json() == []


def test_detail_as_of_a_day(client, officer, at):
    load_parameters(by=None, at=at)
    make_item("A-1.2", fine_max=40, valid_to=date(2026, 6, 30))
    make_item("A-1.2", fine_max=50, valid_from=date(2026, 7, 1))
    now = client.get("/api/items/A-1.2/").json()
    assert (now["fine_max"], len(now["versions"]), now["benchmark"]) == ("50.00", 2, None)
    assert now["default_split"]["unverified"] is True and now["holders"] == {}
    assert client.get("/api/items/A-1.2/?on=2026-06-30").json()["fine_max"] == "40.00"
    assert client.get("/api/items/A-1.2/?on=2025-01-01").status_code == 404
    assert client.get("/api/items/B-1/").status_code == 404


def test_a_bad_day_is_told(client, officer):
    answer = client.get("/api/items/?on=昨天")
    assert answer.status_code == 400 and "on" in answer.json()["fields"]
    assert client.get("/api/items/search/?q=zd&on=昨天").status_code == 400


def test_pages_by_key(client, officer):
    for number in range(25):
        make_item(f"A-{number:02}")
    first = client.get("/api/items/?size=10").json()
    second = client.get(first["next"]).json()
    assert len(first["results"]) == len(second["results"]) == 10
    assert not {row["code"] for row in first["results"]} & {row["code"] for row in second["results"]}


def test_the_same_queries_for_1_20_and_100_rows(client, officer, city):
    client.get("/api/items/")  # the first request of a session writes it
    counts, made = [], 0
    for until in (1, 20, 100):
        for number in range(made, until):
            version = make_item(f"A-{number:03}", statute=make_statute(f"第{number}条例"))
            make_devolution(version, city.chumen)
        made = until
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get("/api/items/?size=100").json()["results"]) == until
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 8, counts


def test_nobody_else_reads(client, city):
    make_item("A-1")
    client.force_login(make_officer(Role.AUDITOR, city.city))
    assert client.get("/api/items/").json()["results"] == []
    assert client.get("/api/items/A-1/").status_code == 404
    assert client.get("/api/items/search/?q=占道").json() == []
    client.logout()
    assert client.get("/api/items/").status_code == 401


def test_items_are_read_only(client, officer):
    make_item("A-1")
    assert client.post("/api/items/", {}).status_code == 405
    assert client.delete("/api/items/A-1/").status_code == 405


def hand_in(client, content, **given):
    file = SimpleUploadedFile("清单.csv", content)
    key = given.pop("key", "")
    return client.post(
        "/api/sheets/",
        {"kind": "items", "day": "2026-12-01", "file": file} | given,
        headers={"Idempotency-Key": key},
    )


def test_a_sheet_is_examined_then_published(client, administrator):
    make_statute()
    answer = hand_in(client, sheet({}))
    report = answer.json()
    assert answer.status_code == 201 and report["counts"]["TAKEN"] == 1 and report["published_at"] is None
    assert report["lines"] == [
        {
            "line": 2,
            "key": "A-1",
            "label": "擅自占用人行道等公共场所设摊经营",
            "outcome": "TAKEN",
            "words": "",
        }
    ]
    assert not ItemVersion.objects.exists()
    done = client.post(f"/api/sheets/{report['id']}/publish/")
    assert done.status_code == 200 and done.json()["published_by"] == administrator.name
    assert ItemVersion.objects.count() == 1
    again = client.post(f"/api/sheets/{report['id']}/publish/")
    assert again.status_code == 409 and "发布" in again.json()["findings"][0]["message"]


def test_the_same_key_hands_in_once(client, administrator):
    make_statute()
    first, second = (hand_in(client, sheet({}), key="k-1").json() for _ in range(2))
    assert first["id"] == second["id"] and ImportReport.objects.count() == 1
    assert hand_in(client, sheet({"code": "A-2"}), key="k-1").status_code == 409


def test_every_finding_of_a_faulty_sheet(client, administrator):
    make_statute()
    report = hand_in(client, sheet({"fine_min": "60"}, {"code": "A-2", "basis_law": "别的"})).json()
    answer = client.post(f"/api/sheets/{report['id']}/publish/")
    assert answer.status_code == 409 and len(answer.json()["findings"]) == 2
    assert hand_in(client, b"\x00").status_code == 409
    assert hand_in(client, sheet({}), day="").status_code == 400


def test_only_administrators_see_sheets(client, officer, at):
    report = ImportReport.objects.create(
        kind="items", name="x", content=b"", sha256="0", day=date(2026, 11, 20), made_at=at
    )
    assert client.get("/api/sheets/").json()["results"] == []
    assert client.get(f"/api/sheets/{report.pk}/").status_code == 404
    assert client.post(f"/api/sheets/{report.pk}/publish/").status_code == 404
    assert hand_in(client, sheet({})).status_code == 403


def test_a_published_table_is_matched_and_published_by_the_api(client, administrator):
    given = {"kind": "discretion", "issuer": "某局", "area": "3310", "valid_from": "2026-12-01"}
    waiting = hand_in(client, titled_table(), **given).json()
    assert waiting["head"][1] == "代码" and waiting["lines"] == []
    address = f"/api/sheets/{waiting['id']}"
    assert client.post(f"{address}/publish/").status_code == 409
    wrong = client.post(f"{address}/match/", {"columns": {"代码": "kode"}}, content_type="application/json")
    assert wrong.status_code == 409 and "没有“kode”这一列" in wrong.json()["message"]
    matched = client.post(f"{address}/match/", {"columns": COLUMNS}, content_type="application/json").json()
    assert matched["head"] == [] and matched["counts"]["TAKEN"] == 3
    assert client.post(f"{address}/publish/").status_code == 200
    at_once = hand_in(client, titled_table(), **given, columns=json.dumps(COLUMNS)).json()
    assert at_once["counts"]["UNCHANGED"] == 3
    assert hand_in(client, titled_table(), **given, columns="[1]").status_code == 400


def test_what_is_not_listed_is_retired_by_the_api(client, administrator, at):
    make_statute()
    publish("items", sheet({}, {"code": "A-2"}), at)
    report = hand_in(client, sheet({})).json()
    assert [line["key"] for line in report["lines"] if line["outcome"] == "MISSING"] == ["A-2"]
    done = client.post(
        f"/api/sheets/{report['id']}/publish/", {"retire": True}, content_type="application/json"
    )
    assert done.json()["counts"]["RETIRED"] == 1
    assert ItemVersion.objects.get(item__code="A-2").valid_to == date(2026, 11, 30)
