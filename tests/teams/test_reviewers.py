"""The register of reviewers (R-132): who took up the legal review when, and with what qualification."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.teams import services
from enforcement.teams.roles import Role
from tests.factories import AT, make_city, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def reviewer(city):
    return make_officer(Role.TOWNSHIP_REVIEWER, city.chumen, name="王五")


def enter(reviewer, by, first=date(2023, 5, 1), qualification=""):
    return services.register_reviewer(
        officer=reviewer, first_review_on=first, qualification=qualification, by=by, at=AT
    )


def test_T_132b_who_began_in_2023_needs_a_qualification(city, reviewer):
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    with pytest.raises(Refused, match="2023-05-01初次从事法制审核，应当有法律职业资格"):
        enter(reviewer, administrator)
    enter(reviewer, administrator, qualification="A20263310001")
    assert Entry.objects.filter(verb="officer.reviewer").get().data["qualification"] == "A20263310001"


def test_who_began_before_2018_needs_none(city, reviewer):
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    assert enter(reviewer, administrator, first=date(2017, 12, 31)).first_review_on == date(2017, 12, 31)


def test_a_day_to_come_is_refused(city, reviewer):
    administrator = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    with pytest.raises(Refused, match="还没有到"):
        enter(reviewer, administrator, first=date(2030, 1, 1), qualification="A1")


def test_another_countys_administrator_may_not(city, reviewer):
    with pytest.raises(PermissionDenied):
        enter(reviewer, make_officer(Role.ADMINISTRATOR, city.jiaojiang), qualification="A1")


def test_the_page_enters_it(client, city, reviewer):
    client.force_login(
        make_officer(Role.ADMINISTRATOR, city.yuhuan), "django.contrib.auth.backends.ModelBackend"
    )
    page = f"/manage/people/{reviewer.pk}/"
    assert "登记法制审核资格" in client.get(page).content.decode()
    refused = client.post(f"{page}reviewer/", {"first_review_on": "2023-05-01", "qualification": ""})
    assert refused.status_code == 422 and "应当有法律职业资格" in refused.content.decode()
    client.post(f"{page}reviewer/", {"first_review_on": "2023-05-01", "qualification": "A2"})
    assert "A2" in client.get(page).content.decode()
    officer = make_officer(Role.OFFICER, city.chumen)
    assert "法制审核人员" not in client.get(f"/manage/people/{officer.pk}/").content.decode()
