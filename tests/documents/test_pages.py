"""Who sees which document, on the page, in the file and in the API."""

import io

import pytest
from pypdf import PdfReader
from rest_framework.test import APIClient

from enforcement.documents import services
from enforcement.documents.models import Delivery, Document, Signature
from enforcement.dossiers.models import Grant
from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.teams.roles import Role
from tests.documents.making import AT, DAY, IDENTITY, issue_no_penalty, issue_penalty, make_desk, make_penalty
from tests.factories import make_city, make_dossier, make_officer

pytestmark = pytest.mark.django_db
SEEN_ON = DAY


@pytest.fixture
def city():
    return make_city()


def seen_by(officer):
    return set(Document.objects.visible_to(officer, SEEN_ON))


def test_documents_do_not_leak(city):
    officer, dossier = make_desk()
    mine = issue_penalty(officer, dossier)
    other = make_officer(team=city.dachen)
    theirs = issue_penalty(other, make_dossier(other))
    assert seen_by(officer) == {mine}
    assert seen_by(other) == {theirs}
    assert seen_by(make_officer(Role.COUNTY_REVIEWER, city.centre)) == {mine}
    assert seen_by(make_officer(Role.CITY_OFFICE, city.office)) == {mine, theirs}
    for role, team in (
        (Role.ADMINISTRATOR, city.city),
        (Role.AUDITOR, city.city),
        (Role.OFFICER, city.squad),
    ):
        assert seen_by(make_officer(role, team)) == set()


def test_a_minors_document_is_seen_by_its_team_its_head_and_reviewers_only(city):
    officer, dossier = make_desk()
    dossier.sensitivity = "MINOR"
    dossier.save()
    document = issue_penalty(officer, dossier)
    assert seen_by(officer) == {document}
    assert seen_by(make_officer(team=city.chumen)) == set()
    assert seen_by(make_officer(Role.HEAD, city.chumen)) == {document}  # he decides it
    assert seen_by(make_officer(Role.TOWNSHIP_REVIEWER, city.chumen)) == {document}


def test_a_grant_shows_the_documents_of_the_file_while_it_lasts(city):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    other = make_officer(team=city.dachen)
    Grant.objects.create(
        dossier=dossier, team=city.dachen, purpose="移送", ground="协作", granted_by=officer,
        valid_from=DAY, valid_to=DAY,
    )  # fmt: skip
    assert seen_by(other) == {document}
    assert set(Document.objects.visible_to(other, DAY.replace(day=25))) == set()


def test_signatures_and_deliveries_follow_their_file(city):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    deliver(document, officer)
    other = make_officer(team=city.dachen)
    for model in (Signature, Delivery):
        assert model.objects.visible_to(officer, SEEN_ON).count() == 1
        assert model.objects.visible_to(other, SEEN_ON).count() == 0


def deliver(document, officer, **given):
    values = {
        "method": "DIRECT",
        "day": DAY,
        "moment": AT,
        "recipient": "王喆镕",
        "relation": "本人",
        "note": "",
    }
    return services.deliver(document=document, servers=[officer], by=officer, at=AT, **values | given)


def test_a_delivery_is_recorded_on_its_own_day():
    officer, dossier = make_desk()
    delivery = deliver(issue_penalty(officer, dossier), officer, method="LEFT", note="留置，全程录像")
    assert (delivery.day, delivery.moment, list(delivery.servers.all())) == (DAY, AT, [officer])
    [entry] = Entry.objects.filter(verb="document.deliver")
    assert entry.data["method"] == "留置送达"


def test_a_void_document_is_not_delivered():
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    services.void(document=document, reason="姓名写错", by=officer, at=AT)
    with pytest.raises(Refused, match="已经作废"):
        deliver(document, officer)


def signed_in(client, officer):
    client.force_login(officer)
    return client


def test_the_page_shows_the_document_without_its_secrets(client):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    deliver(document, officer)
    page = signed_in(client, officer).get(f"/documents/{document.pk}/").content.decode()
    for words in (document.number, document.sha256, "王喆镕", "校验一致", "直接送达", "331021********701X"):
        assert words in page
    assert IDENTITY not in page
    assert "13812345678" not in page


