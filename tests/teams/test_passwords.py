"""Passwords (R-1105): three kinds of characters, the last five barred, 90 days, one use of a given one."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from knox.models import AuthToken

from enforcement.errors import Refused
from enforcement.teams import services
from enforcement.teams.models import Officer
from enforcement.teams.passwords import faults_of, must_change
from enforcement.teams.roles import Role
from tests.factories import AT, DAY, PASSWORD, make_officer, make_team

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("Chumen-street-2026", True),
        ("chumen-street-2026", True),
        ("楚门a1chumen楚门", True),
        ("chumenstreet2026", False),
        ("Chumenzhenjiedao", False),
        ("Aa1-xyzAa1x", False),
        ("password1A", False),
        ("Password123", False),
        ("Password-1234", False),
        ("Correct-horse-battery-1", True),
        ("Ab1-Ab1-Ab1-", False),
    ],
)
def test_password_needs_length_and_three_kinds(password, good):
    assert (faults_of(password, make_officer()) == []) is good


def change(officer, old, new, at=AT):
    return services.change_password(officer=officer, old=old, new=new, by=officer, at=at)


def test_last_five_are_barred_and_the_sixth_is_free():
    officer, names = make_officer(password=PASSWORD), [f"Chumen-street-{number}xyz" for number in range(6)]
    old = PASSWORD
    for step, new in enumerate(names):
        change(officer, old, new, AT + timedelta(minutes=step))
        old = new

    for barred in names[1:]:
        with pytest.raises(Refused, match="最近 5 次"):
            change(officer, old, barred)
    change(officer, old, names[0], AT + timedelta(hours=1))
    assert Officer.objects.get(pk=officer.pk).check_password(names[0])


def test_wrong_old_password_changes_nothing():
    officer = make_officer(password=PASSWORD)
    with pytest.raises(Refused, match="原密码不对"):
        change(officer, "Wrong-2026", "Fresh-street-2026")
    assert Officer.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_nobody_changes_the_password_of_another():
    officer = make_officer(password=PASSWORD)
    with pytest.raises(PermissionDenied):
        services.change_password(
            officer=officer, old=PASSWORD, new="Fresh-street-2026", by=make_officer(), at=AT
        )


def test_reset_is_for_one_use_and_ends_tokens():
    officer, administrator = make_officer(), make_officer(Role.ADMINISTRATOR, make_team("331083"))
    AuthToken.objects.create(user=officer)

    services.reset_password(officer=officer, new="Fresh-street-2026", by=administrator, at=AT)

    officer = Officer.objects.get(pk=officer.pk)
    assert officer.must_change_password and officer.check_password("Fresh-street-2026")
    assert not AuthToken.objects.exists()
    change(officer, "Fresh-street-2026", "Mine-street-2026x")
    assert not Officer.objects.get(pk=officer.pk).must_change_password


@pytest.mark.parametrize(
    ("changed", "flag", "expected"),
    [
        (DAY - timedelta(days=90), False, False),
        (DAY - timedelta(days=91), False, True),
        (None, False, True),
        (date(2026, 11, 19), True, True),
    ],
)
def test_stale_after_ninety_days(changed, flag, expected):
    officer = make_officer(password_changed_on=changed, must_change_password=flag)
    assert must_change(officer, DAY) is expected
