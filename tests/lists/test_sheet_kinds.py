"""What each kind of sheet asks of its rows: statutes, devolutions, discretion benchmarks."""

from datetime import date

import pytest

from enforcement.errors import Refused
from enforcement.parameters.models import Statute, StatuteVersion
from enforcement.teams.roles import Role
from lists.models import Devolution, DiscretionBenchmark
from tests.factories import make_city, make_officer
from tests.lists.factories import BAND, LAW, STATUTE, make_item, publish, sheet, told

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)

# -- statutes ------------------------------------------------------------------------------------------------


def test_a_statute_begins_with_its_text_and_the_next_text_ends_it(at):
    publish("statutes", sheet({}, base=STATUTE), at)
    version = StatuteVersion.objects.get()
    assert (version.valid_from, version.assumed, version.valid_to) == (date(2021, 9, 30), True, None)
    later = {"version_date": "2026-05-28", "effective_date": "2026-07-01"}
    publish("statutes", sheet(later, base=STATUTE), at)
    version.refresh_from_db()
    assert version.valid_to == date(2026, 6, 30)
    assert StatuteVersion.objects.on(date(2026, 7, 1)).get().assumed is False


def test_a_repeal_ends_a_statute(at):
    publish("statutes", sheet({}, base=STATUTE), at)
    report = publish("statutes", sheet({"repealed_on": "2026-08-15"}, base=STATUTE), at)
    assert told(report) == [("CHANGED", "2026-08-15 起失效")]
    version = StatuteVersion.objects.get()
    assert (version.valid_to, version.repealed_on) == (date(2026, 8, 14), date(2026, 8, 15))
    assert (
        publish("statutes", sheet({"repealed_on": "2026-08-15"}, base=STATUTE), at).counts["UNCHANGED"] == 1
    )


def test_what_is_known_of_a_statute_is_set_right_in_place(at):
    publish("statutes", sheet({}, base=STATUTE), at)
    report = publish("statutes", sheet({"level": "法律", "note": "已核对"}, base=STATUTE), at)
    assert told(report) == [("CHANGED", "更新层级 地方性法规 → 法律；说明 空 → 已核对（不另立版本）")]
    assert Statute.objects.get().level == "LAW"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"level": "公约"}, "层级“公约”不在"),
        ({"version_date": ""}, "缺版本日期"),
        ({"repealed_on": "2020-01-01"}, "不晚于施行日期"),
        ({"short_key": "X", "full_name": LAW}, "已有简码 ZJSR"),
        ({"full_name": "别的条例"}, "简码 ZJSR 已用于"),
    ],
)
def test_a_wrong_statute_is_refused(at, cells, reason):
    publish("statutes", sheet({}, base=STATUTE), at)
    with pytest.raises(Refused, match=reason):
        publish("statutes", sheet(cells, base=STATUTE), at)
    assert StatuteVersion.objects.count() == 1


# -- devolutions ---------------------------------------------------------------------------------------------

TOWN = {"item_code": "A-1", "team_code": "331083102", "team_name": "楚门镇", "valid_from": "2026-01-01",
        "valid_to": "", "document": "玉政发〔2026〕1号"}  # fmt: skip


@pytest.fixture
def city():
    make_item("A-1")
    return make_city()


def test_a_town_gets_an_item_and_loses_it(city, at):
    publish("devolutions", sheet({}, base=TOWN), at)
    assert publish("devolutions", sheet({}, base=TOWN), at).counts["UNCHANGED"] == 1
    publish("devolutions", sheet({"valid_to": "2026-12-31"}, base=TOWN), at)
    assert Devolution.objects.get().valid_to == date(2026, 12, 31)
    publish("devolutions", sheet({"valid_from": "2027-06-01", "document": "再次公布"}, base=TOWN), at)
    assert Devolution.objects.count() == 2


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"item_code": "B-1"}, "清单中没有事项 B-1"),
        ({"team_code": "331083901"}, "没有代码为 331083901 的乡镇、街道"),
        ({"team_code": "331083105", "team_name": ""}, "沙门镇在 2026-01-01 是派驻"),
        ({"team_name": "大陈镇"}, "是楚门镇，不是大陈镇"),
        ({"document": ""}, "缺公布文件"),
    ],
)
def test_a_wrong_devolution_is_refused(city, at, cells, reason):
    with pytest.raises(Refused, match=reason):
        publish("devolutions", sheet(cells, base=TOWN), at)
    assert not Devolution.objects.exists()


def test_a_county_devolves_to_its_own_towns_only(city, at):
    county = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    publish("devolutions", sheet({}, base=TOWN), at, by=county, day=DAY)
    with pytest.raises(Refused, match="大陈镇不在您的管理范围"):
        other = {"team_code": "331002101", "team_name": ""}
        publish("devolutions", sheet(other, base=TOWN), at, by=county, day=DAY)


# -- discretion ----------------------------------------------------------------------------------------------


def test_the_rows_of_a_code_make_one_benchmark(at):
    make_item("A-1")
    rows = [
        {"item_code": "A-1"},
        {"item_code": "A-1", "tier": "2", "circumstance": "再次", "min": "21", "max": "50"},
    ]
    content = sheet(*rows, base=BAND)
    report = publish("discretion", content, at)
    benchmark = DiscretionBenchmark.objects.get()
    assert report.counts["TAKEN"] == 2
    assert [(band.tier, band.high) for band in benchmark.bands.order_by("position")] == [(1, 20), (2, 50)]
    assert benchmark.item.code == "A-1"
    assert publish("discretion", content, at).counts["UNCHANGED"] == 2


def test_T_113d_a_new_benchmark_ends_the_old_one_the_day_before(at):
    publish("discretion", sheet({}, base=BAND), at)
    report = publish("discretion", sheet({"max": "30", "valid_from": "2026-12-01"}, base=BAND), at)
    assert told(report) == [("CHANGED", "2026-12-01 起变更：档次")]
    old, new = DiscretionBenchmark.objects.order_by("valid_from")
    assert (old.valid_to, new.valid_to) == (date(2026, 11, 30), None)
    assert old.bands.get().high == 20


def test_what_the_sheet_lacks_may_be_given_beside_it(at):
    base = {name: value for name, value in BAND.items() if name not in ("issuer", "area", "valid_from")}
    with pytest.raises(Refused, match="缺发布机关；缺适用地区代码"):
        publish("discretion", sheet({}, base=base), at)
    given = {"issuer": "某局", "area": "3310", "valid_from": "2026-07-01"}
    publish("discretion", sheet({}, base=base), at, defaults=given)
    assert DiscretionBenchmark.objects.get().valid_from == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"min": "30"}, "下限 30.00 大于上限 20.00"),
        ({"unit": "weight_pct"}, "单位“weight_pct”不在"),
        ({"unit": ""}, "有数额的，缺单位"),
        ({"circumstance": ""}, "缺情形"),
        ({"area": "台州"}, "适用地区代码应为"),
        ({"item_code": "B-1"}, "清单中没有事项 B-1"),
        ({"name": "别的名称"}, "与第 2 行同一编码，名称却不同"),
    ],
)
def test_one_faulty_band_refuses_its_benchmark_whole(at, cells, reason):
    content = sheet({}, {"tier": "2", **cells}, {"code": "TZ-2"}, base=BAND)
    report = publish("discretion", content, at, partial=True)
    assert DiscretionBenchmark.objects.get().code == "TZ-2"
    assert report.counts["REFUSED"] == 2
    assert any(reason in words for _, words in told(report))