def test_the_file_of_another_unit_is_not_found(client, city):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    stranger = signed_in(client, make_officer(team=city.dachen))
    assert stranger.get(f"/documents/{document.pk}/").status_code == 404
    assert stranger.get(f"/documents/{document.pk}/file/A5.pdf").status_code == 404
    assert not document.renderings.exists()


def test_nobody_reads_a_document_without_signing_in(client):
    document = issue_penalty()
    assert client.get(f"/documents/{document.pk}/file/A5.pdf").status_code == 302


def text(answer):
    reader = PdfReader(io.BytesIO(answer.content))
    return "".join(page.extract_text() for page in reader.pages)


def test_the_original_is_opened_and_the_journal_says_by_whom(client):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    answer = signed_in(client, officer).get(f"/documents/{document.pk}/file/A5.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content == services.render(document, "A5")
    assert IDENTITY in text(answer)
    assert Entry.objects.get(verb="document.open").actor == officer


def test_who_may_not_see_numbers_gets_a_masked_copy(client, city):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    answer = signed_in(client, make_officer(Role.CITY_OFFICE, city.office)).get(
        f"/documents/{document.pk}/file/A5.pdf"
    )
    shown = text(answer)
    assert IDENTITY not in shown
    assert "脱敏副本" in shown.replace("\n", "")
    assert not Entry.objects.filter(verb="document.open").exists()


def test_a_void_document_is_printed_as_void(client):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    services.void(document=document, reason="姓名写错", by=officer, at=AT)
    there = signed_in(client, officer)
    assert "已作废" in text(there.get(f"/documents/{document.pk}/file/A5.pdf")).replace("\n", "")
    assert "姓名写错" in there.get(f"/documents/{document.pk}/").content.decode()


def test_an_unknown_layout_is_not_found(client):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    assert signed_in(client, officer).get(f"/documents/{document.pk}/file/A3.pdf").status_code == 404


def test_a_damaged_file_is_refused_on_the_page(client, settings):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    services.render(document, "A5")
    from pathlib import Path

    (Path(settings.DOCUMENTS_DIR) / document.renderings.get().path).unlink()
    answer = signed_in(client, officer).get(f"/documents/{document.pk}/file/A5.pdf")
    assert answer.status_code == 422
    assert "不见了" in answer.content.decode()


@pytest.fixture
def api():
    return APIClient()


def test_the_api_reads_the_same_documents(api, city, django_assert_num_queries):
    officer, dossier = make_desk()
    document = issue_penalty(officer, dossier)
    api.force_authenticate(officer)
    [row] = api.get("/api/documents/").data["results"]
    assert row["number"] == document.number
    assert row["signatures"][0]["name"] == "王喆镕"
    assert IDENTITY not in str(row)
    assert api.get(f"/api/documents/{document.pk}/").data["sha256"] == document.sha256
    assert api.post("/api/documents/", {}).status_code == 405
    api.force_authenticate(make_officer(team=city.dachen))
    assert api.get("/api/documents/").data["results"] == []
    assert api.get(f"/api/documents/{document.pk}/").status_code == 404


def test_the_api_asks_as_much_for_twenty_as_for_one(api, django_assert_max_num_queries):
    officer, dossier = make_desk()
    for _ in range(3):
        deliver(issue_penalty(officer, dossier), officer)
    issue_no_penalty(officer, dossier)
    api.force_authenticate(officer)
    with django_assert_max_num_queries(8):
        assert len(api.get("/api/documents/").data["results"]) == 4


def test_the_api_filters(api):
    officer, dossier = make_desk()
    first = issue_penalty(officer, dossier)
    issue_penalty(officer, dossier, content=make_penalty())
    api.force_authenticate(officer)
    assert [row["id"] for row in api.get("/api/documents/", {"number": first.number}).data["results"]] == [
        first.pk
    ]
    assert (
        len(api.get("/api/documents/", {"kind": "ON_THE_SPOT", "dossier": dossier.pk}).data["results"]) == 2
    )
    assert api.get("/api/documents/", {"until": "2026-09-23"}).data["results"] == []
