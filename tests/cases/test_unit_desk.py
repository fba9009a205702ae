"""Groups of a desk, one press for several files, and what a whole unit has to do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.crew import service as recusing
from cases.desk.person import SHOWN, desk_of
from cases.desk.unit import POSTS, unit_desk_of
from cases.models import Case
from cases.review import service as reviewing
from cases.workflow import State
from enforcement import clock
from enforcement.journal.models import Entry
from enforcement.procedures.desks import GROUPS, group_of, of_units
from enforcement.procedures.models import Task
from enforcement.teams.roles import Role
from tests.cases.factories import Town, issued, make_case, proposed
from tests.cases.ordinary import REACHED_ON, Lane
from tests.cases.test_api import client_of
from tests.conftest import AT
from tests.factories import make_certificate, make_officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def post_of(client, officer, path, data):
    client.force_login(officer)
    with clock.set_to(AT):
        answer = client.post(path, data)
        page = client.get("/desk/" if "unit" not in path else "/desk/unit/").content.decode()
    assert answer.status_code == 302
    return page


@pytest.mark.parametrize(
    ("days", "group"),
    # Friday 20 November 2026
    [(-1, "late"), (0, "today"), (1, "week"), (2, "week"), (3, "later"), (None, "later")],
)
def test_what_is_due_lies_in_its_group(days, group):
    assert group_of(None if days is None else AT.date() + days * DAY, AT.date()) == group


def test_a_desk_is_grouped_and_can_be_narrowed_to_a_group(client):
    town = Town()
    keys = [proposed(town).pk for _ in GROUPS]
    for key, days in zip(keys, (-1, 0, 1, 5), strict=True):
        Task.objects.filter(row=key).update(due_on=AT.date() + days * DAY)
    desk = desk_of(town.head, at=AT)
    assert [(one.code, [row.task.row for row in one.rows]) for one in desk.groups] == [
        (code, [key]) for code, key in zip(GROUPS, keys, strict=True)
    ]
    assert (desk.mine, desk.late, desk.today, desk.week, desk.later) == (4, 1, 1, 1, 1)
    assert [row.task.row for row in desk_of(town.head, at=AT, group="week").rows] == [keys[2]]
    told = client_of(town.head)
    with clock.set_to(AT):
        assert [row["case"] for row in told.get("/api/desk/?group=late").json()["rows"]] == [keys[0]]
        assert told.get("/api/desk/?group=x").status_code == 400


def test_what_was_returned_comes_first_in_its_group_and_not_before_what_is_late():
    lane = Lane()
    case, at = lane.returned(), REACHED_ON[State.REVIEWED]
    other, late = make_case(lane), make_case(lane)
    Task.objects.filter(row=other.pk).update(due_on=at.date() + 30 * DAY)
    Task.objects.filter(row=case.pk).update(due_on=at.date() + 60 * DAY)
    Task.objects.filter(row=late.pk).update(due_on=at.date() - DAY)
    assert [row.task.row for row in desk_of(lane.zhang, at=at).rows] == [late.pk, case.pk, other.pk]


def test_a_desk_of_many_takes_as_many_statements_as_one_of_few_and_goes_on(client):
    town = Town()
    make_case(town)
    [task] = Task.objects.all()
    client.force_login(town.zhang)

    def counted():
        client.get("/desk/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/").status_code == 200
        return len(asked)

    few = counted()
    for row in range(task.row + 1, task.row + 500):
        task.pk, task.row = None, row
        task.save(force_insert=True)
    assert counted() == few <= 12
    desk = desk_of(town.zhang, at=AT)
    assert (desk.mine, len(desk.rows), desk.more) == (500, SHOWN, 2)
    last = desk_of(town.zhang, at=AT, page=500 // SHOWN + 1)
    assert (len(last.rows), last.more) == (500 % SHOWN, None)
    assert {row.task.pk for row in last.rows}.isdisjoint(row.task.pk for row in desk.rows)


def test_only_what_a_head_may_decide_lies_on_his_desk():
    lane = Lane()
    lane.to(State.REVIEWED)
    at = REACHED_ON[State.REVIEWED]
    assert [row.next for row in desk_of(lane.head, at=at).rows] == ["作出决定"]
    member = make_officer(Role.HEAD, lane.team, name="负责人二")
    lane.case.dossier.members.create(officer=member, left_at=at)
    recusing.ask_recusal(
        case=lane.case, officer=lane.li, reason="亲属", asked_on=at.date(), by=lane.zhang, at=at
    )
    assert [row.next for row in desk_of(member, at=at).rows] == ["决定回避申请"]


def test_several_are_filed_in_one_press_and_each_refusal_is_told_by_name(client):
    town = Town()
    cases = [issued(town), issued(town)]
    foreign = make_case(town)
    tasks = list(Task.objects.values_list("pk", flat=True))
    page = post_of(client, town.leader, "/desk/together/", {"step": "file_with_unit", "task": tasks})
    assert "已报所属机关备案 2 件" in page and "1 项：已经不在您的待办里" in page
    assert all(hasattr(Case.objects.get(pk=case.pk), "registration") for case in cases)
    assert Task.objects.get(row=foreign.pk).step == "weigh"


def test_what_is_refused_of_several_stops_no_other():
    town = Town()
    first, second = issued(town), issued(town)
    tasks = list(Task.objects.order_by("row").values_list("pk", flat=True))
    Case.objects.filter(pk=first.pk).update(state=State.CLOSED)
    answer = client_of(town.leader).post(
        "/api/desk/together/", {"step": "file_with_unit", "tasks": tasks}, format="json"
    )
    assert answer.status_code == 200
    told = answer.json()
    assert told["done"] == tasks[1:] and len(told["refused"]) == 1
    assert town.item.name in told["refused"][0]["what"] and "已结案" in told["refused"][0]["why"]
    assert hasattr(Case.objects.get(pk=second.pk), "registration")


def test_a_step_that_is_taken_row_by_row_is_not_taken_together(client):
    town = Town()
    case = proposed(town)
    tasks = list(Task.objects.values_list("pk", flat=True))
    asked = {"step": "confirm_exemption", "tasks": tasks}
    assert client_of(town.head).post("/api/desk/together/", asked, format="json").status_code == 400
    page = post_of(client, town.head, "/desk/together/", {"step": "confirm_exemption", "task": tasks})
    assert "确认不予处罚要逐件办理" in page and Case.objects.get(pk=case.pk).state == State.PROPOSED


def test_reviews_are_taken_from_the_desk(client):
    lane = Lane()
    case, at = lane.to(State.IN_REVIEW), REACHED_ON[State.IN_REVIEW]
    desk = desk_of(lane.reviewer, at=at, tab="queue")
    assert (desk.queue, desk.mine) == (1, 0)
    [row] = desk.rows
    assert (row.task.row, [step.name for step in desk.together]) == (case.pk, ["take_review"])
    client.force_login(lane.reviewer)
    with clock.set_to(at):
        client.post("/desk/together/", {"step": "take_review", "task": [row.task.pk]})
    lane.review.refresh_from_db()
    assert lane.review.reviewer == lane.reviewer
    assert desk_of(lane.other_reviewer, at=at, tab="queue").rows == []


def test_closings_are_approved_together(client):
    lane = Lane()
    case, at = lane.to(State.CLOSING), REACHED_ON[State.CLOSING]
    client.force_login(lane.head)
    with clock.set_to(at):
        assert "批准结案（勾选的）" in client.get("/desk/").content.decode()
        task = Task.objects.get(row=case.pk)
        client.post("/desk/together/", {"step": "approve_closing", "task": [task.pk]})
    assert Case.objects.get(pk=case.pk).state == State.CLOSED


def test_a_head_sees_who_has_how_much_and_gives_it_to_others(client):
    town = Town()
    cases = [make_case(town), make_case(town)]
    issued(town)
    taker = make_officer(Role.OFFICER, town.team, name="接手")
    for officer in (town.zhang, town.li, taker):
        make_certificate(officer)
    desk = unit_desk_of(town.head, at=AT)
    assert [(load.name, load.count) for load in desk.loads] == [("全部", 3), ("张三", 2), ("按岗位", 1)]
    assert [row.who for row in unit_desk_of(town.head, at=AT, who=POSTS).rows] == ["中队长"]
    assert "接手（0）" in dict(desk.takers).values()
    tasks = list(Task.objects.filter(step="weigh").values_list("pk", flat=True))
    asked = {"task": tasks, "handler": taker.pk, "reason": "轮岗"}
    page = post_of(client, town.head, "/desk/unit/assign/", asked)
    assert "已更换承办人员 2 件" in page
    for case in cases:
        case.refresh_from_db()
        assert (case.handler, case.partner) == (taker, town.li)
    assert desk_of(town.zhang, at=AT).mine == 0 and desk_of(taker, at=AT).mine == 2


def test_a_unit_walks_an_index_to_its_tasks():
    """The posts' own index has no task that names its officer; a city of 100,000 open cases was read as a whole."""
    town = Town()
    make_case(town)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "task_of_unit" in of_units(town.head, AT.date()).explain()


