"""Two people at the same moment on one ordinary case: one outcome, the other is told, nothing half done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from rest_framework.test import APIClient

from cases.decision import service as resolving
from cases.execution import service as executing
from cases.models import Case, Payment, Review
from cases.review import service as reviewing
from cases.workflow import State
from enforcement import clock
from enforcement.documents.models import Document
from enforcement.errors import DomainError
from enforcement.journal.verifying import verify
from enforcement.law.kinds import ReviewPoint
from tests.cases.factories import Town, issued
from tests.cases.ordinary import REACHED_ON, Lane
from tests.conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads that start together, and return what each gave or raised."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(outcomes):
    return [each for each in outcomes if isinstance(each, DomainError)]


def test_two_reviewers_take_one_file():
    lane, at = Lane(), REACHED_ON[State.REVIEWED]
    lane.to(State.IN_REVIEW)
    people = (lane.reviewer, lane.other_reviewer)
    lane.other_reviewer.first_review_on, lane.other_reviewer.qualification = at.date(), "A20263310002"
    lane.other_reviewer.save()
    outcomes = at_once(*(lambda by=by: reviewing.take(review=lane.review, by=by, at=at) for by in people))
    [told] = refusals(outcomes)
    holder = Review.objects.get(pk=lane.review.pk).reviewer
    assert holder in people and holder.name in str(told)


def test_approving_and_returning_at_once_ends_the_round_once():
    lane, at = Lane(), REACHED_ON[State.REVIEWED]
    lane.to(State.IN_REVIEW)
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    lane.mark_all(at)
    version = Review.objects.get(pk=lane.review.pk).version
    given = {"review": lane.review, "version": version, "by": lane.reviewer, "at": at}
    outcomes = at_once(
        lambda: reviewing.approve(**given),
        lambda: reviewing.send_back(**given, result="CORRECT", opinion="金额过高"),
    )
    assert len(refusals(outcomes)) == 1
    held, case = Review.objects.get(pk=lane.review.pk), Case.objects.get(pk=lane.case.pk)
    assert (held.result, case.state) in {("AGREE", State.REVIEWED), ("CORRECT", State.RETURNED)}
    assert Document.objects.filter(dossier=case.dossier, kind="REVIEW_OPINION").count() == 1
    assert len(held.marks) == len(ReviewPoint)
    assert list(verify()) == []


def test_two_heads_decide_once():
    lane, at = Lane(), REACHED_ON[State.DECIDED]
    lane.to(State.REVIEWED)
    outcomes = at_once(*[lambda: resolving.decide(case=lane.case, by=lane.head, at=at)] * 2)
    [told] = refusals(outcomes)
    assert "已决定" in str(told)
    assert Document.objects.filter(dossier=lane.case.dossier, kind="DECISION").count() == 1
    assert list(verify()) == []


def test_sixteen_clerks_enter_one_payment_once():
    """Of sixteen that send the same reference at once over the API, one is taken and fifteen are told so."""
    town = Town()
    cases = [issued(town) for _ in range(16)]

    def pay(case):
        client = APIClient()
        client.force_authenticate(town.zhang)
        sent = {"amount": "50", "paid_on": AT.date().isoformat(), "reference": "R-一"}
        return client.post(f"/api/cases/{case.pk}/record_payment/", sent, format="json")

    with clock.set_to(AT):
        answers = at_once(*(lambda case=case: pay(case) for case in cases))
    refused = [each for each in answers if each.status_code == 409]
    assert sorted(each.status_code for each in answers) == [200] + [409] * 15
    assert all("已经登记过" in each.json()["message"] for each in refused)
    assert Payment.objects.count() == 1


def test_nothing_is_dated_before_what_it_is_built_on():
    """A server's clock two hours back closed a case before it was decided; minutes between two servers are nothing."""
    town = Town()
    case = issued(town, fine=Decimal(100))
    paid = {"case": case, "amount": 100, "paid_on": AT.date(), "reference": "R1", "by": town.zhang}
    with pytest.raises(DomainError, match="校准服务器时间"):
        executing.record_payment(**paid, at=AT - timedelta(hours=2))
    assert not Payment.objects.exists()
    executing.record_payment(**paid, at=AT - timedelta(minutes=4))
    assert Case.objects.get(pk=case.pk).state == State.EXECUTED
