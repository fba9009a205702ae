"""How often somebody may take the list, a file, the journal, or call the API: 429 in words, and written down once."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from enforcement import clock
from enforcement.journal.models import Entry
from enforcement.teams.roles import Role
from tests.cases.factories import Town, make_case
from tests.conftest import AT
from tests.factories import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    cache.clear()
    yield Town()
    cache.clear()


@pytest.fixture
def two(settings):
    settings.EXPORTS_IN_TEN_MINUTES = 2


def export(client, minutes=0, kind="csv"):
    with clock.set_to(AT + timedelta(minutes=minutes)):
        return client.get(f"/cases/export.{kind}")


def test_the_third_export_in_ten_minutes_waits(client, town, two):
    client.force_login(town.zhang)
    assert [export(client, minutes).status_code for minutes in (0, 4)] == [200, 200]
    stopped = export(client, 6)
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "240")
    assert (
        "十分钟内已经导出 2 次" in stopped.content.decode()
        and "请在 4 分钟后再试" in stopped.content.decode()
    )
    entry = Entry.objects.get(verb="access.limited")
    assert (entry.actor, entry.data["address"]) == (town.zhang, "/cases/export.csv")
    # who goes on asking does not fill the journal, and is heard again when the first is ten minutes old
    assert export(client, 6).status_code == 429
    assert Entry.objects.filter(verb="access.limited").count() == 1
    assert export(client, 10).status_code == 200
    # another person's exports are his own
    client.force_login(town.li)
    assert export(client, 10).status_code == 200


def test_files_lists_and_the_journal_count_together_and_by_the_api(client, town, two):
    case = make_case(town)
    client.force_login(town.zhang)
    assert client.get(f"/cases/{case.pk}/volume.pdf").status_code == 200
    assert Entry.objects.get(verb="case.export").data["bytes"] > 1000
    assert export(client).status_code == 200
    assert client.get(f"/cases/{case.pk}/volume.pdf").status_code == 429
    api = APIClient()
    api.force_authenticate(town.zhang)
    stopped = api.get("/api/cases/export/")
    assert stopped.status_code == 429 and stopped["Retry-After"] == "600"
    assert stopped.json()["code"] == "too_often" and "10 分钟后再试" in stopped.json()["message"]


def test_the_auditor_s_exports_are_counted(client, town, two):
    client.force_login(make_officer(Role.AUDITOR, town.team))
    codes = [client.get("/manage/journal/export.csv").status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_calls_of_the_api_are_counted_for_each_person(client, town, settings):
    settings.API_CALLS_A_MINUTE = 3
    client.force_login(town.zhang)
    assert [client.get("/api/items/").status_code for _ in range(4)] == [200, 200, 200, 429]
    with clock.set_to(AT + timedelta(seconds=20)):
        stopped = client.get("/api/items/")
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "40")
    assert "请在 40 秒后再试" in stopped.json()["message"]
    entry = Entry.objects.get(verb="access.limited")
    assert (entry.actor, entry.data["address"]) == (town.zhang, "/api/items/")
    with clock.set_to(AT + timedelta(seconds=61)):
        assert client.get("/api/items/").status_code == 200
    client.force_login(town.li)
    assert client.get("/api/items/").status_code == 200


def test_without_a_limit_nobody_is_stopped(client, town, settings):
    settings.API_CALLS_A_MINUTE = 0
    client.force_login(town.zhang)
    assert {client.get("/api/items/").status_code for _ in range(5)} == {200}
