"""The desk of everybody who works on a case, and its reminders."""

from datetime import timedelta

import pytest

from cases.crew import service as recusing
from cases.desk.person import desk_of
from cases.execution import service as executing
from cases.filing import service as filing
from cases.limits.reminding import remind
from cases.models import Reminder
from cases.review import service as reviewing
from cases.street import deciding
from cases.tasks import remind_today
from cases.workflow import State
from enforcement import clock
from enforcement.dossiers.services import save_draft
from enforcement.jobs.models import Job
from enforcement.jobs.services import claim_due, run
from enforcement.law.kinds import FilingCriterion
from enforcement.teams.models import Post
from tests.cases.factories import Town, collect, issued, make_case, proposed
from tests.cases.ordinary import NOT_MET, REACHED_ON, Lane
from tests.cases.reviews import Neighbour
from tests.conftest import AT

pytestmark = pytest.mark.django_db

# (state, whose desk, what it says, on which tab)
DESKS = [
    (State.LEAD, "zhang", "提请立案", "mine"),
    (State.TO_FILE, "head", "批准立案", "mine"),
    (State.TO_FILE, "zhang", "批准立案", "waiting"),
    (State.INVESTIGATING, "zhang", "制作笔录", "mine"),
    (State.NOTIFIED, "zhang", "登记告知书送达", "mine"),
    (State.IN_REVIEW, "zhang", "领取审核", "waiting"),
    (State.REVIEWED, "head", "作出决定", "mine"),
    (State.REVIEWED, "li", "作出决定", "waiting"),
    (State.DECIDED, "zhang", "登记送达", "mine"),
    (State.CLOSING, "head", "批准结案", "mine"),
    (State.CLOSING, "zhang", "批准结案", "waiting"),
]


def rows(officer, tab="mine", at=AT):
    return [(row.task.row, row.next, row.who) for row in desk_of(officer, at=at, tab=tab).rows]


@pytest.mark.parametrize(("state", "who", "words", "tab"), DESKS)
def test_a_case_lies_on_the_desk_of_who_must_act(state, who, words, tab):
    lane = Lane()
    case, at = lane.to(state), REACHED_ON[state]
    found = rows(getattr(lane, who), tab, at)
    assert [(key, said) for key, said, _ in found] == [(case.pk, words)]
    others = {"zhang", "li", "head", "reviewer", "other_reviewer"} - {who, "zhang", "li"}
    assert all(rows(getattr(lane, each), "mine", at) == [] for each in others - {"head"})
    desk = desk_of(getattr(lane, who), at=at)
    assert (desk.mine, desk.waiting) == ((1, 0) if tab == "mine" else (0, 1))


def test_what_is_filed_with_the_unit_lies_on_one_desk_and_never_on_that_of_who_may_not(client):
    """第五十二条第三款: the squad leader keeps the register, the head where there is none; the officer waits."""
    town = Town()
    case, at = issued(town), AT
    assert rows(town.zhang) == [] and rows(town.head) == [] and rows(town.reviewer) == []
    assert [key for key, *_ in rows(town.leader)] == [case.pk]
    assert rows(town.zhang, "waiting") == [(case.pk, "报所属机关备案", "中队长")]
    desk = desk_of(town.zhang, at=at)
    assert (desk.mine, desk.waiting) == (0, 1)
    Post.objects.filter(officer=town.leader).update(valid_to=at.date() - timedelta(days=1))
    assert [key for key, *_ in rows(town.head)] == [case.pk]
    executing.file_with_unit(case=case, by=town.head, at=at)
    assert [key for key, *_ in rows(town.zhang)] == [case.pk] and rows(town.head) == []


def test_money_in_an_officers_hands_keeps_the_case_on_his_desk():
    town = Town()
    case = collect(issued(town), town)
    assert [key for key, *_ in rows(town.zhang)] == [case.pk] and rows(town.leader) == []


def test_a_row_of_the_desk_and_of_the_list_leads_to_its_own_case(client):
    town = Town()
    keys = [make_case(town).pk, make_case(town).pk]
    client.force_login(town.zhang)
    with clock.set_to(AT):
        desk, listed = (client.get(page).content.decode() for page in ("/desk/", "/cases/"))
    for key in keys:
        assert f'href="/cases/{key}/"' in desk and f'href="/cases/{key}/?list=' in listed


