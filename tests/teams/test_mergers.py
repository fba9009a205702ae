"""A merger of two units: once, inside a county, by who manages them, journalled."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.teams import services
from enforcement.teams.models import Merger
from enforcement.teams.roles import Role
from tests.conftest import AT
from tests.factories import make_city, make_officer

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 11)


@pytest.fixture
def city():
    return make_city()


def merge(team, into, *, by=None, document="省政府批复〔2026〕3号"):
    return services.merge_teams(team=team, into=into, merged_on=DAY, document=document, by=by, at=AT)


def test_a_merger_is_kept_and_journalled(city):
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    row = merge(city.jishan, city.chumen, by=administrator)
    assert (row.team, row.into, row.merged_on) == (city.jishan, city.chumen, DAY)
    entry = Entry.objects.get(verb="team.merged")
    assert (entry.actor, entry.data["into"], entry.data["since"]) == (administrator, "楚门镇", "2026-11-11")


@pytest.mark.parametrize(
    ("team", "into", "words"),
    [
        ("chumen", "chumen", "不能并入自己"),
        ("chumen", "dachen", "不在同一个县"),
        ("chumen", "bureau", "不能互相并入"),
        ("squad", "bureau", "是中队"),
        ("chumen", "yuhuan", "是县（市、区）"),
    ],
)
def test_impossible_mergers_are_refused(city, team, into, words):
    with pytest.raises(Refused, match=words):
        merge(getattr(city, team), getattr(city, into))
    assert not Merger.objects.exists() and not Entry.objects.filter(verb="team.merged").exists()


def test_no_unit_is_merged_twice_nor_into_a_merged_one(city):
    merge(city.jishan, city.chumen)
    with pytest.raises(Refused, match="已于 2026-11-11 并入楚门镇"):
        merge(city.jishan, city.shamen)
    with pytest.raises(Refused, match="改选楚门镇"):
        merge(city.shamen, city.jishan)
    assert merge(city.chumen, city.shamen)  # what others were merged into can be merged itself
    assert Merger.objects.count() == 2


def test_all_faults_are_told_at_once(city):
    with pytest.raises(Refused) as refused:
        merge(city.chumen, city.dachen, document=" ")
    assert len(refused.value.findings) == 2


def test_only_who_manages_both(city):
    stranger = make_officer(Role.ADMINISTRATOR, city.jiaojiang)
    for by in (stranger, make_officer(Role.HEAD, city.chumen)):
        with pytest.raises(PermissionDenied):
            merge(city.jishan, city.chumen, by=by)


def test_the_page_records_and_refuses_with_what_was_typed(city, client):
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    client.force_login(administrator)
    assert "没有撤并" in client.get("/manage/mergers/").content.decode()
    typed = {
        "team": city.jishan.pk, "into": city.jishan.pk, "merged_on": "2026-11-11", "document": "批复〔2026〕3号",
    }  # fmt: skip
    answer = client.post("/manage/mergers/add/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422 and "不能并入自己" in text and "批复〔2026〕3号" in text
    answer = client.post("/manage/mergers/add/", typed | {"into": city.chumen.pk})
    assert (
        answer.status_code == 200
        and "不再单独排名" in answer.content.decode()
        and not Merger.objects.exists()
    )
    answer = client.post("/manage/mergers/add/", typed | {"into": city.chumen.pk, "step": "merge"})
    assert answer.status_code == 302
    assert "鸡山乡" in client.get("/manage/mergers/").content.decode()


def test_units_of_another_county_are_neither_offered_nor_taken(city, client):
    client.force_login(make_officer(Role.ADMINISTRATOR, city.yuhuan))
    text = client.get("/manage/mergers/add/").content.decode()
    assert "楚门镇" in text and "大陈镇" not in text
    typed = {"team": city.dachen.pk, "into": city.chumen.pk, "merged_on": "2026-11-11", "document": "批复"}
    assert client.post("/manage/mergers/add/", typed).status_code == 422
    assert not Merger.objects.exists()


def test_the_page_is_for_administrators(city, client):
    client.force_login(make_officer(Role.HEAD, city.chumen))
    assert client.get("/manage/mergers/").status_code == 403
