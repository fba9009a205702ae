"""What the league asks of whom is a task: of the unit, of the city office, of who approves; nobody else has it."""

from datetime import timedelta

import pytest

from cases.desk.person import desk_of
from cases.desk.unit import unit_desk_of
from enforcement import clock
from enforcement.parameters.models import Parameter
from enforcement.procedures import todo
from enforcement.procedures.desks import Doers
from enforcement.procedures.models import Task
from enforcement.teams.roles import ANSWER, APPROVE_RANK, RANK, Role
from supervision.league.definitions import Level
from supervision.league.models import Snapshot
from supervision.league.periods import parse
from supervision.league.services import adjusting, appealing, publishing
from supervision.league.services import warning as service
from supervision.league.services.unsent import not_sent
from tests.conftest import AT
from tests.factories import make_officer
from tests.supervision.league.acting import TUESDAY, Published

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def city(db):
    with clock.set_to(TUESDAY):
        yield Published(levels=(Level.TOWN, Level.COUNTY))


@pytest.fixture
def county(city):
    """The red light of 玉环市, as its table shows it."""
    standing = Snapshot.objects.shown().get(level="COUNTY").standings.get(path=city.city.yuhuan.path)
    light = {"light": "RED", "cause": "BAND", "indicator": "P1", "reason": "低于红线", "exit": "达到95%以上"}
    standing.lights, standing.light = [light], "RED"
    standing.save(update_fields=["lights", "light"])
    return standing


def send(city):
    return service.issue(city.chumen, cause="BAND", indicator="P1", by=city.office, at=TUESDAY)


def rows(officer, tab="mine", at=TUESDAY):
    """Return (subject, words) of what lies on a desk."""
    return [(row.task.subject, row.next) for row in desk_of(officer, at=at, tab=tab).rows]


def of(subject):
    return list(Task.objects.filter(subject=subject).order_by("pk"))


# -- warnings --------------------------------------------------------------------------------------------------
def test_a_warning_is_a_task_of_the_unit_until_it_is_answered(published):
    row = send(published)
    [task] = of("warning")
    assert (task.row, task.step, task.permission, task.path) == (row.pk, "answer", ANSWER, row.path)
    assert (task.due_on, task.due_words, task.since) == (row.due_on, "答复预警", TUESDAY.date())
    assert row.reason in task.title and "楚门镇 红色警告" in task.title
    assert rows(published.head) == [("warning", "提交整改方案")]
    assert desk_of(published.head, at=TUESDAY + 10 * DAY).late == 1
    service.answer(row, text="逐件核对", by=published.head, at=TUESDAY)
    assert of("warning") == []
    service.send_back(row, reason="没有写完成时间", by=published.office, at=TUESDAY + DAY)
    [task] = of("warning")
    row.refresh_from_db()
    assert (task.since, task.due_on) == ((TUESDAY + DAY).date(), row.due_on)
    service.lift(row, reason="数据有误", by=published.office, at=TUESDAY + DAY)
    assert of("warning") == []


def test_all_of_the_unit_know_of_it_and_wait_and_nobody_else(published):
    """Whose post is above or beside reads it in the list, and has nothing to do with it on his desk."""
    row = send(published)
    team = published.city.chumen
    leader = make_officer(Role.LEADER, team)
    assert rows(leader) == [("warning", "提交整改方案")]
    for role in (Role.OFFICER, Role.TOWNSHIP_REVIEWER):
        officer = make_officer(role, team)
        assert rows(officer) == [] and rows(officer, "waiting") == [("warning", "提交整改方案")]
    strangers = [
        published.stranger, published.office, make_officer(Role.HEAD, published.city.yuhuan),
        make_officer(Role.COUNTY_REVIEWER, published.city.centre), make_officer(Role.HEAD, published.city.bureau),
    ]  # fmt: skip
    for officer in strangers:
        assert ("warning", "提交整改方案") not in rows(officer) + rows(officer, "waiting")
    assert [each.next for each in unit_desk_of(published.head, at=TUESDAY).rows] == ["提交整改方案"]
    doers = Doers(TUESDAY.date())(of("warning")[0])
    assert set(doers) == {published.head.pk, leader.pk} and row.path == team.path


def test_a_squad_that_works_for_a_town_has_no_warning_of_the_town(published):
    served = published.city.shamen
    table = Snapshot.objects.shown().get(level="TOWN")
    standing = table.standings.get(path=served.path)
    standing.lights = [{"light": "YELLOW", "cause": "BAND", "indicator": "P1", "reason": "低", "exit": "高"}]
    standing.light = "YELLOW"
    standing.save(update_fields=["lights", "light"])
    leader = make_officer(Role.LEADER, published.city.squad)
    service.issue(standing, cause="BAND", indicator="P1", by=published.office, at=TUESDAY)
    assert rows(leader) == rows(leader, "waiting") == []
    assert rows(make_officer(Role.HEAD, served)) == [("warning", "提交答复")]


def test_what_is_not_sent_yet_is_one_task_of_the_city_office(published):
    count = len(not_sent())
    [task] = of("league")
    assert count > 1 and (task.permission, task.path, task.step) == (RANK, "3310", "warn")
    assert task.title == f"W46-1 {count} 项待发"
    assert rows(published.office) == [("league", "发出预警")]
    for officer in (published.head, published.stranger, published.supervisor):
        assert rows(officer) == rows(officer, "waiting") == unit_desk_of(officer, at=TUESDAY).rows == []
    row = send(published)
    assert of("league")[0].title == f"W46-1 {count - 1} 项待发"
    service.lift(row, reason="误报", by=published.office, at=TUESDAY)
    assert (
        of("league")[0].title == f"W46-1 {count - 1} 项待发"
    )  # lifted in the same table: not to be sent again
    for standing, light in not_sent():
        service.issue(
            standing, cause=light["cause"], indicator=light["indicator"], by=published.office, at=TUESDAY
        )
    assert of("league") == [] and rows(published.office) == []


