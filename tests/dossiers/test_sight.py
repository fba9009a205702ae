"""Who sees which dossier (ruling 5, R-1102, R-1106): the leak test of its queryset."""

from datetime import date, timedelta

import pytest

from enforcement.dossiers.models import Dossier, Grant
from enforcement.teams.models import Officer, Post, Team
from enforcement.teams.roles import Role
from tests.factories import DAY, FROM, make_city, make_dossier, make_officer

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
    (Role.HEAD, "chumen", True),
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
