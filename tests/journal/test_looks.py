"""Who opened which file: noted without a lock, written into the chains a few minutes later, found and taken away."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from enforcement import clock
from enforcement.journal import words
from enforcement.journal.models import Entry, Looked
from enforcement.journal.services import note_look, record, take_over_looks
from enforcement.teams.roles import Role
from tests.cases.factories import Town, issued
from tests.conftest import AT
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
ADDRESS = "/manage/journal/"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def auditor(client):
    officer = make_officer(Role.AUDITOR, make_team("3310"))
    client.force_login(officer)
    return officer


def test_opening_a_case_and_a_paper_is_written_down_once(client):
    town = Town()
    case = issued(town)
    paper = case.decision.document
    client.force_login(town.li)
    with clock.set_to(AT):
        for _ in range(3):
            assert client.get(f"/cases/{case.pk}/").status_code == 200
        assert client.get(f"/documents/{paper.pk}/").status_code == 200
        assert client.get(f"/api/cases/{case.pk}/").status_code == 200
    assert Looked.objects.count() == 3 and not Entry.objects.filter(verb="looked").exists()
    assert take_over_looks() == 3 and not Looked.objects.exists()
    [entry] = Entry.objects.filter(verb="looked")
    assert (entry.chain.key, entry.actor, entry.data["times"]) == (case.dossier.chain_key, town.li, 3)
    assert any(paper.number in what for what in entry.data["what"])
    assert take_over_looks() == 0


def test_the_look_after_ten_minutes_is_another_one():
    officer = make_officer()
    note_look("dossier:1", "案件", by=officer, at=AT)
    cache.clear()
    note_look("dossier:1", "案件", by=officer, at=AT + timedelta(minutes=11))
    note_look("dossier:2", "案件", by=officer, at=AT)
    take_over_looks()
    assert sorted(Entry.objects.filter(verb="looked").values_list("chain__key", "data__times")) == [
        ("dossier:1", 2), ("dossier:2", 1),
    ]  # fmt: skip


def test_who_may_not_open_it_leaves_no_look(client):
    town = Town()
    case = issued(town)
    client.force_login(make_officer(Role.OFFICER, make_team("331003101")))
    with clock.set_to(AT):
        assert client.get(f"/cases/{case.pk}/").status_code == 404
    assert not Looked.objects.exists()


def found(client, **query):
    page = client.get(ADDRESS, query).content.decode()
    return page.count("<tr>") - 1 if "<tbody>" in page else 0


def test_the_filter_takes_a_number_a_name_and_days(client, auditor, at):
    town = Town()
    case = issued(town)
    number = case.decision.document.number
    assert number and words.key_of(number) == case.dossier.chain_key
    entries = Entry.objects.filter(chain__key=case.dossier.chain_key).count()
    assert found(client, subject=number) == entries > 0
    assert found(client, subject=number, person=town.zhang.name) > 0
    assert found(client, subject=number, person="没有这个人") == 0
    record("dossier:987654", "close_day", by=None, at=AT + timedelta(days=3))
    day = AT.date()
    since, until = f"{day}", f"{day + timedelta(days=3)}"
    assert found(client, subject="案卷 987654", day=since, until=until) == 1
    assert found(client, subject="案卷 987654", day=since) == 0
    assert "止日不能早于起日" in client.get(ADDRESS, {"day": until, "until": since}).content.decode()


def test_every_act_is_offered_once(client, auditor):
    page = client.get(ADDRESS).content.decode()
    options = [line.split(">")[1].split("<")[0] for line in page.split("<option")[1:]]
    assert len(options) == len(set(options))


def test_what_the_filter_shows_is_taken_away_and_that_is_an_entry(client, auditor):
    record("dossier:7", "close_day", by=None, at=AT, reason="=1+1")
    answer = client.get(f"{ADDRESS}export.csv", {"subject": "案卷 7"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.status_code == 200 and len(lines) == 2 and "案卷 7" in lines[1]
    assert Entry.objects.get(verb="journal.exported").data["rows"] == 1
    client.force_login(make_officer(Role.OFFICER, make_team("331083102")))
    assert client.get(f"{ADDRESS}export.csv").status_code == 403
