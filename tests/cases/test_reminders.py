"""Who is told of a time limit: whoever the step waits for, once, and nobody who may not see the file."""

from datetime import date, timedelta

import pytest

from cases.desk.person import desk_of
from cases.limits.reminding import read_all, remind
from cases.models import Reminder
from cases.review import service as reviewing
from cases.workflow import State
from enforcement.dossiers.models import Grant, Sensitivity
from enforcement.jobs import services as jobs
from enforcement.jobs.models import Job
from enforcement.parameters.services import Off, load_calendar_year
from enforcement.procedures import todo
from enforcement.procedures.models import Task
from enforcement.teams.models import Post
from enforcement.teams.roles import Role
from tests.cases.factories import Town, issued, proposed
from tests.cases.ordinary import Lane
from tests.conftest import AT
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
LATE = AT + timedelta(days=88)


@pytest.fixture
def town():
    return Town()


def told(**given):
    """Return who was told of what: {(name, limit)}."""
    return {
        (one.officer.name, one.limit.key) for one in Reminder.objects.filter(**given).select_related("limit")
    }


def close(day, at):
    """Let a day be no working day, and do the job that this asks for."""
    load_calendar_year(year=day.year, days=[Off(day, False, "临时放假")], source="临时通知", by=None, at=at)
    job = Job.objects.filter(kind="limits.recount").latest("pk")
    claimed = jobs.claim_one(job.kind, job.key, at, "测试")
    assert claimed and jobs.run(claimed, at), claimed and claimed.error


def close_file(case):
    """Let the party of a case turn out to be a minor."""
    case.sensitivity = case.dossier.sensitivity = Sensitivity.MINOR
    case.save(update_fields=["sensitivity"])
    case.dossier.save(update_fields=["sensitivity"])
    todo.refresh_open(AT)


def late_in_review(lane):
    """Send a case to review two days before its ninety days are over, so that these end before the review's own."""
    lane.to(State.NOTIFIED)
    lane.reach_in_review(LATE)
    days = dict(lane.case.limits.open().values_list("key", "safe_day"))
    assert days["decide"] < days["review"]
    return days


# -- who holds more than one post ----------------------------------------------------------------------------------


def test_a_leader_of_two_squads_is_told_once_that_a_day_has_moved(town):
    for path in ("33108310201", "33108310202"):
        squad = make_team(path, kind="SQUAD")
        Post.objects.create(officer=town.leader, team=squad, role=Role.LEADER, valid_from=date(2026, 1, 1))
    case = issued(town)
    close(case.limits.get(key="file_with_unit").safe_day, AT)
    assert Reminder.objects.filter(officer=town.leader, key__endswith=":file_with_unit:moved").count() == 1


# -- which limit waits for whom ------------------------------------------------------------------------------------


def test_who_reviews_is_told_of_the_review_although_the_ninety_days_end_before_it():
    lane = Lane()
    days = late_in_review(lane)
    reviewing.take(review=lane.review, by=lane.reviewer, at=LATE)
    remind(day=days["review"], at=LATE)
    assert told() == {("王五", "review"), ("张三", "decide")}


def test_while_nobody_has_taken_the_review_the_ninety_days_are_the_handlers():
    lane = Lane()
    days = late_in_review(lane)
    remind(day=days["review"], at=LATE)
    assert told() == {("张三", "decide")}


def test_a_review_that_moves_is_told_to_who_reviews():
    lane = Lane()
    days = late_in_review(lane)
    reviewing.take(review=lane.review, by=lane.reviewer, at=LATE)
    close(days["review"], LATE)
    assert ("王五", "review") in told(key__endswith=":moved")
    assert ("张三", "review") not in told()


def test_a_moved_limit_that_was_not_the_nearest_before_is_told_to_whose_desk_it_lies_on():
    """What is to be done still says the old nearest limit while the new days are told."""
    town = Town()
    case = proposed(town)
    confirm = case.limits.get(key="confirm")
    Task.objects.filter(row=case.pk).update(due_words="别的期限")
    close(confirm.safe_day, AT)
    assert told() == {("孙七", "confirm")}


# -- a minor's file (R-1102) ---------------------------------------------------------------------------------------


def test_of_a_minors_file_nobody_is_told_who_does_not_see_it(town):
    case = issued(town)
    close_file(case)
    remind(day=AT.date(), at=AT)
    assert told() == {("张三", "file_with_unit")}
    close(case.limits.get(key="file_with_unit").safe_day, AT)
    assert town.leader.name not in {name for name, _ in told()}


def test_of_two_who_may_act_only_who_sees_the_minors_file_is_told(town):
    proposal = proposed(town)
    close_file(proposal)
    remind(day=AT.date(), at=AT)
    assert told() == {("孙七", "confirm")}


def test_what_stands_is_not_shown_to_who_no_longer_sees_the_file(town, client):
    case = issued(town)
    remind(day=AT.date(), at=AT)
    assert [one.limit.row for one in desk_of(town.leader, at=AT).reminders] == [case.pk]
    close_file(case)
    assert desk_of(town.leader, at=AT).reminders == []
    client.force_login(town.leader)
    assert client.get("/api/desk/").json()["reminders"] == []
    read_all(by=town.leader, at=AT)
    assert Reminder.objects.get(officer=town.leader).read_at is None


def test_who_left_the_unit_is_shown_nothing_of_it_but_what_was_granted_to_his_new_one(town):
    case = issued(town)
    remind(day=AT.date(), at=AT)
    other = make_officer(Role.LEADER, make_team("331083101"))
    Reminder.objects.update(officer=other)
    assert desk_of(other, at=AT).reminders == []
    days = {"valid_from": AT.date(), "valid_to": AT.date()}
    given = {"team": other.posts.get().team, "purpose": "协查", "ground": "协查函", "granted_by": town.head}
    Grant.objects.create(dossier=case.dossier, **given, **days)
    assert len(desk_of(other, at=AT).reminders) == 1
    close_file(case)
    assert desk_of(other, at=AT).reminders == []
