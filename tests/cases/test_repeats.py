"""A second case of the same act is pointed out, on the page and to programs; a retry makes none (public/14)."""

from datetime import timedelta

import pytest

from cases.execution import service as executing
from cases.models import Case
from cases.party.repeats import alike_of
from enforcement import clock
from enforcement.dossiers.models import Ruling
from tests.cases.factories import Town, act, id_number, make_case, party
from tests.cases.test_api import client_of, scene
from tests.cases.test_pages import scene as page_of
from tests.cases.test_pages import start
from tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    with clock.set_to(AT):
        yield Town()


def test_T_public_14_a_retry_answers_the_first_case_again(town):
    program, body = client_of(town.zhang), scene(town)
    answers = [program.post("/api/cases/", body, format="json", HTTP_IDEMPOTENCY_KEY="k1") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1 and Case.objects.count() == 1


def test_T_public_14_without_a_key_the_like_case_is_named(town):
    program, body = client_of(town.zhang), scene(town)
    first = program.post("/api/cases/", body, format="json").json()
    again = program.post("/api/cases/", body, format="json")
    assert again.status_code == 409 and Case.objects.count() == 1
    [finding] = [one for one in again.json()["findings"] if one["rule"] == "R-108"]
    assert finding["level"] == "WARN" and finding["cases"] == [first["id"]]
    assert "不再登记" in finding["remedy"]
    told = program.post("/api/cases/", body | {"reasons": {"R-108": "一小时后又来"}}, format="json")
    assert told.status_code == 201 and Case.objects.count() == 2
    assert Ruling.objects.get(rule="R-108").reason == "一小时后又来"


def test_the_page_leads_to_the_like_case_and_takes_a_reason(client, town):
    client.force_login(town.zhang)
    client.post(start(client), page_of(town))
    first, url = Case.objects.get(), start(client)
    refused = client.post(url, page_of(town))
    text = refused.content.decode()
    assert refused.status_code == 422 and f'href="/cases/{first.pk}/"' in text and "reason-R-108" in text
    assert client.post(url, page_of(town) | {"reason-R-108": "另一处摊位"}).status_code == 302
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("who", "what", "alike"),
    [
        ({}, {}, True),
        ({}, {"place": "解放街9号"}, True),  # within minutes
        ({}, {"act_at": AT - timedelta(hours=3)}, True),  # the same place on the same day
        ({}, {"act_at": AT - timedelta(hours=3), "place": "解放街9号"}, False),
        ({}, {"act_at": AT - timedelta(days=1)}, False),
        ({"identity": id_number(AT.date().replace(year=1985), 77), "name": "王五"}, {}, False),
    ],
    ids=["same", "minute", "place", "neither", "yesterday", "another party"],
)
def test_what_is_alike(town, who, what, alike):
    first = make_case(town)
    second = make_case(town, who=party(**who), what=act(**what))
    assert bool(alike_of([second])[second.pk]) is alike
    assert [row.pk for row in alike_of([second])[second.pk]] == ([first.pk] if alike else [])


def test_without_a_number_the_name_counts_and_withdrawn_cases_do_not(town):
    nobody = {"identity_kind": "NONE", "identity": "", "born_on": AT.date().replace(year=1990)}
    first, second = (make_case(town, who=party(**nobody)) for _ in range(2))
    assert [row.pk for row in alike_of([second])[second.pk]] == [first.pk]
    executing.withdraw(case=first, reason="重复登记", by=town.zhang, at=AT)
    assert alike_of([second])[second.pk] == []
