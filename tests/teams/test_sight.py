"""Who sees which unit, person and dossier (ruling 5): one leak test for every queryset."""

from datetime import date, timedelta

import pytest

from enforcement.dossiers.models import Dossier, Grant
from enforcement.journal.models import Entry
from enforcement.journal.services import record
from enforcement.teams.models import Officer, Post, Team
from enforcement.teams.roles import APPROVE, HANDLE, MANAGE_PEOPLE, READ_JOURNAL, Role
from tests.factories import AT, DAY, FROM, make_city, make_dossier, make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def dossiers(city):
    """One dossier of every agency that acts: two towns of two counties, a served town, the department."""
    owners = ("chumen", "dachen", "jishan", "bureau")
    return {name: make_dossier(make_officer(team=getattr(city, name))) for name in owners}


SEES = [
    (Role.OFFICER, "chumen", {"chumen"}),
    (Role.LEADER, "chumen", {"chumen"}),
    (Role.TOWNSHIP_REVIEWER, "chumen", {"chumen"}),
    (Role.HEAD, "chumen", {"chumen"}),
    (Role.OFFICER, "squad", {"bureau", "jishan"}),
    (Role.HEAD, "bureau", {"bureau"}),
    (Role.COUNTY_REVIEWER, "centre", {"chumen", "jishan", "bureau"}),
    (Role.SUPERVISOR, "justice", {"chumen", "jishan", "bureau"}),
    (Role.SUPERVISOR, "city_supervision", {"chumen", "dachen", "jishan", "bureau"}),
    (Role.CITY_OFFICE, "office", {"chumen", "dachen", "jishan", "bureau"}),
    (Role.ADMINISTRATOR, "city", set()),
    (Role.AUDITOR, "city", set()),
]


@pytest.mark.parametrize(("role", "unit", "expected"), SEES, ids=[f"{one[0]}-{one[1]}" for one in SEES])
def test_dossiers_by_role(city, dossiers, role, unit, expected):
    """T-1106a with it: an administrator and an auditor see no case content."""
    officer = make_officer(role, getattr(city, unit))

    seen = set(Dossier.objects.visible_to(officer, DAY))

    assert seen == {dossiers[name] for name in expected}


MINORS = [
    (Role.OFFICER, "chumen", False),
    (Role.HEAD, "chumen", False),
    (Role.TOWNSHIP_REVIEWER, "chumen", True),
    (Role.COUNTY_REVIEWER, "centre", True),
    (Role.SUPERVISOR, "justice", True),
    (Role.CITY_OFFICE, "office", False),
    (Role.TOWNSHIP_REVIEWER, "dachen", False),
]


@pytest.mark.parametrize(("role", "unit", "sees"), MINORS, ids=[f"{one[0]}-{one[1]}" for one in MINORS])
def test_1102b_minors_file_is_for_its_team_reviewers_and_supervisors(city, role, unit, sees):
    dossier = make_dossier(make_officer(team=city.chumen), sensitivity="MINOR")

    seen = Dossier.objects.visible_to(make_officer(role, getattr(city, unit)), DAY)

    assert list(seen) == ([dossier] if sees else [])
    assert list(Dossier.objects.visible_to(dossier.opened_by, DAY)) == [dossier]


def test_grant_opens_a_dossier_for_its_days_and_never_a_minors(city):
    dossier, minors = make_dossier(make_officer(team=city.chumen)), make_dossier(sensitivity="MINOR")
    for one in (dossier, minors):
        days = {"valid_from": DAY, "valid_to": DAY + timedelta(days=9)}
        words = {"purpose": "核查", "ground": "移送", "granted_by": one.opened_by}
        Grant.objects.create(dossier=one, team=city.dachen, **words, **days)
    reader, administrator = make_officer(team=city.dachen), make_officer(Role.ADMINISTRATOR, city.dachen)

    def seen(officer, day):
        return list(Dossier.objects.visible_to(Officer.objects.get(pk=officer.pk), day))

    assert seen(reader, DAY) == [dossier]
    assert seen(reader, DAY - timedelta(days=1)) == seen(reader, DAY + timedelta(days=10)) == []
    assert seen(administrator, DAY) == []


def test_member_of_another_agency_sees_nothing_by_membership_alone(city):
    stranger = make_officer(team=city.dachen)
    make_dossier(make_officer(team=city.chumen), members=[stranger])

    assert not Dossier.objects.visible_to(stranger, DAY).exists()


