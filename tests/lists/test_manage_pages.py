"""Administrators hand in sheets, look at the difference, and publish."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enforcement.teams.roles import Role
from lists.models import DiscretionBenchmark, ImportReport, ItemVersion
from tests.factories import make_city, make_officer
from tests.lists.factories import BAND, make_statute, publish, sheet
from tests.lists.test_published_tables import titled_table

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.lists.addresses")]
SHEETS = "/manage/lists/"


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def administrator(city, client):
    officer = make_officer(Role.ADMINISTRATOR, city.city)
    client.force_login(officer)
    return officer


def hand_in(client, content, **given):
    file = SimpleUploadedFile("清单.csv", content)
    return client.post(SHEETS, {"kind": "items", "day": "2026-12-01", "file": file} | given)


def test_T27_a_sheet_is_previewed_then_published(client, administrator, at):
    make_statute()
    publish("items", sheet({}), at)
    answer = hand_in(client, sheet({"fine_max": "80", "valid_from": ""}, {"code": "A-2"}))
    report = ImportReport.objects.latest("pk")
    assert answer.status_code == 302 and answer.url == f"{SHEETS}{report.pk}/"
    page = client.get(answer.url).content.decode()
    assert "罚款上限 50.00 → 80.00" in page and "发布事项清单" in page
    assert ItemVersion.objects.count() == 1

    assert client.post(answer.url).status_code == 302
    assert ItemVersion.objects.on(date(2026, 12, 1)).get(item__code="A-1").fine_max == 80
    page = client.get(answer.url).content.decode()
    assert "已发布" in page and administrator.name in page
    assert "已于 2026-11-20 10:00 发布" in client.post(answer.url).content.decode()


def test_rows_by_outcome(client, administrator, at):
    make_statute()
    hand_in(client, sheet({}, {"code": "A-2", "fine_min": "60"}))
    address = f"{SHEETS}{ImportReport.objects.get().pk}/"
    refused = client.get(f"{address}?outcome=REFUSED").content.decode()
    assert "罚款下限 60.00 大于上限 50.00" in refused and '<td data-label="编码">A-1</td>' not in refused
    assert "整份表不能发布" in refused
    assert client.post(address).status_code == 422
    assert client.post(address, {"partial": "1"}).status_code == 302
    assert ItemVersion.objects.get().item.code == "A-1"


@pytest.mark.parametrize(
    ("content", "given", "reason"),
    [
        (b"\x00\x01", {}, "不是表格"),
        (b"a,b\n1,2\n", {}, "表头缺少"),
        (sheet({}), {"day": "2026-11-19"}, "已经过去"),
        (sheet({}), {"day": "明天"}, "输入一个有效的日期"),
        (sheet({}), {"kind": "cases"}, "cases"),
        (b"", {}, "空"),
        (b"x" * (5 * 1024 * 1024 + 1), {}, "超过 5 MB"),
    ],
)
def test_a_broken_sheet_keeps_what_was_typed(client, administrator, content, given, reason):
    answer = hand_in(client, content, **({"issuer": "某局"} | given))
    page = answer.content.decode()
    assert answer.status_code == 422 and reason in page and 'value="某局"' in page
    assert "错误：" in page
    assert not ImportReport.objects.exists()


def test_what_a_benchmark_sheet_lacks(client, administrator):
    base = {name: value for name, value in BAND.items() if name not in ("issuer", "area", "valid_from")}
    given = {"kind": "discretion", "issuer": "某局", "area": "3310", "valid_from": "2026-12-01"}
    hand_in(client, sheet({}, base=base), **given)
    client.post(f"{SHEETS}{ImportReport.objects.get().pk}/")
    assert DiscretionBenchmark.objects.get().issuer == "某局"


def test_a_stale_preview_is_a_conflict(client, administrator, at):
    make_statute()
    hand_in(client, sheet({}))
    publish("items", sheet({}), at)
    answer = client.post(f"{SHEETS}{ImportReport.objects.earliest('pk').pk}/")
    assert answer.status_code == 409 and "清单又有变化" in answer.content.decode()


def test_a_county_may_only_hand_in_devolutions(client, city):
    client.force_login(make_officer(Role.ADMINISTRATOR, city.yuhuan))
    assert client.get(SHEETS).status_code == 200
    assert hand_in(client, sheet({})).status_code == 403
    assert not ImportReport.objects.exists()


@pytest.mark.parametrize("address", [SHEETS, f"{SHEETS}1/", f"{SHEETS}templates/items.csv"])
def test_nobody_else_comes_in(client, city, address):
    for role in (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.CITY_OFFICE):
        client.force_login(make_officer(role, city.city))
        assert client.get(address).status_code == 403, role


def test_templates_have_the_right_head(client, administrator):
    page = client.get(f"{SHEETS}templates/items.csv")
    assert page.content.decode("utf-8-sig").startswith("编码,事项名称,领域")
    assert client.get(f"{SHEETS}templates/cases.csv").status_code == 404
    assert "模板" in client.get(SHEETS).content.decode()


def test_a_sheet_with_names_of_its_own_is_matched_on_its_page(client, administrator):
    given = {"kind": "discretion", "issuer": "某局", "area": "3310", "valid_from": "2026-12-01"}
    answer = hand_in(client, titled_table(), **given)
    report = ImportReport.objects.get()
    page = client.get(answer.url).content.decode()
    assert report.head and "把来表的列与清单的列对应起来" in page and "什么情形" in page
    assert client.post(answer.url).status_code == 422  # nothing to publish yet
    [options] = re.findall(r'name="column_1">(.*?)</select>', page, re.DOTALL)
    assert '<option value="code" selected>' in options
    chosen = {f"column_{number}": column for number, column in enumerate(
        ("", "code", "name", "basis_law", "circumstance", "range", "")
    )}  # fmt: skip
    assert client.post(answer.url, {"match": "1"} | chosen).status_code == 302
    page = client.get(answer.url).content.decode()
    assert "发布裁量基准" in page and "新增 3" in page
    assert client.post(answer.url).status_code == 302
    assert DiscretionBenchmark.objects.get().bands.count() == 3

    answer = hand_in(client, titled_table(), **given)  # the next sheet needs no matching
    assert "不变 3" in client.get(answer.url).content.decode()


def test_what_is_not_listed_is_shown_and_retired_with_the_same_press(client, administrator, at):
    make_statute()
    publish("items", sheet({}, {"code": "A-2"}), at)
    answer = hand_in(client, sheet({}))
    page = client.get(f"{answer.url}?outcome=MISSING").content.decode()
    assert "A-2" in page and "自 2026-12-01 起失效" in page and "同时停用本表没有列入的 1 条" in page
    client.post(answer.url, {"retire": "1"})
    assert ItemVersion.objects.get(item__code="A-2").valid_to == date(2026, 11, 30)
    assert "1 条，已停用" in client.get(answer.url).content.decode()
