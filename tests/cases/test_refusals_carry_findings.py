"""Whatever the law refuses is a finding: with its rule, its article and what to do now, on page and API alike."""

from datetime import timedelta

import pytest

from cases.models import Case
from cases.workflow import State
from enforcement import clock
from tests.cases.factories import add_photo, make_case, party
from tests.cases.ordinary import REACHED_ON, Lane
from tests.cases.reviews import client_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refused(lane, officer, verb, typed, at):
    """Return the answer to a verb that is refused, and check that nothing of it was kept."""
    before = Case.objects.values().get(pk=lane.case.pk)
    with clock.set_to(at):
        answer = client_of(officer).post(
            f"/api/cases/{lane.case.pk}/{verb}/", typed, content_type="application/json"
        )
    assert answer.status_code in (400, 409), answer.content.decode()
    assert Case.objects.values().get(pk=lane.case.pk) == before
    return answer.json()


def piece(lane):
    return lane.case.dossier.pieces.order_by("pk").first().pk


# state in which it is asked, who asks, verb, what is typed (of the lane and the moment), rule that refuses
REFUSED = {
    "one officer twice": (
        State.INVESTIGATING, "head", "assign",
        lambda lane, at: {"handler": lane.zhang.pk, "partner": lane.zhang.pk, "reason": "调岗"}, "R-118",
    ),
    "an application from tomorrow": (
        State.INVESTIGATING, "zhang", "ask_recusal",
        lambda lane, at: {"officer": lane.li.pk, "reason": "亲属", "asked_on": f"{(at + DAY).date()}"}, "R-119",
    ),
    "nothing to rule on": (
        State.INVESTIGATING, "head", "rule_recusal", lambda lane, at: {"granted": "no", "ruling": "不成立"}, "R-119",
    ),
    "no assessment": (
        State.INVESTIGATING, "zhang", "conclude",
        lambda lane, at: {"nature": "一般", "reasoning": "说理", "proposal": "罚款", "verified": True}, "R-112",
    ),
    "an extension where no rule allows it": (
        State.INVESTIGATING, "head", "extend",
        lambda lane, at: {"domain": "HOUSING", "days": 90, "reason": "检测", "piece": piece(lane)}, "R-503",
    ),
    "days before the filing": (
        State.INVESTIGATING, "zhang", "exclude",
        lambda lane, at: {"ground": "检测", "start": "2020-01-01", "end": "2020-01-05", "reason": "送检",
                          "piece": piece(lane)}, "R-134",
    ),
    "an address signed tomorrow": (
        State.LEAD, "zhang", "confirm_address",
        lambda lane, at: {"address": "人民路1号", "signer_relation": "SELF", "confirmed_on": f"{(at + DAY).date()}",
                          "piece": piece(lane)}, "R-1007",
    ),
    "a dispute of tomorrow": (
        State.LEAD, "zhang", "dispute",
        lambda lane, at: {"agency": "市水利局", "arisen_on": f"{(at + DAY).date()}"}, "R-104",
    ),
    "a waiver without its paper": (
        State.NOTIFIED, "zhang", "record_defence",
        lambda lane, at: {"said": "WAIVED", "waived_on": f"{at.date()}", "waived_by": "SELF"}, "R-136",
    ),
    "a request of tomorrow": (
        State.NOTIFIED, "zhang", "record_defence",
        lambda lane, at: {"said": "HEARING", "hearing_requested_on": f"{(at + DAY).date()}"}, "R-121",
    ),
    "one person there twice": (
        State.REVIEWED, "head", "discuss",
        lambda lane, at: {
            "held_on": f"{at.date()}", "place": "会议室", "chair": "孙七", "recorder": "李四", "outcome": "FINE",
            "fine": "200", "conclusion": "罚款",
            "attendees": [{"attendee": lane.head.pk, "view": "同意", "vote": "FOR"},
                          {"attendee": lane.head.pk, "view": "同意", "vote": "FOR"}],
        }, "R-131",
    ),
    "published before it was decided": (
        State.DECIDED, "zhang", "publish",
        lambda lane, at: {"publish": "yes", "reason": "依法公开", "published_on": "2020-01-01"}, "R-124",
    ),
    "a secret in nobody's paper": (
        State.DECIDED, "zhang", "publish",
        lambda lane, at: {"publish": "no", "reason": "涉密", "secrets": ["TRADE"]}, "R-125",
    ),
    "a recheck without its result": (
        State.DELIVERED, "zhang", "request_closing",
        lambda lane, at: {"performance": "已缴清", "rechecked_on": f"{at.date()}", "publish": "yes",
                          "publish_reason": "依法公开"}, "R-917",
    ),
    "paid tomorrow": (
        State.DELIVERED, "zhang", "record_payment",
        lambda lane, at: {"amount": "1.00", "paid_on": f"{(at + DAY).date()}", "reference": "A-1"}, "R-140",
    ),
    "remedies told before the decision": (
        State.DELIVERED, "zhang", "tell_remedies",
        lambda lane, at: {"received_on": "2020-01-01", "piece": piece(lane)}, "R-312",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("state", "who", "verb", "typed", "rule"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_carries_its_finding(state, who, verb, typed, rule):
    lane = Lane()
    lane.to(state)
    if not lane.case.dossier.pieces.exists():
        add_photo(lane.case, lane)
    at = REACHED_ON[state] + timedelta(hours=1)
    answer = refused(lane, getattr(lane, who), verb, typed(lane, at), at)
    [found, *_] = [one for one in answer["findings"] if one["rule"] == rule]
    assert found["level"] == "BLOCK" and found["message"] and found["clause"] and found["facts"]
    assert found["remedy"]


def test_a_number_that_cannot_be_one_is_refused_by_its_rule():
    lane = Lane()
    with clock.set_to(REACHED_ON[State.LEAD]):
        typed = {"item": lane.item.item.code, "kind": "PERSON", "name": "周小明", "identity": "990101199003071230",
                 "phone": "19900000001", "act_at": "2026-11-20T09:00", "place": "人民路12号门前"}  # fmt: skip
        answer = client_of(lane.zhang).post("/api/cases/", typed, content_type="application/json")
    assert answer.status_code == 409
    assert {one["rule"] for one in answer.json()["findings"]} == {"R-908"}


def test_a_paper_of_another_file_proves_nothing():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at = REACHED_ON[State.INVESTIGATING]
    other = make_case(lane, at=at, who=party(name="别人", identity_kind="NONE", identity=""))
    typed = {"ground": "检测", "start": f"{at.date()}", "end": f"{at.date()}", "reason": "送检",
             "piece": add_photo(other, lane, at=at).pk}  # fmt: skip
    assert refused(lane, lane.zhang, "exclude", typed, at)["fields"]["piece"]


def test_who_investigated_is_barred_with_a_finding():
    lane = Lane()
    lane.to(State.REVIEWED)
    Case.objects.filter(pk=lane.case.pk).update(handler=lane.head)
    with clock.set_to(REACHED_ON[State.DECIDED]):
        answer = client_of(lane.head).post(
            f"/api/cases/{lane.case.pk}/decide/", {}, content_type="application/json"
        )
    assert answer.status_code == 403
    [found] = answer.json()["findings"]
    assert (found["rule"], found["clause"]) == ("R-131", "《行政处罚法》第五十七条")
    assert (
        found["message"] == "您参加过本案调查，不能由您作出决定" and found["remedy"] == "请由其他负责人决定"
    )


def test_what_is_no_rules_refusal_is_a_finding_too():
    lane = Lane()
    lane.to(State.DELIVERED)
    at = REACHED_ON[State.DELIVERED] + timedelta(hours=1)
    typed = {"amount": "1.00", "paid_on": f"{at.date()}", "reference": "A-1"}
    with clock.set_to(at):
        client_of(lane.zhang).post(
            f"/api/cases/{lane.case.pk}/record_payment/", typed, content_type="application/json"
        )
    [found] = refused(lane, lane.zhang, "record_payment", typed, at)["findings"]
    assert (found["rule"], found["level"]) == ("", "BLOCK") and "已经登记过" in found["message"]


def test_a_missing_post_is_a_finding_too():
    lane = Lane()
    lane.to(State.INVESTIGATING)
    at, address = REACHED_ON[State.INVESTIGATING], f"/api/cases/{lane.case.pk}/assign/"
    typed = {"handler": lane.zhang.pk, "partner": lane.li.pk, "reason": "调岗"}
    with clock.set_to(at):
        answer = client_of(lane.zhang).post(address, typed, content_type="application/json")
    assert answer.status_code == 403
    [found] = answer.json()["findings"]
    assert found["level"] == "BLOCK" and "您的岗位不能" in found["message"] and "管理员" in found["remedy"]
    with clock.set_to(at):
        page = client_of(lane.zhang).get("/manage/people/", headers={"accept": "application/json"})
    assert page.status_code == 403 and page.json()["findings"][0]["remedy"] == found["remedy"]
