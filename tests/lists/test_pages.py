"""The item list and one item, as people with different posts see them."""

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement import clock
from enforcement.parameters.seeds import load_parameters
from enforcement.teams.roles import Role
from lists.models import DiscretionBand, DiscretionBenchmark
from tests.conftest import SHANGHAI
from tests.factories import make_city, make_officer
from tests.lists.factories import make_devolution, make_item, make_statute

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def officer(city, client):
    officer = make_officer(team=city.chumen)
    client.force_login(officer)
    return officer


def seen(client, address, **headers):
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_list_says_who_may_act(client, officer, city):
    make_devolution(make_item("A-1"), city.chumen)
    make_item("A-2", name="乱倒垃圾")
    page = seen(client, "/items/")
    assert "本机关可办 1</a>" in page and "全部 2</a>" in page and "市容环卫 2</a>" in page
    assert "本机关可办</span>" in page and "不在本机关清单</span>" in page
    assert "《浙江省城市市容和环境卫生管理条例》第十六条第三款" in page
    only = seen(client, "/items/?mine=true&field=市容环卫")
    assert "A-1" in only and "A-2" not in only
    assert "全部 2</a>" in only and 'aria-current="true"' in only


def test_live_search_answers_with_the_rows_alone(client, officer):
    make_item("A-1")
    make_item("A-2", name="乱倒垃圾", words="倒垃圾")
    part = seen(client, "/items/?q=zdjy", **{"HX-Request": "true"})
    assert "<html" not in part and "A-1" in part and "A-2" not in part
    assert 'data-announce="已更新，本页 1 项"' in part
    whole = seen(client, "/items/?q=zdjy")
    assert "<html" in whole and 'value="zdjy"' in whole
    for attribute in ('hx-trigger="input changed delay:250ms, search"', 'hx-sync="#filters:replace"'):
        assert attribute in whole


def test_nothing_found_offers_other_words(client, officer):
    make_item()
    assert "换个说法试试" in seen(client, "/items/?q=xyzzy")


def test_a_repealed_item_is_shown_and_marked(client, officer, city):
    law = make_statute(valid_from=date(2018, 1, 1), repealed_on=date(2026, 8, 15))
    version = make_item("A-1", statute=law, valid_to=date(2026, 8, 14), successor="生态环境法典1132条第3款")
    make_devolution(version, city.chumen)
    assert "已废止</span>" in seen(client, "/items/")
    page = seen(client, "/items/A-1/")
    assert "2026-08-15 起不再适用" in page and "由生态环境法典1132条第3款取代" in page
    assert "用它立案" not in page
    assert "已废止</span>" not in seen(client, "/items/?on=2026-08-14")
    assert "不再适用" not in seen(client, "/items/A-1/?on=2026-08-14")


def test_one_item_in_full(client, officer, city, at):
    load_parameters(by=None, at=at)
    make_item("A-1", fine_max=40, valid_to=date(2026, 6, 30))
    version = make_item(
        "A-1", fine_min=500, fine_max=3000, simple_possible="PART", valid_from=date(2026, 7, 1)
    )
    make_devolution(version, city.chumen)
    page = seen(client, "/items/A-1/")
    for words in (
        "500元以上1,250元以下", "2,250元以上3,000元以下",  # T-113a
        "没有公布的裁量基准", "待核实", "40 元以下", "2026-06-30", "楚门镇", "超过的转普通程序", "用它立案",
    ):  # fmt: skip
        assert words in page, words


def test_the_history_calls_each_version_what_it_is_today(client, officer):
    make_item("A-1", fine_max=40, valid_to=date(2026, 6, 30))
    make_item("A-1", fine_max=50, valid_from=date(2026, 7, 1), valid_to=date(2026, 12, 31))
    make_item("A-1", fine_max=60, valid_from=date(2027, 1, 1))
    page = seen(client, "/items/A-1/")
    ends = re.findall(r'data-label="止">([^<]*)<', page)
    assert sorted(ends) == ["2026-06-30", "2026-12-31", "未施行"]
    with clock.set_to(datetime(2027, 1, 1, 9, 0, tzinfo=SHANGHAI)):
        client.logout()  # a session does not outlive the days between
        client.force_login(officer)
        page = seen(client, "/items/A-1/")
        assert "未施行" not in page and ">现行</td>" in page


def test_a_published_benchmark_takes_the_place_of_the_split(client, officer):
    version = make_item("A-1")
    benchmark = DiscretionBenchmark.objects.create(
        code="B", name="占道经营", item=version.item, basis_law=version.basis_law, article="第十六条",
        issuer="台州市某局", path="3310", valid_from=date(2026, 1, 1),
    )  # fmt: skip
    DiscretionBand.objects.create(
        benchmark=benchmark, position=1, tier=1, circumstance="初次", low=0, high=20, unit="YUAN"
    )
    page = seen(client, "/items/A-1/")
    assert "台州市某局" in page and "0～20 元" in page and "没有公布的裁量基准" not in page
    assert "初次" in seen(client, f"/items/benchmarks/{benchmark.pk}/")


def test_another_citys_benchmark_is_only_compared(client, officer):
    make_item("A-1")
    DiscretionBenchmark.objects.create(
        code="JM", name="江门的", basis_law="浙江省城市市容和环境卫生管理条例", article="第十六条第三款",
        issuer="江门市某局", path="4407", valid_from=date(2020, 1, 1),
    )  # fmt: skip
    page = seen(client, "/items/A-1/")
    assert "不适用于本地" in page and "江门市某局" in page and "没有公布的裁量基准" in page


def test_outside_its_list_a_town_learns_who_may(client, officer):
    make_item("A-1")
    page = seen(client, "/items/A-1/")
    assert "有权机关：玉环市综合行政执法局，可以移送" in page and "第二十四条" in page


def test_the_preview_is_a_part(client, officer):
    make_item("A-1")
    part = seen(client, "/items/A-1/", **{"HX-Request": "true"})
    assert "<html" not in part and "打开事项" in part


@pytest.mark.parametrize("address", ["/items/没有/", "/items/benchmarks/999/"])
def test_what_is_not_there(client, officer, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["on=昨天", "page=abc", "page=0", "page=99999", "state=X", "mine=maybe", "field=无"]
)
def test_nonsense_in_the_address_breaks_nothing(client, officer, query):
    make_item()
    seen(client, f"/items/?{query}")


def test_who_may_not_read_items(client, city):
    client.force_login(make_officer(Role.AUDITOR, city.city))
    assert client.get("/items/").status_code == 403
    client.logout()
    assert client.get("/items/").status_code == 302


def test_pages_lead_on(client, officer):
    for number in range(60):
        make_item(f"A-{number:02}")
    first = seen(client, "/items/")
    assert first.count("<tr>") == 51 and "?page=2" in first
    second = seen(client, "/items/?page=2")
    assert "A-50" in second and "A-49" not in second and "?page=3" not in second


def test_the_list_takes_the_same_queries_for_1_20_and_100_rows(client, officer, city):
    seen(client, "/items/")  # the first request of a session writes it
    counts, made = [], 0
    for until in (1, 20, 100):
        for number in range(made, until):
            make_devolution(make_item(f"A-{number:03}", statute=make_statute(f"第{number}条例")), city.chumen)
        made = until
        with CaptureQueriesContext(connection) as queries:
            seen(client, "/items/?q=zdjy")
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 8, counts
