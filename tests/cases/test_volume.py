"""The whole file as one PDF: in order, at once or by a job, never for who may not read the case."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from cases.execution.service import record_payment
from cases.serving.papers import service_receipt
from cases.workflow import State
from enforcement import clock
from enforcement.documents.models import Delivery
from enforcement.jobs.models import Job
from enforcement.jobs.services import claim_due, claim_one, enqueue, run
from enforcement.journal.models import Entry
from enforcement.teams.roles import Role
from evidence import volume as volumes
from tests.cases.factories import Town, make_case
from tests.cases.ordinary import REACHED_ON, Lane
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
AT = REACHED_ON[State.CLOSED]


@pytest.fixture
def lane():
    lane = Lane()
    lane.to(State.CLOSED)
    return lane


def opened(client, case, officer):
    with clock.set_to(AT):
        client.force_login(officer)
        return client.get(f"/cases/{case.pk}/volume.pdf")


def said(answer):
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]


def test_T_923a_the_file_lies_in_order(client, lane):
    answer = opened(client, lane.case, lane.zhang)
    pages = said(answer)
    titles = [item.title for item in PdfReader(io.BytesIO(answer.content)).outline]
    assert titles[0] == "行政处罚决定书" and titles[-1] == "结案审批表"
    order = ["立案审批表", "证据清单", "调查终结报告", "行政处罚事先告知书", "法制审核意见书"]
    assert [title for title in titles if title in order] == order
    assert lane.case.party.name in pages[0] and "现场照片" in "".join(pages)
    entry = Entry.objects.get(verb="case.export")
    assert entry.actor == lane.zhang and entry.data["papers"] == len(volumes.papers_of(lane.case))


def test_R_923_the_file_holds_what_proves_service_payment_and_the_facts(client, lane):
    answer = opened(client, lane.case, lane.zhang)
    pages = said(answer)
    titles = [item.title for item in PdfReader(io.BytesIO(answer.content)).outline]
    order = [
        "行政处罚决定书", "送达回证（行政处罚决定书）", "立案审批表", "证据清单", "证据照片", "行政处罚事先告知书",
        "送达回证（行政处罚事先告知书）", "放弃陈述、申辩声明", "法制审核意见书", "缴款票据登记", "结案审批表",
    ]  # fmt: skip
    assert [title for title in titles if title in order] == order
    filing = lane.case.filing.document.number
    assert f"立案号{filing}" in pages[0] and f"决定书文号{lane.case.number}" in pages[0]
    photographs = PdfReader(io.BytesIO(answer.content)).pages
    assert any(page.images for page in photographs)
    receipt = next(page for page in pages if page.startswith(f"{lane.case.team.full_name}送达回证"))
    assert lane.case.number in receipt and "直接送达" in receipt and "周小明" in receipt
    assert any("缴款票据登记" in page and "银行代收" in page for page in pages[2:])


def test_who_may_not_see_numbers_gets_a_masked_copy(client, lane):
    office = make_officer(Role.CITY_OFFICE, make_team("3310"), name="周九")
    text = "".join(said(opened(client, lane.case, office)))
    assert (
        lane.case.party.identity not in text
        and "脱敏副本" in text
        and "周小明" not in text.split("卷内目录")[0]
    )


def test_a_long_file_is_bound_by_a_job(client, lane, monkeypatch):
    monkeypatch.setattr("evidence.volume.HANDFUL", 2)
    waiting = opened(client, lane.case, lane.zhang)
    assert waiting.status_code == 202 and "正在装订" in waiting.content.decode()
    assert not Entry.objects.filter(verb="case.export").exists()
    opened(client, lane.case, lane.zhang)
    assert Job.objects.filter(kind="evidence.volume").count() == 1
    while job := claim_due(AT, "test"):
        run(job, AT)
    done = opened(client, lane.case, lane.zhang)
    assert done["Content-Type"] == "application/pdf" and len(said(done)) > len(volumes.papers_of(lane.case))


def test_what_came_since_is_in_the_file_that_is_bound_next(client, monkeypatch):
    monkeypatch.setattr("evidence.volume.HANDFUL", 2)
    lane = Lane()
    lane.to(State.DELIVERED)
    opened(client, lane.case, lane.zhang)
    assert Job.objects.filter(kind="evidence.volume").count() == 1
    record_payment(case=lane.case, amount=1, paid_on=AT.date(), reference="P-1", by=lane.zhang, at=AT)
    opened(client, lane.case, lane.zhang)
    assert Job.objects.filter(kind="evidence.volume").count() == 2


def test_a_proof_of_service_names_the_day_and_invents_no_hour(lane):
    row = Delivery.objects.filter(document=lane.case.decision.document).get()
    assert row.moment is None
    content = service_receipt.content_of(lane.case, row)
    assert content.elements()["received_at"] == f"{row.day.year}年{row.day.month}月{row.day.day}日"
    assert content.elements()["received_on"] == row.day.isoformat()


def test_another_towns_file_is_not_there(client, lane):
    assert opened(client, lane.case, make_officer(team=make_team("331002001"))).status_code == 404


def test_a_case_without_papers_is_a_volume_of_its_evidence(client):
    town = Town()
    assert len(said(opened(client, make_case(town), town.zhang))) == 3


def test_a_bound_file_is_swept_some_hours_later_and_bound_again_for_who_asks(
    client, lane, monkeypatch, settings
):
    monkeypatch.setattr("evidence.volume.HANDFUL", 1)
    opened(client, lane.case, lane.zhang)
    with clock.set_to(AT):
        job = Job.objects.get(kind=volumes.VOLUME)
        run(claim_one(job.kind, job.key, AT, "w"), AT)
    path = settings.DATA_DIR / job.arguments["name"]
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    volumes.sweep_volumes(at=made + timedelta(hours=5))
    assert path.exists()
    volumes.sweep_volumes(at=made + timedelta(hours=7))
    assert not path.exists() and not Job.objects.filter(kind=volumes.VOLUME).exists()


def test_what_an_earlier_release_asked_for_is_bound_too(lane, settings):
    asked = {"case": lane.case.pk, "day": "2026-12-01", "masked": True, "name": "volumes/old.pdf"}
    enqueue("cases.volume", "old", due=AT, **asked)
    run(claim_one("cases.volume", "old", AT, "w"), AT)
    assert (settings.DATA_DIR / "volumes/old.pdf").read_bytes().startswith(b"%PDF")
