"""The demonstration: made through the services, once, and finished when a load was killed."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command

from cases.demonstration.cast import ACCOUNTS, PASSWORD, credit_number
from cases.management.commands.load_demonstration import LOADING
from cases.models import Case
from enforcement.law.identity import credit_code
from enforcement.teams.models import Officer, Team, TeamMode

pytestmark = pytest.mark.django_db


def load(cases):
    said = io.StringIO()
    call_command("load_demonstration", cases=cases, stdout=said)
    return said.getvalue()


def test_the_city_is_whole_and_its_people_can_sign_in():
    assert "案件 12 件，其中依法被拦下 0 件" in load(12)
    assert Team.objects.filter(ranked=True).count() == 130
    modes = TeamMode.objects.values_list("mode", flat=True)
    assert [list(modes).count(mode) for mode in ("EMPOWERED", "STATIONED", "SERVED")] == [93, 13, 24]
    assert all(Officer.objects.get(username=name).check_password(PASSWORD) for _, name, _ in ACCOUNTS)
    assert Case.objects.count() == 12 and "没有改动" in load(12)

    (settings.DATA_DIR / "demonstration").write_text(LOADING, encoding="utf-8")
    load(14)
    assert Case.objects.count() == 14


@pytest.mark.parametrize("serial", [1, 77, 5000])
def test_invented_numbers_pass_their_check(serial):
    assert credit_code(credit_number(serial))
