"""How far a step reaches through the house: calls from one of our files into another, and the files passed."""

import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import Client

from cases.workflow import State
from tests.cases.ordinary import REACHED_ON, Lane
from tests.cases.test_ordinary_pages import REPORT

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
ROOMS = tuple(str(ROOT / name) + "/" for name in ("enforcement", "cases", "lists", "evidence", "supervision"))


@contextmanager
def walked():
    """Yield the Counter of (from file, into file) of all calls inside."""
    calls, stack = Counter(), []

    def note(frame, event, argument):
        if event == "call":
            name = frame.f_code.co_filename
            before = stack[-1] if stack else ""
            ours = name.startswith(ROOMS)
            if ours and before and before != name:
                calls[before, name] += 1
            stack.append(name if ours else before)
        elif event == "return" and stack:
            stack.pop()

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def length(calls):
    """Return (files passed, calls from one into another)."""
    return len({name for pair in calls for name in pair}), calls.total()


def outside_the_law(calls):
    """Return the calls among the other rooms: rules are as many files as the law has topics, and facts ask for each."""
    return Counter(
        {pair: count for pair, count in calls.items() if not any("/law/" in name for name in pair)}
    )


def refused(client, address):
    answer = client.post(address, REPORT)
    assert answer.status_code == 422, answer.status_code
    return {finding.rule for finding in answer.context["refused"].findings}


def walk_of(weighed):
    """Return (rules that refuse, calls) of concluding an investigation in which nothing, or what to do, was weighed."""
    lane = Lane()
    lane.to(State.INVESTIGATING)
    if weighed:
        lane.weigh(REACHED_ON[State.INVESTIGATING])
    client = Client()
    client.force_login(lane.zhang)
    address = f"/cases/{lane.case.pk}/do/conclude/"
    client.get(address)
    refused(client, address)  # what is loaded once is loaded
    with walked() as calls:
        rules = refused(client, address)
    return rules, calls


def test_a_step_that_is_refused_at_once_is_a_short_walk():
    """All of a request is counted, from the first middleware on; it was 910 calls when the engine was begun."""
    rules, calls = walk_of(weighed=False)
    files, into = length(calls)
    assert rules == {"R-112"} and files <= 50 and into <= 160, (rules, files, into)


def test_a_step_that_the_whole_law_refuses_walks_through_its_rooms():
    rules, calls = walk_of(weighed=True)
    assert len(rules) > 1, rules
    files, into = length(outside_the_law(calls))
    assert length(calls)[1] <= 383 and files <= 62 and into <= 255, (length(calls), files, into)