def test_it_goes_on_with_the_table_that_stands(published):
    [before] = of("league")
    published.mend()
    corrected = publishing.correct(parse("2026-W46"), "TOWN", reason="更正", by=published.office, at=TUESDAY)
    [task] = of("league")
    assert task.row == corrected.pk != before.row and task.title == f"W46-2 {len(not_sent())} 项待发"
    publishing.withdraw(corrected, reason="撤回", by=published.office, at=TUESDAY)
    assert of("league") == [] or of("league")[0].row != corrected.pk


def test_a_red_warning_to_a_county_waits_for_its_second_press(city, county):
    row = service.issue(county, cause="BAND", indicator="P1", by=city.office, at=TUESDAY)
    [task] = of("warning")
    assert (task.step, task.permission, task.due_on) == ("confirm", RANK, None)
    other = make_officer(Role.CITY_OFFICE, city.city.office)
    reader = make_officer(Role.HEAD, city.city.yuhuan)
    assert ("warning", "核发红色警告") in rows(city.office) and ("warning", "核发红色警告") in rows(other)
    assert rows(reader) == rows(reader, "waiting") == unit_desk_of(reader, at=TUESDAY).rows == []
    left = len(not_sent())
    service.drop(row, by=city.office, at=TUESDAY)
    assert of("warning") == [] and f"{left + 1} 项待发" in of("league")[0].title
    sent = service.issue(county, cause="BAND", indicator="P1", by=city.office, at=TUESDAY)
    service.confirm(sent, by=other, at=TUESDAY)
    assert [task.step for task in of("warning")] == ["answer"] and rows(reader) == [
        ("warning", "提交整改方案")
    ]


def test_where_two_are_wanted_the_first_waits_for_another(city, county):
    Parameter.objects.filter(key="league.two_people").update(value=True)
    service.issue(county, cause="BAND", indicator="P1", by=city.office, at=TUESDAY)
    other = make_officer(Role.CITY_OFFICE, city.city.office)
    assert ("warning", "核发红色警告") not in rows(city.office)
    assert rows(city.office, "waiting") == [("warning", "核发红色警告")]
    assert ("warning", "核发红色警告") in rows(other)


# -- objections, bonus and deduction ---------------------------------------------------------------------------
def test_an_objection_waits_for_the_city_office(published):
    row = appealing.appeal(published.chumen, text="当天已录入", indicator="P1", by=published.head, at=TUESDAY)
    [task] = of("appeal")
    assert (task.row, task.words, task.permission, task.since) == (row.pk, "复核异议", RANK, TUESDAY.date())
    assert ("appeal", "复核异议") in rows(published.office)
    assert rows(published.head) == [] and unit_desk_of(published.head, at=TUESDAY).rows == []
    appealing.reply(row, upheld=False, text="与记录不符", by=published.office, at=TUESDAY)
    assert of("appeal") == []


def test_an_adjustment_waits_for_another_who_may_approve_it(published):
    row = adjusting.propose(
        kind="DEDUCTION", team=published.city.chumen, period="2026-W47", points=1, reason="台账不实", document="通报",
        by=published.office, at=TUESDAY,
    )  # fmt: skip
    [task] = of("adjustment")
    assert (task.row, task.words, task.permission) == (row.pk, "批准加减分", APPROVE_RANK)
    assert task.barred == [published.office.pk]
    near = make_officer(Role.SUPERVISOR, published.city.justice)
    for officer in (published.supervisor, near):
        assert rows(officer) == [("adjustment", "批准加减分")]
    far = make_officer(Role.SUPERVISOR, published.city.haimen)
    assert rows(far) == [] and ("adjustment", "批准加减分") not in rows(published.office)
    adjusting.decide(row, approved=True, by=published.supervisor, at=TUESDAY)
    assert of("adjustment") == []


# -- pages, upgrade, night -------------------------------------------------------------------------------------
def test_each_leads_to_its_page_and_the_api_tells_the_same(published, pages, client):
    row = send(published)
    table = Snapshot.objects.shown().get(level="TOWN")
    _, text = pages(published.office, "/desk/")
    assert 'href="/league/warnings/?state=waiting"' in text and "榜单" in text
    answer, _ = pages(published.office, f"/league/snapshots/{table.pk}/")
    assert answer.status_code == 302 and answer.url == "/league/2026-W46/?level=TOWN"
    client.force_login(published.head)
    [told] = client.get("/api/desk/").json()["rows"]
    assert (told["subject"], told["row"], told["case"]) == ("warning", row.pk, None)
    assert told["due"] == row.due_on.isoformat()


def test_what_an_earlier_version_left_is_written_after_the_upgrade_and_every_night(published):
    send(published)
    appealing.appeal(published.chumen, text="当天已录入", indicator="P1", by=published.head, at=TUESDAY)
    adjusting.propose(
        kind="VETO", team=published.city.chumen, period="2026-W47", points=0, reason="台账不实", document="通报",
        by=published.office, at=TUESDAY,
    )  # fmt: skip
    kept = told()
    assert [each["subject"] for each in kept] == ["adjustment", "appeal", "league", "warning"]
    todo.refresh_open(AT)
    assert told() == kept
    Task.objects.exclude(subject="case").delete()
    assert todo.fill_missing(AT) == 4 and todo.fill_missing(AT) == 0
    assert told() == kept


def told():
    """Return everything that is said of what the league asks, without its keys."""
    rows = list(Task.objects.exclude(subject="case").order_by("subject").values())
    for row in rows:
        del row["id"]
    return rows