def test_a_draft_of_another_room_is_no_draft_of_a_case():
    town = Town()
    mine = f"case:{make_case(town).pk}:weigh"
    for form in ("league:warning:1", mine):
        save_draft(form=form, data={"text": "写到一半"}, by=town.zhang, at=AT)
    assert [draft.form for draft in desk_of(town.zhang, at=AT).drafts] == [mine]


def test_a_file_in_review_is_counted_then_lies_with_who_took_it():
    lane = Lane()
    case, at = lane.to(State.IN_REVIEW), REACHED_ON[State.IN_REVIEW]
    assert desk_of(lane.reviewer, at=at).queue == 1 and desk_of(lane.zhang, at=at).queue is None
    assert rows(lane.zhang, "waiting", at) == [(case.pk, "领取审核", "待领取")]
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    assert desk_of(lane.other_reviewer, at=at).queue == 0
    assert rows(lane.reviewer, at=at) == [(case.pk, "法制审核", "")]
    assert rows(lane.zhang, "waiting", at) == [(case.pk, "法制审核", "王五审核中")]


def test_a_returned_file_comes_first():
    lane = Lane()
    case, at = lane.returned(), REACHED_ON[State.REVIEWED]
    late = make_case(lane, at=AT - timedelta(days=40))
    assert [key for key, *_ in rows(lane.zhang, at=at)] == [case.pk, late.pk]
    assert rows(lane.zhang, at=at)[0][1] == "补正 1 处"


def test_the_head_is_asked_about_a_recusal():
    lane = Lane()
    case, at = lane.to(State.INVESTIGATING), REACHED_ON[State.INVESTIGATING]
    assert rows(lane.head, at=at) == []
    recusing.ask_recusal(case=case, officer=lane.li, reason="亲属", asked_on=at.date(), by=lane.zhang, at=at)
    assert rows(lane.head, at=at) == [(case.pk, "决定回避申请", "")]


def test_the_second_officer_declares_before_the_head_files(client):
    lane = Lane()
    lane.to(State.LEAD)
    at = REACHED_ON[State.TO_FILE]
    criteria = [each.value for each in FilingCriterion]
    asked = {"criteria": criteria, "opinion": "建议立案", "reasons": NOT_MET, "by": lane.zhang, "at": at}
    case = filing.request_filing(case=lane.case, **asked)
    assert rows(lane.li, at=at) == [(case.pk, "填写回避声明", "")]
    with clock.set_to(at):
        client.force_login(lane.li)
        page = client.get(f"/cases/{case.pk}/").context["primary"]
    assert (page.step.name, page.allowed, page.who) == ("declare", True, "李四")
    recusing.declare(case=case, by=lane.li, at=at)
    assert rows(lane.li, at=at) == []


def test_an_ordinary_decision_is_not_reported_to_the_agency():
    lane = Lane()
    case, at = lane.to(State.DELIVERED), REACHED_ON[State.DELIVERED]
    assert rows(lane.leader, at=at) == []
    assert [key for key, *_ in rows(lane.zhang, at=at)] == [case.pk]


def test_a_proposal_waits_for_the_other_officers_declaration_before_the_head():
    lane = Lane()
    case = lane.to(State.LEAD)
    criteria = [each.value for each in FilingCriterion]
    filing.request_filing(
        case=case, criteria=criteria, opinion="建议立案", reasons=NOT_MET, by=lane.zhang, at=AT
    )
    assert rows(lane.zhang, "waiting") == [(case.pk, "填写回避声明", "李四")]
    recusing.declare(case=case, by=lane.li, at=AT)
    assert rows(lane.zhang, "waiting") == [(case.pk, "批准立案", "负责人")]


