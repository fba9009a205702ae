"""A case's file: each relation is declared once, and answers the same however it is read."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.file import single
from cases.file.act import just_logged, read_once
from cases.file.bulk import CaseFiles, gathered
from cases.file.facts import facts_of
from cases.file.relations import RELATIONS, WITH_CASE, Relation
from cases.file.single import CaseFile
from cases.models import (
    AddressConfirmation,
    Attendee,
    Case,
    Collection,
    Complaint,
    Decision,
    Discussion,
    Dispute,
    Publication,
    Registration,
    Vetting,
)
from cases.workflow import State
from enforcement.dossiers.services import open_dossier
from lists.models import DiscretionBand, DiscretionBenchmark
from tests.cases.factories import id_number, issue, make_case, party, weigh
from tests.cases.ordinary import REACHED_ON, Lane
from tests.conftest import AT

pytestmark = pytest.mark.django_db
DAY = AT.date()
# models under a case or its decision that are no relation of its file, each with the reason
NOT_DECLARED = {
    AddressConfirmation: "the case itself keeps the newest day, and the page of addresses reads the others",
    Vetting: "is joined with the piece of evidence that it checks",
}


def filled(lane):
    """Return an ordinary case that has a row of everything."""
    case, at = lane.to(State.CLOSED), REACHED_ON[State.CLOSED]
    Complaint.objects.create(case=case, received_on=DAY)
    Dispute.objects.create(case=case, agency="邻县", arisen_on=DAY, by=lane.zhang, at=at)
    held = Discussion.objects.create(case=case, held_on=DAY, by=lane.head, at=at)
    for officer in (lane.head, lane.zhang):
        Attendee.objects.create(discussion=held, officer=officer)
    Publication.objects.create(case=case, publish=True, reason="应当公示", by=lane.zhang, at=at)
    return case


def paid(town):
    """Return a simple case that was decided on the spot, paid there and reported to the agency."""
    case = make_case(town, who=party(name="吴小红", identity=id_number(date(1980, 1, 2), serial=11)))
    weigh(case)
    case = issue(case)
    Registration.objects.create(case=case, filed_on=DAY, filed_by=town.zhang)
    Collection.objects.create(
        decision=case.decision, amount=Decimal(50), ground="SMALL", receipt_number="1", collected_on=DAY
    )
    return case


@pytest.fixture
def lane():
    return Lane()


@pytest.fixture
def cases(lane):
    """Return an ordinary and a simple case which between them have a row of every relation."""
    benchmark = DiscretionBenchmark.objects.create(
        code="B1", name="乱扔废弃物", item=lane.item.item, basis_law="条例", article="一", issuer="市局", path="",
        valid_from=date(2023, 1, 1),
    )  # fmt: skip
    DiscretionBand.objects.create(benchmark=benchmark, position=1, tier=1, circumstance="初次", unit="NONE")
    return filled(lane), paid(lane)


def read(case):
    return Case.objects.get(pk=case.pk)


def shown(found):
    """Return {key: [(row, its columns)]} of what a file has under the name of a relation."""
    lists = {key: rows if isinstance(rows, list) else [rows] for key, rows in found.items()}
    return {key: [(row, dict(columns(row))) for row in rows] for key, rows in lists.items() if rows}


def columns(row):
    left = row.get_deferred_fields()
    return (
        (each.attname, getattr(row, each.attname))
        for each in row._meta.concrete_fields
        if each.attname not in left
    )


def assert_same(name, one, other):
    """Assert that two files have the same rows of a relation; a file of one case knows more officers than it asks."""
    one, other = shown(getattr(one, name)), shown(getattr(other, name))
    assert set(one) <= set(other) if name == "certificates" else set(one) == set(other), name
    for key, rows in one.items():
        assert [row for row, _ in rows] == [row for row, _ in other[key]], name
        for (_, mine), (_, theirs) in zip(rows, other[key], strict=True):
            assert {each: mine[each] for each in mine.keys() & theirs.keys()} == {
                each: theirs[each] for each in mine.keys() & theirs.keys()
            }, name


def asked(do):
    with CaptureQueriesContext(connection) as statements:
        do()
    return [each["sql"] for each in statements.captured_queries]


def test_every_table_under_a_case_is_declared_or_named_with_its_reason():
    hang = {each.related_model for owner in (Case, Decision) for each in owner._meta.related_objects}
    declared = {each.model for each in RELATIONS.values()}
    assert hang - declared == set(NOT_DECLARED), "declare it in cases/file/relations.py, or say here why not"
    assert not declared & set(NOT_DECLARED)


def test_a_relation_answers_the_same_to_many_to_the_page_and_to_an_act(cases):
    seen = set()
    for case in cases:
        many, page = CaseFiles([read(case)], DAY), CaseFile.of(case.pk, DAY)
        with read_once(read(case), DAY) as inside:
            for name in RELATIONS:
                assert_same(name, many, page)
                assert_same(name, page, inside)
                seen |= {name} if shown(getattr(page, name)) else set()
    assert seen == set(RELATIONS), "the two cases have something of everything"


@pytest.mark.parametrize("kind", ["many", "one"])
def test_what_an_act_has_written_is_taken_in(cases, kind):
    for case in cases:
        whole = opened(case, kind)
        for name, relation in RELATIONS.items():
            for key, rows in shown(getattr(whole, name)).items():
                file, (written, _) = opened(case, kind), rows[0]
                getattr(file, name)
                vars(file)[name] = gathered(relation, [row for row, _ in rows[1:]])
                file.take(written)
                assert shown({key: getattr(file, name)[key]}) == {key: rows}, name


def opened(case, kind):
    return CaseFiles([read(case)], DAY) if kind == "many" else CaseFile(read(case), DAY)


def test_a_decision_of_this_act_has_nothing_under_it_and_nobody_asks(cases):
    case = read(cases[1])
    made, case.decided_on = case.decision, None
    file = CaseFile(case, DAY)
    file.take(made)
    made = Decision.objects.select_related("decided_by").get(pk=made.pk)

    def follows():
        assert file.decisions == {case.pk: made}
        assert not file.deliveries[made.document_id] and not file.payments[made.pk] and not file.collections
        assert file.people[made.decided_by_id]

    assert asked(follows) == []


def test_where_nothing_can_exist_nothing_is_asked(lane):
    """Nothing of the ordinary procedure for a simple case, nothing that follows a decision before one is made."""
    simple = make_case(lane, who=party(name="吴小红", identity=id_number(date(1980, 1, 2), serial=11)))
    ordinary = lane.to(State.TO_FILE)
    for case in (simple, ordinary):
        for file in (CaseFiles([read(case)], DAY), CaseFile(read(case), DAY)):
            none = [
                each
                for each in RELATIONS.values()
                if each.decided or each.procedure not in ("", case.procedure)
            ]
            assert none and asked(lambda of=file, out=none: [getattr(of, each.name) for each in out]) == []
            assert not any(getattr(file, each.name) for each in none)


def test_of_a_case_just_logged_nothing_is_asked_that_hangs_on_it(lane):
    case = Case.objects.select_related("party", "item__item", "team", "handler", "partner").get(
        pk=make_case(lane).pk
    )
    with just_logged(case, DAY) as file:
        under = [name for name, each in RELATIONS.items() if each.at == "pk"]
        assert asked(lambda: [getattr(file, name) for name in under]) == [] and not hasattr(
            case, "assessment"
        )


def test_many_files_take_as_many_statements_as_two(lane):
    """One statement for each table however many cases, their complaints among them."""
    first = lane.to(State.INVESTIGATING)
    Complaint.objects.create(case=first, received_on=DAY)

    def again(number):
        copy = read(first)
        copy.pk, copy.act_at = None, copy.act_at - timedelta(days=number)
        copy.dossier = open_dossier(team=lane.team, members=[lane.zhang], by=lane.zhang, at=AT)
        copy.save()
        Complaint.objects.create(case=copy, received_on=DAY)
        return copy

    few = [first, again(1)]
    many = [*few, *(again(number) for number in range(2, 7))]

    def whole(cases):
        return asked(lambda: [each.whole() for each in facts_of([read(case) for case in cases], at=AT)])

    assert len(whole(many)) - len(many) == len(whole(few)) - len(few)


@pytest.fixture(params=["", WITH_CASE])
def addresses(request, monkeypatch):
    """Declare one more relation, read by itself or joined with the case: this one place is all there is to write."""
    more = Relation("addresses", AddressConfirmation, many=True, order=("pk",), place=request.param)
    monkeypatch.setitem(RELATIONS, "addresses", more)
    single.under.cache_clear()
    yield more
    single.under.cache_clear()


def test_one_more_relation_is_one_more_declaration(lane, addresses):
    case = lane.to(State.INVESTIGATING)
    piece = case.dossier.pieces.first()

    def confirmed(address):
        return AddressConfirmation.objects.create(
            case=case, address=address, confirmed_on=DAY, piece=piece, by=lane.zhang, at=AT
        )

    rows = [*AddressConfirmation.objects.filter(case=case), confirmed("人民路1号"), confirmed("中山路2号")]
    many, page = CaseFiles([read(case)], DAY), CaseFile.of(case.pk, DAY)
    with read_once(read(case), DAY) as inside:
        assert [file.addresses[case.pk] for file in (many, page, inside)] == [rows] * 3
        inside.take(more := confirmed("新华路3号"))
        assert inside.addresses[case.pk] == [*rows, more]


def test_a_relation_joins_what_it_declares_and_no_more():
    for each in RELATIONS.values():
        assert bool(each.rows(()).query.select_related) == bool(each.joined), each.name