def test_two_tasks_of_one_case_give_it_away_once(client):
    lane = Lane()
    case, at = lane.to(State.INVESTIGATING), REACHED_ON[State.INVESTIGATING]
    new, third, taker = (
        make_officer(Role.OFFICER, lane.team, name=name) for name in ("周九", "吴十", "接手")
    )
    recusing.assign(case=case, handler=new, partner=third, reason="轮换", by=lane.head, at=at)
    tasks = [task.pk for task in Task.objects.filter(row=case.pk, step="declare").order_by("pk")]
    assert len(tasks) == 2
    verb = Entry.objects.filter(verb="case.assign")
    before = verb.count()
    client.force_login(lane.head)
    with clock.set_to(at):
        asked = {"task": tasks, "handler": taker.pk, "reason": "轮岗"}
        assert "已更换承办人员 1 件" in client.post("/desk/unit/assign/", asked, follow=True).content.decode()
    assert verb.count() == before + 1 and Case.objects.get(pk=case.pk).handler == taker
    tasks = [task.pk for task in Task.objects.filter(row=case.pk, step="declare").order_by("pk")]
    with clock.set_to(at):
        body = {"tasks": tasks, "handler": new.pk, "reason": "轮岗"}
        answer = client_of(lane.head).post("/api/desk/reassign/", body, format="json").json()
    assert answer == {"done": tasks, "refused": []} and verb.count() == before + 2


