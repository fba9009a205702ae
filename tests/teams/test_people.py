"""People: adding, appointing, leaving, certificates."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from knox.models import AuthToken

from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.teams import services
from enforcement.teams.models import Certificate, Officer, Post
from enforcement.teams.roles import Role
from tests.factories import AT, DAY, FROM, PASSWORD, make_certificate, make_city, make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def administrator(city):
    return make_officer(Role.ADMINISTRATOR, city.yuhuan)


def enrol(by, team, **given):
    values = {
        "person": {"username": "zhangsan", "name": "张三", "phone": "", "password": PASSWORD},
        "post": {"team": team, "role": Role.OFFICER, "valid_from": FROM},
        "certificate": {
            "number": "浙J0001",
            "exam_passed_on": date(2024, 6, 15),
            "valid_from": date(2024, 7, 1),
            "valid_to": date(2029, 6, 30),
        },
    }
    return services.enrol(**values | given, by=by, at=AT)


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_enrol_makes_person_post_and_certificate(city, administrator):
    officer = Officer.objects.get(pk=enrol(administrator, city.chumen).pk)

    assert officer.must_change_password and officer.check_password(PASSWORD)
    assert officer.duties_on(DAY) == "楚门镇 执法人员"
    assert officer.certificates.get().covers(DAY)
    assert verbs() == ["officer.add", "officer.appoint", "officer.certificate"]


REFUSED = [
    ({"person": {"username": "zhangsan", "name": "张三", "password": "12345678"}}, "三类"),
    ({"person": {"username": "", "name": "张三", "password": PASSWORD}}, "都要填写"),
    ({"post": {"role": Role.OFFICER, "valid_from": DAY, "valid_to": FROM}}, "止日早于起日"),
    (
        {"certificate": {"number": "浙J1", "exam_passed_on": None, "valid_from": FROM, "valid_to": DAY}},
        "考试合格",
    ),
]


@pytest.mark.parametrize(("given", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_enrol_is_all_or_nothing(city, administrator, given, why):
    if "post" in given:
        given = {"post": given["post"] | {"team": city.chumen}}
    before = Officer.objects.count(), Post.objects.count(), Entry.objects.count()

    with pytest.raises(Refused, match=why):
        enrol(administrator, city.chumen, **given)

    assert (Officer.objects.count(), Post.objects.count(), Entry.objects.count()) == before


def test_second_person_of_the_same_name_to_sign_in_is_refused(city, administrator):
    enrol(administrator, city.chumen)
    with pytest.raises(Refused, match="已经有人使用"):
        enrol(administrator, city.chumen)


def test_administrator_of_another_county_may_not(city):
    stranger, officer = make_officer(Role.ADMINISTRATOR, city.jiaojiang), make_officer(team=city.chumen)
    [post] = officer.posts.all()
    certificate = officer.certificates.get()

    for act in (
        lambda: enrol(stranger, city.chumen),
        lambda: services.end_post(post=post, left_on=DAY, by=stranger, at=AT),
        lambda: services.reset_password(officer=officer, new="Fresh-street-2026", by=stranger, at=AT),
        lambda: services.revoke_certificate(
            certificate=certificate, revoked_on=DAY, reason="调离", by=stranger, at=AT
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Entry.objects.exists()


def test_1106_administration_audit_and_case_work_are_kept_apart(city):
    officer = make_officer(team=city.chumen)
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        with pytest.raises(Refused, match="不能与执法人员由一人兼任"):
            services.appoint(officer=officer, team=city.chumen, role=role, valid_from=DAY, by=None, at=AT)
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    with pytest.raises(Refused, match="不能与系统管理员由一人兼任"):
        services.appoint(
            officer=administrator, team=city.chumen, role=Role.OFFICER, valid_from=DAY, by=None, at=AT
        )


def test_same_post_twice_at_a_time_is_refused(city):
    officer = make_officer(team=city.chumen, post={"valid_to": date(2026, 12, 31)})

    def appoint(day):
        values = {"team": city.chumen, "role": Role.OFFICER, "valid_from": day}
        return services.appoint(officer=officer, **values, by=None, at=AT)

    with pytest.raises(Refused, match="已有楚门镇执法人员岗位"):
        appoint(DAY)
    assert appoint(date(2027, 1, 1)).pk


def test_1106b_who_leaves_is_shut_out_the_same_day(city, administrator):
    officer = make_officer(team=city.chumen)
    AuthToken.objects.create(user=officer)
    [post] = officer.posts.all()

    services.end_post(post=post, left_on=DAY, by=administrator, at=AT)

    officer = Officer.objects.get(pk=officer.pk)
    assert not officer.is_active and not officer.sight(DAY).posts
    assert not AuthToken.objects.filter(user=officer).exists()
    assert verbs() == ["officer.leave", "officer.shut_out"]
    with pytest.raises(Refused, match="已经结束"):
        services.end_post(post=Post.objects.get(pk=post.pk), left_on=DAY, by=administrator, at=AT)


def test_who_has_another_post_stays(city, administrator):
    officer = make_officer(team=city.chumen)
    services.appoint(
        officer=officer, team=city.chumen, role=Role.LEADER, valid_from=FROM, by=administrator, at=AT
    )
    services.end_post(post=officer.posts.get(role=Role.OFFICER), left_on=DAY, by=administrator, at=AT)

    officer = Officer.objects.get(pk=officer.pk)
    assert officer.is_active and officer.duties_on(DAY) == "楚门镇 中队长"


def test_leaving_later_keeps_the_account_until_then(city, administrator):
    officer = make_officer(team=city.chumen)
    services.end_post(post=officer.posts.get(), left_on=date(2026, 12, 1), by=administrator, at=AT)

    officer = Officer.objects.get(pk=officer.pk)
    assert officer.is_active
    assert officer.sight(date(2026, 11, 30)).posts and not officer.sight(date(2026, 12, 1)).posts


def test_new_post_opens_a_closed_account(city, administrator):
    officer = make_officer(team=city.chumen)
    services.end_post(post=officer.posts.get(), left_on=DAY, by=administrator, at=AT)
    services.appoint(
        officer=officer, team=city.chumen, role=Role.OFFICER, valid_from=DAY, by=administrator, at=AT
    )

    assert Officer.objects.get(pk=officer.pk).is_active


def test_hand_over_passes_the_post(city, administrator):
    head, next_head = make_officer(Role.HEAD, city.chumen), make_officer(team=city.chumen)

    services.hand_over(post=head.posts.get(), to=next_head, on=DAY, by=administrator, at=AT)

    assert Officer.objects.get(pk=head.pk).duties_on(DAY) == ""
    assert "负责人" in Officer.objects.get(pk=next_head.pk).duties_on(DAY)


LAPSE = [
    # T-118d: passed 2021-06-15, never posted, applied for 2026-07-01
    (date(2021, 6, 15), date(2026, 7, 1), date(2026, 7, 1), True),
    (date(2021, 6, 15), date(2026, 6, 15), date(2026, 6, 15), False),
    (date(2021, 6, 15), date(2026, 7, 1), date(2022, 1, 1), False),
]


@pytest.mark.parametrize(("passed", "applied", "posted", "lapsed"), LAPSE)
def test_T_118d_exam_without_a_post_lapses_after_five_years(passed, applied, posted, lapsed):
    officer = make_officer(certificate=False, post={"valid_from": posted})
    given = {
        "number": "浙J0002",
        "exam_passed_on": passed,
        "valid_from": applied,
        "valid_to": date(2031, 1, 1),
    }

    if lapsed:
        with pytest.raises(Refused, match="已失效"):
            services.issue_certificate(officer=officer, **given, by=None, at=AT)
        assert not officer.certificates.exists()
    else:
        assert services.issue_certificate(officer=officer, **given, by=None, at=AT).pk


def test_certificate_days_and_revocation():
    officer = make_officer(certificate=False)
    certificate = make_certificate(officer, valid_from=FROM, valid_to=date(2026, 11, 30))
    auxiliary = make_certificate(officer, kind="AUXILIARY")

    services.revoke_certificate(certificate=certificate, revoked_on=DAY, reason="换证", by=None, at=AT)

    assert not certificate.covers(DAY) and certificate.covers(date(2026, 11, 19))
    assert list(Certificate.objects.qualifying(date(2026, 11, 19))) == [certificate]
    assert list(Certificate.objects.on(DAY)) == [auxiliary]
    assert not Certificate.objects.qualifying(DAY).exists()


def test_certificate_number_is_given_once():
    officer = make_officer()
    number = officer.certificates.get().number
    days = {"exam_passed_on": FROM, "valid_from": FROM, "valid_to": DAY}
    with pytest.raises(Refused, match="已经登记"):
        services.issue_certificate(officer=make_officer(), number=number, **days, by=None, at=AT)


def test_1106_no_account_comes_with_the_product():
    make_team()
    assert not Officer.objects.exists()
