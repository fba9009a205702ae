"""The table and the row that opens in it: who stands in it, what it says, what it costs."""

import re
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enforcement.teams.models import Team
from enforcement.teams.roles import Role
from supervision.league.definitions import Level
from supervision.league.models import Snapshot
from supervision.league.pages import access as choosing
from supervision.league.pages.numbers import number_words
from supervision.league.periods import parse
from supervision.league.services import publishing
from tests.conftest import AT
from tests.factories import make_officer
from tests.supervision.league import city
from tests.supervision.league.conftest import IDLE
from tests.supervision.league.reading import compressed, lines, nodes, opened, signed_in, words

pytestmark = pytest.mark.django_db
WEEK = "/league/2026-W46/"
CHUMEN = "331083102"


def team(path):
    return Team.objects.get(path=path)


@pytest.fixture
def office(weeks):
    return signed_in(make_officer(Role.CITY_OFFICE, team("331000901")))


@pytest.fixture
def officer(weeks):
    return signed_in(make_officer(Role.OFFICER, team(CHUMEN)))


def page_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize(
    ("group", "number"), [("EMPOWERED", 93), ("STATIONED", 13), ("SERVED", 24), ("ALL", 130)]
)
def test_a_group_is_shown_whole_and_ranked_by_itself(office, weeks, group, number):
    rows = lines(page_of(office, f"{WEEK}?level=TOWN&group={group}"))
    held = weeks[Level.TOWN].standings.all()
    own = {row.path: row for row in held if group in ("ALL", row.group)}
    assert len(rows) == number
    assert {row.path for row in rows} == set(own)
    for row in rows:
        kept = own[row.path]
        assert row.rank == (kept.rank_overall if group == "ALL" else kept.rank)
        assert row.rank is None or row.total == kept.total


def test_the_view_of_all_units_says_what_it_is(office):
    assert "全部单位（不分类，仅供查阅）" in page_of(office, f"{WEEK}?group=ALL")


def test_rows_stand_in_order_and_ties_share_a_place(office):
    rows = [row for row in lines(page_of(office, WEEK)) if row.rank]
    assert [row.total for row in rows] == sorted((row.total for row in rows), reverse=True)
    for row in rows:
        assert row.rank == 1 + sum(other.total > row.total for other in rows)
    assert max(Counter(row.total for row in rows).values()) > 1  # a tie is there to be shared


def test_the_change_is_a_word(office):
    said = {row.cells[1] for row in lines(page_of(office, WEEK))}
    assert all(re.fullmatch(r"升\d+|降\d+|平|新|", word) for word in said), said
    assert any(word.startswith("升") for word in said) and any(word.startswith("降") for word in said)


def test_a_unit_without_records_stands_below_with_its_reason(office):
    last = lines(page_of(office, f"{WEEK}?group=SERVED"))[-1]
    assert (last.path, last.rank) == (IDLE, None)
    assert "没有可以计分的记录" in last.cells[3]
    page = page_of(office, f"{WEEK}{IDLE}/")
    assert "本期不参评" in page


def test_a_small_sample_is_marked_with_its_number(office, weeks):
    page = page_of(office, WEEK)
    marked = [row for row in lines(page) if "样本少" in row.cells[-1]]
    assert marked
    kept = weeks[Level.TOWN].standings.get(path=marked[0].path)
    few = kept.results.filter(of__lt=10, status__in=("SCORED", "SMALL"))
    least = min(row.of for row in few if row.indicator != "L4")
    assert f"n={least}" in marked[0].cells[-1]
    assert 'class="num dim few"' in page


@pytest.mark.parametrize("sort", ["PLATFORM", "-PLATFORM", "total", "change", "-name", "light"])
def test_sorting_keeps_the_official_place(office, sort):
    plain = {row.path: row.cells for row in lines(page_of(office, WEEK))}
    page = page_of(office, f"{WEEK}?sort={sort}")
    rows = lines(page)
    assert {row.path: row.cells for row in rows} == plain
    assert [row.path for row in rows] != list(plain) or sort == "total"
    assert page.count("aria-sort=") == 1
    if sort.endswith("PLATFORM"):
        values = [Decimal(row.cells[6]) for row in rows if row.rank and row.cells[6] != "--"]
        assert values == sorted(values, reverse=sort == "PLATFORM")


def test_what_makes_no_sense_is_as_if_it_were_not_there(office):
    plain = lines(page_of(office, WEEK))
    assert (
        lines(page_of(office, f"{WEEK}?level=MOON&group=NONE&size=x&sort=money&version=99999&open=1"))
        == plain
    )
    for address in ("/league/2026-W60/", "/league/2026-13/", "/league/1999-W01/"):
        page_of(office, address, 404)


def test_a_size_shows_some_rows_with_their_own_places(office, weeks):
    shown = lines(page_of(office, f"{WEEK}?size=SMALL"))
    assert {row.path for row in shown} == {
        row.path for row in weeks[Level.TOWN].standings.filter(group="EMPOWERED", size="SMALL")
    }
    assert lines(page_of(office, f"{WEEK}?size=LARGE")) == []
    assert "没有符合条件的单位" in page_of(office, f"{WEEK}?size=LARGE")


