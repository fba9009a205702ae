"""A procedure in one folder of the tests is there: pages, verbs, desk, reminder, journal, story, volume, walk, explain.

Nothing of the product names it. Were a step described anywhere but in its declaration, one of these would fail.
"""

import io
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from pypdf import PdfReader
from rest_framework.test import APIClient

from cases.demonstration.stories import photograph
from cases.desk.person import drafts_of
from cases.limits.reminding import remind
from cases.models import Reminder
from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.errors import Refused
from enforcement.jobs.models import Job
from enforcement.jobs.services import claim_one, run
from enforcement.journal.models import Entry
from enforcement.parameters.seeds import load_holidays, load_parameters
from enforcement.parameters.services import Off, load_calendar_year
from enforcement.procedures import checks, limits
from enforcement.procedures.models import Limit, Task
from enforcement.teams.models import Officer
from enforcement.teams.roles import Role
from evidence import services as evidence
from evidence import volume
from tests.conftest import AT
from tests.factories import make_officer, make_team
from tests.procedures.loan import services
from tests.procedures.loan.models import Loan

pytestmark = pytest.mark.django_db
State = Loan.State


class Store:
    """A town with an officer who borrows, another one, and the head who lends."""

    def __init__(self):
        load_parameters(by=None, at=AT)
        load_holidays(by=None, at=AT)
        self.team = make_team("331083102")
        self.zhang, self.li = (make_officer(Role.OFFICER, self.team, name=name) for name in ("张三", "李四"))
        self.head = make_officer(Role.HEAD, self.team, name="孙七")

    def asked(self, thing="执法记录仪"):
        return services.ask(thing=thing, team=self.team, by=self.zhang, at=AT)

    def lent(self, serial="A-17"):
        return services.approve(self.asked(), {"serial": serial}, by=self.head, at=AT)

    def returned(self):
        return services.give_back(self.lent(), {}, by=self.zhang, at=AT)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def at_page(client):
    def page(officer, address, data=None):
        client.force_login(officer)
        answer = client.get(address) if data is None else client.post(address, data)
        return answer, answer.content.decode()

    return page


def api(officer):
    client = APIClient()
    client.force_authenticate(officer)
    return client


def typed(step):
    return {
        "approve": {"serial": "A-17"},
        "prolong": {"reason": "还在用"},
        "give_back": {"intact": "on"},
    }.get(step, {})


# -- the table, walked ---------------------------------------------------------------------------------------------
SERVICES = {
    name: getattr(services, name) for name in ("approve", "give_back", "hand_over", "prolong")
}  # every step has its walker, or the walk below fails
AFTER = {State.ASKED: Store.asked, State.LENT: Store.lent, State.BACK: Store.returned}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Loan.STEPS)
def test_every_step_from_every_state(store, step, state):
    loan = AFTER[state](store)
    by = store.head if Loan.STEPS[step].permission == "cases.approve" else store.zhang
    assert loan.state == state
    if state in Loan.STEPS[step].sources:
        after = SERVICES[step](loan, typed(step), by=by, at=AT)
        assert after.state == (Loan.STEPS[step].target or state)
        assert Entry.objects.filter(verb=f"loan.{step}").count() == 1
    else:
        with pytest.raises(Refused):
            SERVICES[step](loan, typed(step), by=by, at=AT)
        assert Loan.objects.get().state == state


def test_a_row_keeps_the_version_of_the_table_that_it_last_moved_by(store, monkeypatch):
    waits = store.asked()
    monkeypatch.setattr(Loan.STEPS, "version", 2)
    services.approve(waits, {"serial": "A-17"}, by=store.head, at=AT)
    assert Loan.objects.get(pk=waits.pk).table_version == 2
    monkeypatch.setattr(Loan.STEPS, "version", 3)
    assert Loan.objects.get(pk=waits.pk).table_version == 2


def test_post_and_crew_are_asked(store):
    loan = store.lent()
    for by, step in ((store.zhang, "prolong"), (store.li, "give_back"), (store.head, "give_back")):
        with pytest.raises(PermissionDenied):
            SERVICES[step](loan, typed(step), by=by, at=AT)


# -- pages ---------------------------------------------------------------------------------------------------------
def test_the_row_has_its_page_with_the_next_step_and_who_takes_it(store, at_page):
    loan = store.asked()
    address = loan.get_absolute_url()
    answer, text = at_page(store.head, address)
    assert answer.status_code == 200 and "批准借用" in text and "执法记录仪（张三）" in text
    assert f"{address}do/approve/" in text
    _, text = at_page(store.zhang, address)
    assert "等待" in text and "孙七" not in text and f"{address}do/approve/" not in text
    stranger = make_officer(Role.OFFICER, make_team("331083101"), name="外人")
    assert at_page(stranger, address)[0].status_code == 404


