"""The table as a file: what is on the page, no more and no less, and what is needed to read it (T25)."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from enforcement.journal.models import Entry
from enforcement.teams.models import Team
from enforcement.teams.roles import Role
from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.models import Standing
from supervision.league.pages.exporting import harmless
from tests.factories import make_officer
from tests.supervision.league.reading import lines, signed_in

pytestmark = pytest.mark.django_db
WEEK = "/league/2026-W46/"
VIEWS = ["group=EMPOWERED", "group=ALL&sort=-PLATFORM", "group=SERVED&size=SMALL", "level=COUNTY"]


@pytest.fixture
def office(weeks):
    return signed_in(make_officer(Role.CITY_OFFICE, Team.objects.get(path="331000901"), name="陈九"))


def page_rows(client, query):
    """Return (place, name, six dimensions, total) of the rows of a page, as texts."""
    rows = lines(client.get(f"{WEEK}?{query}").content.decode())
    return [
        (row.cells[0], row.name, *row.cells[3:10]) if row.rank else ("--", row.name) for row in rows
    ]  # fmt: skip


def sheet(answer, name):
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_name(name).to_python()


def text(cell, digits=2):
    return "--" if cell in (None, "") else cell if isinstance(cell, str) else f"{cell:.{digits}f}"


@pytest.mark.parametrize("query", VIEWS)
def test_the_spreadsheet_has_the_rows_of_the_page(office, query):
    answer = office.get(f"{WEEK}table.xlsx?{query}")
    head, *rows = sheet(answer, "排名")
    assert head[:4] == ["位次", "升降", "单位", "县（市、区）"]
    told = [
        (text(row[0], 0), row[2], *map(text, row[4:11])) if row[0] else ("--", row[2]) for row in rows
    ]  # fmt: skip
    assert told == page_rows(office, query)
    assert all(isinstance(row[10], float | int) for row in rows if row[0])


@pytest.mark.parametrize("query", VIEWS)
def test_the_text_file_has_the_rows_of_the_page(office, query):
    content = office.get(f"{WEEK}table.csv?{query}").content
    assert content.startswith(b"\xef\xbb\xbf")
    _, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    told = [(row[0], row[2], *map(text, row[4:11])) if row[0] else ("--", row[2]) for row in rows]
    assert told == page_rows(office, query)


def test_T25_the_second_sheet_says_what_the_numbers_mean(office, weeks):
    snapshot = weeks[Level.TOWN]
    answer = office.get(f"{WEEK}table.xlsx?group=SERVED&sort=-total")
    rows = sheet(answer, "口径")
    about = {row[0]: row[1] for row in rows if row[1] != ""}
    page = office.get(f"{WEEK}?group=SERVED").content.decode()
    assert about["数据截止"] == "2026-11-15 24:00"
    assert about["快照"] == "W46-1"
    assert about["数据截止"] in page and about["快照"] in page
    assert about["快照编号"] == str(snapshot.pk)
    assert about["快照摘要"] == snapshot.digest
    assert (about["同类"], about["排序"]) == ("辐射镇街", "按总分，倒序")
    assert about["导出人"].startswith("陈九")
    assert about["导出时间"] == "2026-11-20 10:00:00"
    defined = {row[2]: row for row in rows if row[2] in catalogue()}
    assert set(defined) == set(catalogue())
    kept = snapshot.rules.lines.get(indicator="P1")
    assert (defined["P1"][8], defined["P1"][9]) == (float(kept.weight), float(kept.target))
    assert defined["P1"][4] == catalogue()["P1"].formula


def test_the_sheet_of_counts_has_n_and_N_of_every_indicator(office, weeks):
    head, *rows = sheet(office.get(f"{WEEK}table.xlsx?group=EMPOWERED"), "指标 n 和 N")
    assert head[:9] == ["单位", "县（市、区）", "位次", "维度", "指标", "名称", "分子 n", "分母 N", "取数"]
    told = {(row[0], row[1], row[4]): (row[6], row[7], row[8]) for row in rows}
    kept = Standing.objects.filter(snapshot=weeks[Level.TOWN], group="EMPOWERED", ranked=True).first()
    results = kept.results.exclude(status="NOT_APPLICABLE")
    assert results and all(
        told[kept.name, kept.county, each.indicator]
        == (float(each.n), float(each.of), "近12周" if each.rolled else "本期")
        for each in results
    )


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_taking_a_table_away_is_written_down(office, weeks, form):
    before = Entry.objects.filter(verb="league.exported").count()
    answer = office.get(f"{WEEK}table.{form}?group=STATIONED")
    [entry] = Entry.objects.filter(verb="league.exported").order_by("pk")[before:]
    assert (entry.data["form"], entry.data["rows"], entry.data["group"]) == (form, 13, "STATIONED")
    assert entry.actor.name == "陈九"
    assert f".{form}" in answer["Content-Disposition"]


def test_a_name_is_no_formula(office, weeks):
    evil = '=HYPERLINK("http://x","y")'
    Standing.objects.filter(snapshot=weeks[Level.TOWN], path="331083102").update(name=evil)
    assert f"'{evil}" in office.get(f"{WEEK}table.csv").content.decode().replace('""', '"')
    cells = [cell for row in sheet(office.get(f"{WEEK}table.xlsx"), "排名") for cell in row]
    assert cells.count(evil) == 1  # a text, or the reader would give its result
    assert [harmless(each) for each in ("+1", "-1", "@a", "楚门镇", 3)] == ["'+1", "'-1", "'@a", "楚门镇", 3]


def test_no_other_form(office):
    assert office.get(f"{WEEK}table.pdf").status_code == 404
    assert office.get("/league/2026-W47/table.csv").status_code == 404