@pytest.mark.parametrize(("level", "number"), [("CITY", 1), ("COUNTY", 9), ("DEPARTMENT", 9)])
def test_every_level_has_its_table(office, level, number):
    page = page_of(office, f"{WEEK}?level={level}")
    assert len(lines(page)) == number
    assert ("均值" in words(page)) == (number > 1 and level != "DEPARTMENT")


# -- what it costs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["group=EMPOWERED", "group=ALL", f"group=EMPOWERED&open={CHUMEN}"])
def test_ten_statements_however_many_units(office, django_assert_max_num_queries, query):
    page_of(office, WEEK)
    with django_assert_max_num_queries(10):
        page_of(office, f"{WEEK}?level=TOWN&{query}")


def test_a_sealed_table_is_read_once_and_its_state_every_time(office, weeks):
    def asked():
        with CaptureQueriesContext(connection) as statements:
            page = page_of(office, f"{WEEK}?level=TOWN")
        return sum("supervision_standing" in each["sql"] for each in statements), page

    (first, before), (again, _) = asked(), asked()
    assert (first, again) == (2, 0)
    Snapshot.objects.filter(pk=weeks[Level.TOWN].pk).update(state="FINAL")
    at_last = asked()
    assert at_last[0] == 0 and "定稿" not in words(before) and "定稿" in words(at_last[1])
    assert lines(at_last[1]) == lines(before)


def test_Q17_the_page_is_light(office, record_property):
    page = page_of(office, f"{WEEK}?group=ALL&open={CHUMEN}")
    said = f"{compressed(page) / 1000:.1f} kB compressed, {nodes(page)} nodes"
    record_property("Q17", said)
    assert compressed(page) <= 30_000, said
    assert nodes(page) <= 4_000, said


# -- the row that opens --------------------------------------------------------------------------------------


def test_an_opened_row_adds_up_and_leads_to_records(office, weeks):
    page = page_of(office, f"{WEEK}?open={CHUMEN}")
    found = opened(page)
    shut = page_of(office, WEEK)
    assert f'<tr id="u{CHUMEN}" class="open">' in page and f'<tr id="u{CHUMEN}">' in shut
    assert (page.count('aria-expanded="true"'), shut.count('aria-expanded="true"')) == (1, 0)
    kept = weeks[Level.TOWN].standings.get(path=CHUMEN)
    assert (found.before, found.after) == (kept.previous_total, kept.total)
    assert found.total == kept.total - kept.previous_total
    assert abs(sum(found.points) - found.total) <= Decimal("0.01")
    before, now, own, others = found.places
    assert (before, now) == (kept.previous_rank, kept.rank)
    assert now - before == own + others
    assert found.links
    assert words(page_of(office, found.links[0]))


def test_the_part_and_the_page_say_the_same(office):
    address = f"{WEEK}?open={CHUMEN}"
    part = office.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert opened(part) == opened(page_of(office, address))
    assert 'hx-swap-oob="true"' in part  # the chart beside the table goes along
    assert "<html" in office.get(
        address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    ).content.decode()  # fmt: skip


def test_a_row_that_is_not_in_the_table_stays_shut(office, weeks):
    served = weeks[Level.TOWN].standings.filter(group="SERVED").first()
    assert opened(page_of(office, f"{WEEK}?group=EMPOWERED&open={served.path}")) is None


def test_a_first_table_has_nothing_to_compare_with(office):
    page = page_of(office, f"/league/2026-W45/?open={CHUMEN}")
    assert "没有可比的总分" in page
    assert "看 " in page


# -- where people come in ------------------------------------------------------------------------------------


def test_an_officer_lands_on_his_own_unit(officer):
    answer = officer.get("/league/")
    assert answer["Location"] == f"{WEEK}?level=TOWN&group=EMPOWERED&open={CHUMEN}#u{CHUMEN}"
    assert opened(page_of(officer, answer["Location"])).text.startswith("楚门镇")


def test_the_office_lands_on_the_empowered_towns(office):
    assert office.get("/league/")["Location"] == f"{WEEK}?level=TOWN&group=EMPOWERED"


def test_who_has_no_post_sees_no_table(weeks):
    stranger = make_officer(Role.OFFICER, team(CHUMEN), post={"valid_to": AT.date().replace(day=1)})
    client = signed_in(stranger)
    for address in ("/league/", WEEK, f"{WEEK}{CHUMEN}/", f"{WEEK}{CHUMEN}/P1/", f"{WEEK}table.csv"):
        assert client.get(address).status_code == 302, address
    assert not choosing.readable(stranger, AT.date()).exists()


def test_nobody_looks_without_signing_in(client, weeks):
    for address in ("/league/", WEEK, f"{WEEK}{CHUMEN}/", f"{WEEK}{CHUMEN}/P1/", f"{WEEK}table.csv"):
        assert client.get(address)["Location"].startswith("/login/")


# -- how a table stands --------------------------------------------------------------------------------------


