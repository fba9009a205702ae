"""Every paper can be looked at before its issue, on page and by API: no number, no seal, nothing kept."""

import io

import pytest
from pypdf import PdfReader

from cases.street import deciding
from cases.weighing import service as weighing
from cases.workflow import State
from enforcement import clock
from enforcement.teams.roles import Role
from tests.cases.factories import SPARED, TOLD, Town, add_photo, make_case, weigh
from tests.cases.ordinary import PENALTY, REACHED_ON, Lane
from tests.conftest import AT
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def lane(db):
    return Lane()


def words(answer):
    assert answer.status_code == 200, answer.content.decode()[:300]
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return "".join(text.split())


def read(client, who, case, query="", accept="*/*"):
    client.force_login(who)
    page = words(client.get(f"/cases/{case.pk}/preview.pdf{query}"))
    assert words(client.get(f"/api/cases/{case.pk}/preview/{query}", headers={"accept": accept})) == page
    return page


@pytest.mark.parametrize(
    ("state", "who", "title"),
    [
        (State.CONCLUDED, "zhang", "行政处罚事先告知书"),
        (State.REVIEWED, "head", "行政处罚决定书"),
        (State.IN_REVIEW, "reviewer", "行政处罚决定书"),
    ],
)
def test_a_paper_of_the_ordinary_procedure_before_its_issue(client, lane, state, who, title):
    case = lane.to(state)
    held = case.dossier.documents.count()
    with clock.set_to(REACHED_ON[state]):
        text = read(client, getattr(lane, who), case, accept="application/pdf")
    assert title in text and "预览" in text and "无编号" in text
    assert case.dossier.documents.count() == held


def test_the_decision_is_previewed_once_the_notice_is_served(client, lane):
    case = lane.to(State.NOTIFIED)
    client.force_login(lane.zhang)
    with clock.set_to(REACHED_ON[State.NOTIFIED]):
        assert client.get(f"/cases/{case.pk}/preview.pdf", follow=True).status_code == 200
        refused = client.get(f"/api/cases/{case.pk}/preview/")
        assert refused.status_code == 409 and "还没有送达" in refused.content.decode()
        assert client.get(f"/cases/{case.pk}/preview.pdf?paper=notice").status_code == 404


def test_a_decision_not_to_punish_before_its_issue(client, lane):
    case = lane.to(State.INVESTIGATING)
    weighing.weigh(case=case, answers=PENALTY | SPARED | {"grade": "", "fine": None}, by=lane.zhang,
                   at=REACHED_ON[State.INVESTIGATING])  # fmt: skip
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        assert "不予行政处罚决定书" in read(client, lane.zhang, case)


def test_a_paper_on_the_spot_before_its_issue(client, db):
    town = Town()
    case = make_case(town)
    weigh(case)
    with clock.set_to(AT):
        for layout in ("A5", "ROLL80", "A4"):
            assert "当场行政处罚决定书" in read(client, town.zhang, case, f"?layout={layout}")
        assert client.get(f"/cases/{case.pk}/preview.pdf?layout=A3").status_code == 404
        client.force_login(town.leader)
        assert client.get(f"/api/cases/{case.pk}/preview/").status_code == 403


def test_only_who_acts_reads_numbers_in_full(client, lane):
    case = lane.to(State.CONCLUDED)
    number = case.party.identity
    with clock.set_to(REACHED_ON[State.CONCLUDED]):
        assert number in read(client, lane.zhang, case)
        office = make_officer(Role.CITY_OFFICE, make_team("3310"))
        assert number not in read(client, office, case)


@pytest.mark.parametrize(
    ("state", "who", "step", "words"),
    [
        (State.CONCLUDED, "zhang", "give_notice", "预览行政处罚事先告知书"),
        (State.REVIEWED, "head", "decide", "预览行政处罚决定书"),
    ],
)
def test_the_page_of_a_step_offers_the_preview(client, lane, state, who, step, words):
    case = lane.to(state)
    client.force_login(getattr(lane, who))
    with clock.set_to(REACHED_ON[state]):
        assert words in client.get(f"/cases/{case.pk}/do/{step}/").content.decode()


def test_nothing_to_preview_is_not_there(client, lane):
    case = lane.to(State.LEAD)
    client.force_login(lane.zhang)
    assert client.get(f"/cases/{case.pk}/preview.pdf").status_code == 404
    assert client.get(f"/api/cases/{case.pk}/preview/").status_code == 404


def test_the_head_reads_the_draft_that_he_confirms(client, db):
    town = Town()
    case = make_case(town)
    add_photo(case, town)
    weigh(case, **SPARED | {"grade": "", "fine": None})
    deciding.propose_exemption(case=case, notice=TOLD, education="已教育", by=town.zhang, at=AT)
    with clock.set_to(AT):
        assert "不予行政处罚决定书" in read(client, town.head, case)
        assert (
            "预览不予行政处罚决定书" in client.get(f"/cases/{case.pk}/do/confirm_exemption/").content.decode()
        )
