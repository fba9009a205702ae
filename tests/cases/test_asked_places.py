"""Where papers reach the party, where the act was, whose case it is: each fact has its page, its verb and its rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.decision import service as resolving
from cases.filing import dispute as disputing
from cases.filing import service as filing
from cases.limits import service as periods
from cases.models import AddressConfirmation, Case, Dispute
from cases.review.papers import review_opinion
from cases.serving import service as serving
from cases.workflow import State
from enforcement import clock
from enforcement.documents import register
from enforcement.documents import services as documents
from enforcement.documents.models import Document
from enforcement.errors import DomainError, Refused
from enforcement.law.kinds import FilingCriterion
from supervision.league.counting.units import Map
from tests.cases.browsing import Browser, attempt
from tests.cases.factories import add_photo, make_case
from tests.cases.ordinary import NOT_MET, REACHED_ON, Lane, handed_over
from tests.cases.test_ordinary_api import client_of
from tests.conftest import AT
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lane():
    return Lane()


def rules(refused):
    return {finding.rule for finding in refused.value.findings}


def proposal(lane, **given):
    asked = {
        "criteria": [each.value for each in FilingCriterion],
        "opinion": "建议立案",
        "by": lane.zhang,
        "at": AT,
    }
    return filing.request_filing(case=lane.case, **asked | given)


# -- R-1007: the address for service ---------------------------------------------------------------------------
def confirmation(lane, **given):
    return {
        "address": "人民路1号", "phone": "19900000001", "signer_relation": "SELF",
        "confirmed_on": AT.date().isoformat(), "piece": add_photo(lane.case, lane).pk,
    } | given  # fmt: skip


def test_T_1007a_a_filing_without_a_confirmed_address_says_why(client, lane):
    lane.to(State.LEAD)
    with pytest.raises(Refused) as refused:
        proposal(lane)
    assert rules(refused) == {"R-1007"}
    officer = Browser(client, lane.zhang, lane.case)
    assert "当事人还没有签送达地址确认书" in officer.get("do/request_filing/").content.decode()
    officer.done("do/confirm_address/", confirmation(lane))
    assert proposal(lane).state == State.TO_FILE


def test_T_1007b_a_later_change_is_another_form_and_the_old_one_stays(client, lane):
    lane.to(State.LEAD)
    Browser(client, lane.zhang, lane.case).done("do/confirm_address/", confirmation(lane))
    later = confirmation(lane, address="解放路9号", confirmed_on="2026-11-20")
    answer = client_of(lane.zhang).post(f"/api/cases/{lane.case.pk}/confirm_address/", later, format="json")
    assert answer.status_code == 200, answer.json()
    rows = AddressConfirmation.objects.filter(case=lane.case)
    assert [row.address for row in rows] == ["人民路1号", "解放路9号"]
    page = Browser(client, lane.zhang, lane.case).get("do/confirm_address/").content.decode()
    assert "人民路1号" in page and 'value="解放路9号"' in page
    assert "签送达地址确认书" in client.get(f"/cases/{lane.case.pk}/").content.decode()


def test_T_1007_the_paper_goes_where_the_party_said(client, lane):
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.NOTIFIED]
    with clock.set_to(at):
        officer = Browser(client, lane.zhang, lane.case)
        officer.done("do/confirm_address/", confirmation(lane, address="解放路9号"))
        assert 'value="解放路9号"' in officer.get("do/serve_notice/").content.decode()


def test_T_1007_what_cannot_be_is_refused(lane):
    lane.to(State.LEAD)
    given = {
        "address": "人民路1号", "receiver": "", "phone": "", "electronic": "", "signer_relation": "SELF",
        "confirmed_on": AT.date(), "piece": add_photo(lane.case, lane),
    }  # fmt: skip
    with pytest.raises(DomainError, match="晚于今天"):
        serving.confirm_address(
            case=lane.case, **given | {"confirmed_on": AT.date() + DAY}, by=lane.zhang, at=AT
        )
    with pytest.raises(DomainError, match="联系电话"):
        serving.confirm_address(case=lane.case, **given | {"phone": "12"}, by=lane.zhang, at=AT)
    elsewhere = add_photo(make_case(lane), lane)
    with pytest.raises(DomainError, match="本案证据里没有审批或者证明的文书"):
        serving.confirm_address(case=lane.case, **given | {"piece": elsewhere}, by=lane.zhang, at=AT)
    serving.confirm_address(case=lane.case, **given, by=lane.zhang, at=AT)
    with pytest.raises(DomainError, match="早于已登记"):
        earlier = given | {"confirmed_on": AT.date() - DAY}
        serving.confirm_address(case=lane.case, **earlier, by=lane.zhang, at=AT)
    with pytest.raises(PermissionDenied):
        serving.confirm_address(case=lane.case, **given, by=make_officer(team=lane.team), at=AT)


# -- R-1006: who is detained -----------------------------------------------------------------------------------
def test_T_1006a_where_he_is_held_is_told_on_the_page_and_stays(client, lane):
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.IN_REVIEW]
    with clock.set_to(at):
        officer, day = Browser(client, lane.zhang, lane.case), at.date().isoformat()
        home = attempt(lane, day, relation="COHABITANT", recipient="周小红", recipient_age="40",
                       detained_in="台州监狱")  # fmt: skip
        officer.refused("do/serve_notice/", home, "当事人在台州监狱", "转交")
        failed = attempt(lane, day, received_on="", recipient="", relation="", returned="家中无人",
                         detained_in="台州监狱")  # fmt: skip
        officer.done("do/serve_notice/", failed | {"reason-R-1006": "上门后才知道"})
        assert Case.objects.get(pk=lane.case.pk).detained_in == "台州监狱"
        assert 'value="台州监狱"' in officer.get("do/serve_notice/").content.decode()
        passed = {"method": "FORWARDED", "day": day, "received_on": day, "recipient": "周小明", "relation": "SELF",
                  "through": "台州监狱", "place": "台州监狱", "sealed": True,
                  "servers": [lane.zhang.pk, lane.li.pk]}  # fmt: skip
        address = f"/api/cases/{lane.case.pk}/serve_notice/"
        answer = client_of(lane.zhang).post(address, passed, format="json")
        assert answer.status_code == 200, answer.json()
    case = Case.objects.get(pk=lane.case.pk)
    assert case.detained_in == "台州监狱" and case.prior_notices.get().served_on == at.date()


# -- where the act was ----------------------------------------------------------------------------------
def test_R_102_a_place_that_nobody_recorded_is_asked_not_assumed(client, lane):
    lane.to(State.LEAD)
    Case.objects.filter(pk=lane.case.pk).update(act_area="")
    with pytest.raises(Refused) as refused:
        proposal(lane, reasons=NOT_MET)
    [found] = refused.value.findings
    assert found.rule == "R-102" and "违法行为发生地" in found.message and "立案页" in found.remedy
    officer = Browser(client, lane.zhang, lane.case)
    assert 'name="act_area"' in officer.get("do/request_filing/").content.decode()
    typed = {
        "criteria": [each.value for each in FilingCriterion], "opinion": "建议立案",
        "act_area": lane.team.own_area, "reason-R-1007": "还没有见到当事人",
    }  # fmt: skip
    assert officer.done("do/request_filing/", typed) == State.TO_FILE
    assert lane.case.act_area == lane.team.own_area


def test_R_102_the_lead_page_shows_the_own_area_as_a_choice_and_takes_another(client, lane):
    make_team("331083101", name="坎门街道")
    client.force_login(lane.zhang)
    page = client.get(client.post("/cases/new/", {"shape": "lead"}).url).content.decode()
    assert f'value="{lane.team.own_area}" selected' in page and ">还没有查明<" in page
    lane.to(State.LEAD)
    with pytest.raises(Refused) as refused:
        proposal(lane, act_area="331083101", reasons=NOT_MET)
    assert rules(refused) == {"R-102"}


def test_the_league_counts_the_own_area_with_its_unit(lane):
    """Whether it stands there or not, a case at home belongs to the unit that acts there."""
    units = Map(AT.date())
    for path in (lane.team.path, "331083901"):
        own = lane.team.own_area if path == lane.team.path else "331083"
        assert units.unit_of(path, path, own) == units.unit_of(path, path, "")


# -- a dispute over the case ----------------------------------------------------------------------------
OPEN = {"agency": "市水利局", "arisen_on": "2026-11-20", "note": "河道管理范围内"}


def test_T_104b_a_disputed_case_is_not_decided_before_the_designation(client, lane):
    lane.to(State.REVIEWED)
    at = REACHED_ON[State.DECIDED]
    with clock.set_to(at):
        officer = Browser(client, lane.zhang, lane.case)
        officer.done("do/dispute/", OPEN)
        with pytest.raises(Refused) as refused:
            resolving.decide(case=lane.case, by=lane.head, at=at)
        assert (
            rules(refused) == {"R-104"}
            and "还没有解决" in client.get(f"/cases/{lane.case.pk}/").content.decode()
        )
        settled = OPEN | {"end": "DESIGNATED", "ended_on": at.date().isoformat(), "document": "台政函〔2026〕8号",
                          "piece": add_photo(lane.case, lane).pk}  # fmt: skip
        answer = client_of(lane.zhang).post(f"/api/cases/{lane.case.pk}/dispute/", settled, format="json")
        assert answer.status_code == 200, answer.json()
        assert resolving.decide(case=lane.case, by=lane.head, at=at).state == State.DECIDED


def test_T_104b_agencies_that_agree_need_no_designation(lane):
    lane.to(State.REVIEWED)
    at = REACHED_ON[State.DECIDED]
    given = {
        "agency": "市水利局",
        "arisen_on": AT.date(),
        "note": "",
        "document": "",
        "by": lane.zhang,
        "at": at,
    }
    agreed = {"end": "AGREED", "ended_on": at.date(), "piece": add_photo(lane.case, lane)}
    disputing.dispute(case=lane.case, **given, **agreed)
    assert resolving.decide(case=lane.case, by=lane.head, at=at).state == State.DECIDED


def test_T_104b_a_designation_moves_the_place_too(lane):
    """An act elsewhere may be dealt with here where the common superior said so (PL 25)."""
    lane.to(State.LEAD)
    given = {"agency": "市水利局", "arisen_on": AT.date(), "note": "", "by": lane.zhang, "at": AT}
    disputing.dispute(
        case=lane.case, **given, end="DESIGNATED", ended_on=AT.date(), document="台政函〔2026〕8号",
        piece=add_photo(lane.case, lane),
    )  # fmt: skip
    assert proposal(lane, act_area="331081", reasons=NOT_MET).state == State.TO_FILE


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"arisen_on": date(2026, 12, 31)}, "先后不对"),
        ({"end": "AGREED", "ended_on": None}, "没有填解决日期"),
        ({"end": "DESIGNATED", "ended_on": AT.date()}, "文书名称和文号"),
    ],
)
def test_R_104_what_cannot_be_is_refused(lane, wrong, words):
    lane.to(State.LEAD)
    given = {"agency": "市水利局", "arisen_on": AT.date(), "note": "", "end": "", "ended_on": None, "document": "",
             "piece": add_photo(lane.case, lane), "by": lane.zhang, "at": AT}  # fmt: skip
    with pytest.raises(DomainError, match=words):
        disputing.dispute(case=lane.case, **given | wrong)
    assert not Dispute.objects.exists()


# -- a clue checked for longer -------------------------------------------------------------------
def test_R_502_a_clue_is_prolonged_once_in_time_and_only_where_a_rule_allows_it(client, lane):
    lane.to(State.LEAD)
    limit = lane.case.limits.get(key="clue")
    last = limit.legal_last_day
    with pytest.raises(DomainError, match="没有延长"):
        periods.extend_clue(case=lane.case, domain="GENERAL", reason="待检测", by=lane.head, at=AT)
    with pytest.raises(DomainError, match="已经届满"):
        late = AT + 60 * DAY
        periods.extend_clue(case=lane.case, domain="HOUSING", reason="待检测", by=lane.head, at=late)
    with pytest.raises(PermissionDenied):
        periods.extend_clue(case=lane.case, domain="HOUSING", reason="待检测", by=lane.zhang, at=AT)
    Browser(client, lane.head, lane.case).done("do/extend_clue/", {"domain": "HOUSING", "reason": "待检测"})
    limit.refresh_from_db()
    assert limit.legal_last_day > last
    again = {"domain": "HOUSING", "reason": "还没有结果"}
    answer = client_of(lane.head).post(f"/api/cases/{lane.case.pk}/extend_clue/", again, format="json")
    assert answer.status_code == 409 and "不能再延长" in answer.content.decode()


def test_T_128a_a_prolonged_clue_is_not_idle(lane):
    lane.to(State.LEAD)
    late = AT + 24 * DAY
    with pytest.raises(Refused) as refused:
        proposal(lane, at=late, reasons=NOT_MET)
    assert rules(refused) == {"R-128"}
    periods.extend_clue(case=lane.case, domain="HOUSING", reason="待检测", by=lane.head, at=AT)
    filed = proposal(lane, at=late, reasons=NOT_MET)
    assert filed.state == State.TO_FILE and filed.filing.domain == "HOUSING"


# -- R-1008: what had to be served -----------------------------------------------------------------------------
def test_T_1008a_a_notice_without_its_proof_keeps_the_case_open(lane):
    lane.to(State.EXECUTED)
    notice = lane.case.prior_notices.get()
    notice.served_on = None
    notice.save()
    at = REACHED_ON[State.CLOSING]
    with pytest.raises(Refused) as refused:
        lane.reach_closing(at)
    assert "R-1008" in rules(refused)
    notice.served_on = at.date()
    notice.save()
    lane.reach_closing(at)


def test_T_1008a_a_paper_of_the_register_that_is_served_keeps_the_case_open(lane, monkeypatch):
    lane.to(State.EXECUTED)
    served = replace(review_opinion.PAPER, served=True)
    versions = register.versions() | {(served.kind, served.version): served}
    monkeypatch.setattr(register, "_declared", versions)
    at = REACHED_ON[State.CLOSING]
    with pytest.raises(Refused, match="还没有送达：法制审核意见书") as refused:
        lane.reach_closing(at)
    assert "R-1008" in rules(refused)
    paper = Document.objects.get(kind=served.kind)
    documents.deliver(document=paper, method="DIRECT", day=at.date(), moment=at, recipient="周小明",
                      servers=[lane.zhang], by=lane.zhang, at=at)  # fmt: skip
    lane.reach_closing(at)


# -- CPL 283: who lives abroad ---------------------------------------------------------------------------------
def test_T_1005a_who_has_no_domicile_in_the_country_is_known_after_the_first_attempt(lane):
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.IN_REVIEW]
    failed = handed_over(
        lane, at, received_on=None, recipient="", relation="", returned="查无此人", abroad=True
    )
    serving.serve(case=lane.case, attempt=failed, by=lane.zhang, at=at)
    assert Case.objects.get(pk=lane.case.pk).abroad is True
    serving.serve(case=lane.case, attempt=failed | {"abroad": False}, by=lane.zhang, at=at)
    assert Case.objects.get(pk=lane.case.pk).abroad is False
