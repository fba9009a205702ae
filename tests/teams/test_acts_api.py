"""Closing accounts, passing on a post with its work, merging units: the API's verbs do what the pages do."""

import pytest
from rest_framework.test import APIClient

from enforcement.journal.models import Entry
from enforcement.teams.models import Merger, Officer
from enforcement.teams.roles import Role
from tests.cases.factories import Town, make_case
from tests.factories import DAY, make_city, make_officer

pytestmark = pytest.mark.django_db
PAPER = "省政府批复〔2026〕3号"


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def town():
    return Town()


def calls(officer):
    client = APIClient()
    client.force_authenticate(officer)
    return lambda address, data=None: client.post(f"/api/{address}", data or {}, format="json")


def reads(officer):
    client = APIClient()
    client.force_authenticate(officer)
    return lambda address: client.get(f"/api/{address}")


def test_an_account_is_closed_with_a_reason_and_opened_again(city):
    administrator, officer = make_officer(Role.ADMINISTRATOR, city.yuhuan), make_officer(team=city.chumen)
    post = calls(administrator)
    refused = post(f"people/{officer.pk}/disable/", {"reason": " "})
    assert refused.status_code == 400 and "reason" in refused.json()["fields"]
    assert post(f"people/{officer.pk}/disable/", {"reason": "停职"}).json()["is_active"] is False
    again = post(f"people/{officer.pk}/disable/", {"reason": "停职"})
    assert again.status_code == 409 and "已经停用" in again.json()["message"]
    assert post(f"people/{officer.pk}/enable/").json()["is_active"] is True
    assert Entry.objects.get(verb="officer.shut_out").actor == administrator


def test_nobody_closes_his_own_account(city):
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    answer = calls(administrator)(f"people/{administrator.pk}/disable/", {"reason": "离开"})
    assert answer.status_code == 409 and answer.json()["findings"][0]["rule"] == "R-1106"


@pytest.mark.parametrize("verb", ["disable", "enable", "end_post", "hand_over"])
def test_only_who_manages_people_acts_and_only_on_his_own(city, verb):
    officer = make_officer(team=city.chumen)
    given = {"reason": "停职", "post": officer.posts.get().pk, "left_on": DAY, "on": DAY, "to": officer.pk}
    address = f"people/{officer.pk}/{verb}/"
    assert calls(make_officer(Role.HEAD, city.chumen))(address, given).status_code == 403
    assert calls(make_officer(Role.ADMINISTRATOR, city.jiaojiang))(address, given).status_code == 404
    assert APIClient().post(f"/api/{address}", given, format="json").status_code == 401
    assert Officer.objects.get(pk=officer.pk).is_active and officer.posts.get().valid_to is None


def test_what_he_holds_is_counted_and_goes_to_who_takes_it(town):
    case, taker = make_case(town), make_officer(Role.OFFICER, town.team, name="接手")
    administrator, held = make_officer(Role.ADMINISTRATOR, town.team), town.zhang.posts.get()
    address = f"people/{town.zhang.pk}"
    found = reads(administrator)(f"{address}/held/?post={held.pk}").json()
    assert found and found[0]["count"] == 1 and case.title not in str(found)
    answer = calls(administrator)(f"{address}/end_post/", {"post": held.pk, "left_on": DAY, "to": taker.pk})
    assert (answer.status_code, answer.json()["is_active"], answer.json()["posts"]) == (200, False, [])
    case.refresh_from_db()
    assert case.handler == taker


def test_a_post_is_handed_over_once_however_often_it_is_sent(town):
    case, taker = make_case(town), make_officer(Role.LEADER, town.team, name="接手")
    post = calls(make_officer(Role.ADMINISTRATOR, town.team))
    given = {"post": town.zhang.posts.get().pk, "to": taker.pk, "on": DAY}
    codes = [post(f"people/{town.zhang.pk}/hand_over/", given).status_code for _ in range(2)]
    assert codes == [200, 409]
    case.refresh_from_db()
    assert case.handler == taker
    assert sorted(taker.posts.values_list("role", flat=True)) == [Role.LEADER, Role.OFFICER]


def test_a_post_of_another_and_a_taker_out_of_sight_are_told_at_their_fields(town):
    administrator, judge = make_officer(Role.ADMINISTRATOR, town.team), make_officer(Role.HEAD, town.team)
    post, mine = calls(administrator), town.zhang.posts.get().pk
    address = f"people/{town.zhang.pk}/end_post/"
    wrong = post(address, {"post": town.li.posts.get().pk, "left_on": DAY})
    assert wrong.status_code == 400 and "post" in wrong.json()["fields"]
    wrong = post(address, {"post": mine, "left_on": DAY, "to": 10**12})
    assert wrong.status_code == 400 and "to" in wrong.json()["fields"]
    wrong = post(address, {"post": mine, "left_on": DAY, "to": judge.pk})
    assert wrong.status_code == 409 and "不能承办" in wrong.json()["message"]
    assert town.zhang.posts.get().valid_to is None


def test_units_are_merged_looked_at_taken_back_and_parted(city):
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    post, get = calls(administrator), reads(administrator)
    assert {"what": "下设中队", "count": 0} in get(f"mergers/moves/?team={city.jishan.path}").json()
    given = {"team": city.jishan.path, "into": city.chumen.path, "merged_on": DAY, "document": PAPER}
    made = post("mergers/", given)
    assert made.status_code == 201 and made.json()["into"] == city.chumen.path
    assert post("mergers/", given).status_code == 409
    assert [row["id"] for row in get("mergers/").json()["results"]] == [made.json()["id"]]
    undone = post(f"mergers/{made.json()['id']}/undo/", {"reason": "选错单位"})
    assert (undone.status_code, Merger.objects.count()) == (204, 0)
    made = post("mergers/", given).json()
    early = post(f"mergers/{made['id']}/part/", {"ended_on": DAY, "document": PAPER})
    assert early.status_code == 409 and "不晚于撤并日期" in early.json()["message"]
    parted = post(f"mergers/{made['id']}/part/", {"ended_on": "2027-01-01", "document": PAPER})
    assert parted.json()["ended_on"] == "2027-01-01"


def test_a_unit_of_another_county_is_nobody_s_to_merge(city):
    post = calls(make_officer(Role.ADMINISTRATOR, city.jiaojiang))
    given = {"team": city.jishan.path, "into": city.chumen.path, "merged_on": DAY, "document": PAPER}
    answer = post("mergers/", given)
    assert answer.status_code == 400 and set(answer.json()["fields"]) <= {"team", "into"}
    assert calls(make_officer(Role.HEAD, city.chumen))("mergers/", given).status_code == 403
    assert not Merger.objects.exists()
