"""The table is the specification: every step from every state, and every gate of the law in the table."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from cases.apps import every_gate_exists
from cases.models import Case
from cases.services import deciding, executing
from cases.workflow import STEPS, State
from enforcement.errors import Refused
from enforcement.workflow import advance
from tests.cases.factories import Town, collect, issued, make_case, proposed, weigh
from tests.conftest import AT

pytestmark = pytest.mark.django_db


def reach(town, state):
    """Return a case that got to `state` by lawful steps."""
    match state:
        case State.ON_SITE:
            return make_case(town)
        case State.PROPOSED:
            return proposed(town)
        case State.DECIDED:
            return deciding.confirm_exemption(case=proposed(town), by=town.head, at=AT)
        case State.DELIVERED:
            return issued(town)
        case State.EXECUTED:
            return executing.file_with_unit(case=collect(issued(town), town), by=town.leader, at=AT)
        case State.CLOSED:
            case = deciding.confirm_exemption(case=proposed(town), by=town.head, at=AT)
            case = deciding.hand_over(case=case, receipt="SIGNED", by=town.zhang, at=AT)
            return executing.close(case=case, by=town.zhang, at=AT)
        case State.TO_FILE:
            return executing.convert_to_general(case=make_case(town), reason="超过上限", by=town.zhang, at=AT)
        case State.WITHDRAWN:
            return executing.withdraw(case=make_case(town), reason="重复", by=town.zhang, at=AT)


def prepare(case, step, town):
    """Save beforehand what the step's own service would save: the step itself carries no data."""
    if step == "withdraw":
        Case.objects.filter(pk=case.pk).update(withdraw_reason="重复")
    if step == "convert":
        Case.objects.filter(pk=case.pk).update(convert_reason="超过上限")
    if step == "return_exemption":
        Case.objects.filter(pk=case.pk).update(return_reason="补证据")
    if step in ("weigh",) and case.state == State.ON_SITE:
        weigh(case)


@pytest.mark.parametrize(
    ("step", "state"), list(itertools.product(STEPS.values(), State)), ids=lambda part: str(part.name)
)
def test_every_step_from_every_state(step, state):
    town = Town()
    case = reach(town, state)
    prepare(case, step.name, town)
    by = next(each for each in (town.zhang, town.leader, town.head) if each.may(step.permission, AT.date()))
    if state not in step.sources:
        with pytest.raises(Refused) as refused:
            advance(row=case, step=step.name, by=by, at=AT)
        assert [finding.rule for finding in refused.value.findings] == ["R-608"]
        assert Case.objects.get(pk=case.pk).state == state
        return
    try:
        assert advance(row=case, step=step.name, by=by, at=AT).state == (step.target or state)
    except Refused as refused:
        # the law has its own word where the facts are not those of this step; the state stays as it was
        assert refused.findings and all(finding.rule != "R-608" for finding in refused.findings)
        assert Case.objects.get(pk=case.pk).state == state


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_no_step_without_its_post(step):
    town = Town()
    case = reach(town, min(step.sources))
    with pytest.raises(PermissionDenied):
        advance(
            row=case,
            step=step.name,
            by=town.reviewer if step.permission != "cases.file" else town.zhang,
            at=AT,
        )
    assert Case.objects.get(pk=case.pk).state == case.state


def test_every_gate_of_the_law_stands_in_the_table():
    assert every_gate_exists(None) == []
