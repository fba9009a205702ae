"""The demonstration: made through the services, once, and finished when a load was killed."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError

from cases.demonstration.cast import ACCOUNTS, PASSWORD, credit_number
from cases.management.commands.load_demonstration import FIRST, LOADING, tell_once
from cases.models import Case
from enforcement.jobs.models import Job
from enforcement.law.identity import credit_code
from enforcement.teams.models import Officer, Team, TeamMode
from tests.conftest import AT
from tests.factories import make_officer, make_team

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


def test_a_load_that_was_killed_goes_on_exactly_there_whatever_others_added():
    """security.md 14, reliability.md 13: people and cases of others neither break nor shorten it."""
    load(5)
    (settings.DATA_DIR / "demonstration").write_text(LOADING, encoding="utf-8")
    town = Case.objects.order_by("pk").first().team
    make_officer(team=town, name="后来的")
    make_officer(team=make_team("331081101"), name="别处的")
    told = list(Case.objects.order_by("pk").values_list("title", "state", "place"))
    load(9)
    assert list(Case.objects.order_by("pk").values_list("title", "state", "place"))[:5] == told
    assert Case.objects.count() == Job.objects.filter(kind=FIRST).count() == 9


def test_one_that_stops_half_way_leaves_nothing_of_its_case():
    load(3)

    class Half:
        told, refused = 0, []

        def tell(self, serial):
            Case.objects.filter(pk=Case.objects.latest("pk").pk).update(title="一半")
            raise OperationalError("database is locked")

    with pytest.raises(OperationalError):
        tell_once(Half(), 4, AT)
    assert not Case.objects.filter(title="一半").exists() and not Job.objects.filter(key="00004").exists()


@pytest.mark.parametrize("serial", [1, 77, 5000])
def test_invented_numbers_pass_their_check(serial):
    assert credit_code(credit_number(serial))
