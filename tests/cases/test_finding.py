"""Finding cases: any part of their words, whole numbers, order, pages by key, how many, as a file, kept filters."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from python_calamine import CalamineWorkbook

from cases.listing.order import ORDERS
from cases.models import Case, Party, SavedView
from cases.search import words_of
from enforcement.journal.models import Entry
from lists.models import Devolution
from tests.cases.factories import Town, id_number, issued, make_case, make_item, party
from tests.cases.test_api import client_of
from tests.conftest import AT

pytestmark = pytest.mark.django_db
COMPANY, PERSON = "台州市东港物业服务有限公司", "罗玉珍"
NUMBER = id_number(date(1988, 5, 6), serial=7)


def company():
    return party(kind="ORGANISATION", name=COMPANY, identity_kind="NONE", identity="", representative="王一")


@pytest.fixture
def town():
    """Three cases of a company and two of a person, of whom one dumped building rubbish; one of them decided."""
    place = Town()
    rubbish = make_item(
        "ZJ-2", name="随意倾倒装修垃圾", search_name="随意倾倒装修垃圾", search_words="|建筑垃圾|渣土|"
    )
    for _ in range(3):
        make_case(place, who=company())
    Devolution.objects.create(
        item=rubbish.item, team=place.team, valid_from=date(2023, 1, 1), document="清单"
    )
    person = party(name=PERSON, identity=NUMBER, phone="13967600001")
    make_case(place, who=person)
    make_case(place, who=person, item=rubbish)
    issued(place)
    return place


def found(town, text, **more):
    answer = client_of(town.zhang).get("/api/cases/", {"q": text, **more})
    assert answer.status_code == 200, answer.json()
    return len(answer.json()["results"])


# findings/public 07, on both doors
ASKED = [
    ("东港", 3), ("东港物业", 3), ("物业服务", 3), ("玉珍", 2), ("罗 玉珍", 2), ("装修垃圾 罗玉珍", 1),
    ("罗玉珍 装修垃圾", 1),
    ("(2026)", 1), ("[2026]", 1), ("〔2026〕", 1), ("２０２６", 1), ("台州市东港", 3), ("罗玉珍", 2), ("建筑垃圾", 1),
    ("港", 3), ("东物", 0), ("东港 罗玉珍", 0), ("％", 0), ("_", 0), ("'; DROP", 0), ("罗玉珍珍", 0),
]  # fmt: skip


def test_any_part_of_the_words_finds_on_the_page_and_by_the_api(town, client):
    client.force_login(town.zhang)
    by_api = {text: found(town, text) for text, _ in ASKED}
    on_page = {text: len(client.get("/cases/", {"q": text}).context["cases"]) for text, _ in ASKED}
    assert by_api == dict(ASKED) and on_page == dict(ASKED)


def test_a_part_of_two_letters_is_not_two_letters_apart(town):
    make_case(town, who=company() | {"name": "台州东方港湾物业"})
    assert found(town, "东港物业") == 3  # both pairs 东.. and 港.. stand there, but not beside each other


def test_a_whole_identity_number_or_phone_finds(town):
    number = NUMBER
    for typed in (number, number.lower(), f"{number[:6]} {number[6:14]} {number[14:]}"):
        assert found(town, typed) == 2
    assert found(town, "13967600001") == 2
    assert found(town, number[:17]) == 0 and found(town, "1396760000") == 0


def test_an_identity_number_does_not_stay_in_the_address(town, client):
    client.force_login(town.zhang)
    number = NUMBER
    answer = client.get("/cases/", {"q": number, "state": "ON_SITE"})
    party_key = Party.objects.get(name=PERSON).pk
    assert answer.status_code == 302
    assert answer.url == f"/cases/?state=ON_SITE&party={party_key}"
    assert len(client.get(answer.url).context["cases"]) == 2


def test_words_are_kept_true(town):
    case = Case.objects.filter(party__name=PERSON).first()
    case.title = "改过的案由"
    case.save(update_fields=["title"])
    for each in Case.objects.select_related("party", "item"):
        assert each.words == words_of(each)
    assert found(town, "改过的") == 1
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_pairs")
            assert cursor.fetchone()[0] == Case.objects.count()


def test_only_what_is_in_sight_is_found(town):
    elsewhere = Town("331081104", item=town.item)
    assert found(elsewhere, "东港") == 0 and found(elsewhere, "13967600001") == 0
    answer = client_of(elsewhere.zhang).get("/api/cases/", {"party": Party.objects.get(name=PERSON).pk})
    assert answer.json()["results"] == []


def test_filters_by_day_procedure_and_item(town):
    today, tomorrow = AT.date(), AT.date() + timedelta(days=1)
    assert found(town, "玉珍", opened_from=today, opened_to=today) == 2
    assert found(town, "玉珍", opened_from=tomorrow) == 0
    assert found(town, "玉珍", opened_to=today - timedelta(days=1)) == 0
    assert found(town, "玉珍", item="zj-2") == 1 and found(town, "玉珍", item="装修") == 1
    # every word, as in the search beside it
    assert found(town, "玉珍", item="装修 垃圾") == 1 and found(town, "玉珍", item="装修 占道") == 0
    assert found(town, "玉珍", procedure="GENERAL") == 0
    assert found(town, "2026", decided_from=today, decided_to=today) == 1
    assert found(town, "2026", decided_from=tomorrow) == 0


@pytest.mark.parametrize("sort", ORDERS)
def test_every_order_pages_by_key_forth_and_back(town, client, sort):
    """All pages of two rows give the whole order, each case once, on the page and by the API; and back again."""
    client.force_login(town.zhang)
    whole = [case.pk for case in client.get("/cases/", {"sort": sort}).context["cases"]]
    page, seen = client.get("/cases/", {"sort": sort, "size": 2}), []
    while True:
        seen += [case.pk for case in page.context["cases"]]
        if not page.context["older"]:
            break
        page = client.get(f"/cases/{page.context['older']}")
    assert seen == whole and len(set(seen)) == len(seen) > 0
    if page.context["newer"]:
        last = len(page.context["cases"])
        before = client.get(f"/cases/{page.context['newer']}").context["cases"]
        assert [case.pk for case in before] == whole[:-last][-2:]
    api, by_api = client_of(town.zhang), []
    address = f"/api/cases/?sort={sort}&size=2"
    while address:
        answer = api.get(address).json()
        by_api += [row["id"] for row in answer["results"]]
        address = answer["next"]
    assert by_api == whole


NONSENSE = ("²", "9" * 5000, "2026-13-45~1", "~", "1~", "x~1", "0000-00-00~3", "0", "-1")


def test_nonsense_is_refused_in_words(town, client):
    client.force_login(town.zhang)
    for sort in ("", "due", "act"):
        for place in NONSENSE:
            answer = client.get("/cases/", {"before": place, "sort": sort})
            assert answer.status_code == 400, (sort, place)
            assert client.get("/cases/", {"size": place}).status_code == 400, place


def test_the_case_before_and_after_follow_the_order(town, client):
    client.force_login(town.zhang)
    whole = [case.pk for case in client.get("/cases/", {"sort": "oldest"}).context["cases"]]
    page = client.get(f"/cases/{whole[1]}/?list=sort%3Doldest").content.decode()
    assert f"/cases/{whole[0]}/?list=" in page and f"/cases/{whole[2]}/?list=" in page


def test_how_many_there_are(town, client, monkeypatch):
    client.force_login(town.zhang)
    assert "共 6 件" in client.get("/cases/").content.decode()
    assert "共 3 件" in client.get("/cases/count/", {"q": "东港"}).content.decode()
    monkeypatch.setattr("cases.listing.pages.cases.MOST", 2)
    assert "共 2 件以上" in client.get("/cases/count/").content.decode()


def test_a_list_as_a_file_is_what_is_seen(town, client):
    client.force_login(town.zhang)
    answer = client.get("/cases/export.xlsx", {"q": "玉珍"})
    sheet, about = CalamineWorkbook.from_filelike(BytesIO(answer.content)).sheet_names
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name(sheet).to_python()
    assert rows[0][:3] == ["文号", "案由", "当事人"] and len(rows) == 3
    assert PERSON not in str(rows) and "罗*珍" in str(rows)
    assert about == "说明"
    text = client.get("/cases/export.csv", {"q": "东港"}).content.decode("utf-8-sig")
    assert text.count(COMPANY) == 3
    entry = Entry.objects.filter(verb="cases.list_export").latest("pk")
    assert entry.data["rows"] == 3 and entry.actor == town.zhang and "东港" in entry.data["filters"]
    by_api = client_of(town.zhang).get("/api/cases/export/", {"q": "东港", "kind": "csv"})
    assert by_api.content.decode("utf-8-sig").count(COMPANY) == 3


def test_too_many_or_another_kind_are_refused_in_words(town, client, monkeypatch):
    client.force_login(town.zhang)
    monkeypatch.setattr("cases.listing.export.MOST", 2)
    assert "超过 2 件" in client.get("/cases/export.csv").content.decode()
    assert "xlsx" in client.get("/cases/export.pdf").content.decode()
    assert client_of(town.zhang).get("/api/cases/export/?kind=csv").status_code == 409
    assert not Entry.objects.filter(verb="cases.list_export").exists()


def test_filters_are_kept_under_a_name(town, client):
    client.force_login(town.zhang)
    query = "state=ON_SITE&q=东港&sort=due&before=3&nonsense=1"
    assert (
        client.post("/cases/views/", {"name": " 现场 ", "query": query}).url
        == "/cases/?state=ON_SITE&sort=due"
    )
    client.post("/cases/views/", {"name": "现场", "query": "state=DECIDED"})
    [view] = SavedView.objects.all()
    assert view.query == "state=DECIDED" and "现场" in client.get("/cases/").content.decode()
    api = client_of(town.zhang)
    assert api.post("/api/cases/views/", {"name": "二", "query": "sort=due"}).status_code == 201
    assert [row["name"] for row in api.get("/api/cases/views/").json()] == ["二", "现场"]
    client.force_login(town.li)
    assert client.post(f"/cases/views/{view.pk}/drop/").status_code == 404
    client.force_login(town.zhang)
    assert client.post(f"/cases/views/{view.pk}/drop/").status_code == 302
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("", "sort=due", "起个名字"),
        ("甲" * 21, "sort=due", "太长"),
        ("甲", "", "没有筛选条件"),
        ("甲", "q=东港", "没有筛选条件"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(town, client, name, query, words):
    client.force_login(town.zhang)
    page = client.post("/cases/views/", {"name": name, "query": query}, follow=True).content.decode()
    assert words in page and not SavedView.objects.exists()


def test_a_search_asks_no_more_than_the_list(town, client, django_assert_max_num_queries):
    client.force_login(town.zhang)
    client.get("/cases/")  # the first page of a session writes it
    with django_assert_max_num_queries(8):
        client.get("/cases/", {"q": "东港", "sort": "due"})
