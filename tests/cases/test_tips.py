"""A tip whose party nobody knows yet: logged, shown, found, not filed until the party is (R-321, R-909)."""

import pytest

from cases.models import Case
from cases.workflow import State
from enforcement.law.known import UNKNOWN
from enforcement.law.rulebook import check
from tests.cases.browsing import CRITERIA, Browser
from tests.cases.factories import add_photo
from tests.cases.ordinary import Lane
from tests.cases.test_ordinary_api import client_of, lead
from tests.law.company import at

pytestmark = pytest.mark.django_db
NOBODY = {"party_unknown": "on", "name": "", "identity": "", "phone": "", "address": ""}


@pytest.fixture
def lane():
    return Lane()


@pytest.fixture
def tip(client, lane):
    client.force_login(lane.zhang)
    page = client.post("/cases/new/", {"shape": "lead"}).url
    assert client.post(page, lead(lane) | NOBODY).status_code == 302
    lane.case = Case.objects.get()
    add_photo(lane.case, lane)
    return lane.case


def test_a_tip_without_a_known_party_is_logged_listed_and_found(client, lane, tip):
    assert tip.state == State.LEAD and not tip.party.is_known
    assert tip.party.shown_name == "待查明" and "待查明" in tip.words.split("|")
    for page in ("/cases/", "/cases/?q=待查明", "/desk/", f"/cases/{tip.pk}/"):
        assert "待查明" in client.get(page).content.decode(), page
    assert "待查明" in client.get("/cases/export.csv").content.decode()


def test_it_is_not_filed_before_its_party_is_recorded_then_it_is(client, lane, tip):
    officer, head = Browser(client, lane.zhang, tip), Browser(client, lane.head, tip)
    proposal = {"criteria": CRITERIA, "opinion": "建议立案", "reason-R-1007": "还没有见到当事人"}
    officer.refused("do/request_filing/", proposal, "当事人还没有查明，不能立案", "更正案件内容")
    assert 'name="party_unknown"' in officer.get("amend/").content.decode()
    officer.done("amend/", lead(lane) | {"version": tip.version})
    tip.refresh_from_db()
    assert tip.party.name == "李明" and tip.party.is_known and "李明" in tip.words
    officer.done("do/request_filing/", proposal)
    Browser(client, lane.li, tip).done("do/declare/", {"related": "no"})
    assert head.done("do/file/", {"reason": "同意立案。"}) == State.INVESTIGATING


def test_it_may_be_refused_transferred_or_wait_without_a_party(client, lane, tip):
    head = Browser(client, lane.head, tip)
    head.done("do/transfer_out/", {"agency": "市公安局", "reason": "属公安管辖"})
    assert Case.objects.get().state == State.TRANSFERRED


def test_the_api_logs_it_too_and_names_what_is_missing(lane):
    api = client_of(lane.zhang)
    made = api.post("/api/cases/leads/", lead(lane) | NOBODY | {"party_unknown": True}, format="json")
    assert made.status_code == 201 and made.json()["party"] == "待查明"
    proposal = {"criteria": CRITERIA, "opinion": "建议立案"}
    answer = api.post(f"/api/cases/{made.json()['id']}/request_filing/", proposal, format="json")
    assert answer.status_code == 409 and "当事人还没有查明" in answer.content.decode()


def test_a_named_party_is_not_also_unknown(client, lane):
    client.force_login(lane.zhang)
    page = client.post("/cases/new/", {"shape": "lead"}).url
    answer = client.post(page, lead(lane) | {"party_unknown": "on"})
    assert answer.status_code == 422 and "取消勾选" in answer.content.decode()
    assert client.post(page, lead(lane, name="")).status_code == 422


def test_two_unknown_parties_are_not_one(lane, client, tip):
    page = client.post("/cases/new/", {"shape": "lead"}).url
    client.post(page, lead(lane) | NOBODY)
    second = Case.objects.exclude(pk=tip.pk).get()
    text = client.get(f"/cases/{second.pk}/").content.decode()
    assert "当天已有同一当事人" not in text


@pytest.mark.parametrize("gate", ["case.request_filing", "case.file"])
def test_R_909_an_unknown_party_is_asked_before_filing(gate):
    facts = at(gate)
    assert not [one for one in check(facts, gate) if "查明" in one.message]
    unknown = facts.but(party={"name": UNKNOWN, "kind": UNKNOWN})
    [found] = [one for one in check(unknown, gate) if "查明" in one.message]
    assert "更正案件内容" in found.remedy
