"""Which paper of a file is served next: the last that stands and that the register has served."""

import pytest

from cases.models import Case
from cases.serving.service import paper_to_serve
from cases.workflow import State
from enforcement.documents.models import Document
from tests.cases.ordinary import REACHED_ON, Lane

pytestmark = pytest.mark.django_db


@pytest.fixture
def lane():
    return Lane()


def on(lane, *states):
    """Return the case after the steps into these states."""
    for state in states:
        getattr(lane, f"reach_{state.lower()}")(REACHED_ON[state])
    return Case.objects.get(pk=lane.case.pk)


def test_the_notice_is_served_first_and_then_the_decision(lane):
    """Records, opinions and approvals of the file are issued too; nobody serves them."""
    case = lane.to(State.NOTIFIED)
    notice = case.prior_notices.get()
    assert paper_to_serve(case) == (notice.document, notice)

    case = on(lane, State.IN_REVIEW, State.REVIEWED)
    last = Document.objects.filter(dossier=case.dossier).order_by("pk").last()
    assert last != notice.document  # the reviewer's opinion, which nobody serves
    assert paper_to_serve(case) == (notice.document, None)

    case = on(lane, State.DECIDED)
    assert paper_to_serve(case) == (case.decision.document, None)
