"""R-107, R-120, R-121: told, heard and corrected is what somebody recorded; the rest is unknown and asked."""

import pytest

from cases.file.facts import facts_of
from cases.models import Case, OralNotice
from cases.weighing import service as weighing
from cases.workflow import State
from enforcement import clock, law
from enforcement.errors import Refused
from tests.cases.factories import Town, issue, make_case, weigh
from tests.cases.ordinary import PENALTY, REACHED_ON, Lane
from tests.conftest import AT

pytestmark = pytest.mark.django_db
AGO = REACHED_ON[State.INVESTIGATING].date()


@pytest.fixture
def case(db):
    case = make_case(Town())
    weigh(case)
    return case


def said(refused):
    return [one.message for one in refused.value.findings]


def test_T_120_a_refusal_to_sign_proves_no_telling(case):
    refusal = {"receipt": "REFUSED", "refusal_note": "当事人看后离开"}
    with pytest.raises(Refused) as refused:
        issue(case, **refusal)
    assert said(refused) == ["告知没有当事人签名或者录像"]
    assert "录像编号" in refused.value.findings[0].remedy
    made = issue(case, **refusal, recording="JL00000001")
    assert (made.state, made.notice.recording) == ("DELIVERED", "JL00000001")


def test_T_120_a_signature_needs_no_recording(case):
    assert issue(case).notice.recording == ""


def test_T_121_whether_he_was_asked_is_unknown_until_recorded(case):
    with pytest.raises(Refused) as refused:
        issue(case, has_defence=None)
    assert any("是否听取陈述、申辩" in each for each in said(refused))
    OralNotice.objects.filter(case=case).delete()
    assert issue(case).state == "DELIVERED"


# -- corrected before the decision -----------------------------------------------------------------------------
@pytest.fixture
def lane(db):
    lane = Lane()
    lane.to(State.INVESTIGATING)
    return lane


def found(lane, **answers):
    weighing.weigh(case=lane.case, answers=PENALTY | {"fine": 2000, "correction": "ON_SPOT"} | answers,
                   by=lane.zhang, at=REACHED_ON[State.INVESTIGATING])  # fmt: skip
    [facts] = facts_of([Case.objects.get(pk=lane.case.pk)], at=REACHED_ON[State.INVESTIGATING])
    return [one.message for one in law.check(facts, "case.submit") if one.rule == "R-107"]


def test_T_107_corrected_is_what_was_recorded(lane):
    """That every piece counts and that it was corrected when it was looked up, nobody recorded."""
    bare = {"correction_order": ""}
    assert found(lane, **bare) == ["还没有登记已改正的日期，无法判断是否合法"]
    assert found(lane, **bare, corrected_on=AGO) == [f"登记{AGO.isoformat()}已改正，没有证据"]
    piece = lane.case.dossier.pieces.first()
    assert found(lane, **bare, corrected_on=AGO, corrected_proof=piece) == []


def test_T_107_an_order_to_correct_asks_for_neither(lane):
    assert found(lane, correction_order="责令三日内清理") == []
    assert found(lane, correction="ORDERED", correction_order="", correct_by=AGO) == []
    assert found(lane, correction_order="", outcome="NO_PENALTY", fine=None, grade="", harm="NONE") == []


def test_the_page_asks_when_and_by_what(lane, client):
    client.force_login(lane.zhang)
    with clock.set_to(AT):
        text = client.get(f"/cases/{lane.case.pk}/weigh/").content.decode()
    assert 'name="corrected_on"' in text and 'name="corrected_proof"' in text
