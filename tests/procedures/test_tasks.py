"""Who has to do what next: written by the act that makes it so, by whatever else does, and by the day that turns."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.complaint import service as complaining
from cases.crew import service as recusing
from cases.execution import service as executing
from cases.filing import service as filing
from cases.models import Case
from cases.review import service as reviewing
from cases.serving import service as serving
from cases.street import deciding
from cases.workflow import State
from enforcement.journal.models import Entry
from enforcement.procedures import todo
from enforcement.procedures.acting import act
from enforcement.procedures.models import Task
from enforcement.procedures.tasks import turn
from enforcement.teams import services as teams
from enforcement.teams.models import Post
from enforcement.teams.roles import APPROVE, FILE, HANDLE, REVIEW, Role
from tests.cases.factories import Town, issued, make_case, make_item, proposed, weigh
from tests.cases.ordinary import REACHED_ON, Lane, handed_over
from tests.cases.tasks import tasks_of
from tests.cases.test_complaints import complained
from tests.conftest import AT
from tests.factories import make_officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(case, at=AT, slot="MAIN"):
    """Return (step, whose, whom the others wait for) of each task on a case."""
    rows = tasks_of(case, at.date(), slot)
    return [(row.step, row.officer.name if row.officer else row.permission, row.waits_for) for row in rows]


def written(asked):
    """Return the statements that wrote tasks."""
    words = [one["sql"].split()[0] for one in asked if '"procedures_task"' in one["sql"]]
    return [word for word in words if word in ("INSERT", "UPDATE", "DELETE")]


def test_an_act_writes_what_comes_next():
    town = Town()
    case = make_case(town)
    assert told(case) == [("weigh", "张三", "张三")]
    weigh(case)
    assert told(case) == [("issue", "张三", "张三")]
    assert told(issued(town)) == [("file_with_unit", FILE, "中队长")]
    assert told(proposed(town)) == [("confirm_exemption", APPROVE, "负责人")]


def test_what_changed_is_written_in_one_statement():
    town = Town()
    with CaptureQueriesContext(connection) as asked:
        case = make_case(town)
    assert written(asked) == ["INSERT"]
    with CaptureQueriesContext(connection) as asked:
        weigh(case)
    assert written(asked) == ["UPDATE"]


def test_where_nothing_changed_nothing_is_written():
    town = Town()
    case = make_case(town)
    weigh(case)
    [before] = Task.objects.values()
    with CaptureQueriesContext(connection) as asked:
        weigh(Case.objects.get(pk=case.pk), at=AT + DAY)
    assert written(asked) == []
    assert list(Task.objects.values()) == [before]


def test_an_act_that_does_nothing_asks_for_nothing():
    town = Town()
    case = make_case(town)
    with (
        CaptureQueriesContext(connection) as asked,
        act(case, "register", by=town.zhang, at=AT) as held,
    ):
        held.taking.nothing()
    assert written(asked) == []


def test_a_refused_act_leaves_the_task_as_it_was():
    town = Town()
    case = make_case(town)
    with pytest.raises(KeyError), act(case, "withdraw", by=town.zhang, at=AT) as held:
        held.withdraw_reason = "重复登记"
        raise KeyError
    assert told(case) == [("weigh", "张三", "张三")]


def test_what_is_over_leaves_nothing_to_do():
    town = Town()
    case = make_case(town)
    executing.withdraw(case=case, reason="重复登记", by=town.zhang, at=AT)
    assert not Task.objects.exists()


def test_a_day_that_turns_needs_nobody():
    """The party may speak until the last day; from the next on the file goes to review, with every job stopped."""
    lane = Lane()
    case, at = lane.to(State.NOTIFIED), REACHED_ON[State.NOTIFIED]
    serving.serve(case=case, attempt=handed_over(lane, at), by=lane.zhang, at=at)
    last = case.limits.get(key="defence").legal_last_day
    for day, step in ((at.date(), "record_defence"), (last, "record_defence"), (last + DAY, "submit")):
        [row] = tasks_of(case, day)
        assert (row.step, row.officer) == (step, lane.zhang)
    assert row.since == last + DAY and Task.objects.count() == 2
    todo.refresh_open(at + 30 * DAY)
    [row] = Task.objects.all()
    assert (row.step, row.since, row.comes_on, row.turns_on) == ("submit", last + DAY, None, None)


def test_who_takes_the_review_has_it_since_it_was_submitted():
    lane = Lane()
    case, at = lane.to(State.IN_REVIEW), REACHED_ON[State.IN_REVIEW]
    assert told(case, at) == [("take_review", REVIEW, "待领取")]
    [row] = tasks_of(case, at.date())
    assert row.barred == sorted([lane.zhang.pk, lane.li.pk]) and row.since == at.date()
    reviewing.take(review=lane.review, by=lane.reviewer, at=at + DAY)
    assert told(case, at + DAY) == [("approve_review", "王五", "王五审核中")]
    [row] = tasks_of(case, at.date())
    assert row.since == at.date()
    teams.end_post(post=lane.reviewer.posts.get(), left_on=(at + DAY).date(), by=None, at=at + DAY)
    assert told(case, at + DAY) == [("take_review", REVIEW, "待领取")]


def test_who_has_another_name_is_waited_for_under_it():
    town, lane = Town(), Lane(path="331083103", item=make_item(code="ZJ-ZJSR-33-1-1-P"))
    case, at = make_case(town), REACHED_ON[State.IN_REVIEW]
    reviewed = lane.to(State.IN_REVIEW)
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    teams.amend(officer=town.zhang, name="章三", phone="", by=None, at=AT)
    assert told(case) == [("weigh", "章三", "章三")]
    teams.amend(officer=lane.reviewer, name="汪五", phone="", by=None, at=at)
    assert told(reviewed, at) == [("approve_review", "汪五", "汪五审核中")]
    with CaptureQueriesContext(connection) as asked:
        teams.amend(officer=town.zhang, name="章三", phone="13900000001", by=None, at=AT)
    assert not [one for one in asked if "procedures_task" in one["sql"]]


def test_who_leaves_passes_his_tasks_on():
    town = Town()
    case, other = make_case(town), make_officer(Role.OFFICER, town.team, name="接手")
    teams.end_post(post=town.zhang.posts.get(), left_on=AT.date(), to=other, by=None, at=AT)
    assert told(case) == [("weigh", "接手", "接手")] and told(case, slot="ASSIGN") == []


def test_what_nobody_took_over_is_assigned_by_the_head():
    town = Town()
    case, other = make_case(town), make_officer(Role.OFFICER, town.team, name="接手")
    teams.end_post(post=town.zhang.posts.get(), left_on=AT.date(), by=None, at=AT)
    assert told(case, slot="ASSIGN") == [("assign", APPROVE, "负责人")]
    recusing.assign(case=case, handler=other, partner=town.li, reason="离任", by=town.head, at=AT)
    assert told(case) == [("weigh", "接手", "接手")] and told(case, slot="ASSIGN") == []


def test_whose_post_ends_by_itself_leaves_it_to_the_head_the_next_night():
    town, lane = Town(), Lane(path="331083103", item=make_item(code="ZJ-ZJSR-33-1-1-P"))
    case, at = make_case(town), REACHED_ON[State.IN_REVIEW]
    reviewed = lane.to(State.IN_REVIEW)
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    for officer in (town.zhang, lane.reviewer):
        Post.objects.filter(officer=officer).update(valid_to=at.date())
    turn(at=at)
    assert told(case, at, "ASSIGN") == [] and told(reviewed, at)[0][1] == "王五"
    entries = Entry.objects.filter(verb="case.handed_over")
    for _ in range(2):
        turn(at=at + DAY)
        assert told(case, at + DAY, "ASSIGN") == [("assign", APPROVE, "负责人")]
        assert told(reviewed, at + DAY) == [("take_review", REVIEW, "待领取")]
        assert entries.count() == 2
    recusing.assign(
        case=case, handler=make_officer(Role.OFFICER, town.team), partner=town.li, reason="届满", by=town.head,
        at=at + DAY,
    )  # fmt: skip
    assert told(case, at + DAY, "ASSIGN") == []


def test_a_recusal_is_decided_by_the_head_whom_it_is_not_about():
    lane = Lane()
    case, at = lane.to(State.INVESTIGATING), REACHED_ON[State.INVESTIGATING]
    recusing.ask_recusal(
        case=case, officer=lane.head, reason="亲属", asked_on=at.date(), by=lane.zhang, at=at
    )
    assert told(case, at, "RECUSAL") == [("rule_recusal", APPROVE, "负责人")]
    [row] = tasks_of(case, at.date(), "RECUSAL")
    assert row.barred == [lane.head.pk]
    other = make_officer(Role.HEAD, lane.team, name="负责人二")
    recusing.rule_recusal(case=case, granted=False, ruling="不是亲属", by=other, at=at)
    assert told(case, at, "RECUSAL") == []


def test_who_has_not_declared_does_it_first_and_the_other_waits_for_him():
    lane = Lane()
    case, at = lane.to(State.INVESTIGATING), REACHED_ON[State.INVESTIGATING]
    other, third = (make_officer(Role.OFFICER, lane.team, name=name) for name in ("周九", "吴十"))
    recusing.assign(case=case, handler=other, partner=third, reason="轮换", by=lane.head, at=at)
    assert told(case, at) == [("declare", "周九", "周九"), ("declare", "吴十", "吴十")]
    recusing.declare(case=case, by=other, at=at)
    assert told(case, at) == [("declare", "吴十", "吴十")]
    recusing.declare(case=case, by=third, at=at)
    assert told(case, at) == [("sign_record", "周九", "周九")]


def test_who_complained_is_answered_also_after_the_case(client):
    lane = Lane()
    case = complained(lane)
    assert told(case, slot="ANSWER") == [("answer_complaint", "张三", "张三")]
    [row] = tasks_of(case, AT.date(), "ANSWER")
    assert row.due_on == case.limits.get(key="answer").safe_day
    filing.transfer_out(case=case, reason="移送市公安局", by=lane.head, at=AT)
    assert told(case) == [] and told(case, slot="ANSWER") == [("answer_complaint", "张三", "张三")]
    complaining.answer_complaint(
        case=case, answered_on=AT.date(), outcome="TRANSFERRED", answer="已移送", remedies_told=True, by=lane.zhang,
        at=AT,
    )  # fmt: skip
    assert not Task.objects.exists()


def test_tasks_are_made_anew_from_their_rows_alone():
    """What an earlier version left without tasks, or what went wrong, is written again as it was."""
    lane = Lane()
    lane.to(State.CLOSING)
    make_case(lane)
    issued(lane)
    complained(Lane(path="331083103", item=lane.item))
    at = REACHED_ON[State.CLOSING]
    kept = list(Task.objects.order_by("row", "slot").values())
    assert len(kept) == 5
    with CaptureQueriesContext(connection) as asked:
        assert todo.refresh_open(at) == 4
    assert written(asked) == []
    assert list(Task.objects.order_by("row", "slot").values()) == kept
    Task.objects.all().delete()
    assert todo.fill_missing(at) == 4 and todo.fill_missing(at) == 0
    made = list(Task.objects.order_by("row", "slot").values())
    for row in (*kept, *made):
        del row["id"]
    assert made == kept


def test_many_rows_are_written_in_as_many_statements_as_one():
    town = Town()
    counts = []
    for _ in range(2):
        for _ in range(4):
            make_case(town)
            issued(town)
        Task.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            todo.fill_missing(AT)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_closed_case_and_one_whose_decision_was_spared():
    town = Town()
    case = deciding.confirm_exemption(case=proposed(town), by=town.head, at=AT)
    assert told(case) == [("deliver", "张三", "张三")]
    [row] = tasks_of(case, AT.date())
    assert row.permission == HANDLE and row.due_on == Case.objects.get(pk=case.pk).next_due
