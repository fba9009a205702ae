"""Posts that come to their last day by themselves: what goes to the heads, what stays, and that it goes once."""

from datetime import timedelta

import pytest

from cases.review import service as reviewing
from cases.workflow import State
from enforcement.journal.models import Entry
from enforcement.procedures.models import Task
from enforcement.procedures.tasks import turn
from enforcement.teams import services
from enforcement.teams.models import Post
from enforcement.teams.roles import Role
from tests.cases.factories import Town, make_case, make_item
from tests.cases.ordinary import REACHED_ON, Lane
from tests.conftest import AT
from tests.factories import DAY, make_team

pytestmark = pytest.mark.django_db
NIGHT = timedelta(days=1)
ONE_SQUAD, OTHER_SQUAD = "33108310201", "33108310202"


def hold(officer, path, role, **given):
    """Give a person another post, and return it; what he may do is read anew from then on."""
    officer.__dict__.pop("_sights", None)
    given = {"valid_from": DAY} | given
    return Post.objects.create(officer=officer, team=make_team(path), role=role, **given)


def in_review(path, reviewer, code):
    """Return the lane of a case in another town whose review `reviewer` has taken."""
    lane = Lane(path=path, item=make_item(code=code))
    lane.to(State.IN_REVIEW)
    reviewing.take(review=lane.review, by=reviewer, at=REACHED_ON[State.IN_REVIEW])
    return lane


def reviewer_of(lane):
    lane.review.refresh_from_db()
    return lane.review.reviewer


def test_who_moves_to_another_squad_of_the_agency_keeps_his_cases():
    town = Town()
    town.zhang.posts.update(team=make_team(ONE_SQUAD), valid_to=DAY)
    hold(town.zhang, OTHER_SQUAD, Role.OFFICER, valid_from=DAY + NIGHT)
    case = make_case(town)
    for night in (1, 2):
        turn(at=AT + night * NIGHT)
        case.refresh_from_db()
        assert (case.handler, case.left_at) == (town.zhang, None)
    assert not Entry.objects.filter(verb="case.handed_over").exists()
    assert not Task.objects.filter(slot=Task.Slot.ASSIGN).exists()


def test_who_is_moved_by_an_administrator_keeps_them_as_well():
    town = Town()
    town.zhang.posts.update(team=make_team(ONE_SQUAD))
    case = make_case(town)
    services.appoint(
        officer=town.zhang, team=make_team(OTHER_SQUAD), role=Role.OFFICER, valid_from=DAY, by=None, at=AT
    )
    services.end_post(
        post=town.zhang.posts.get(team__path=ONE_SQUAD), left_on=DAY, to=town.li, by=None, at=AT
    )
    case.refresh_from_db()
    assert (case.handler, case.left_at) == (town.zhang, None)


def test_who_reviews_for_the_county_keeps_his_reviews_when_the_town_s_post_ends():
    lane, at = Lane(), REACHED_ON[State.IN_REVIEW]
    hold(lane.reviewer, "331083", Role.COUNTY_REVIEWER)
    lane.to(State.IN_REVIEW)
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    lane.reviewer.posts.filter(role=Role.TOWNSHIP_REVIEWER).update(valid_to=at.date())
    turn(at=at + NIGHT)
    assert reviewer_of(lane) == lane.reviewer
    assert not Entry.objects.filter(verb="case.handed_over").exists()


def test_who_reviewed_for_the_county_keeps_what_his_town_s_post_still_lets_him_review():
    lane, at = Lane(), REACHED_ON[State.IN_REVIEW]
    county = hold(lane.reviewer, "331083902", Role.COUNTY_REVIEWER)
    lane.to(State.IN_REVIEW)
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    other = in_review("331083103", lane.reviewer, "ZJ-ZJSR-33-1-1-P")
    Post.objects.filter(pk=county.pk).update(valid_to=at.date())
    turn(at=at + NIGHT)
    assert reviewer_of(lane) == lane.reviewer
    assert reviewer_of(other) is None


def test_a_town_s_post_that_ends_takes_no_review_of_another_town():
    lane, at = Lane(), REACHED_ON[State.IN_REVIEW]
    lane.to(State.IN_REVIEW)
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    hold(lane.reviewer, "331083103", Role.TOWNSHIP_REVIEWER)
    other = in_review("331083103", lane.reviewer, "ZJ-ZJSR-33-1-1-P")
    lane.reviewer.posts.filter(team=lane.team).update(valid_to=at.date())
    turn(at=at + NIGHT)
    assert reviewer_of(lane) is None
    assert reviewer_of(other) == lane.reviewer


def test_a_post_that_ended_is_passed_on_once_and_again_only_when_it_ends_anew():
    town = Town()
    case = make_case(town)
    town.zhang.posts.update(valid_to=DAY)
    entries = Entry.objects.filter(verb="case.handed_over")

    def handed_over_by(night):
        type(case).objects.filter(pk=case.pk).update(left_at=None)
        turn(at=AT + night * NIGHT)
        return entries.count()

    assert [handed_over_by(night) for night in (1, 2, 3)] == [1, 1, 1]
    town.zhang.posts.update(valid_to=DAY + 5 * NIGHT)
    assert [handed_over_by(night) for night in (4, 6, 7)] == [1, 2, 2]