def test_a_step_is_taken_on_its_page_and_refused_in_words(store, at_page):
    loan = store.asked()
    address = f"{loan.get_absolute_url()}do/approve/"
    answer, text = at_page(store.head, address)
    assert answer.status_code == 200 and "借出以后五个工作日内归还" in text and "编号" in text
    answer, text = at_page(store.head, address, {"serial": ""})
    assert answer.status_code == 422 and "还没有填" in text
    answer, text = at_page(store.head, address, {"serial": "A-10"})
    assert answer.status_code == 422 and "是应急备用装备" in text and "reason-R-9901" in text
    answer, _ = at_page(store.head, address, {"serial": "A-10", "reason-R-9901": "抢险用"})
    assert answer.status_code == 302 and answer.url == loan.get_absolute_url()
    kept = Loan.objects.get()
    assert (kept.state, kept.serial) == (State.LENT, "A-10")
    assert list(loan.dossier.rulings.values_list("rule", "reason")) == [("R-9901", "抢险用")]
    _, text = at_page(store.zhang, loan.get_absolute_url())
    assert "批准借用" in text and "理由：抢险用" in text  # the story
    assert "归还装备" in text and "延长借用" not in text  # the head's
    assert at_page(store.zhang, address)[0].status_code == 403


def test_what_is_typed_waits_in_a_draft(store, client):
    loan = store.asked()
    client.force_login(store.head)
    kept = client.post(
        f"/matters/drafts/loan:{loan.pk}:approve/", {"serial": "B-3"}, content_type="application/json"
    )
    assert kept.status_code == 200
    text = client.get(f"{loan.get_absolute_url()}do/approve/").content.decode()
    assert 'value="B-3"' in text and 'data-draft-key="loan:' in text


def test_a_draft_is_found_on_the_desk_until_its_step_is_over(store, client, at_page):
    loan = store.asked()
    client.force_login(store.head)
    client.post(
        f"/matters/drafts/loan:{loan.pk}:approve/", {"serial": "B-3"}, content_type="application/json"
    )
    words = "批准借用：执法记录仪（张三）"
    _, text = at_page(store.head, "/desk/?tab=drafts")
    assert f'href="{loan.get_absolute_url()}do/approve/"' in text and words in text
    [told] = api(store.head).get("/api/drafts/").json()
    assert (told["words"], told["url"]) == (words, f"{loan.get_absolute_url()}do/approve/")
    with clock.set_to(AT + timedelta(days=1)):
        Draft.objects.get().officer.posts.update(valid_to=AT.date())
        store.head = Officer.objects.get(pk=store.head.pk)
        assert drafts_of(store.head, AT.date() + timedelta(days=1)) == []  # he sees the row no more
    store.head.posts.update(valid_to=None)
    services.approve(loan, {"serial": "B-3"}, by=Officer.objects.get(pk=store.head.pk), at=AT)
    assert words not in at_page(store.head, "/desk/?tab=drafts")[1]
    assert at_page(store.head, f"/cases/drafts/{told['id']}/drop/", {})[0].status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize("key", ["9" * 5000, "²", "", "x"])
def test_a_draft_of_nothing_is_not_there(store, client, key):
    client.force_login(store.head)
    address = f"/matters/drafts/loan:{key}:approve/"
    assert client.post(address, {}, content_type="application/json").status_code == 404


# -- API -----------------------------------------------------------------------------------------------------------
def test_every_step_is_a_verb_with_its_schema(store):
    paths = api(store.head).get("/api/schema/?format=json").json()["paths"]
    for step in Loan.STEPS.values():
        described = paths[f"/api/matters/loan/{{id}}/{step.name}/"]["post"]
        assert described["requestBody"] and described["responses"].keys() >= {"200", "409"}


def test_a_program_reads_and_takes_steps(store):
    loan = store.asked()
    address = f"/api/matters/loan/{loan.pk}/"
    head, zhang = api(store.head), api(store.zhang)
    assert [row["state"] for row in head.get("/api/matters/loan/").json()["results"]] == ["ASKED"]
    [choice] = head.get(f"{address}steps/").json()
    assert (choice["step"], choice["primary"], choice["allowed"]) == ("approve", True, True)
    assert zhang.post(f"{address}approve/", {"serial": "A-10"}, format="json").status_code == 403
    refused = head.post(f"{address}approve/", {"serial": "A-10"}, format="json")
    assert refused.status_code == 409 and [one["rule"] for one in refused.json()["findings"]] == ["R-9901"]
    body = {"serial": "A-10", "reasons": {"R-9901": "抢险用"}}
    done = head.post(f"{address}approve/", body, format="json", headers={"Idempotency-Key": "k"})
    again = head.post(f"{address}approve/", body, format="json", headers={"Idempotency-Key": "k"})
    assert (done.status_code, done.json()["state"]) == (200, "LENT") and again.json() == done.json()
    assert [limit["label"] for limit in done.json()["limits"]] == ["归还装备"]


