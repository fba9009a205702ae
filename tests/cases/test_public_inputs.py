"""Public cases, as they were found: the very input of each, and the right answer."""

from datetime import timedelta

import pytest

from cases.investigation import service as investigating
from cases.models import Case
from cases.review.service import answer_remark
from cases.workflow import State
from enforcement import clock
from tests.cases.factories import signature
from tests.cases.ordinary import PENALTY, REACHED_ON, Lane, inquiry
from tests.cases.test_ordinary_api import client_of
from tests.factories import make_officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def found_rules(answer):
    return {finding["rule"] for finding in answer.json()["findings"]}


# -- 01: a fact that the party was told is replaced after the notice -------------------------------------------
TOLD = ["甲店没有张挂登记证", "甲店承认，尚未改正"]
NOW = ["甲店占用人行道堆放货物120平方米，拒不改正", "甲店承认，尚未改正"]


class TwoFacts(Lane):
    """A lane whose notice tells two facts."""

    def find(self, at, texts=TOLD):
        pieces = list(self.case.dossier.pieces.values_list("pk", flat=True))
        facts = [(text, pieces, [self.record.pk]) for text in texts]
        investigating.set_facts(case=self.case, facts=facts, by=self.zhang, at=at)


def test_T_121d_public_01_the_replaced_fact_reaches_no_decision():
    lane = TwoFacts()
    lane.returned()
    at = REACHED_ON[State.REVIEWED] + DAY
    remark = lane.review.remarks.get()
    with clock.set_to(at):
        officer = client_of(lane.zhang)
        lane.find(at, NOW)
        said = f"/api/cases/{lane.case.pk}/submit/"
        answer_remark(remark=remark, answer="已说明", by=lane.zhang, at=at)
        refused = officer.post(said, {}, format="json")
        assert refused.status_code == 409 and "R-121" in found_rules(refused)
        assert all(finding["level"] == "BLOCK" for finding in refused.json()["findings"])
        assert TOLD[0] in refused.content.decode() and NOW[0] in refused.content.decode()
        # as they were told, they pass
        lane.find(at, TOLD)
        assert officer.post(said, {}, format="json").status_code == 200


# -- 03: who took or refused the paper -------------------------------------------------------------------------
class Company(Lane):
    """A lane whose party is a company."""

    WHO = {
        "kind": "ORGANISATION", "name": "甲公司", "identity_kind": "CREDIT_CODE", "identity": "91350100M000100Y43",
        "representative": "钱七",
    }  # fmt: skip

    def reach_lead(self, at):
        super().reach_lead(at, **self.WHO)

    def reach_concluded(self, at):
        said = inquiry(self, at, person="钱七", relation="REPRESENTATIVE")
        self.record = investigating.sign_record(
            case=self.case, record=said, by=self.zhang, at=at,
            signatures=[{"role": "PARTY", "name": "钱七", "picture": signature()}],
        )  # fmt: skip
        self.weigh(at)
        self.find(at)
        investigating.conclude(
            case=self.case, nature="乱扔废弃物", reasoning="情节一般", proposal=f"建议罚款{self.fine}元",
            verified=True, by=self.zhang, at=at,
        )  # fmt: skip


SERVED = [
    (Company, {"method": "DIRECT", "relation": "COHABITANT", "recipient_age": 40, "received": True}),
    (Company, {"method": "DIRECT", "relation": "SELF", "received": True}),
    (Lane, {"method": "DIRECT", "relation": "MAILROOM", "received": True}),
    (Lane, {"method": "DIRECT", "relation": "REPRESENTATIVE", "received": True}),
    (Company, {"method": "LEFT", "relation": "OTHER", "recipient": "店员甲", "refused": True,
               "refusal_note": "负责人电话未接，店员不收", "witness": "乙"}),
    # right: the one who may
    (Company, {"method": "DIRECT", "relation": "REPRESENTATIVE", "recipient": "钱七", "received": True, "right": True}),
    (Lane, {"method": "DIRECT", "relation": "SELF", "received": True, "right": True}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "row"), SERVED, ids=range(1, 8))
def test_T_1001b_T_1002a_public_03_who_took_it(kind, row):
    lane = kind()
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.IN_REVIEW]
    given, right = dict(row), row.get("right", False)
    given.pop("right", None)
    received = given.pop("received", False)
    sent = {
        "day": at.date().isoformat(), "place": "人民路1号", "recipient": "周小明", "sealed": True,
        "servers": [lane.zhang.pk, lane.li.pk],
    } | given | ({"received_on": at.date().isoformat()} if received else {})  # fmt: skip
    with clock.set_to(at):
        answer = client_of(lane.zhang).post(f"/api/cases/{lane.case.pk}/serve_notice/", sent, format="json")
    notice = lane.case.prior_notices.get()
    if right:
        assert answer.status_code == 200, answer.json()
        assert notice.served_on == at.date()
        return
    assert answer.status_code == 409 and found_rules(answer) & {"R-1001", "R-1002"}, answer.json()
    assert notice.served_on is None and not lane.case.limits.filter(key="defence").exists()


# -- 04: the heads' discussion without a head ------------------------------------------------------------------
def test_T_131b_public_04_two_of_the_squad_are_no_heads():
    lane = Lane()
    lane.to(State.REVIEWED)
    at = REACHED_ON[State.DECIDED]
    squad = [make_officer(team=lane.team, name=name) for name in ("中队长甲", "队员乙")]
    held = {
        "held_on": at.date().isoformat(), "place": "会议室", "chair": "中队长甲", "recorder": "李四",
        "conclusion": "同意处罚", "outcome": PENALTY["outcome"], "fine": lane.fine,
        "attendees": [{"attendee": each.pk, "duty": "队员", "view": "同意", "vote": "FOR"} for each in squad],
    }  # fmt: skip
    with clock.set_to(at):
        answer = client_of(lane.head).post(f"/api/cases/{lane.case.pk}/discuss/", held, format="json")
    assert answer.status_code in (400, 409), answer.json()
    case = Case.objects.get(pk=lane.case.pk)
    assert not hasattr(case, "discussion") and case.number == "" and case.state == State.REVIEWED
