"""The tree, its import, the agencies beside the towns, and the modes."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from enforcement.errors import Refused
from enforcement.journal.models import Entry
from enforcement.teams import divisions, paths, services
from enforcement.teams.models import Team, TeamMode
from enforcement.teams.roles import Role
from tests.factories import AT, DAY, FROM, make_city, make_officer, make_team

SOURCE = Path(settings.BASE_DIR).parent / "shared" / "data" / "taizhou_divisions.csv"


def whole_city():
    services.import_divisions(by=None, at=AT)
    services.add_agencies(by=None, at=AT)


@pytest.mark.django_db
def test_import_takes_nine_counties_130_towns_and_six_zones():
    report = services.import_divisions(by=None, at=AT)

    assert (report.count("新增"), report.count("未采用")) == (146, 0)
    kinds = Counter(Team.objects.values_list("kind", flat=True))
    assert kinds == {"CITY": 1, "COUNTY": 9, "STREET": 45, "TOWNSHIP": 85, "ZONE": 6}
    assert Team.objects.filter(ranked=True).count() == 130
    chumen = Team.objects.get(name="楚门镇")
    assert (chumen.full_name, chumen.mark, chumen.parent.name) == ("楚门镇人民政府", "玉楚综执", "玉环市")
    assert Team.objects.get(name="海门街道").full_name == "海门街道办事处"


@pytest.mark.django_db
def test_import_twice_gives_the_same():
    whole_city()
    before, entries = list(Team.objects.order_by("path").values()), Entry.objects.count()

    assert services.import_divisions(by=None, at=AT).count("未变") == 146
    services.add_agencies(by=None, at=AT)

    assert list(Team.objects.order_by("path").values()) == before
    assert Entry.objects.count() == entries


@pytest.mark.django_db
def test_import_renames_and_keeps_the_mark():
    services.import_divisions(by=None, at=AT)
    rows = divisions.read_divisions()
    for _, row in rows:
        if row["code"] == "331083102":
            row["name"] = "新楚门镇"

    report = services.import_divisions(rows=rows, by=None, at=AT)

    assert [row[1] for row in report.rows if row[2] == "更新"] == ["331083102"]
    chumen = Team.objects.get(path="331083102")
    assert (chumen.full_name, chumen.mark) == ("新楚门镇人民政府", "玉楚综执")


BROKEN = [
    ({"code": "33108310", "name": "某镇", "level": "township", "parent_code": "331083"}, "不是 9 位数字"),
    (
        {"code": "３３１０８３１９９", "name": "某镇", "level": "township", "parent_code": "331083"},
        "不是 9 位",
    ),
    ({"code": "331083199", "name": " ", "level": "township", "parent_code": "331083"}, "没有名称"),
    ({"code": "331083199", "name": "某镇", "level": "village", "parent_code": "331083"}, "不认识"),
    ({"code": "331083199", "name": "某镇", "level": "township", "parent_code": "331099"}, "不在表中"),
    ({"code": "331083199", "name": "某镇", "level": "township", "parent_code": "331002"}, "不在上级"),
    ({"code": "331083102", "name": "某镇", "level": "township", "parent_code": "331083"}, "重复"),
    ({"code": None, "name": None, "level": None, "parent_code": None}, "不认识"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "why"), BROKEN, ids=[why for _, why in BROKEN])
def test_broken_row_is_refused_with_its_reason_and_the_rest_taken(row, why):
    report = services.import_divisions(rows=[*divisions.read_divisions(), (999, row)], by=None, at=AT)

    [(line, _, _, reason)] = [one for one in report.rows if one[2] == "未采用"]
    assert line == 999 and why in reason
    assert Team.objects.count() == 146


@pytest.mark.skipif(not SOURCE.exists(), reason="要有 ../shared/data 才能与来源核对")
def test_shipped_sheet_is_the_source():
    assert divisions.read_divisions() == divisions.read_divisions(SOURCE)


@pytest.mark.django_db
def test_every_mark_is_given_once():
    whole_city()

    marks = list(Team.objects.exclude(mark="").values_list("mark", flat=True))
    # towns, county departments, the city's guidance office
    assert len(marks) == len(set(marks)) == 130 + 9 + 1


@pytest.mark.django_db
def test_agencies_hang_on_their_government():
    whole_city()

    bureau = Team.objects.get(path="331083901")
    assert (bureau.full_name, bureau.mark, bureau.parent.path) == ("玉环市综合行政执法局", "玉综执", "331083")
    assert Team.objects.get(path="331002901").full_name == "台州市椒江区综合行政执法局"
    assert Team.objects.get(path="331000901").parent.path == "3310"
    assert Team.objects.filter(kind="CENTRE").count() == 9


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("3310", ""),
        ("331083", "3310"),
        ("331083102", "331083"),
        ("33108310201", "331083102"),
        ("331000901", "3310"),
    ],
)
def test_parents_by_path(path, above):
    assert paths.parent_of(path) == above


@pytest.mark.django_db
def test_g11_modes_are_93_13_24_and_marked_as_invented():
    whole_city()

    services.set_demonstration_modes(valid_from=FROM, by=None, at=AT)
    before = list(TeamMode.objects.order_by("pk").values())
    services.set_demonstration_modes(valid_from=FROM, by=None, at=AT)

    assert Counter(TeamMode.objects.values_list("mode", flat=True)) == {
        "EMPOWERED": 93,
        "STATIONED": 13,
        "SERVED": 24,
    }
    assert list(TeamMode.objects.order_by("pk").values()) == before
    assert not TeamMode.objects.filter(invented=False).exists()
    for row in TeamMode.objects.exclude(mode="EMPOWERED").select_related("team", "served_by"):
        assert row.served_by.county_path == row.team.county_path


@pytest.mark.django_db
def test_a_new_mode_ends_the_one_before():
    city = make_city()

    services.set_mode(
        town=city.chumen, mode="SERVED", served_by=city.squad, valid_from=date(2026, 12, 1), by=None, at=AT
    )

    modes = [(row.mode, row.valid_from, row.valid_to) for row in city.chumen.modes.order_by("valid_from")]
    assert modes == [("EMPOWERED", FROM, date(2026, 11, 30)), ("SERVED", date(2026, 12, 1), None)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("town", "mode", "by_whom", "day"),
    [
        ("bureau", "EMPOWERED", None, DAY),
        ("chumen", "EMPOWERED", "squad", DAY),
        ("chumen", "SERVED", None, DAY),
        ("dachen", "SERVED", "squad", DAY),
        ("chumen", "SERVED", "squad", FROM),
    ],
)
def test_impossible_modes_are_refused_and_change_nothing(town, mode, by_whom, day):
    city = make_city()
    before = list(TeamMode.objects.order_by("pk").values())

    with pytest.raises(Refused):
        served_by = getattr(city, by_whom) if by_whom else None
        services.set_mode(
            town=getattr(city, town), mode=mode, served_by=served_by, valid_from=day, by=None, at=AT
        )

    assert list(TeamMode.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_only_the_administrator_of_the_area_sets_modes():
    city = make_city()
    stranger = make_officer(Role.ADMINISTRATOR, city.jiaojiang)

    with pytest.raises(PermissionDenied):
        services.set_mode(
            town=city.chumen, mode="SERVED", served_by=city.squad, valid_from=DAY, by=stranger, at=AT
        )


@pytest.mark.django_db
def test_squad_under_a_squad_is_refused():
    with pytest.raises(Refused, match="不能设中队"):
        services.add_squad(agency=make_team("33108390101"), number=1, name="二中队", by=None, at=AT)