def test_what_may_be_taken_together_is_offered_to_programs(store):
    """Of a step that says so of itself, whatever its table."""
    store.lent()
    [task] = Task.objects.filter(subject="loan")
    schema = api(store.head).get("/api/schema/?format=json").json()["components"]["schemas"]
    body = {"step": "hand_over", "tasks": [task.pk]}
    told = api(store.zhang).post("/api/desk/together/", body, format="json")
    assert told.status_code == 200 and "不是这一步" in told.json()["refused"][0]["why"]
    named = schema["Together"]["properties"]["step"]
    named = schema[named["$ref"].rpartition("/")[2]] if "$ref" in named else named
    assert {"hand_over", "file_with_unit"} <= set(named["enum"])


def test_who_may_not_read_such_rows_has_neither_page_nor_list(store, at_page, monkeypatch):
    loan = store.asked()
    monkeypatch.setattr(Loan.STEPS, "reads", "league.rank")
    for address in ("/api/matters/loan/", f"/api/matters/loan/{loan.pk}/"):
        assert api(store.head).get(address).status_code == 403
    assert at_page(store.head, loan.get_absolute_url())[0].status_code == 403
    assert at_page(store.head, f"/matters/drafts/loan:{loan.pk}:approve/", {})[0].status_code == 403


def test_a_table_whose_rows_lie_in_no_file_cannot_have_these_pages():
    assert checks.lies_in_a_file(Loan) and not checks.lies_in_a_file(Officer)
    assert checks.every_row_lies_in_a_file(None) == []


# -- limits, tasks, desk -------------------------------------------------------------------------------------------
def test_the_day_runs_is_put_off_and_met(store):
    loan = store.lent()
    [limit] = Limit.objects.of(loan)
    assert (limit.start_on, limit.safe_day.isoformat()) == (AT.date(), "2026-11-27")
    later = AT + timedelta(days=3)
    services.prolong(loan, {"reason": "还在用"}, by=store.head, at=later)
    assert Limit.objects.of(loan).get().safe_day.isoformat() == "2026-11-30"
    services.give_back(loan, {}, by=store.zhang, at=later)
    assert Limit.objects.of(loan).get().met_on == later.date()


def test_who_must_act_finds_it_on_his_desk(store, at_page):
    loan = store.asked()
    assert [(task.step, task.row) for task in Task.objects.filter(subject="loan")] == [("approve", loan.pk)]
    assert "执法记录仪（张三）" in at_page(store.head, "/desk/")[1]
    assert "执法记录仪（张三）" not in at_page(store.li, "/desk/")[1]
    services.approve(loan, {"serial": "A-17"}, by=store.head, at=AT)
    assert "执法记录仪（张三）" in at_page(store.zhang, "/desk/")[1]
    assert "执法记录仪（张三）" not in at_page(store.head, "/desk/")[1]
    services.give_back(loan, {}, by=store.zhang, at=AT)
    assert not Task.objects.filter(subject="loan").exists()


def test_what_only_the_head_may_let_pass_is_on_his_desk_until_he_does(store, at_page):
    loan = store.lent("A-19")
    address = f"{loan.get_absolute_url()}do/hand_over/"
    answer, text = at_page(store.zhang, address, {"copy_token": ""})
    assert answer.status_code == 422 and "价值较高" in text and "孙七" in text
    task = Task.objects.get(subject="loan", slot="REFERRAL")
    assert (task.row, task.step, task.permission) == (loan.pk, "hand_over", "cases.approve")
    _, text = at_page(store.head, "/desk/")
    assert "决定能否继续" in text and "价值较高" in text and loan.get_absolute_url() in text
    assert "价值较高" not in at_page(store.zhang, "/desk/")[1]
    given = {"step": "hand_over", "rule": "R-9902", "reason": "专项检查用"}
    assert at_page(store.head, f"{loan.get_absolute_url()}lift/", given)[0].status_code == 302
    assert not Task.objects.filter(slot="REFERRAL").exists()
    assert at_page(store.zhang, address, {})[0].status_code == 302


@pytest.mark.parametrize("state", State)
def test_page_api_and_task_say_the_same_next_step(store, state):
    loan = AFTER[state](store)
    said = api(store.zhang).get(f"/api/matters/loan/{loan.pk}/steps/").json()
    tasks = list(Task.objects.filter(subject="loan", row=loan.pk).values_list("step", flat=True))
    assert [choice["step"] for choice in said if choice["primary"]] == tasks


