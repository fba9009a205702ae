"""What only the head may let pass is his task until he decides: desk, waiting, unit view, API and page say it alike."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.desk.person import desk_of
from cases.desk.unit import POSTS, unit_desk_of
from cases.execution import service as executing
from cases.models import Case, Party
from enforcement import clock
from enforcement.dossiers.models import Referral, Ruling
from enforcement.journal.models import Entry
from enforcement.law import rulebook
from enforcement.law.findings import Level
from enforcement.procedures import todo
from enforcement.procedures.lifting import lift
from enforcement.procedures.models import Task
from enforcement.teams.roles import APPROVE
from tests.cases.factories import Town, make_case
from tests.cases.reviews import client_of
from tests.cases.tasks import assert_all_say_the_same
from tests.cases.test_answers import WEIGHED
from tests.conftest import AT

pytestmark = pytest.mark.django_db
SAID = "测试规则有话要说"


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def asked(town, speaking):
    """Return a function that makes a case whose officer is stopped by a HOLD that only the head lifts."""
    speaking("case.weigh", Level.HOLD, ("decision.fine",))

    return lambda: refused(make_case(town), town)


def refused(case, town, at=AT, **typed):
    with clock.set_to(at):
        answer = client_of(town.zhang).post(reverse("cases:weigh", args=[case.pk]), WEIGHED | typed)
    assert answer.status_code == 422
    return case


def left():
    return list(Task.objects.filter(slot=Task.Slot.REFERRAL))


def let_pass(case, town, at=AT, rule="R-999"):
    return lift(row=case, step="weigh", rule=rule, reason="情节轻微，同意", by=town.head, at=at)


def rows(officer, tab="mine"):
    return [(row.task.row, row.next, row.who) for row in desk_of(officer, at=AT, tab=tab).rows]


def test_it_is_a_task_of_the_case_until_it_is_decided(town, asked):
    case = asked()
    [task] = left()
    assert (task.row, task.step, task.permission, task.officer) == (case.pk, "weigh", APPROVE, None)
    assert (task.words, task.since, task.waits_for) == ("决定能否继续", AT.date(), "负责人")
    assert task.title == f"{case.title}：{SAID}"
    assert assert_all_say_the_same(case, AT)[0] == "weigh"  # the officer's own step is still his
    refused(case, town)
    assert left() == [task]
    let_pass(case, town)
    assert left() == []


def test_the_head_decides_and_the_officer_waits_for_him(town, asked):
    case, other = asked(), Town(path="331083103", item=town.item)
    assert rows(town.head) == [(case.pk, "决定能否继续", "")]
    assert (
        rows(town.zhang, "waiting") == rows(town.li, "waiting")[-1:] == [(case.pk, "决定能否继续", "负责人")]
    )
    assert [words for _, words, _ in rows(town.zhang)] == ["判断是否应罚"]
    assert rows(other.head) == [] and rows(town.leader) == rows(town.leader, "waiting") == []
    [row] = unit_desk_of(town.leader, at=AT, who=POSTS).rows
    assert (row.next, row.who, row.moves) == ("决定能否继续", "负责人", False)


def test_page_and_api_show_what_is_asked(town, asked):
    case = asked()
    with clock.set_to(AT):
        head = client_of(town.head)
        desk = head.get(reverse("cases:desk")).content.decode()
        [told] = head.get("/api/desk/").json()["rows"]
        [waits] = client_of(town.zhang).get("/api/desk/?tab=waiting").json()["rows"]
        unit = client_of(town.leader).get("/api/desk/unit/").json()["rows"]
    assert SAID in desk and "决定能否继续" in desk and f'href="/cases/{case.pk}/"' in desk
    assert (told["slot"], told["next"], told["case"]) == (
        "REFERRAL",
        "决定能否继续",
        case.pk,
    ) and SAID in told["title"]
    assert (waits["slot"], waits["who"]) == ("REFERRAL", "负责人")
    assert "REFERRAL" in [row["slot"] for row in unit]


def lapsed():
    return list(Referral.objects.exclude(lapse="").order_by("pk").values_list("lapse", flat=True))


def test_two_questions_of_one_case_are_one_task_until_both_are_answered(town, asked, speaking):
    speaking("case.weigh", Level.HOLD, ("decision.fine",), name="R-998", words="另一项也要决定")
    case = refused(asked(), town, AT + timedelta(days=1))
    assert Referral.objects.filter(dossier=case.dossier).count() == 2
    [task] = left()
    assert (task.since, task.title.count(SAID), "另一项也要决定" in task.title) == (AT.date(), 1, True)
    let_pass(case, town)
    [task] = left()
    assert task.since == AT.date()
    let_pass(case, town, rule="R-998")
    assert left() == [] and lapsed() == []


def test_the_same_asked_of_other_facts_takes_the_place_of_the_older_question(town, asked):
    case = refused(asked(), town, AT + timedelta(days=1), fine="150")
    old, new = Referral.objects.order_by("pk")
    assert (old.lapse, old.lapsed_at, new.lapse) == ("ANEW", AT + timedelta(days=1), "")
    assert [task.since for task in left()] == [new.at.date()]
    [told] = Entry.objects.filter(verb="referral.lapse")
    assert (told.data["reason"], told.data["rule"]) == ("已就新的情况另行请示", "R-999")
    let_pass(case, town, AT + timedelta(days=1))
    answered = set(Ruling.objects.values_list("facts_digest", flat=True))
    assert left() == [] and new.facts_digest in answered and old.facts_digest not in answered
    # who comes back to what he asked first asks it anew
    refused(case, town, AT + timedelta(days=2))
    assert [one.facts_digest for one in Referral.objects.filter(lapse="")][-1] == old.facts_digest
    assert len(left()) == 1


def test_a_question_lapses_when_its_facts_have_changed_in_the_file(town, speaking):
    speaking("case.weigh", Level.HOLD, ("decision.fine", "party.kind"))
    case = refused(make_case(town), town)
    later = AT + timedelta(days=1)
    todo.refresh_open(later)
    assert lapsed() == [] and len(left()) == 1  # a day that turned has changed nothing
    Case.objects.filter(pk=case.pk).update(title="另一个案由")
    todo.refresh_open(later)
    assert lapsed() == []
    Party.objects.filter(pk=case.party_id).update(kind="ORGANISATION")
    todo.refresh_open(later)
    assert lapsed() == ["CHANGED"] and left() == []
    assert Entry.objects.get(verb="referral.lapse").data["reason"] == "请示所依据的事实已经变化"
    with clock.set_to(later):
        page = client_of(town.zhang).get(f"/cases/{case.pk}/").content.decode()
        steps = client_of(town.zhang).get(f"/api/cases/{case.pk}/steps/").json()
    assert "请示已失效，请示所依据的事实已经变化" in page and "请示失效" in page
    [step] = [each for each in steps if each["step"] == "weigh"]
    assert [(one["lapsed"], one["waits_for"]) for one in step["referred"]] == [
        ("请示所依据的事实已经变化", "")
    ]
    refused(case, town, later)
    with clock.set_to(later):
        assert "请示已失效" not in client_of(town.zhang).get(f"/cases/{case.pk}/").content.decode()


def test_a_question_lapses_when_its_step_is_taken_without_an_answer(town, asked, monkeypatch):
    case, loaded = asked(), rulebook._loaded
    silent = tuple(each for each in loaded["case.weigh"] if each.id != "R-999")
    with monkeypatch.context() as patched:
        patched.setitem(loaded, "case.weigh", silent)
        answer = client_of(town.zhang).post(reverse("cases:weigh", args=[case.pk]), WEIGHED)
    assert answer.status_code == 302 and lapsed() == ["TAKEN"] and left() == []
    assert Entry.objects.get(verb="referral.lapse").data["reason"] == "这一步已经办理"


def test_who_asked_reads_on_the_page_that_it_waits_and_since_when(town, asked, django_assert_max_num_queries):
    case = asked()
    client = client_of(town.zhang)
    client.get(f"/cases/{case.pk}/")
    with django_assert_max_num_queries(20):
        page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f"2026-11-20 10:00</time> 已请示负责人，等待决定：{SAID}" in page
    steps = client.get(f"/api/cases/{case.pk}/steps/").json()
    [one] = next(each for each in steps if each["step"] == "weigh")["referred"]
    assert (one["waits_for"], one["by"], one["at"][:10], one["lapsed"]) == (
        "负责人",
        town.zhang.pk,
        "2026-11-20",
        "",
    )
    let_pass(case, town)
    assert "已请示负责人" not in client.get(f"/cases/{case.pk}/").content.decode()


def test_it_is_gone_when_its_step_no_longer_follows(town, asked):
    case = asked()
    executing.withdraw(case=case, reason="重复登记", by=town.zhang, at=AT)
    assert not Task.objects.exists()


def test_it_is_no_taking_of_its_step(town, asked, monkeypatch):
    """A step that may be taken together is not: the head's word on it is given case by case."""
    case = asked()
    monkeypatch.setitem(case.STEPS._steps, "weigh", replace(case.STEPS["weigh"], together=True))
    [task], desk = left(), desk_of(town.head, at=AT)
    assert [row.together for row in desk.rows] == [None] and desk.together == []
    with clock.set_to(AT):
        asked_for = {"step": "weigh", "task": [task.pk]}
        page = client_of(town.head).post("/desk/together/", asked_for, follow=True).content.decode()
    assert "已经不在您的待办里" in page and left() == [task]


def test_what_an_earlier_version_left_is_written_after_the_upgrade_and_every_night(town, asked):
    cases = [asked(), make_case(town)]
    [task] = left()
    for write in (todo.fill_missing, todo.refresh_open):
        Task.objects.filter(slot=Task.Slot.REFERRAL).delete()
        write(AT)
        [made] = left()
        assert (made.row, made.step, made.title, made.since) == (
            cases[0].pk,
            task.step,
            task.title,
            task.since,
        )
    assert todo.fill_missing(AT) == 0


def test_many_are_written_in_as_many_statements_as_one(town, asked):
    counts = []
    for _ in range(2):
        for _ in range(3):
            asked()
        Task.objects.all().delete()
        with CaptureQueriesContext(connection) as statements:
            todo.fill_missing(AT)
        counts.append(len(statements))
    assert counts[0] == counts[1] and len(left()) == 6