@pytest.mark.parametrize("tab", ["mine", "waiting", "drafts"])
def test_every_tab_within_twelve_statements(client, tab, django_assert_max_num_queries):
    lane = Lane()
    lane.returned()
    issued(lane)
    proposed(lane)
    remind(day=AT.date(), at=AT)
    silent = Neighbour(lane, crew=(lane.zhang, lane.li))
    silent.reach_lead(AT)
    criteria = [each.value for each in FilingCriterion]
    filing.request_filing(
        case=silent.case, criteria=criteria, opinion="建议", reasons=NOT_MET, by=lane.zhang, at=AT
    )
    for officer in (lane.zhang, lane.head, lane.reviewer, lane.leader):
        client.force_login(officer)
        client.get("/desk/")
        with django_assert_max_num_queries(12):
            assert client.get(f"/desk/?tab={tab}").status_code == 200


def test_one_reminder_for_each_person_and_due_thing():
    town = Town()
    case = issued(town)
    waiting = proposed(town)
    assert remind(day=AT.date(), at=AT) == remind(day=AT.date(), at=AT) > 0
    assert {(one.officer, one.key) for one in Reminder.objects.all()} >= {
        (town.leader, f"case:{case.pk}:file_with_unit"),  # who keeps the register, as his desk says
        (town.head, f"case:{waiting.pk}:confirm"),
    }
    count = Reminder.objects.count()
    remind(day=AT.date() + timedelta(days=1), at=AT + timedelta(days=1))
    assert Reminder.objects.filter(key=f"case:{case.pk}:file_with_unit").count() == 1
    assert Reminder.objects.count() >= count
    assert not Reminder.objects.filter(key__contains="reconsideration").exists()


def test_what_fell_due_while_nobody_ran_is_told_afterwards():
    town = Town()
    case = issued(town)
    later = AT + timedelta(days=30)
    remind(day=later.date(), at=later)
    assert Reminder.objects.filter(key=f"case:{case.pk}:pay").exists()


def test_the_hourly_task_asks_once_a_day():
    town = Town()
    issued(town)
    with clock.set_to(AT):
        remind_today()
        remind_today()
    assert Job.objects.filter(kind="cases.remind").count() == 1
    while job := claim_due(AT, "test"):
        run(job, AT)
    assert Reminder.objects.filter(officer=town.leader).exists()


def test_a_reminder_goes_to_whose_desk_the_thing_lies_on():
    """The limit of the next step to who takes it, every other one to who handles the case."""
    lane = Lane()
    case, at = lane.to(State.IN_REVIEW), REACHED_ON[State.IN_REVIEW]
    later = (at + timedelta(days=89)).date()
    remind(day=later, at=at)
    assert {(one.officer.name, one.key.rpartition(":")[2]) for one in Reminder.objects.all()} == {
        ("张三", "decide")
    }
    reviewing.take(review=lane.review, by=lane.reviewer, at=at)
    remind(day=later, at=at)
    assert Reminder.objects.filter(officer=lane.reviewer, key=f"case:{case.pk}:review").count() == 1
    assert not Reminder.objects.filter(officer=lane.head).exists()


def test_a_reminder_stands_until_it_is_read_or_done(client):
    town = Town()
    case = proposed(town)
    remind(day=AT.date(), at=AT)
    client.force_login(town.head)
    assert "提醒 1" in client.get("/desk/").content.decode()
    assert client.post("/desk/read/").status_code == 302
    assert "提醒 1" not in client.get("/desk/").content.decode()
    Reminder.objects.update(read_at=None)
    deciding.confirm_exemption(case=case, by=town.head, at=AT)
    assert desk_of(town.head, at=AT).reminders == []


def test_the_api_shows_the_same_desk(client):
    town = Town()
    case = make_case(town)
    issued(town)
    remind(day=AT.date() + timedelta(days=14), at=AT)  # when the party has nearly had its time to pay
    client.force_login(town.zhang)
    told = client.get("/api/desk/").json()
    desk = desk_of(town.zhang, at=AT)
    assert (told["mine"], told["waiting"]) == (desk.mine, desk.waiting) == (1, 1) and len(told["strip"]) == 10
    assert {row["case"] for row in told["rows"]} == {row.task.row for row in desk.rows} >= {case.pk}
    assert told["reminders"][0]["words"] == desk.reminders[0].words and "周小明" not in str(told)
