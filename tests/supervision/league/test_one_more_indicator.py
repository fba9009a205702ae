"""One declaration, and a further indicator stands in table, causes, definitions, records, API and export."""

import io
from datetime import timedelta

import pytest
from django.db.models import Q
from python_calamine import CalamineWorkbook
from rest_framework.test import APIClient

from cases.models import Case
from enforcement.errors import Refused
from enforcement.law.metrics import Measure
from enforcement.teams.roles import Role
from supervision.league.definitions import Dimension, Direction, Level, Method
from supervision.league.indicators import catalogue
from supervision.league.indicators.declaration import CATALOGUE, Flow, Indicator, declare
from supervision.league.models import Snapshot
from supervision.league.services import computing, publishing
from tests.factories import make_officer
from tests.supervision.league.reading import signed_in
from tests.supervision.league.records import MONDAY, WEEK, League

NAME = "地点填写率"


def located(scope):
    start, cut = scope.span
    return Case.objects.filter(opened_at__gte=start, opened_at__lt=cut)


def further(**given):
    return Indicator(
        **{
            "id": "X1",
            "dimension": Dimension.SYSTEM,
            "name": NAME,
            "numerator": "填写了地点的案件",
            "denominator": "本期登记的案件",
            "source": "案件",
            "direction": Direction.UP,
            "sources": (
                Flow(
                    "case",
                    located,
                    lambda scope: Q(opened_at__gte=scope.start),
                    hit=lambda scope: ~Q(place=""),
                ),
            ),
            "missed": "没有填写地点的案件",
            "defaults": {"method": Method.ATTAIN, "weight": 100, "target": 100, "yellow": 95, "red": 90},
        }
        | given
    )


@pytest.fixture
def declared():
    catalogue()
    yield declare(further())
    del CATALOGUE["X1"]


@pytest.fixture
def league(db, declared):
    """A city under rules that knew nothing of the indicator, with two published weeks."""
    del CATALOGUE["X1"]
    league = League()
    CATALOGUE["X1"] = declared
    city = league.city
    for week in (0, 1):
        day = MONDAY - timedelta(weeks=1 - week)
        league.log(city.haimen, 20, day=day)
        league.log(city.chumen, 20 - 5 * week, day=day)
        if week:
            league.log(city.chumen, 5, day=day, place="")
    for period in (WEEK.previous, WEEK):
        computing.cut(period, at=period.cut_off, levels=(Level.TOWN,))
        publishing.publish(period, at=period.publish_at)
    return league


def test_it_stands_everywhere_without_another_line(league):
    office, chumen = league.office, league.city.chumen
    snapshot = Snapshot.objects.get(period=WEEK.key)
    standing = snapshot.standings.get(path=chumen.path)
    result = standing.results.get(indicator="X1")
    assert (result.n, result.of, len(result.misses)) == (15, 20, 5)
    assert standing.dimensions["SYSTEM"] == 75.0
    assert abs(sum(row.points for row in standing.results.all()) - standing.total) < 0.01

    client = signed_in(office)
    table = f"/league/{WEEK.key}/?level=TOWN&group=EMPOWERED"
    opened = client.get(f"{table}&open={chumen.path}").content.decode()
    assert NAME in opened and f"/league/{WEEK.key}/{chumen.path}/X1/" in opened
    for address in (f"/league/{WEEK.key}/{chumen.path}/", "/league/rules/", "/league/rules/new/"):
        assert NAME in client.get(address).content.decode(), address
    records = client.get(f"/league/{WEEK.key}/{chumen.path}/X1/").content.decode()
    assert "没有填写地点的案件" in records and "乱扔" in records

    program = APIClient()
    program.force_authenticate(office)
    assert NAME in program.get(f"/api/league/definitions/{snapshot.rules_id}/").content.decode()
    assert '"X1"' in program.get(f"/api/league/standings/{standing.pk}/").content.decode()

    book = client.get(f"/league/{WEEK.key}/table.xlsx?level=TOWN&group=EMPOWERED")
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(book) if book.streaming else book.content))
    told = sheets.get_sheet_by_index(1).to_python()
    assert any(NAME in row for row in told)


def test_the_causes_name_it(league):
    """楚门镇 lost places by it alone: the opened row says so first."""
    client = signed_in(make_officer(Role.OFFICER, league.city.chumen))
    opened = client.get(f"/league/{WEEK.key}/?level=TOWN&group=EMPOWERED&open={league.city.chumen.path}")
    text = opened.content.decode()
    assert text.index(NAME) < text.index("合计") and "看 5 件" in text


@pytest.mark.parametrize(
    "given",
    [
        {"measures": frozenset({Measure.CASE_COUNT})},
        {"measures": frozenset({Measure.FINE_AMOUNT})},
        {"name": "人均罚款额", "numerator": "fine_amount"},
        {"name": "系统登录率", "numerator": "登录次数", "denominator": ""},
    ],
)
def test_what_the_law_forbids_cannot_be_declared(given):
    with pytest.raises(Refused) as refused:
        declare(further(**given))
    assert {finding.rule for finding in refused.value.findings} == {"R-145"}
    assert "X1" not in CATALOGUE