def test_sight_follows_the_day(city):
    officer = make_officer(team=city.chumen, post={"valid_to": date(2026, 11, 19)})
    make_dossier(make_officer(team=city.chumen))

    assert Dossier.objects.visible_to(officer, date(2026, 11, 19)).exists()
    assert not Dossier.objects.visible_to(officer, DAY).exists()
    assert not Dossier.objects.visible_to(officer, FROM - timedelta(days=1)).exists()


def test_inactive_unit_and_inactive_person_see_nothing(city):
    make_dossier(make_officer(team=city.chumen))
    shut = make_officer(team=city.chumen, is_active=False)
    assert not Dossier.objects.visible_to(shut, DAY).exists()

    Team.objects.filter(pk=city.chumen.pk).update(is_active=False)
    assert not Dossier.objects.visible_to(make_officer(team=city.chumen), DAY).exists()


def test_serving_post_that_reads_no_cases_lends_no_sight(city):
    """The administrator of a serving squad, an officer elsewhere, does not read the served town."""
    dossier = make_dossier(make_officer(team=city.jishan))
    officer = make_officer(Role.ADMINISTRATOR, city.squad)
    Post.objects.create(officer=officer, team=city.dachen, role=Role.OFFICER, valid_from=FROM)

    assert dossier not in Dossier.objects.visible_to(officer, DAY)


def test_people_see_colleagues_and_administrators_those_who_left(city):
    mine, other = make_officer(team=city.chumen), make_officer(team=city.dachen)
    left = make_officer(team=city.chumen, post={"valid_to": date(2026, 6, 30)})
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)

    assert set(Officer.objects.visible_to(mine, DAY)) == {mine}
    assert set(Officer.objects.visible_to(administrator, DAY)) == {mine, left, administrator}
    assert set(Officer.objects.managed_by(administrator, DAY)) == {mine, left, administrator}
    assert not Officer.objects.managed_by(mine, DAY).exists()
    assert other not in Officer.objects.visible_to(mine, DAY)


def test_person_who_moved_to_another_county_is_managed_there_only(city):
    moved = make_officer(team=city.chumen, post={"valid_to": date(2026, 6, 30)})
    Post.objects.create(officer=moved, team=city.dachen, role=Role.OFFICER, valid_from=date(2026, 7, 1))

    assert moved not in Officer.objects.managed_by(make_officer(Role.ADMINISTRATOR, city.yuhuan), DAY)
    assert moved in Officer.objects.managed_by(make_officer(Role.ADMINISTRATOR, city.jiaojiang), DAY)


def test_units_are_seen_by_who_has_a_post_only(city):
    assert Team.objects.visible_to(make_officer(), DAY).count() == Team.objects.count()
    outsider = make_officer(post={"valid_to": date(2026, 1, 31)})
    assert not Team.objects.visible_to(outsider, DAY).exists()


def test_only_the_auditor_reads_the_journal(city):
    record(city.chumen, "team.change", by=None, at=AT)
    for role in set(Role) - {Role.AUDITOR}:
        assert not Entry.objects.visible_to(make_officer(role, city.city), DAY).exists()
    assert Entry.objects.visible_to(make_officer(Role.AUDITOR, city.city), DAY).count() == 1


def test_permissions_reach_as_far_as_the_post(city):
    officer, head = make_officer(team=city.squad), make_officer(Role.HEAD, city.chumen)
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)

    assert officer.may(HANDLE, DAY, "331083901") and officer.may(HANDLE, DAY, "331083201")
    assert not officer.may(HANDLE, DAY, "331083102")
    assert head.may(APPROVE, DAY, "331083102") and not head.may(APPROVE, DAY, "331083101")
    assert administrator.may(MANAGE_PEOPLE, DAY, "331083102")
    assert not administrator.may(MANAGE_PEOPLE, DAY, "331002101")
    assert not administrator.may(READ_JOURNAL, DAY)


def test_posts_in_words():
    officer = make_officer(name="张三", team=make_team())
    Post.objects.create(officer=officer, team=make_team(), role=Role.LEADER, valid_from=FROM)

    assert officer.duties_on(DAY) == "楚门镇 执法人员、中队长"
    assert officer.posts_in_words(AT) == "张三 · 楚门镇 执法人员、中队长"
