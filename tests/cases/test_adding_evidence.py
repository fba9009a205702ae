"""Evidence is added from the case during an investigation: photo, video, test report, licence, in three presses."""

import re

import pytest

from cases.workflow import State
from enforcement import clock
from evidence.models import Piece
from tests.cases.ordinary import REACHED_ON, Lane
from tests.evidence.factories import upload
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
KINDS = {"photo": "AUDIOVISUAL", "video": "AUDIOVISUAL", "report": "EXPERT", "licence": "DOCUMENTARY"}


@pytest.fixture
def lane():
    return Lane()


@pytest.fixture
def desk(client, lane):
    case = lane.to(State.INVESTIGATING)
    client.force_login(lane.zhang)
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        yield client, case


def links(page):
    return dict(re.findall(r'href="([^"]*as=(\w+)[^"]*)"', page.replace("&amp;", "&")))


@pytest.mark.parametrize(("brought", "kind"), KINDS.items())
def test_from_the_case_page_with_the_right_kind(desk, brought, kind):
    client, case = desk
    [link] = [
        url
        for url, what in links(client.get(f"/cases/{case.pk}/").content.decode()).items()
        if what == brought
    ]
    form = client.get(link).content.decode()
    assert re.search(rf'value="{kind}"[^>]*(selected|checked)', form), kind
    answer = client.post(link, {"file": upload(), "kind": kind, "page": "1", "next": f"/cases/{case.pk}/"})
    assert answer.status_code == 302 and answer.url == f"/cases/{case.pk}/"
    piece = Piece.objects.filter(dossier=case.dossier).latest("pk")
    assert piece.kind == kind


def test_from_the_evidence_page(desk):
    client, case = desk
    assert "/cases/evidence/new/" in client.get("/evidence/").content.decode()
    page = client.get("/cases/evidence/new/").content.decode()
    assert case.title in page and set(links(page).values()) == set(KINDS)


def test_not_where_the_file_is_closed_or_the_officer_strange(desk, lane):
    client, case = desk
    case.dossier.locked_at = REACHED_ON[State.INVESTIGATING]
    case.dossier.save()
    assert links(client.get(f"/cases/{case.pk}/").content.decode()) == {}
    assert case.title not in client.get("/cases/evidence/new/").content.decode()
    sent = client.post(f"/evidence/upload/?dossier={case.dossier_id}", {"file": upload(), "page": "1"})
    assert sent.status_code == 422 and "封存" in sent.content.decode()
    client.force_login(make_officer(team=make_team("331081101")))
    assert client.get(f"/evidence/upload/?dossier={case.dossier_id}").status_code == 404


def test_what_is_too_large_is_told_a_way_that_exists(desk, settings):
    client, case = desk
    settings.UPLOAD_MAX_BYTES = 10
    sent = client.post(
        f"/evidence/upload/?dossier={case.dossier_id}&as=video", {"file": upload(), "page": "1"}
    )
    text = sent.content.decode()
    assert sent.status_code == 422 and "剪成几段" in text and "分段上传" not in text


def test_a_paper_and_a_piece_lead_back_to_their_case(desk):
    client, case = desk
    piece = case.dossier.pieces.first()
    document = case.dossier.documents.first()
    for page in (f"/evidence/{piece.pk}/", f"/documents/{document.pk}/"):
        text = client.get(page).content.decode()
        assert f'href="/cases/{case.pk}/"' in text and f"案卷 {case.dossier_id}" not in text
    assert f"案卷 {case.dossier_id}" not in client.get("/evidence/").content.decode()
