"""The table is the specification: every step from every state, and every gate of the law in the table."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cases.execution import service as executing
from cases.filing import service as filing
from cases.models import Case
from cases.street import deciding
from cases.workflow import STEPS, State
from enforcement.errors import Refused
from enforcement.procedures.acting import act
from enforcement.procedures.checks import every_gate_exists, every_step_is_whole
from enforcement.teams.roles import HANDLE
from tests.cases.factories import Town, collect, issued, make_case, proposed, weigh
from tests.cases.ordinary import REACHED_ON, Lane
from tests.conftest import AT
from tests.factories import make_officer

pytestmark = pytest.mark.django_db


def reach(town, state):
    """Return a case that got to `state` by lawful steps; the states of both procedures by the summary one."""
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
        case State.WITHDRAWN:
            return executing.withdraw(case=make_case(town), reason="重复", by=town.zhang, at=AT)


def reach_ordinary(lane, state):
    """Return an ordinary case that got to `state` by lawful steps."""
    match state:
        case State.NOT_FILED:
            case, at = lane.to(State.TO_FILE), REACHED_ON[State.TO_FILE]
            return filing.refuse_filing(case=case, reason="证据不足", by=lane.head, at=at)
        case State.TRANSFERRED:
            return filing.transfer_out(case=lane.to(State.LEAD), reason="移送交警", by=lane.head, at=AT)
        case State.RETURNED:
            return lane.returned()
        case _:
            return lane.to(state)


SUMMARY = [
    State.ON_SITE,
    State.PROPOSED,
    State.DECIDED,
    State.DELIVERED,
    State.EXECUTED,
    State.CLOSED,
    State.WITHDRAWN,
]
ORDINARY = [state for state in State if state not in (State.ON_SITE, State.PROPOSED, State.WITHDRAWN)]


def prepare(case, step, town):
    """Save beforehand what the step's own service would save: the step itself carries no data."""
    if step == "withdraw":
        Case.objects.filter(pk=case.pk).update(withdraw_reason="重复")
    if step == "convert":
        Case.objects.filter(pk=case.pk).update(convert_reason="超过上限")
    if step in ("return_exemption", "return_closing"):
        Case.objects.filter(pk=case.pk).update(return_reason="补证据")
    if step in ("weigh",) and case.state == State.ON_SITE:
        weigh(case)


def test_no_state_is_left_out_of_the_walks():
    """That each one is really reached is asserted where it is walked from, below."""
    assert {*SUMMARY, *ORDINARY} == set(State)


@pytest.mark.parametrize("state", SUMMARY, ids=str)
def test_every_step_from_every_state(state):
    town = Town()
    case = reach(town, state)
    assert Case.objects.get(pk=case.pk).state == state
    take_every_step(town, case, AT)


@pytest.mark.parametrize("state", ORDINARY, ids=str)
def test_every_step_from_every_state_of_the_ordinary_procedure(state):
    lane = Lane()
    case = reach_ordinary(lane, state)
    assert Case.objects.get(pk=case.pk).state == state
    take_every_step(lane, case, max(REACHED_ON.values()))


def take_every_step(town, case, at):
    """Try each step of the table on the case, each undone again: taken, or refused by the table or by the law."""
    people = (town.zhang, town.leader, town.head, town.reviewer)
    for step in STEPS.values():
        with transaction.atomic():
            row = Case.objects.get(pk=case.pk)
            prepare(row, step.name, town)
            able = [each for each in people if each.may(step.permission, at.date())]
            by = next((each for each in able if step.on(row).crew.allows(row, each, None)), able[0])
            check_step(row, step, by, at)
            transaction.set_rollback(True)


def taken(row, step, by, at):
    """Take a step that carries no data, and return the row as it then is."""
    with act(row, step, by=by, at=at) as row:
        pass
    return row


def check_step(row, step, by, at):
    row.refresh_from_db()
    was = row.state
    if not step.on(row).crew.allows(row, by, None):
        with pytest.raises(PermissionDenied):
            taken(row, step.name, by, at)
        return
    if not step.follows(row):
        with pytest.raises(Refused) as refused:
            taken(row, step.name, by, at)
        assert [finding.rule for finding in refused.value.findings] == ["R-608"]
    else:
        try:
            assert taken(row, step.name, by, at).state == (step.target or was)
            return
        except Refused as refused:
            # the law has its own word where the facts are not those of this step; the state stays as it was
            assert refused.findings and WRONG_STATE not in [
                finding.message[:6] for finding in refused.findings
            ]
    assert Case.objects.get(pk=row.pk).state == was


WRONG_STATE = "现在的状态是"


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_no_step_without_its_post(step):
    ordinary = step.lane == "GENERAL" or State.INVESTIGATING in step.sources
    town = Lane() if ordinary else Town()
    case = (reach_ordinary if ordinary else reach)(town, min(step.sources))
    other = (
        town.zhang if step.permission in ("cases.file", "cases.review", "cases.approve") else town.reviewer
    )
    with pytest.raises(PermissionDenied):
        taken(case, step.name, other, AT)
    assert Case.objects.get(pk=case.pk).state == case.state


def test_every_gate_of_the_law_stands_in_the_table():
    assert every_gate_exists(None) == [] and every_step_is_whole(None) == []


# what a colleague of the unit may do for the two officers: money, delivery, the end of a simple case
FOR_COLLEAGUES = {"collect", "hand_in", "deliver", "record_payment", "execute", "close"}


def test_what_is_done_in_the_name_of_the_two_officers_only_they_do():
    """第四十二条: asked for every step of the table, so that no name can fall out of the list unseen."""
    town = Town()
    case = make_case(town)
    colleague = make_officer(team=town.team)
    kept, open_to_all = set(), set()
    for step in STEPS.values():
        if step.permission == HANDLE:
            assert not refused_as_stranger(case, step.name, town.zhang)
            stranger = refused_as_stranger(case, step.name, colleague)
            (kept if stranger else open_to_all).add(step.name)
    assert open_to_all == FOR_COLLEAGUES
    assert kept == {step.name for step in STEPS.values() if step.permission == HANDLE} - FOR_COLLEAGUES
    assert kept >= {
        "reopen",
        "give_notice",
        "submit",
        "request_closing",
        "norms",
        "exclude",
        "publish",
        "attempt",
    }


def refused_as_stranger(case, step, by):
    try:
        taken(case, step, by, AT)
    except PermissionDenied as denied:
        assert "只有本案的办案人员" in str(denied)
        return True
    except Refused:
        pass
    return False
