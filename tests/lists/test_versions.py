"""Items as of a day, what they tell the law, and who may act on them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.law.kinds import PenaltyKind
from enforcement.teams.roles import Role
from lists.models import (
    Devolution,
    DiscretionBenchmark,
    ImportReport,
    ItemVersion,
    PowerItem,
)
from lists.services import devolve, recall
from tests.factories import make_city, make_officer, make_team
from tests.lists.factories import make_devolution, make_item, make_statute

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def test_on_gives_the_version_of_the_day():
    old = make_item("A-1", fine_max=50, valid_to=date(2026, 6, 30))
    new = make_item("A-1", fine_max=100, valid_from=date(2026, 7, 1))
    assert ItemVersion.objects.on(date(2026, 6, 30)).get() == old
    assert ItemVersion.objects.on(date(2026, 7, 1)).get() == new
    assert not ItemVersion.objects.on(date(2025, 12, 31)).exists()


def test_known_on_also_gives_what_has_ended_but_nothing_to_come():
    make_item("A-1", valid_to=date(2026, 6, 30))
    current = make_item("A-1", valid_from=date(2026, 7, 1))
    ended = make_item("A-2", valid_to=date(2026, 8, 14))
    make_item("A-3", valid_from=date(2027, 1, 1))
    assert set(ItemVersion.objects.known_on(DAY)) == {current, ended}
    assert ended.has_ended(DAY) and ended.ended_on == date(2026, 8, 15)
    assert not current.has_ended(DAY) and current.ended_on is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "《浙江省城市市容和环境卫生管理条例》第十六条第三款"),
        ({"basis_paragraph": None}, "《浙江省城市市容和环境卫生管理条例》第十六条"),
        (
            {"basis_article": 1132, "basis_paragraph": 1, "basis_item": 2},
            "《浙江省城市市容和环境卫生管理条例》第一千一百三十二条第一款第（二）项",
        ),
    ],
)
def test_basis_text(given, words):
    assert make_item(**given).basis_text() == words


@pytest.mark.parametrize(
    ("given", "words", "limits"),
    [
        ({"fine_max": 50}, "50 元以下", (0, 50)),
        ({"fine_min": 500, "fine_max": 3000}, "500～3,000 元", (500, 3000)),
        ({"fine_min": 50, "fine_max": 50}, "50 元", (50, 50)),
        ({"fine_mode": "NONE", "fine_min": None, "fine_max": None}, "无罚款", (None, None)),
        (
            {"fine_mode": "PERCENT", "fine_min": Decimal("0.5"), "fine_max": 1, "base": "工程造价"},
            "工程造价的 0.5～1%",
            (None, None),
        ),
        (
            {"fine_mode": "MULTIPLE", "fine_min": 1, "fine_max": 5, "base": "违法所得"},
            "违法所得的 1～5 倍",
            (None, None),
        ),
        (
            {"fine_mode": "PER_UNIT", "fine_min": 0, "fine_max": 30, "fine_unit": "元每平方米"},
            "30 元每平方米以下",
            (None, None),
        ),
    ],
)
def test_fines_in_words_and_for_the_law(given, words, limits):
    version = make_item(**given)
    assert version.fine_words == words
    assert version.fine_range == limits


def test_what_the_law_wants_to_know():
    law = make_statute(valid_from=date(2016, 1, 1), repealed_on=date(2026, 8, 15))
    version = make_item(statute=law, kinds=["WARNING", "FINE"])
    assert version.penalty_kinds == (PenaltyKind.WARNING, PenaltyKind.FINE)
    assert version.law_repealed_on == date(2026, 8, 15)
    assert make_item().law_repealed_on is None


@pytest.mark.parametrize(
    "given",
    [
        {"fine_min": 60, "fine_max": 50},
        {"fine_min": -1},
        {"fine_mode": "NONE"},
        {"valid_to": date(2025, 1, 1)},
    ],
)
def test_the_database_refuses_what_cannot_be(given):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_item(**given)


@pytest.fixture
def city():
    return make_city()


def test_T_103a_a_town_acts_on_what_it_holds_that_day(city):
    version = make_item()
    make_devolution(version, city.chumen, valid_to=date(2026, 10, 31))
    enforceable = ItemVersion.objects.enforceable_by
    assert enforceable(city.chumen, date(2026, 10, 31)).get() == version
    assert not enforceable(city.chumen, date(2026, 11, 1)).exists()
    assert not enforceable(city.chumen, date(2025, 12, 31)).exists()


def test_T_402b_two_towns_with_different_lists(city):
    version = make_item()
    make_devolution(version, city.chumen)
    assert ItemVersion.objects.enforceable_by(city.chumen, DAY).exists()
    assert not ItemVersion.objects.enforceable_by(city.dachen, DAY).exists()


def test_the_bureau_and_its_squads_hold_the_comprehensive_items(city):
    comprehensive = make_item()
    make_item(catalogue="OTHER")
    make_item(valid_to=date(2026, 8, 14))
    for team in (city.bureau, city.squad):
        assert ItemVersion.objects.enforceable_by(team, DAY).get() == comprehensive
    for team in (city.justice, city.centre, city.office, city.city):
        assert not ItemVersion.objects.enforceable_by(team, DAY).exists()


def test_devolving_many_at_once_and_twice(city, at):
    items = [make_item().item for _ in range(3)]
    teams = [city.chumen, city.dachen]
    given = {"valid_from": date(2026, 1, 1), "document": "玉政发〔2026〕1号", "by": None, "at": at}
    assert len(devolve(items=items, teams=teams, **given)) == 6
    assert devolve(items=items, teams=teams, **given) == []
    entry = Entry.objects.get(verb="lists.devolve")
    assert entry.data["count"] == 6 and entry.data["teams"] == ["331002101", "331083102"]


def test_recalling_ends_and_keeps(city, at):
    version = make_item()
    make_devolution(version, city.chumen)
    given = {
        "items": [version.item],
        "teams": [city.chumen],
        "document": "玉政发〔2026〕9号",
        "by": None,
        "at": at,
    }
    ended = recall(last_day=date(2026, 12, 31), **given)
    assert [row.valid_to for row in ended] == [date(2026, 12, 31)]
    assert recall(last_day=date(2026, 12, 31), **given) == []
    assert ItemVersion.objects.enforceable_by(city.chumen, date(2026, 12, 31)).exists()
    assert not ItemVersion.objects.enforceable_by(city.chumen, date(2027, 1, 1)).exists()
    again = devolve(
        items=[version.item],
        teams=[city.chumen],
        valid_from=date(2027, 6, 1),
        document="再次公布",
        by=None,
        at=at,
    )
    assert len(again) == 1 and Devolution.objects.count() == 2


def test_devolving_needs_a_document_and_the_county(city, at):
    items = [make_item().item]
    county = make_officer(Role.ADMINISTRATOR, city.yuhuan)
    given = {"items": items, "valid_from": DAY, "at": at}
    with pytest.raises(Refused, match="没有写公布文件"):
        devolve(teams=[city.chumen], document=" ", by=county, **given)
    with pytest.raises(PermissionDenied, match="大陈镇"):
        devolve(teams=[city.chumen, city.dachen], document="文件", by=county, **given)
    with pytest.raises(PermissionDenied):
        devolve(teams=[city.chumen], document="文件", by=make_officer(), **given)
    assert not Devolution.objects.exists()
    assert len(devolve(teams=[city.chumen], document="文件", by=county, **given)) == 1


def test_T_113d_the_benchmark_of_the_day_and_place_governs(city):
    version = make_item()
    given = {"item": version.item, "basis_law": "某条例", "article": "第一条", "issuer": "测试"}
    make = DiscretionBenchmark.objects.create
    older = make(code="B", valid_from=date(2025, 1, 1), valid_to=date(2026, 6, 30), path="3310", **given)
    newer = make(code="B", valid_from=date(2026, 7, 1), path="3310", **given)
    county = make(code="C", valid_from=date(2026, 9, 1), path="331083", **given)
    make(code="D", valid_from=date(2020, 1, 1), path="4407", **given)
    governing = DiscretionBenchmark.objects.governing
    assert list(governing(version.item, date(2026, 6, 20), "331083102")) == [older]
    assert list(governing(version.item, DAY, "331083102")) == [county, newer]
    assert list(governing(version.item, DAY, "331002101")) == [newer]


def test_lists_are_read_by_whoever_may_read_items_and_reports_by_administrators(city, at):
    version = make_item()
    make_devolution(version, city.chumen)
    DiscretionBenchmark.objects.create(
        code="B", basis_law="某条例", article="第一条", issuer="测试", path="3310", valid_from=DAY
    )
    ImportReport.objects.create(kind="items", name="x", content=b"", sha256="0", day=DAY, made_at=at)
    officer, auditor = make_officer(), make_officer(Role.AUDITOR, city.city)
    gone = make_officer(post={"valid_to": date(2026, 11, 1)})
    for model in (PowerItem, ItemVersion, Devolution, DiscretionBenchmark):
        assert model.objects.visible_to(officer, DAY).count() == 1
        assert not model.objects.visible_to(auditor, DAY).exists()
        assert not model.objects.visible_to(gone, DAY).exists()
    administrator = make_officer(Role.ADMINISTRATOR, city.city)
    assert ImportReport.objects.visible_to(administrator, DAY).count() == 1
    for other in (officer, auditor, gone, make_officer(Role.HEAD)):
        assert not ImportReport.objects.visible_to(other, DAY).exists()


def test_a_unit_without_an_agency_may_act_on_nothing():
    make_item()
    versions = ItemVersion.objects.with_mine([], DAY)
    assert [version.mine for version in versions] == [False]
    assert not versions.filter(mine=True).exists()
    make_team()
