"""What keeps lists quick where a city's cases lie: statements that the database can walk along an index.

How long they take at 850,000 cases is measured in `tests/bench/`; here stands what they must look like for it.
"""

import django_filters
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from cases.listing.order import ORDERS
from cases.models import Case
from cases.street.proposals import items_used
from enforcement import clock
from tests.cases.factories import Town, make_case, proposed
from tests.cases.test_api import client_of

pytestmark = pytest.mark.django_db
SEARCHED = ("/api/cases/?q=东港", "/cases/?q=东港", "/cases/count/?q=东港", "/cases/{}/?list=q%3D东港")
FILTERS = (
    "cases.listing.filters.CaseFilter",
    "enforcement.teams.filters.TeamFilter",
    "enforcement.documents.filters.DocumentFilter",
)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_by_choices_makes_nothing_distinct(name):
    """DISTINCT sorts everything that is found before the first row: 3.3 s at 850,000 cases."""
    chosen = import_string(name).base_filters.values()
    chosen = [each for each in chosen if isinstance(each, django_filters.MultipleChoiceFilter)]
    assert chosen and not any(each.distinct for each in chosen)


def test_a_list_by_state_walks_an_order():
    town = Town()
    make_case(town)
    with CaptureQueriesContext(connection) as asked:
        answer = client_of(town.zhang).get("/api/cases/?state=ON_SITE")
    assert len(answer.json()["results"]) == 1
    assert not [each for each in asked if "DISTINCT" in each["sql"] and '"cases_case"' in each["sql"]]


@pytest.mark.parametrize(
    "path", ["/api/cases/?q=东港", "/cases/?q=东港", "/cases/count/?q=东港", "/cases/{}/?list=q%3D东港"]
)
def test_where_a_list_is_walked_sight_is_weighed_row_by_row(client, path):
    """A list of all that he works on, asked for by IN, is charged to each row looked up: 6 s for a rare name."""
    town = Town()
    path = path.format(make_case(town).pk)
    client.force_login(town.zhang)
    asker = client_of(town.zhang) if path.startswith("/api") else client
    with CaptureQueriesContext(connection) as asked:
        assert asker.get(path).status_code == 200
    sought = [each["sql"] for each in asked if "cases_case" in each["sql"] and "东港" in each["sql"]]
    assert sought
    for sql in sought:
        assert "EXISTS(SELECT" in sql and "dossiers_dossiermember" in sql
        assert '"dossier_id" IN (SELECT' not in sql


@pytest.mark.parametrize("order", ORDERS.values(), ids=lambda order: order.code or "newest")
def test_every_order_of_the_list_has_an_index(order):
    """Where none begins with the column, the whole table is sorted for a page: 7 to 11 s."""
    fields = [[field.lstrip("-") for field in index.fields] for index in Case._meta.indexes]
    assert [each for each in fields if each[0] == order.field]


@pytest.mark.parametrize("field", ["opened_at", "act_at", "next_due"])
def test_one_agency_is_walked_in_order(field):
    fields = [[field.lstrip("-") for field in index.fields] for index in Case._meta.indexes]
    assert [each for each in fields if each[:2] == ["path", field]]


def test_what_an_agency_used_lately_is_read_from_a_moment():
    """Its day is no column: 17,000 cases of one town were read for a form, nine years of them in vain."""
    town = Town()
    make_case(town)
    with CaptureQueriesContext(connection) as asked:
        assert items_used(town.team, clock.today())
    [counting] = [each["sql"] for each in asked if "COUNT(" in each["sql"]]
    assert "opened_at" in counting and "AT TIME ZONE" not in counting and "django_datetime" not in counting


def test_evidence_is_walked_as_well(client):
    """Joined with every dossier of the city and sorted, its list took 0.9 s."""
    town = Town()
    make_case(town)
    client.force_login(town.zhang)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/evidence/").status_code == 200
    [sql] = [each["sql"] for each in asked if 'FROM "evidence_piece"' in each["sql"]]
    assert '"dossier_id" IN (SELECT' not in sql


def test_a_desk_reads_what_is_to_be_done_and_no_case(client):
    """The head's desk read all that his town ever had: 2 s."""
    town = Town()
    make_case(town)
    proposed(town)
    for officer in (town.zhang, town.head):
        client.force_login(officer)
        client.get("/desk/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/").status_code == 200
        read = [sql for sql in (each["sql"] for each in asked) if table_of(sql) == '"cases_case"']
        assert all("closed_on" in sql for sql in read)


def table_of(sql):
    return sql.partition(" FROM ")[2].partition(" ")[0]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL compiles statements")
def test_no_statement_is_compiled():
    """What it takes is seconds, and the statement is over sooner: 7.5 of the 8.1 s of the head's desk."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
