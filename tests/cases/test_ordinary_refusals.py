"""What the pages of the ordinary procedure refuse, with reason and article; what was typed stays."""

from datetime import timedelta

import pytest

from cases.crew import service as recusing
from cases.filing import service as filing
from cases.models import Case, Record
from cases.notice import service as telling
from cases.workflow import State
from enforcement import clock
from enforcement.law.kinds import FilingCriterion
from tests.cases.browsing import CRITERIA, Browser, attempt, record_form, shifted
from tests.cases.ordinary import NOT_MET, REACHED_ON, Lane
from tests.conftest import AT

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lane():
    return Lane()


@pytest.fixture
def at_desk(client, lane):
    """Return a function that opens the pages of the lane's case as one of its people."""
    return lambda officer: Browser(client, officer, lane.case)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"recorder": "asker"}, ("第四十二条", "不得少于两人")),
        ({"ended_at": "2026-11-20T09:20"}, ("结束时间不晚于开始时间",)),
        ({"ended_at": "2026-11-20T11:00"}, ("结束时间晚于现在",)),
        ({"rights_told": ""}, ("没有告知权利和义务", "第四十四条")),
        ({"certificates_shown": ""}, ("出示执法证件", "第五十五条")),
        ({"person": "周小明、李明"}, ("一份询问笔录询问了 2 人",)),
        ({"signature_1": ""}, ("共 1 页，只签了 0 页",)),
        ({"signature_2": ""}, ("共 2 页，只签了 1 页",)),
        ({"refused": "on"}, ("还没有写明情况",)),
        ({"recusal_answer": ""}, ("还没有写回答",)),
        ({"question_1": "", "answer_1": "是的。"}, ("还没有填",)),
        ({"identity": "990101199003071230"}, ("校验位",)),
        ({"born_on": "2012-01-01", "relation": "WITNESS"}, ("监护人",)),
    ],
    ids=lambda part: next(iter(part)) if isinstance(part, dict) else "",
)
def test_a_record_that_is_refused(lane, at_desk, given, words):
    lane.to(State.INVESTIGATING)
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        typed = record_form(lane, **given) | ({"recorder": lane.zhang.pk} if "recorder" in given else {})
        text = at_desk(lane.zhang).refused("records/new/", shifted(typed), *words)
    assert "询问室" in text and not Record.objects.exists()


def test_an_officer_is_not_in_two_records_at_once(lane, at_desk):
    lane.to(State.CONCLUDED)
    lane.case = other_case(lane)
    at = REACHED_ON[State.CONCLUDED]
    with clock.set_to(at):
        typed = record_form(lane, began_at=f"{at:%Y-%m-%d}T09:20", ended_at=f"{at:%Y-%m-%d}T09:40")
        at_desk(lane.zhang).refused("records/new/", typed, "重叠", "另案询问笔录")


def other_case(lane):
    again = Lane.__new__(Lane)
    again.__dict__ = dict(lane.__dict__)
    again.reach_lead(AT)
    criteria = [each.value for each in FilingCriterion]
    another = NOT_MET | {"R-108": "另一处、另一时的行为"}
    filing.request_filing(
        case=again.case, criteria=criteria, opinion="建议立案", by=again.zhang, at=AT, reasons=another
    )
    recusing.declare(case=again.case, by=again.li, at=AT)
    again.reach_investigating(AT)
    return Case.objects.get(pk=again.case.pk)


def test_an_inspection_without_the_party_has_a_witness(lane, at_desk):
    lane.to(State.INVESTIGATING)
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        gone = {"kind": "INSPECTION", "absent": "on", "signature_1": "", "found": "地面有烟蒂 2 个"}
        typed = shifted(record_form(lane, **gone))
        officer = at_desk(lane.zhang)
        officer.refused("records/new/", typed, "没有见证人")
        pieces = [piece.pk for piece in lane.case.dossier.pieces.all()]
        officer.done("records/new/", typed | {"witness": "钱九", "pieces": pieces})
    assert Record.objects.get().witness == "钱九"


