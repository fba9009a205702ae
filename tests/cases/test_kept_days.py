"""A limit is one day everywhere: moved by a calendar, the rule, the page, the desk and the API say the same."""

from datetime import timedelta

import pytest

from cases.review import service as reviewing
from cases.serving import service as serving
from cases.workflow import State
from enforcement import clock, law
from enforcement.errors import Refused
from enforcement.law.kinds import Domain
from enforcement.parameters.services import Off, load_calendar_year
from enforcement.procedures import limits
from enforcement.procedures.asking import build_facts
from enforcement.procedures.models import Limit, Task
from tests.cases.ordinary import REACHED_ON, Lane, handed_over
from tests.cases.reviews import client_of, in_review

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def moved(case, key, at):
    """Let a notice make the last day of a limit a day off, count anew, and return (the last day before, after)."""
    was = Limit.objects.of(case).get(key=key).legal_last_day
    load_calendar_year(year=was.year, days=[Off(was, False, "临时放假")], source="临时通知", by=None, at=at)
    limits.recount(by=None, at=at, scope=limits.Scope(days=(was, was)))
    now = Limit.objects.of(case).get(key=key).legal_last_day
    assert now > was
    return was, now


def said(case, gate, at):
    return [one for one in law.check(build_facts(case, at), gate=gate) if one.rule == "R-121"]


def test_the_party_defends_himself_until_the_day_that_the_file_keeps(client):
    lane = Lane()
    case, at = lane.to(State.NOTIFIED), REACHED_ON[State.NOTIFIED]
    serving.serve(case=case, attempt=handed_over(lane, at), by=lane.zhang, at=at)
    was, now = moved(case, "defence", at)
    on = at + (was + DAY - at.date())  # past the old day, on or before the new one
    case.refresh_from_db()
    [found] = [one for one in said(case, "case.submit", on) if "期限" in one.message]
    assert f"期限{now.isoformat()}止" in found.message
    task = Task.objects.get(subject="case", row=case.pk, step="record_defence")
    assert task.turns_on == now + DAY
    with clock.set_to(on):
        page = client_of(lane.zhang).get(f"/cases/{case.pk}/")
        assert f"可以在 {now.isoformat()} 前陈述、申辩" in page.content.decode()
        [verb] = [
            each
            for each in client_of(lane.zhang).get(f"/api/cases/{case.pk}/steps/").json()
            if each["primary"]
        ]
        assert verb["step"] == "record_defence"
    over = at + (now + DAY - at.date())
    with clock.set_to(over):
        assert client_of(lane.zhang).get(f"/cases/{case.pk}/").context["primary"].step.name == "submit"
    assert not [one for one in said(case, "case.submit", over) if "期限" in one.message]


def test_a_review_is_prolonged_until_the_day_that_the_file_keeps():
    lane = in_review()
    at = REACHED_ON[State.REVIEWED]
    _, now = moved(lane.case, "review", at)
    # its domain today is another than the one that it was submitted in: the day stays what it is
    lane.case.filing.domain = Domain.MARKET
    lane.case.filing.save()
    lane.review.refresh_from_db()
    assert lane.review.due_on == now
    assert Task.objects.get(subject="case", row=lane.case.pk, slot="OVERDUE").comes_on == now + DAY
    with pytest.raises(Refused, match="审核期限已经届满"):
        reviewing.extend(case=lane.case, days=2, reason="疑难", by=lane.head, at=at + (now + DAY - at.date()))
    reviewing.extend(case=lane.case, days=2, reason="疑难", by=lane.head, at=at + (now - at.date()))


def test_what_was_never_fixed_is_asked_for():
    lane = in_review()
    Limit.objects.filter(row=lane.case.pk, key="review").delete()
    with pytest.raises(Refused, match="法制审核期限"):
        reviewing.extend(case=lane.case, days=2, reason="疑难", by=lane.head, at=REACHED_ON[State.REVIEWED])