def test_a_late_one_is_late_on_the_desk(store, at_page):
    store.lent()
    with clock.set_to(AT + timedelta(days=10)):
        _, text = at_page(store.zhang, "/desk/")
    assert "超期" in text and "执法记录仪（张三）" in text


# -- reminders -----------------------------------------------------------------------------------------------------
def reminded(officer):
    return list(Reminder.objects.standing(officer).values_list("words", "day"))


def test_who_borrowed_is_reminded_before_the_day_once_and_not_after_giving_back(store, at_page):
    loan = store.lent()
    last = date(2026, 11, 27)
    remind(day=AT.date() + timedelta(days=3), at=AT)
    assert reminded(store.zhang) == []
    for days in (4, 5, 6):
        remind(day=AT.date() + timedelta(days=days), at=AT + timedelta(days=days))
        assert reminded(store.zhang) == [("归还装备：执法记录仪（张三）", last)]
    assert Reminder.objects.count() == 1
    with clock.set_to(AT + timedelta(days=5)):
        _, text = at_page(store.zhang, "/desk/")
        [shown] = api(store.zhang).get("/api/desk/").json()["reminders"]
    assert f'<a href="{loan.get_absolute_url()}">归还装备：执法记录仪（张三）' in text
    assert (shown["subject"], shown["row"], shown["case"]) == ("loan", loan.pk, None)
    services.give_back(loan, {}, by=store.zhang, at=AT + timedelta(days=5))
    assert reminded(store.zhang) == []
    Reminder.objects.all().delete()
    remind(day=AT.date() + timedelta(days=6), at=AT + timedelta(days=6))
    assert not Reminder.objects.exists()


def test_who_borrowed_is_told_that_the_day_has_moved(store):
    loan = store.lent()
    remind(day=AT.date() + timedelta(days=4), at=AT)
    assert len(reminded(store.zhang)) == 1
    load_calendar_year(
        year=2026, days=[Off(date(2026, 11, 27), False, "临时放假")], source="临时通知", by=None, at=AT
    )
    limits.recount(by=None, at=AT, scope=limits.Scope(days=(date(2026, 11, 27),) * 2))
    moved = Limit.objects.of(loan).get().due_on
    words = f"期限由2026-11-27变为{moved}，归还装备：执法记录仪（张三）"
    assert reminded(store.zhang) == [(words, moved)] and moved > date(2026, 11, 27)


# -- the file ------------------------------------------------------------------------------------------------------
def test_the_paper_and_the_volume(store, at_page, client):
    loan = services.hand_over(store.lent(), {}, by=store.zhang, at=AT)
    assert loan.slip.title == "装备交接单"
    _, text = at_page(store.zhang, loan.get_absolute_url())
    assert "装备交接单" in text and f"/evidence/volumes/loan/{loan.pk}.pdf" in text
    client.force_login(store.zhang)
    answer = client.get(f"/evidence/volumes/loan/{loan.pk}.pdf")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "装备交接单" in words.replace(" ", "").replace("\n", "")


def photograph_of(loan, store):
    return evidence.receive(
        dossier=loan.dossier, upload=photograph(1, "测试"), title="装备照片", kind="ELECTRONIC", captured_at=AT,
        place="楚门镇", latitude=None, longitude=None, officers=[store.zhang, store.li], by=store.zhang, at=AT,
        time_source="DEVICE",
    )  # fmt: skip


def test_a_thick_volume_is_bound_by_a_job(store, at_page, client, monkeypatch):
    loan = services.hand_over(store.lent(), {}, by=store.zhang, at=AT)
    for most in ("HANDFUL", "PIECES"):
        monkeypatch.undo()
        monkeypatch.setattr(volume, most, 0)
        if most == "PIECES":
            photograph_of(loan, store)
        address = f"/evidence/volumes/loan/{loan.pk}.pdf"
        answer, text = at_page(store.zhang, address)
        assert answer.status_code == 202 and "正在装订" in text and loan.get_absolute_url() in text
        job = Job.objects.filter(kind=volume.VOLUME, done_at=None).get()
        run(claim_one(job.kind, job.key, AT, "w"), AT)
        answer = client.get(address)
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    told = Entry.objects.filter(verb="case.export").last().data
    assert (told["papers"], told["bytes"]) == (1, len(answer.content))


# -- explain -------------------------------------------------------------------------------------------------------
def test_explain_tells_the_step_and_the_rule():
    out = StringIO()
    call_command("explain", "loan.approve", "R-9901", stdout=out)
    told = out.getvalue()
    for words in (
        "批准借用",
        "待批准",
        "R-9901",
        "tests.procedures.loan.forms",
        "tests.procedures.loan.services",
        "thing.serial",
    ):
        assert words in told, words


def test_its_migration_is_whole():
    call_command("makemigrations", "loan", check=True, dry_run=True, stdout=StringIO())
