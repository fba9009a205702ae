"""The records behind a number: those that the reader may see, and the count of the others said plainly."""

from datetime import timedelta

import pytest

from cases.models import Case, Review
from enforcement.teams.roles import Role
from evidence.models import Piece
from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.models import Result, Snapshot
from supervision.league.pages.records import COUNTED, KINDS
from supervision.league.services import computing, publishing
from tests.cases.factories import make_item
from tests.factories import make_officer
from tests.supervision.league.reading import signed_in, words
from tests.supervision.league.records import HOUR, WEEK, League

pytestmark = pytest.mark.django_db


@pytest.fixture
def league():
    """A week in which 楚门镇 logged five of twenty cases too late, one of them a minor's."""
    made = League()
    made.log(made.city.haimen, 20)
    made.log(made.city.chumen, 15)
    made.late = made.log(made.city.chumen, 5, delay=30 * HOUR)
    made.minor = made.late[0]
    Case.objects.filter(pk=made.minor.pk).update(sensitivity="MINOR")
    type(made.minor.dossier).objects.filter(pk=made.minor.dossier_id).update(sensitivity="MINOR")
    computing.cut(WEEK, at=WEEK.cut_off, levels=(Level.TOWN, Level.COUNTY, Level.CITY))
    publishing.publish(WEEK, at=WEEK.publish_at)
    return made


def records_page(officer, path="331083102", indicator="P1", query=""):
    answer = signed_in(officer).get(f"/league/2026-W46/{path}/{indicator}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def links(page, records):
    return {record.pk for record in records if f'href="/cases/{record.pk}/"' in page}


def test_the_own_units_officer_sees_its_records_but_not_a_strangers_minor(league):
    page = records_page(make_officer(Role.OFFICER, league.city.chumen))
    assert links(page, league.late) == {case.pk for case in league.late[1:]}
    said = words(page)
    assert "案件 5 件 可查阅 4 件" in said
    assert "其中 1 条不在您的查阅范围内" in said


def test_a_supervisor_of_the_city_sees_them_all(league):
    page = records_page(make_officer(Role.SUPERVISOR, league.city.city_supervision))
    assert links(page, league.late) == {case.pk for case in league.late}
    assert "查阅范围" not in page


def test_another_towns_officer_learns_the_number_and_nothing_else(league):
    page = records_page(make_officer(Role.OFFICER, league.city.haimen))
    assert links(page, league.late) == set()
    assert "5 件都不在您的查阅范围内" in words(page)
    for case in league.late:
        assert case.title not in page
        assert case.handler.name not in page


def test_the_frozen_records_stay_whatever_happens_later(league):
    Case.objects.filter(pk=league.late[1].pk).update(opened_at=league.late[1].discovered_at + HOUR)
    page = records_page(make_officer(Role.SUPERVISOR, league.city.city_supervision))
    assert links(page, league.late) == {case.pk for case in league.late}


def test_the_county_and_the_city_lead_to_the_same_records(league):
    zhou = make_officer(Role.SUPERVISOR, league.city.city_supervision)
    for path in ("331083", "3310"):
        assert links(records_page(zhou, path), league.late) == {case.pk for case in league.late}


def test_many_records_stand_on_pages(league):
    more = league.log(league.city.chumen, 60, delay=30 * HOUR)
    row = Result.objects.get(standing__path="331083102", indicator="P1")
    row.misses = [["case", case.pk] for case in more]
    row.save()
    zhou = make_officer(Role.SUPERVISOR, league.city.city_supervision)
    first, second = records_page(zhou), records_page(zhou, query="?page=2")
    assert len(links(first, more)) == 50
    assert links(first, more) | links(second, more) == {case.pk for case in more}
    assert not links(first, more) & links(second, more)
    assert 'rel="next"' in first and 'rel="next"' not in second
    assert links(records_page(zhou, query="?page=0"), more) == links(first, more)


def test_the_page_asks_the_same_however_many(league, django_assert_max_num_queries):
    zhou = make_officer(Role.SUPERVISOR, league.city.city_supervision)
    client = signed_in(zhou)
    client.get("/league/2026-W46/331083102/P1/")
    with django_assert_max_num_queries(12):
        client.get("/league/2026-W46/331083102/P1/")


def test_no_misses_say_so(league):
    page = records_page(make_officer(Role.OFFICER, league.city.chumen), indicator="T4")
    assert "没有失分记录" in page


def everything(league):
    """Return one record of each kind that the indicators count."""
    [review] = league.review(league.city.chumen, done=None)
    piece = Piece.objects.order_by("pk").first() or a_piece(league)
    post = league.crews[league.city.chumen.pk][0].posts.get()
    return {
        "case": league.late[1].pk, "review": review.pk, "piece": piece.pk, "item": league.item.item_id,
        "post": post.pk, "field": 39,
    }  # fmt: skip


def a_piece(league):
    case = league.late[1]
    at = case.opened_at
    return Piece.objects.create(
        dossier=case.dossier, path=case.path, serial=1, kind="AUDIOVISUAL", title="现场照片", file="",
        sha256="", sm3="", size=1, media_type="image/jpeg", original_name="1.jpg", captured_at=at - timedelta(hours=1),
        time_source="SERVER", received_at=at, received_by=case.handler,
    )  # fmt: skip


def test_every_kind_that_an_indicator_names_has_its_rows(league):
    found = everything(league)
    row = Result.objects.get(standing__path="331083102", indicator="P1")
    row.misses = sorted([kind, key] for kind, key in found.items())
    row.save()
    page = records_page(make_officer(Role.HEAD, league.city.chumen))
    said = words(page)
    for kind in found.keys() & KINDS.keys():
        assert KINDS[kind].name in said, kind
    assert "现场照片" in said and "未完成" in said and "领域 1 个" in said
    assert f"/items/{league.item.item.code}/" in page
    assert Review.objects.filter(pk=found["review"]).exists()


def test_the_catalogue_names_no_kind_that_nobody_can_show():
    named = {source.kind for indicator in catalogue().values() for source in indicator.sources}
    assert named <= KINDS.keys() | COUNTED.keys()


def test_a_table_that_waits_shows_no_records_either(league):
    Snapshot.objects.update(state="CUT", published_at=None)
    officer = make_officer(Role.OFFICER, league.city.chumen)
    assert signed_in(officer).get("/league/2026-W46/331083102/P1/").status_code == 404


def test_fields_without_an_item_are_explained_where_their_number_opens(league):
    make_item(code="ZJ-1")
    Result.objects.filter(standing__path="331083102", indicator="P1").update(
        misses=[["field", "FIELD-1"], ["field", "FIELD-2"]]
    )
    said = words(records_page(make_officer(Role.OFFICER, league.city.chumen)))
    assert "领域 2 个" in said and "2 个在本市清单里没有一项综合执法事项" in said
    assert "市容环卫" in said  # what there is stands there by its name
