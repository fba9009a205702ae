"""What cases are decided by has changed: desks follow within a minute, as the page does at once."""

from datetime import timedelta

import pytest

from cases.workflow import State
from enforcement.jobs import services as jobs
from enforcement.jobs.models import Job
from enforcement.parameters.services import confirm_parameter, parameter
from tests.cases.factories import Town
from tests.cases.ordinary import REACHED_ON, Lane
from tests.cases.tasks import assert_all_say_the_same, tasks_of
from tests.conftest import AT
from tests.lists.factories import BAND, publish, sheet

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def asked_for():
    return Job.objects.filter(kind="procedures.refresh")


def confirm(value, valid_from, at):
    row = parameter("hearing.person_yuan", at.date())
    confirm_parameter(
        parameter=row, value=value, source="浙司〔2026〕9号", valid_from=valid_from, by=None, at=at
    )


def test_a_lower_threshold_of_hearings_is_on_the_desk_a_minute_later():
    lane, at = Lane(), REACHED_ON[State.REVIEWED]
    case = lane.to(State.REVIEWED)
    asked_for().delete()
    assert [task.step for task in tasks_of(case, at.date())] == ["decide"]
    confirm("1000", at.date(), at)
    job = asked_for().get()
    assert job.due == at + MINUTE
    assert jobs.run(jobs.claim_one(job.kind, job.key, job.due, "测试"), job.due)
    assert [task.step for task in tasks_of(case, at.date())] == ["discuss"]
    assert_all_say_the_same(case, job.due)


def test_what_begins_later_is_left_to_its_night_and_one_minute_asks_once():
    Town()
    asked_for().delete()
    confirm("1000", AT.date() + timedelta(days=3), AT)
    assert not asked_for().exists()
    confirm("5000", AT.date(), AT + timedelta(seconds=5))
    confirm("5000", AT.date(), AT + timedelta(seconds=50))
    assert asked_for().count() == 1
    confirm("5000", AT.date(), AT + timedelta(seconds=60))
    assert asked_for().count() == 2


def test_a_published_sheet_asks_for_it_where_it_changes_anything():
    Town()
    asked_for().delete()
    publish("discretion", sheet({}, base=BAND), AT, day=AT.date())
    assert asked_for().count() == 1
    publish("discretion", sheet({}, base=BAND), AT + 5 * MINUTE, day=AT.date())
    assert asked_for().count() == 1