def test_a_notice_that_came_back_holds_the_review_back(lane, at_desk):
    lane.to(State.NOTIFIED)
    day = REACHED_ON[State.NOTIFIED]
    with clock.set_to(day):
        officer, today = at_desk(lane.zhang), f"{day:%Y-%m-%d}"
        officer.done(
            "do/serve_notice/", attempt(lane, today, received_on="", recipient="", returned="无人在家")
        )
        assert "无人在家" in officer.get("do/serve_notice/").content.decode()
        officer.refused("do/submit/", {}, "告知书")
        assert officer.get("do/decide/").status_code == 403
        head = at_desk(lane.head)
        head.refused("do/decide/", {}, "现在的状态是")
    assert Case.objects.get(pk=lane.case.pk).state == State.NOTIFIED


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"day": "2026-11-01", "received_on": "2026-11-01"}, "早于文书日期"),
        ({"received_on": "2026-11-20"}, "早于文书日期或者送出日期"),
        ({"day": "2027-01-01", "received_on": "2027-01-01"}, "晚于今天"),
        ({"relation": "COHABITANT", "recipient_age": "15"}, "只有 15 岁"),
        ({"method": "LEFT", "received_on": ""}, "不能留置送达"),
        ({"relation": "REPRESENTATIVE"}, "当事人是公民，法定代表人或者主要负责人不能签收"),
        ({"relation": "MAILROOM"}, "当事人是公民，单位负责收件的人不能签收"),
        ({"method": "MAIL", "relation": "OTHER", "reason": "在外地"}, "不能代收"),
        ({"relation": "AGENT"}, "代理人没有授权委托书"),
        (
            {
                "method": "LEFT",
                "received_on": "",
                "relation": "OTHER",
                "refused": "on",
                "refusal_note": "店员不收",
                "witness": "乙",
                "witness_of": "东门社区",
            },
            "拒收的不是受送达人",
        ),
        (
            {
                "method": "LEFT",
                "received_on": "",
                "relation": "SELF",
                "refused": "on",
                "refusal_note": "拒收",
                "witness": "乙",
            },
            "代表哪个基层组织",
        ),
        ({"method": "ENTRUSTED"}, "受托机关"),
        ({"method": "PUBLIC", "received_on": ""}, "至少要 2 种"),
        ({"method": "ELECTRONIC"}, "电子送达确认书"),
        ({"servers": []}, "两名执法人员"),
    ],
)
def test_a_service_that_is_refused(lane, at_desk, given, words):
    lane.to(State.NOTIFIED)
    day = REACHED_ON[State.NOTIFIED]
    with clock.set_to(day):
        text = at_desk(lane.zhang).refused(
            "do/serve_notice/", attempt(lane, f"{day:%Y-%m-%d}") | given, words
        )
    assert 'value="人民路1号"' in text and not lane.case.attempts.exists()


def test_a_heavier_fine_than_the_party_was_told(lane, at_desk):
    lane.to(State.REVIEWED)
    lane.case.assessment.fine = 4000
    lane.case.assessment.save()
    with clock.set_to(REACHED_ON[State.DECIDED]):
        at_desk(lane.head).refused("do/decide/", {}, "高于告知的", "第四十五条")
    assert Case.objects.get(pk=lane.case.pk).number == ""


def test_filing_asks_for_every_criterion(lane, at_desk):
    lane.to(State.LEAD)
    some = {"criteria": CRITERIA[:2], "opinion": "建议立案，理由如下"}
    text = at_desk(lane.zhang).refused("do/request_filing/", some, "立案条件还没有确认", "第五十四条")
    assert "建议立案，理由如下" in text
    at_desk(lane.head).refused("do/file/", {"reason": "同意"}, "立案")


def test_a_case_of_one_officer_is_not_filed(lane, at_desk):
    lane.to(State.LEAD)
    Case.objects.update(partner=None)
    at_desk(lane.zhang).refused("do/request_filing/", {"criteria": CRITERIA, "opinion": "立案"}, "第四十二条")


def test_a_waiver_has_its_paper(lane, at_desk):
    lane.to(State.NOTIFIED)
    with clock.set_to(REACHED_ON[State.NOTIFIED]):
        officer = at_desk(lane.zhang)
        officer.done("do/serve_notice/", attempt(lane, f"{clock.today()}"))
        officer.refused("defence/", {"said": "WAIVED"}, "书面声明", "第四十五条")
        waiver = {
            "said": "WAIVED",
            "waived_on": f"{clock.today()}",
            "waiver": lane.case.dossier.pieces.get().pk,
        }
        officer.refused("defence/", waiver, "由谁放弃")
        officer.refused("defence/", waiver | {"waived_by": "COHABITANT"}, "不是当事人的放弃", "第六十二条")
        officer.refused("defence/", waiver | {"waived_by": "AGENT"}, "不是当事人的放弃")
        by_agent = {"waived_by": "AGENT", "waiver_authority": waiver["waiver"]}
        officer.done("defence/", waiver | by_agent)
        officer.done("defence/", waiver | {"waived_by": "SELF"})
        unanswered = {"said": "POINTS", "text_1": "没有扔", "adopted_1": "", "reason_1": ""}
        officer.done("defence/", unanswered)
        officer.refused("do/submit/", {}, "还没有复核", "第四十五条")


def test_a_request_for_a_hearing_alone_is_recorded(lane, at_desk):
    lane.to(State.NOTIFIED)
    with clock.set_to(REACHED_ON[State.NOTIFIED]):
        officer = at_desk(lane.zhang)
        officer.done("do/serve_notice/", attempt(lane, f"{clock.today()}"))
        officer.refused("defence/", {"said": "HEARING"}, "按收到申请的日期填写")
        officer.done("defence/", {"said": "HEARING", "hearing_requested_on": f"{clock.today()}"})
    assert telling.standing_notice(lane.case).hearing_requested_on
