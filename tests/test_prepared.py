"""Reads whose SQL is built once: they answer what the queryset would, with other values every time."""

import ast
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models.query import RelatedPopulator
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from enforcement.prepared import LONGEST, Plan, prepared
from enforcement.teams.checks import kept_reads_are_whole
from enforcement.teams.models import Certificate, Officer, Post, Team
from enforcement.teams.roles import Role
from tests.test_architecture import modules

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
# Every read that is kept, by its module. Each was measured to need it: a page or a step that every case passes through.
# One more is added here with its reason in the change; a page that is opened now and then needs none.
ALLOWED = {
    "enforcement.documents.services": "hold locked_dossier",
    "enforcement.dossiers.referring": "left_of",
    "enforcement.journal.services": "locked_columns",
    "enforcement.parameters.services": "known_years named near",
    "enforcement.procedures.story": "newest",
    "enforcement.procedures.todo": "held_by",
    "enforcement.teams.tokens": "posts_of tokens_of",
    "cases.api.case": "hold",
    "cases.file.across": "alike",
    "cases.file.bulk": "devolutions officers",
    # every declared relation has one read for many cases and one for a single case, each made when first asked for
    "cases.file.relations": "kept kept_alone",
    "cases.file.single": "hold limits list_rows papers people pointing under",
    "cases.desk.person": "cases_of_drafts closed_since mine_unsent on_desk reminded",
    "cases.limits.due": "first_open",
    "cases.case.models": "under_lock",
    "cases.review.alike": "newest_fines",
    "cases.review.pane": "hold",
}


@pytest.fixture
def people():
    """Return three officers with posts in one unit and two, one and no certificates."""
    county = Team.objects.create(path="331083", kind="COUNTY", name="玉环市", full_name="玉环市")
    town = Team.objects.create(
        path="331083102", kind="TOWNSHIP", name="楚门镇", full_name="楚门镇人民政府", parent=county
    )
    made = [Officer.objects.create(username=f"p{place}", name=f"测{place}") for place in range(3)]
    for officer, numbers in zip(made, (("A1", "A2"), ("B1",), ()), strict=True):
        Post.objects.create(officer=officer, team=town, role=Role.OFFICER, valid_from=DAY)
        for number in numbers:
            Certificate.objects.create(officer=officer, number=number, valid_from=DAY, valid_to=DAY)
    return made


@prepared
def named(name):
    return Officer.objects.filter(name=name)


@prepared
def among(keys):
    return Officer.objects.filter(pk__in=keys).order_by("-pk")


@prepared(many=("certificates",), only=("number",))
def certified(key):
    return Officer.objects.filter(pk=key)


@prepared
def posts_of(officer):
    return Post.objects.filter(officer=officer).select_related("team__parent", "officer")


@prepared
def names_from(number):
    return Officer.objects.filter(pk__gte=number).order_by("pk").values_list("pk", "name")


@prepared
def between(first, name, last):
    return Officer.objects.filter(pk__gte=first, pk__lte=last).exclude(name=name).order_by("pk")


@prepared
def locked(key):
    return Officer.objects.select_for_update().filter(pk=key)


def test_the_values_change_and_rows_written_since_are_seen(people):
    assert named("测1") == [people[1]] and named("测2") == [people[2]] and named("无此人") == []
    Officer.objects.filter(pk=people[1].pk).update(name="改名")
    assert named("测1") == [] and named("改名")[0].name == "改名"


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_tuples_of_every_length(people, count):
    keys = tuple(officer.pk for officer in people[:count])
    assert among(keys) == list(reversed(people[:count]))


def test_a_long_tuple_is_asked_in_one_statement_too(people):
    keys = tuple(range(people[0].pk, people[0].pk + LONGEST + 1))
    with CaptureQueriesContext(connection) as asked:
        assert among(keys) == list(reversed(people))
    assert len(asked) == 1


def test_rows_of_many_come_with_their_row_in_order(people):
    with CaptureQueriesContext(connection) as asked:
        held = [[one.number for one in certified(officer.pk)[0].certificates.all()] for officer in people]
    assert held == [["A1", "A2"], ["B1"], []] and len(asked) == 3


def test_what_is_held_refuses_any_other_question(people):
    [officer] = certified(people[0].pk)
    with pytest.raises(TypeError):
        officer.certificates.filter(number="A1")


def test_related_rows_come_in_the_same_statement(people):
    with CaptureQueriesContext(connection) as asked:
        [post] = posts_of(people[0].pk)
        assert (post.team.parent.name, post.officer, post.valid_from) == ("玉环市", people[0], DAY)
    assert len(asked) == 1


def test_columns_come_as_tuples(people):
    assert names_from(people[1].pk) == [(officer.pk, officer.name) for officer in people[1:]]


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_in_a_transaction_only(people):
    with transaction.atomic():
        assert locked(people[0].pk) == [people[0]]
    with pytest.raises(TransactionManagementError):
        locked(people[0].pk)


def test_several_values_keep_their_places_however_often(people):
    first, second, third = (person.pk for person in people)
    for _ in range(2):
        assert [row.pk for row in between(first, "测1", third)] == [first, third]
        assert [row.pk for row in between(second, "测2", third)] == [second]
        assert between(third, "测0", first) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="只有 PostgreSQL 随连接保留查询计划")
def test_a_server_keeps_the_plan_with_the_connection(people):
    between(1, "无", 2)
    with CaptureQueriesContext(connection) as asked:
        between(people[0].pk, "测1", people[2].pk)
    [statement] = asked.captured_queries
    assert statement["sql"].startswith("EXECUTE ") and "SELECT" not in statement["sql"]


def kept_reads():
    """Yield (module, names of what it keeps), `hold` among them where it holds rows itself."""
    for module, path in modules():
        tree, names = ast.parse(path.read_text(encoding="utf-8")), set()
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                given = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
                names |= {node.name for each in given if getattr(each, "id", "") == "prepared"}
            elif isinstance(node, ast.ImportFrom) and node.module == "enforcement.prepared":
                names |= {"hold"} & {alias.name for alias in node.names}
        if names:
            yield module, names


def test_nothing_else_is_kept():
    assert dict(kept_reads()) == {module: set(names.split()) for module, names in ALLOWED.items()}


def test_the_start_is_refused_when_django_is_another_inside(monkeypatch):
    assert kept_reads_are_whole(None) == []
    monkeypatch.setattr(RelatedPopulator, "populate", lambda self, row, made: None)
    assert [each.id for each in kept_reads_are_whole(None)] == ["prepared.E001"]
    monkeypatch.undo()
    monkeypatch.delattr(RelatedPopulator, "populate")
    assert "populate" in kept_reads_are_whole(None)[0].msg


@pytest.mark.parametrize("fault", ["columns", "many", "slots"])
def test_the_start_is_refused_when_a_kept_read_reads_amiss(monkeypatch, fault):
    """What a changed Django would do to a plan: shifted columns, rows of many elsewhere, values left out."""
    describe = Plan.__init__

    def shifted(self, *given):
        describe(self, *given)
        if fault == "columns":
            self.start, self.end = self.start + 1, self.end + 1
        elif fault == "many":
            self.many[0].places = self.many[0].places[::-1]
        else:
            self.values = self.values[1:]

    monkeypatch.setattr(Plan, "__init__", shifted)
    assert {each.id for each in kept_reads_are_whole(None)} == {"prepared.E001"}