def test_a_period_without_a_table_says_when_it_is_expected(office):
    page = page_of(office, "/league/2026-W47/")
    assert "本期尚未发布，预计 11-23 09:00" in page
    assert f'href="{WEEK}?level=TOWN&amp;group=EMPOWERED"' in page
    assert "已过预计发布时间" in page_of(office, "/league/2026-10/")


def test_a_provisional_table_says_so(office):
    city.estimate("2026-W47")
    page = words(page_of(office, "/league/2026-W47/"))
    assert "暂估 ：按 2026-11-20 10:00 以前录入的内容计算" in page or "暂估：按 2026-11-20 10:00" in page
    assert "编制通报" not in page
    assert office.get("/league/")["Location"].startswith(WEEK)  # the newest published one comes first


def test_what_waits_for_publication_is_the_offices_alone(office, officer):
    Snapshot.objects.filter(period="2026-W46").update(state="CUT", published_at=None, appeal_until=None)
    assert "已截数，尚未发布" in page_of(office, WEEK)
    page = page_of(officer, WEEK)
    assert lines(page) == []
    assert "本期" in words(page)
    page_of(officer, f"{WEEK}{CHUMEN}/", 404)
    page_of(officer, f"{WEEK}{CHUMEN}/P1/", 404)
    page_of(officer, f"{WEEK}table.xlsx", 404)
    assert officer.get("/league/")["Location"].startswith("/league/2026-W45/")


def test_a_withdrawn_table_says_who_and_why(office, officer, weeks):
    chen = make_officer(Role.CITY_OFFICE, team("331000901"), name="陈九")
    publishing.withdraw(weeks[Level.TOWN], reason="漏计一个县的案件", by=chen, at=AT)
    for client in (office, officer):
        page = page_of(client, WEEK)
        assert lines(page) == []
        assert "由陈九于 2026-11-20 10:00 撤回" in words(page)
        assert "漏计一个县的案件" in page
        old = page_of(client, f"{WEEK}?version=1")
        assert len(lines(old)) == 93
        assert "漏计一个县的案件" in old


def test_a_correction_says_what_differs_and_keeps_the_old_one(office, weeks):
    chen = make_officer(Role.CITY_OFFICE, team("331000901"), name="陈九")
    new = publishing.correct(parse("2026-W46"), Level.TOWN, reason="采纳楚门镇的异议", by=chen, at=AT)
    assert new.differences
    page = page_of(office, f"{WEEK}?group=EMPOWERED")
    said = words(page)
    assert "W46-2" in said and "第 2 版：采纳楚门镇的异议" in said
    assert said.count("不参加排名的原因") >= 1
    old = words(page_of(office, f"{WEEK}?version=1"))
    assert "您正在看旧版 W46-1" in old
    assert len(lines(page_of(office, f"{WEEK}?version=1"))) == 93


# -- the report ----------------------------------------------------------------------------------------------


def test_a_report_shows_every_indicator_of_its_level(office, weeks, django_assert_max_num_queries):
    standing = weeks[Level.TOWN].standings.get(path=CHUMEN)
    page_of(office, f"{WEEK}{CHUMEN}/")
    with django_assert_max_num_queries(25):
        said = words(page_of(office, f"{WEEK}{CHUMEN}/"))
    for row in standing.results.exclude(indicator__in=("Ec1",)):
        assert f"{number_words(row.n)}/{row.of}" in said
    assert f"第 {standing.rank} 位" in said
    assert f"总分 {standing.total}" in said
    assert said.count("中位") >= 6


def test_a_report_leads_to_its_neighbours(office, weeks):
    ranked = weeks[Level.TOWN].standings.filter(group="EMPOWERED", ranked=True).order_by("rank", "path")
    first, second, last = ranked[0], ranked[1], ranked.reverse()[0]
    page = page_of(office, f"{WEEK}{second.path}/")
    assert f'rel="prev" href="{WEEK}{first.path}/"' in page
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page_of(office, f"{WEEK}{first.path}/")
    assert 'rel="next"' not in page_of(office, f"{WEEK}{last.path}/")


def test_a_unit_that_stands_in_no_table_is_not_found(office):
    page_of(office, f"{WEEK}331083999/", 404)
    page_of(office, f"{WEEK}{CHUMEN}/NONE/", 404)
    page_of(office, "/league/2026-W47/331083102/", 404)


def test_the_place_in_the_navigation(office):
    page = page_of(office, WEEK)
    assert f'<a href="{reverse("league:home")}" data-go="g p" aria-current="page">排名</a>' in page


def test_a_name_is_text_and_nothing_else(office, weeks):
    evil = '<script>alert("x")</script>'
    held = weeks[Level.TOWN].standings
    held.filter(path=CHUMEN).update(name=evil)
    held.filter(path=IDLE).update(name=evil, why=evil)
    for query in (
        "group=EMPOWERED",
        "group=ALL",
        "group=SERVED",
        f"open={CHUMEN}",
        f"group=SERVED&open={IDLE}",
    ):
        page = page_of(office, f"{WEEK}?{query}")
        assert evil not in page and evil.replace('"', "&quot;") not in page, query
    assert evil not in page_of(office, f"{WEEK}{CHUMEN}/")
