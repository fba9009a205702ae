"""The administrator's pages: parameters with their standing, and the holidays of a year."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from enforcement.jobs.models import Job
from enforcement.parameters.models import CalendarYear, Parameter
from enforcement.parameters.seeds import load_holidays, load_parameters
from enforcement.parameters.services import calendar_for
from enforcement.teams.roles import Role
from tests.cases.factories import Town, issued
from tests.conftest import AT
from tests.factories import make_city, make_officer

pytestmark = pytest.mark.django_db
NOTICE = "日期,休或班,节日\n2027-01-01,休,元旦\n2027-01-09,班,\n"


@pytest.fixture
def city(at):
    load_parameters(by=None, at=at)
    load_holidays(by=None, at=at)
    return make_city()


@pytest.fixture
def administrator(city, client):
    officer = make_officer(Role.ADMINISTRATOR, city.city)
    client.force_login(officer)
    return officer


def row(key, path=""):
    return Parameter.objects.get(key=key, path=path)


def test_unverified_values_are_seen_at_once(client, administrator):
    page = client.get("/manage/parameters/").content.decode()
    assert "听证数额标准（公民）" in page and "5,000 元" in page and "待核实" in page and "玉环市" in page
    only = client.get("/manage/parameters/?status=DEFAULT").content.decode()
    assert "听证数额标准（公民）" not in only and "首次违法回溯期" in only
    assert "没有这种状态的参数" in client.get("/manage/parameters/?status=CONFIRMED").content.decode()


def test_a_value_is_confirmed_with_its_source(client, administrator):
    address = f"/manage/parameters/{row('hearing.person_yuan').pk}/"
    assert 'value="5000"' in client.get(address).content.decode()
    answer = client.post(
        address, {"value": "5000", "valid_from": "2026-11-21", "source": "台州市司法局〔2026〕1号"}
    )
    assert answer.status_code == 302
    assert row("hearing.person_yuan").status == "CONFIRMED"
    assert "已确认：听证数额标准（公民）" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"value": "很多"}, "应为数字"),
        ({"value": "6000", "valid_from": "2026-11-01"}, "不能从过去的日子起算"),
        ({"source": ""}, "依据"),
        ({"valid_from": "明天"}, "日期"),
    ],
)
def test_a_refusal_keeps_what_was_typed(client, administrator, typed, reason):
    given = {"value": "5000", "valid_from": "2026-12-01", "source": "某文号"} | typed
    answer = client.post(f"/manage/parameters/{row('hearing.person_yuan').pk}/", given)
    page = answer.content.decode()
    assert answer.status_code == 422 and reason in page and f'value="{given["value"]}"' in page
    assert row("hearing.person_yuan").status == "UNVERIFIED"


def test_a_choice_is_typed_as_its_word(client, administrator):
    address = f"/manage/parameters/{row('township.excludes_major').pk}/"
    assert 'value="是"' in client.get(address).content.decode()
    client.post(address, {"value": "否", "valid_from": "2026-12-01", "source": "某文号"})
    assert Parameter.objects.get(key="township.excludes_major", valid_from=date(2026, 12, 1)).value is False


def test_a_county_confirms_its_own_values(client, city):
    client.force_login(make_officer(Role.ADMINISTRATOR, city.yuhuan))
    own, other = row("remedy.court", "331083"), row("remedy.court", "331002")
    assert "写明依据并确认" in client.get(f"/manage/parameters/{own.pk}/").content.decode()
    assert "写明依据并确认" not in client.get(f"/manage/parameters/{other.pk}/").content.decode()
    given = {"value": other.value, "valid_from": "2026-12-01", "source": "某文号"}
    assert client.post(f"/manage/parameters/{other.pk}/", given).status_code == 403


def test_the_year_on_twelve_months(client, administrator):
    assert client.get("/manage/calendar/").url == "/manage/calendar/2026/"
    page = client.get("/manage/calendar/2026/").content.decode()
    assert "12月" in page and "国务院办公厅关于2026年" in page and "暂估" not in page
    assert 'title="国庆节"' in page
    assert "暂估" in client.get("/manage/calendar/2027/").content.decode()
    assert "没有录入" in client.get("/manage/calendar/2030/").content.decode()
    assert client.get("/manage/calendar/1999/").status_code == 404


SOURCE = "国务院办公厅关于2027年部分节假日安排的通知"


def send(client, text=NOTICE, source=SOURCE):
    file = SimpleUploadedFile("2027.csv", text.encode())
    return client.post("/manage/calendar/2027/", {"source": source, "file": file})


def confirm(client, shown):
    """Press what the page offers after it has shown what a notice moves."""
    return client.post("/manage/calendar/2027/", shown.context["notice"].initial)


def test_a_years_sheet_is_taken_once_it_was_shown_what_it_moves(client, administrator):
    shown = send(client)
    page = shown.content.decode()
    assert shown.status_code == 200 and "没有期限的最后一日会变" in page and "2027-01-09 班" in page
    assert CalendarYear.objects.get(year=2027).provisional
    assert confirm(client, shown).status_code == 302
    assert not CalendarYear.objects.get(year=2027).provisional
    assert calendar_for().is_working(date(2027, 1, 9))
    confirm(client, send(client))
    assert "没有变化" in client.get("/manage/calendar/2027/").content.decode()


def test_what_was_shown_cannot_be_changed_into_a_broken_notice(client, administrator):
    for days in ("", "日期,休或班\n2027-02-30,休\n", "日期,休或班\n2026-01-01,休\n"):
        assert client.post("/manage/calendar/2027/", {"source": SOURCE, "days": days}).status_code == 422
    assert CalendarYear.objects.get(year=2027).provisional


def test_whose_last_day_moves_is_shown_by_number_alone(client, administrator):
    town = Town()
    case = issued(town, at=AT.replace(month=12, day=25))
    rows = "日期,休或班,节日\n2027-01-01,休,元旦\n2027-01-11,休,测试\n2027-01-12,休,测试\n"
    shown = send(client, rows)
    page = shown.content.decode()
    assert "1 个未完成期限的最后一日会变" in page
    assert case.number in page and town.team.name in page and "缴纳罚款" in page and "2027-01-13" in page
    assert case.party.name not in page and case.title not in page
    assert confirm(client, shown).status_code == 302
    assert Job.objects.filter(kind="limits.recount").latest("pk").arguments["days"] == [
        "2027-01-01",
        "2027-12-31",
    ]


def asked(officer, verb, **data):
    program = APIClient()
    program.force_authenticate(officer)
    address = f"/api/calendar/2027/{verb}"
    return program.post(address, data, format="json") if verb else program.get(address)


def test_the_api_shows_it_before_and_takes_the_notice_over(administrator):
    case = issued(Town(), at=AT.replace(month=12, day=25))
    days = [{"day": f"2027-01-{day}", "is_working": False} for day in ("01", "11", "12")]
    before = asked(administrator, "preview/", source=SOURCE, days=days)
    assert before.status_code == 200 and (before.json()["moved"], before.json()["left_off"]) == (1, 0)
    assert {
        "number": case.number, "unit": "楚门镇", "label": "缴纳罚款", "before": "2027-01-11", "after": "2027-01-13",
        "safe_before": "2027-01-08", "safe_after": "2027-01-08",
    } in before.json()["shown"]  # fmt: skip
    assert CalendarYear.objects.get(year=2027).provisional
    done = asked(administrator, "take/", source=SOURCE, days=days)
    assert done.status_code == 200 and not done.json()["provisional"] and len(done.json()["days"]) == 3
    assert asked(administrator, "").json() == done.json()


def test_the_api_refuses_what_the_page_refuses(administrator, city):
    wrong = asked(administrator, "preview/", source=SOURCE, days=[{"day": "2026-01-01", "is_working": False}])
    assert wrong.status_code == 409 and "不在2027年" in wrong.json()["message"]
    assert asked(administrator, "take/", source="", days=[]).status_code == 400
    county = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    asked_by = {"source": SOURCE, "days": [{"day": "2027-01-01", "is_working": False}]}
    assert asked(county, "preview/", **asked_by).status_code == 403
    assert asked(make_officer(Role.HEAD, city.city), "").status_code == 403


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("日期,休或班\n2027-02-30,休\n", "不是日期"),
        ("日期,休或班\n2026-01-01,休\n", "不在2027年"),
        ("日期,类别,别的\n", "只有表头"),
        ("甲,乙\n1,2\n", "表头缺少"),
    ],
)
def test_a_broken_year_is_refused(client, administrator, text, reason):
    answer = send(client, text)
    assert answer.status_code == 422 and reason in answer.content.decode()
    assert CalendarYear.objects.get(year=2027).provisional


@pytest.mark.parametrize(
    "address", ["/manage/parameters/", "/manage/parameters/1/", "/manage/calendar/2026/"]
)
def test_nobody_else_comes_in(client, city, address):
    for role in (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.CITY_OFFICE, Role.SUPERVISOR):
        client.force_login(make_officer(role, city.city))
        assert client.get(address).status_code == 403, role
