"""The one way in and out of a step: lock, post, crew, state, law, save, journal – or nothing at all."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from enforcement.errors import DomainError, Refused
from enforcement.journal.models import Entry
from enforcement.procedures.acting import act
from tests.cases.factories import Town, make_case, weigh
from tests.conftest import AT
from tests.factories import make_officer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def town(db):
    return Town()


def told(case, verb):
    return list(Entry.objects.filter(chain__key=case.chain_key, verb=verb).values_list("data", flat=True))


def test_what_an_act_changes_is_saved_with_its_state_in_one_statement(town):
    case = make_case(town)
    with CaptureQueriesContext(connection) as asked, act(case, "withdraw", by=town.zhang, at=AT) as held:
        held.withdraw_reason = "重复登记"
        assert Case.objects.get(pk=case.pk).state == "ON_SITE"
        held.taking.go(reason="重复登记")
        assert Case.objects.get(pk=case.pk).withdraw_reason == ""
    assert len([one for one in asked if one["sql"].startswith('UPDATE "cases_case"')]) == 1
    kept = Case.objects.get(pk=case.pk)
    assert (kept.state, kept.withdraw_reason) == ("WITHDRAWN", "重复登记")
    assert [(data["was"], data["now"], data["reason"]) for data in told(case, "case.withdraw")] == [
        ("ON_SITE", "WITHDRAWN", "重复登记")
    ]


def test_a_step_is_taken_at_the_end_where_its_body_does_not_say_when(town):
    case = make_case(town)
    with act(case, "withdraw", by=town.zhang, at=AT) as held:
        held.withdraw_reason = "重复登记"
    assert Case.objects.get(pk=case.pk).state == "WITHDRAWN" and len(told(case, "case.withdraw")) == 1


@pytest.mark.parametrize("fault", [DomainError, KeyError])
def test_an_act_that_fails_leaves_nothing(town, fault):
    case = make_case(town)
    with pytest.raises(fault), act(case, "withdraw", by=town.zhang, at=AT) as held:
        held.withdraw_reason = "重复登记"
        held.taking.go()
        raise fault("不行")
    kept = Case.objects.get(pk=case.pk)
    assert (kept.state, kept.withdraw_reason, told(case, "case.withdraw")) == ("ON_SITE", "", [])


def test_the_law_is_asked_on_what_the_body_has_written(town):
    case = make_case(town)
    with pytest.raises(Refused) as refused, act(case, "withdraw", by=town.zhang, at=AT):
        pass
    assert refused.value.findings and Case.objects.get(pk=case.pk).state == "ON_SITE"


def test_post_crew_and_state_are_asked_before_the_body(town):
    case, entered = make_case(town), []
    stranger = make_officer(team=town.team)
    for step, by, refusal in (
        ("withdraw", town.reviewer, PermissionDenied),
        ("withdraw", stranger, PermissionDenied),
        ("deliver", town.zhang, Refused),
    ):
        with pytest.raises(refusal), act(case, step, by=by, at=AT):
            entered.append(step)
    assert entered == []


def test_a_step_inside_another_is_part_of_its_act(town):
    case = make_case(town)
    weigh(case)
    weighed = len(told(case, "case.weigh"))
    with pytest.raises(KeyError), act(case, "weigh", by=town.zhang, at=AT) as held:
        held.taking.go()
        with act(held, "register", by=town.zhang, at=AT) as inner:
            assert inner is held and inner.taking.step.name == "register"
        assert held.taking.step.name == "weigh"
        raise KeyError
    assert len(told(case, "case.weigh")) == weighed


def test_what_changes_nothing_is_not_journalled(town):
    case = make_case(town)
    with act(case, "weigh", by=town.zhang, at=AT) as held:
        held.taking.nothing()
    assert told(case, "case.weigh") == []


def writes_a_state(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        flat = [each for target in targets if target for each in getattr(target, "elts", [target])]
        if any(isinstance(each, ast.Attribute) and each.attr == "state" for each in flat):
            yield node.lineno
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
            yield from (node.lineno for word in node.keywords if word.arg == "state")


def test_only_the_engine_writes_a_state():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for folder in ("cases", "enforcement", "evidence", "lists", "supervision")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not {"migrations", "demonstration"} & set(path.parts)
        for line in writes_a_state(path)
    }
    engine = {place for place in found if place.startswith("enforcement/procedures/acting.py:")}
    assert engine and found == engine
