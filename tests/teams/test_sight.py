"""Who sees which unit, person and journal entry (ruling 5), and how far a permission reaches."""

from datetime import date

import pytest

from enforcement.journal.models import Entry
from enforcement.journal.services import record
from enforcement.teams.models import Officer, Post, Team
from enforcement.teams.roles import APPROVE, HANDLE, MANAGE_PEOPLE, READ_JOURNAL, Role
from tests.factories import AT, DAY, FROM, make_city, make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


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


def test_where_somebody_works_is_the_same_with_and_without_the_database(city):
    """The case page asks in Python what every list asks in SQL."""
    units = (city.city, city.yuhuan, city.chumen, city.squad, city.bureau)
    for officer in [make_officer(role, unit) for role in Role for unit in units]:
        sight = officer.sight(DAY)
        work = set(Team.objects.filter(sight.work("path")).values_list("path", flat=True))
        assert work == {path for path in Team.objects.values_list("path", flat=True) if sight.works_at(path)}


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
