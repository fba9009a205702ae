"""Each hint of the rulebook under its point of the review, and no point that can never speak."""

import pytest

from cases.apps import every_hint_has_its_point
from cases.models import Case
from cases.review.hints import asked, hints_of
from enforcement.law.kinds import ReviewPoint
from enforcement.law.rulebook import LATER
from tests.cases.reviews import MORNING, in_review


def test_every_rule_that_a_review_asks_has_its_point_and_every_point_its_rules():
    assert every_hint_has_its_point(None) == []
    assert {one.point for one in asked()} == {*ReviewPoint, LATER}


def test_a_rule_without_a_point_stops_the_start(speaking):
    speaking("case.decide", name="R-9999")
    [error] = every_hint_has_its_point(None)
    assert "R-9999" in error.msg


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "gate", "point"),
    [
        ("R-915", "document.issue", ReviewPoint.PAPERS),
        ("R-129", "case.sign_record", ReviewPoint.EVIDENCE),
        ("R-128", "case.request_filing", ReviewPoint.PROCEDURE),
        ("R-916", "case.serve_notice", ReviewPoint.PAPERS),
        ("R-134", "case.decide", ReviewPoint.PROCEDURE),
    ],
)
def test_what_the_gates_of_a_file_say_is_a_hint(speaking, rule, gate, point):
    lane = in_review()
    case = Case.objects.get(pk=lane.case.pk)
    assert hints_of(case, MORNING) == []
    speaking(gate, name=rule, point=point)
    [hint] = hints_of(case, MORNING)
    assert (hint["rule"], hint["point"], hint["message"]) == (rule, point, "测试规则有话要说")