def test_who_goes_along_handles_it_and_the_other_goes_along():
    town = Town()
    case = make_case(town)
    for officer in (town.zhang, town.li):
        make_certificate(officer)
    asked = {"tasks": [Task.objects.get().pk], "handler": town.li.pk, "reason": "轮岗"}
    answer = client_of(town.head).post("/api/desk/reassign/", asked, format="json").json()
    assert answer["refused"] == []
    case.refresh_from_db()
    assert (case.handler, case.partner) == (town.li, town.zhang)


def test_who_leads_no_unit_sees_none_and_gives_nothing_away(client):
    town = Town()
    other = Town(path="331083103", item=town.item)
    make_case(town)
    for officer in (town.zhang, town.reviewer, other.head):
        assert unit_desk_of(officer, at=AT).rows == []
    assert [row.task.title for row in unit_desk_of(town.leader, at=AT).rows]
    assert unit_desk_of(town.leader, at=AT).takers == []
    asked = {"tasks": [Task.objects.get().pk], "handler": other.zhang.pk, "reason": "轮岗"}
    for officer in (town.leader, other.head):
        answer = client_of(officer).post("/api/desk/reassign/", asked, format="json")
        assert answer.status_code == 200 and answer.json()["done"] == []
    assert Case.objects.get().handler == town.zhang


def test_the_queue_and_the_review_desk_agree():
    lane = Lane()
    lane.to(State.IN_REVIEW)
    at = REACHED_ON[State.IN_REVIEW]
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    reviewing.release(review=lane.review, reason="请更熟悉的同事审", by=lane.reviewer, at=at)
    assert desk_of(lane.other_reviewer, at=at).queue == 1
