"""Bulletins through the API: the same forms, services and refusals as the pages."""

import pytest
from rest_framework.test import APIClient

from supervision.bulletins.models import Bulletin
from tests.supervision.bulletins.making import correct, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return make_table()


@pytest.fixture
def chen(table):
    client = APIClient()
    client.force_authenticate(table.chen)
    return client


def post(client, address, data=None, key=None):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"/api/bulletins/{address}", data or {}, format="json", headers=headers)


def make(chen, table):
    return post(chen, "", {"snapshot": table.snapshot.pk, "group": "EMPOWERED"})


def test_from_making_to_withdrawing(chen, table):
    made = make(chen, table)
    assert made.status_code == 201
    pk, blocks = made.json()["id"], {block["key"]: block for block in made.json()["blocks"]}
    assert blocks["best"]["text"].startswith("1．清港镇") and blocks["best"]["label"] == "位次靠前的单位"
    typed = {"key": "best", "text": "清港镇第一。", "version": 1}
    changed = {block["key"]: block for block in post(chen, f"{pk}/change/", typed).json()["blocks"]}
    assert (changed["best"]["text"], changed["best"]["edited_by"]) == ("清港镇第一。", "陈九")
    restored = post(chen, f"{pk}/restore/", {"key": "best"}).json()["blocks"]
    assert next(block for block in restored if block["key"] == "best")["edited"] is None
    signed = post(chen, f"{pk}/sign/", key="k1").json()
    assert (signed["state"], signed["number"], len(signed["files"])) == ("SIGNED", "台综指办通〔2026〕1号", 2)
    assert post(chen, f"{pk}/sign/", key="k1").json()["number"] == signed["number"]
    assert post(chen, f"{pk}/publish/").json()["state"] == "PUBLISHED"
    assert chen.get(f"/api/bulletins/{pk}/files/pdf/").content.startswith(b"%PDF")
    assert chen.get(f"/api/bulletins/{pk}/files/docx/").content.startswith(b"PK")
    assert post(chen, f"{pk}/withdraw/", {"reason": "有误"}).json()["state"] == "WITHDRAWN"


def test_a_draft_is_thrown_away_and_a_signed_one_is_not(chen, table):
    pk = make(chen, table).json()["id"]
    assert chen.delete(f"/api/bulletins/{pk}/").status_code == 204
    assert chen.get(f"/api/bulletins/{pk}/").status_code == 404
    pk = make(chen, table).json()["id"]
    post(chen, f"{pk}/sign/")
    refused = chen.delete(f"/api/bulletins/{pk}/")
    assert refused.status_code == 409 and "只有草稿可以删除" in refused.json()["message"]


def test_the_list_is_short_and_has_no_count(chen, table):
    make(chen, table)
    answer = chen.get("/api/bulletins/").json()
    assert "count" not in answer and "blocks" not in answer["results"][0]
    assert answer["results"][0]["about"] == "2026年第46周赋权镇街"


def test_a_correction_shows_as_newer_and_is_taken_by_refreshing(chen, table):
    pk = make(chen, table).json()["id"]
    newer = correct(table)
    assert chen.get(f"/api/bulletins/{pk}/").json()["newer"] == newer.pk
    refused = post(chen, f"{pk}/sign/")
    assert refused.status_code == 409 and "数据已更新" in refused.json()["message"]
    assert post(chen, f"{pk}/refresh/").json()["newer"] is None


def test_refusals_carry_findings_and_conflicts_both_texts(chen, table):
    pk = make(chen, table).json()["id"]
    post(chen, f"{pk}/change/", {"key": "best", "text": "罚款最多。", "version": 1})
    refused = post(chen, f"{pk}/sign/")
    assert refused.status_code == 409 and refused.json()["findings"][0]["rule"] == "R-145"
    conflict = post(chen, f"{pk}/change/", {"key": "best", "text": "别的。", "version": 1})
    assert conflict.json()["code"] == "conflict" and "罚款最多。" in str(conflict.json()["fields"])


@pytest.mark.parametrize("data", [{}, {"snapshot": "x", "group": "EMPOWERED"}, {"snapshot": 1}, []])
def test_nonsense_is_400(chen, table, data):
    assert chen.post("/api/bulletins/", data, format="json").status_code == 400
    assert not Bulletin.objects.exists()


def test_an_unknown_block_or_table_is_refused(chen, table):
    pk = make(chen, table).json()["id"]
    assert post(chen, f"{pk}/restore/", {"key": "praise"}).status_code == 400
    assert post(chen, "", {"snapshot": 999999, "group": "EMPOWERED"}).status_code == 404
    assert chen.get(f"/api/bulletins/{pk}/files/exe/").status_code == 404
    assert chen.get(f"/api/bulletins/{pk}/files/pdf/").status_code == 409


def test_the_schema_tells_every_verb(chen):
    paths = chen.get("/api/schema/?format=json").json()["paths"]
    for verb in ("change", "restore", "refresh", "sign", "publish", "withdraw"):
        assert f"/api/bulletins/{{id}}/{verb}/" in paths
    assert "/api/bulletins/{id}/files/{kind}/" in paths
