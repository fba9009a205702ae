"""A red warning to a county takes two presses; an answer is sent back with a reason, and proved by files."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from enforcement import clock
from enforcement.errors import DomainError, Refused
from enforcement.journal.models import Entry
from enforcement.parameters.models import Parameter
from enforcement.teams.roles import Role
from supervision.league.definitions import Level
from supervision.league.models import Snapshot, Warning
from supervision.league.services import warning as service
from tests.factories import make_officer
from tests.supervision.league.acting import TUESDAY, Published

PDF = b"%PDF-1.7 x"


@pytest.fixture
def city(db):
    with clock.set_to(TUESDAY):
        yield Published(levels=(Level.TOWN, Level.COUNTY))


@pytest.fixture
def county(city):
    """The red light of 玉环市, as its table shows it."""
    table = Snapshot.objects.shown().get(level="COUNTY")
    standing = table.standings.get(path=city.city.yuhuan.path)
    light = {"light": "RED", "cause": "BAND", "indicator": "P1", "reason": "低于红线", "exit": "达到95%以上"}
    standing.lights, standing.light = [light], "RED"
    standing.save(update_fields=["lights", "light"])
    return standing


def propose(city, county):
    return service.issue(county, cause="BAND", indicator="P1", by=city.office, at=TUESDAY)


def test_the_first_press_sends_nothing(city, county):
    row = propose(city, county)
    assert row.state == "PROPOSED" and not Entry.objects.filter(verb="league.warned").exists()
    reader = make_officer(Role.HEAD, city.city.yuhuan)
    assert not Warning.objects.visible_to(reader, TUESDAY.date()).exists()
    assert Warning.objects.visible_to(city.office, TUESDAY.date()).exists()


def test_the_second_press_sends_it_and_the_limit_runs_from_then(city, county, pages):
    row = propose(city, county)
    _, text = pages(city.office, f"/league/warnings/{row.pk}/")
    assert "核发红色警告" in text and "还没有送达" in text
    answer, _ = pages(city.office, f"/league/warnings/{row.pk}/second/", {"step": "confirm"})
    row.refresh_from_db()
    assert answer.status_code == 302 and (row.state, row.confirmed_by) == ("SENT", city.office)
    with pytest.raises(DomainError, match="不必再核发"):
        service.confirm(row, by=city.office, at=TUESDAY)


def test_where_the_unit_wants_two_it_is_another_person(city, county):
    Parameter.objects.filter(key="league.two_people").update(value=True)
    row = propose(city, county)
    with pytest.raises(DomainError, match="您是拟发人"):
        service.confirm(row, by=city.office, at=TUESDAY)
    other = make_officer(Role.CITY_OFFICE, city.city.office, name="林十")
    assert service.confirm(row, by=other, at=TUESDAY).confirmed_by == other
    with pytest.raises(PermissionDenied):
        service.confirm(row, by=city.head, at=TUESDAY)


def test_a_proposal_is_dropped_and_may_be_made_again(city, county, pages):
    row = propose(city, county)
    answer, _ = pages(city.office, f"/league/warnings/{row.pk}/second/", {"step": "drop"})
    assert answer.status_code == 302 and not Warning.objects.exists()
    sent = service.confirm(propose(city, county), by=city.office, at=TUESDAY)
    with pytest.raises(DomainError, match="不能撤销拟发"):
        service.drop(sent, by=city.office, at=TUESDAY)


def test_a_town_s_warning_goes_out_at_once(city):
    row = service.issue(city.chumen, cause="BAND", indicator="P1", by=city.office, at=TUESDAY)
    assert row.state == "SENT"


@pytest.fixture
def answered(city):
    row = service.issue(city.chumen, cause="BAND", indicator="P1", by=city.office, at=TUESDAY)
    return service.answer(row, text="已整改", by=city.head, at=TUESDAY)


def test_an_answer_is_sent_back_with_its_reason_and_answered_again(city, answered, pages):
    address = f"/league/warnings/{answered.pk}/"
    assert pages(city.office, f"{address}send-back/", {"back-reason": ""})[0].status_code == 422
    assert pages(city.office, f"{address}send-back/", {"back-reason": "没有附补办记录"})[0].status_code == 302
    answered.refresh_from_db()
    assert (answered.state, answered.answer, answered.answered_at) == ("SENT", "", None)
    _, text = pages(city.head, address)
    assert "没有附补办记录" in text and "已整改" in text and "提交整改方案" in text
    again = service.answer(answered, text="补办记录见附件", by=city.head, at=TUESDAY)
    assert again.state == "ANSWERED" and len(again.returns) == 1
    with pytest.raises(PermissionDenied):
        service.send_back(again, reason="x", by=city.head, at=TUESDAY)
    service.lift(again, reason="核实", by=city.office, at=TUESDAY)
    with pytest.raises(DomainError, match="没有可以退回的答复"):
        service.send_back(again, reason="x", by=city.office, at=TUESDAY)


def test_files_prove_an_answer_and_are_kept_as_they_came(city, answered, client, settings):
    address = f"/league/warnings/{answered.pk}/files/"
    client.force_login(city.head)
    sent = client.post(address, {"file": SimpleUploadedFile("补办记录.pdf", PDF)})
    row = answered.files.get()
    assert sent.status_code == 302 and (row.title, row.media_type) == ("补办记录.pdf", "application/pdf")
    got = client.get(f"{address}{row.pk}/")
    assert (got.content == PDF and "attachment" in got["Content-Disposition"]) or got.content == PDF
    bad = client.post(address, {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert bad.status_code == 422 and "PDF、JPEG 或者 PNG" in bad.content.decode()
    client.force_login(city.stranger)
    assert client.get(f"{address}{row.pk}/").status_code == 404
    kept = settings.DOCUMENTS_DIR / row.path
    kept.chmod(0o640)
    kept.write_bytes(b"%PDF other")
    with pytest.raises(Refused, match="校验不一致"):
        service.file_of(row)


def test_the_same_by_api(city, county, answered):
    office, unit = APIClient(), APIClient()
    office.force_authenticate(city.office)
    unit.force_authenticate(city.head)
    made = office.post(
        "/api/league/warnings/", {"standing": county.pk, "cause": "BAND", "indicator": "P1"}, format="json"
    ).json()
    assert made["state"] == "PROPOSED"
    assert office.post(f"/api/league/warnings/{made['id']}/confirm/").json()["state"] == "SENT"
    base = f"/api/league/warnings/{answered.pk}"
    sent = unit.post(f"{base}/files/", {"file": SimpleUploadedFile("a.pdf", PDF)}, format="multipart")
    assert sent.status_code == 201 and sent.json()["files"][0]["title"] == "a.pdf"
    back = office.post(f"{base}/send_back/", {"reason": "缺材料"}, format="json").json()
    assert back["state"] == "SENT" and back["returns"][0]["reason"] == "缺材料"
    dropped = office.post(f"/api/league/warnings/{made['id']}/drop/")
    assert dropped.status_code == 409
