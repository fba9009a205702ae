"""Ticks of the unit's desk: each is done or refused in words, and there is none where it would be of no use."""

import pytest

from cases.crew import service as recusing
from cases.desk.unit import unit_desk_of
from cases.workflow import State
from enforcement import clock
from enforcement.procedures.models import Task
from enforcement.procedures.together import MOST, take_each
from enforcement.teams.roles import Role
from tests.cases.factories import Town, make_case, proposed
from tests.cases.ordinary import REACHED_ON, Lane
from tests.cases.test_api import client_of
from tests.cases.test_complaints import complained
from tests.conftest import AT
from tests.factories import make_officer

pytestmark = pytest.mark.django_db


def asked(tasks, handler):
    return {"tasks": [task.pk for task in tasks], "handler": handler, "reason": "轮岗"}


def told_by(officer, tasks, handler, at=AT):
    with clock.set_to(at):
        answer = client_of(officer).post("/api/desk/reassign/", asked(tasks, handler), format="json")
    assert answer.status_code == 200
    return answer.json()


def test_what_does_not_move_with_the_case_is_refused_in_words(client):
    lane = Lane()
    complained(lane)
    taker = make_officer(Role.OFFICER, lane.team, name="接手")
    task = Task.objects.get(slot=Task.Slot.ANSWER)
    said = told_by(lane.head, [task], taker.pk)
    assert said["done"] == []
    [refused] = said["refused"]
    assert refused["what"] == str(task) and "“登记答复投诉人”不能在这里改派" in refused["why"]
    assert [one["message"] for one in refused["findings"]] == [refused["why"]]
    client.force_login(lane.head)
    with clock.set_to(AT):
        client.post("/desk/unit/assign/", {"task": task.pk, "handler": taker.pk, "reason": "轮岗"})
        assert "“登记答复投诉人”不能在这里改派" in client.get("/desk/unit/").content.decode()


def test_a_recusal_is_ruled_on_and_not_given_to_another():
    lane = Lane()
    case, at = lane.to(State.INVESTIGATING), REACHED_ON[State.INVESTIGATING]
    recusing.ask_recusal(case=case, officer=lane.li, reason="亲属", asked_on=at.date(), by=lane.zhang, at=at)
    task = Task.objects.get(slot=Task.Slot.RECUSAL)
    [refused] = told_by(lane.head, [task], lane.li.pk, at)["refused"]
    assert "“决定回避申请”不能在这里改派" in refused["why"]


def test_what_the_form_asks_of_the_law_is_told_with_its_rule():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at, task = REACHED_ON[State.INVESTIGATING], Task.objects.get(slot=Task.Slot.MAIN)
    said = take_each([task], "assign", lambda task: {"handler": lane.zhang.pk, "partner": lane.zhang.pk,
                                                     "reason": ""}, by=lane.head, at=at)  # fmt: skip
    [left] = said.refused
    assert [(one.level, one.rule) for one in left.findings] == [("BLOCK", "R-118"), ("BLOCK", "")]
    assert left.findings[0].clause and "还没有填" in left.why


def test_a_row_of_another_procedure_and_one_of_another_unit_are_refused_in_words():
    town = Town()
    make_case(town)
    make_case(Town(path="331083103", item=town.item))
    own, foreign = Task.objects.order_by("pk")
    Task.objects.filter(pk=own.pk).update(subject="bulletin")
    said = told_by(town.head, [own, foreign], town.li.pk)
    assert said["done"] == []
    [(first, why), (second, gone)] = [(one["what"], one["why"]) for one in said["refused"]]
    assert first == str(own) and "不是案件" in why
    assert second == "1 项" and "不在本单位的待办里" in gone


def test_what_is_too_much_for_one_press_is_told(client):
    town = Town()
    make_case(town)
    [task] = Task.objects.all()
    for _ in range(MOST):
        task.pk, task.row = None, task.row + 1  # of as many cases, which need not be there
        task.save(force_insert=True)
    client.force_login(town.head)
    ticked = list(Task.objects.values_list("pk", flat=True))
    with clock.set_to(AT):
        client.post("/desk/unit/assign/", {"task": ticked, "handler": town.li.pk, "reason": ""})
        page = client.get("/desk/unit/").content.decode()
    assert "1 项：一次最多办理 100 项，这些没有办" in page


def test_there_is_a_tick_only_where_it_can_be_used(client):
    town = Town()
    case = make_case(town)
    waits = proposed(town)  # the head decides it, whoever handled it
    desk = unit_desk_of(town.head, at=AT)
    assert {row.task.row: row.moves for row in desk.rows} == {case.pk: True, waits.pk: False}
    client.force_login(town.head)
    with clock.set_to(AT):
        page = client.get("/desk/unit/").content.decode()
        assert page.count('name="task"') == 1 and "改派勾选的" in page
        Task.objects.filter(row=case.pk).delete()
        assert "改派勾选的" not in client.get("/desk/unit/").content.decode()
