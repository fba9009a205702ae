"""An ordinary case from lead to closing, through the services that page and API call."""

import pytest

from cases.workflow import State
from tests.cases.ordinary import Lane

pytestmark = pytest.mark.django_db


def test_from_lead_to_closing():
    lane = Lane()
    case = lane.to(State.CLOSED)
    assert case.dossier.locked_at
    titles = list(case.dossier.documents.order_by("pk").values_list("title", flat=True))
    assert titles == [
        "立案审批表", "询问笔录（第1次） 周小明", "调查终结报告", "行政处罚事先告知书", "法制审核意见书",
        "行政处罚决定书", "结案审批表",
    ]  # fmt: skip


def test_a_decision_names_no_day_before_which_to_pay():
    """The fifteen days run from the service; a day printed earlier would cut the party's time."""
    case = Lane().to(State.DELIVERED)
    content = case.decision.document.content
    assert content["pay_by"] is None and "十五日内" in "".join(content["manner"])
    pay = case.limits.get(key="pay")
    assert (pay.start_on - case.decided_on).days == 1
