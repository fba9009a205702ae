"""The pages of the ordinary procedure as requests: the journey, what is refused, and that nothing typed is lost."""

import json
from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from cases.decision import service as resolving
from cases.execution import service as executing
from cases.models import Case, Record
from cases.notice import service as telling
from cases.review import service as reviewing
from cases.workflow import State
from enforcement import clock
from enforcement.dossiers.models import Draft
from enforcement.errors import Refused
from enforcement.law.kinds import ReviewPoint
from enforcement.teams.models import Post
from enforcement.teams.roles import Role
from tests.cases.browsing import CRITERIA, REPORT, WEIGHED, Browser, attempt, record_form, shifted
from tests.cases.factories import add_photo, make_case, weigh
from tests.cases.ordinary import REACHED_ON, Lane
from tests.cases.test_ordinary_api import lead
from tests.conftest import AT
from tests.factories import make_officer, make_team

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PROPOSAL = {"criteria": CRITERIA, "opinion": "建议立案", "reason-R-1007": "还没有见到当事人"}


@pytest.fixture
def lane():
    return Lane()


@pytest.fixture
def at_desk(client, lane):
    """Return a function that opens the pages of the lane's case as one of its people."""
    return lambda officer: Browser(client, officer, lane.case)


def test_a_case_from_lead_to_closing(client, lane):
    client.force_login(lane.zhang)
    page = client.post("/cases/new/", {"shape": "lead"}).url
    assert "登记线索" in client.get(page).content.decode()
    first, second = client.post(page, lead(lane)), client.post(page, lead(lane))
    case = Case.objects.get()
    assert (
        first.url == second.url == f"/cases/{case.pk}/"
        and case.state == State.LEAD
        and case.source == "REPORT"
    )
    piece = add_photo(case, lane).pk
    officer, head = Browser(client, lane.zhang, case), Browser(client, lane.head, case)
    officer.done("do/request_filing/", PROPOSAL)
    assert "建议立案" in head.get("do/file/").content.decode()
    head.refused("do/file/", {"reason": "同意立案。"}, "李四还没有填写回避声明")
    Browser(client, lane.li, case).done("do/declare/", {"related": "no"})
    assert head.done("do/file/", {"reason": "同意立案。"}) == State.INVESTIGATING
    officer.done("records/new/", record_form(lane, person="李明"))
    row = Record.objects.get()
    officer.done("weigh/", WEIGHED)
    officer.done(
        "facts/", {"text_1": "当事人乱扔烟蒂", "pieces_1": [piece], "records_1": [row.pk], "text_2": ""}
    )
    assert officer.done("do/conclude/", REPORT) == State.CONCLUDED
    officer.done("do/give_notice/")
    officer.done("do/serve_notice/", attempt(lane))
    points = {"said": "POINTS", "text_1": "请求从轻", "adopted_1": "no", "reason_1": "已在裁量中考虑"}
    officer.done("do/record_defence/", points)
    with clock.set_to(AT + 10 * DAY):
        assert officer.done("do/submit/") == State.IN_REVIEW
        approve(lane, case)
        assert "同意（王五）" in head.get("do/decide/").content.decode()
        assert head.done("do/decide/") == State.DECIDED
        assert officer.done("do/deliver/", attempt(lane, "2026-11-30")) == State.DELIVERED
        paid = {"amount": "2000", "paid_on": "2026-11-30", "reference": "R1"}
        assert officer.done("do/record_payment/", paid) == State.EXECUTED
        assert "缴清" in officer.get("do/request_closing/").content.decode()
        closing = {
            "performance": "罚款已缴清",
            "rechecked_on": "2026-11-30",
            "recheck": "现场已清理",
            "publish": "yes",
            "publish_reason": "依法公开",
        }
        officer.done("do/request_closing/", closing)
        assert head.done("do/approve_closing/") == State.CLOSED


def approve(lane, case):
    review = case.reviews.get(concluded_at__isnull=True)
    reviewing.take(review=review, by=lane.reviewer, at=clock.now())
    for point in ReviewPoint:
        reviewing.mark(
            review=review, point=point.value, sound=True, version=None, by=lane.reviewer, at=clock.now()
        )
    reviewing.approve(review=review, version=None, by=lane.reviewer, at=clock.now())


# -- drafts, rows, two people at once ---------------------------------------------------------------------------


def test_a_lead_is_kept_as_a_draft(client, lane):
    client.force_login(lane.zhang)
    page = client.post("/cases/new/", {"shape": "lead"}).url
    draft = Draft.objects.get()
    typed = {"name": "李明", "identity": "990101199003071234"}
    client.post(f"/cases/drafts/{draft.form}/", json.dumps(typed), content_type="application/json")
    draft.refresh_from_db()
    assert "990101199003071234" not in str(draft.data)
    assert client.get(f"/cases/new/{draft.pk}/").url == page  # where the desk leads to
    assert 'value="李明"' in client.get(page).content.decode()
    client.post(page, lead(lane))
    late = client.post(f"/cases/drafts/{draft.form}/", json.dumps(typed), content_type="application/json")
    assert late.status_code == 409


def test_a_refused_lead_keeps_what_was_typed(client, lane):
    client.force_login(lane.zhang)
    page = client.post("/cases/new/", {"shape": "lead"}).url
    for wrong, words in (
        ({"clue_on": "2026-12-01"}, "晚于今天"),
        ({"identity": "990101199003071230"}, "校验位"),
    ):
        answer = client.post(page, lead(lane) | wrong)
        assert answer.status_code == 422 and words in answer.content.decode()
        assert 'value="李明"' in answer.content.decode() and not Case.objects.exists()


def test_a_record_draft_keeps_no_tick_and_no_signature(lane, at_desk):
    lane.to(State.INVESTIGATING)
    browser = at_desk(lane.zhang)
    browser.sign_in()
    form, typed = f"case:{lane.case.pk}:inquiry", record_form(lane, answer_1="记了一半")
    browser.client.post(f"/cases/drafts/{form}/", json.dumps(typed), content_type="application/json")
    kept = Draft.objects.get(form=form).data
    ticks = {"certificates_shown", "rights_told", "recusal_asked", "read_through", "signature_1"}
    assert not ticks & kept.keys()
    assert "记了一半" in browser.get("records/new/").content.decode()
    assert browser.get("records/new/inquiry/").url == f"/cases/{lane.case.pk}/records/new/?kind=INQUIRY"


@pytest.mark.parametrize(
    ("page", "typed", "wanted"),
    [
        ("records/new/", {"more": "questions", "question_1": "问一", "question_2": "问二"}, "question_3"),
        ("records/new/", {"more": "signatures", "question_1": "问一"}, "signature_2"),
        ("facts/", {"more": "facts", "text_1": "问一", "text_2": "问二"}, "text_3"),
    ],
)
def test_a_row_more_keeps_what_was_typed(lane, at_desk, page, typed, wanted):
    lane.to(State.INVESTIGATING)
    answer = at_desk(lane.zhang).post(page, typed)
    text = answer.content.decode()
    assert answer.status_code == 200 and f'name="{wanted}"' in text and "问一" in text
    assert not Record.objects.exists() and "error-summary" not in text


def test_two_people_correct_one_lead(lane, at_desk):
    lane.to(State.LEAD)
    for officer, place in ((lane.zhang, "中山路3号"), (lane.li, "解放街9号")):
        typed = lead(lane, place=place, version=1, partner=lane.li.pk)
        answer = at_desk(officer).post("amend/", typed)
    text = answer.content.decode()
    assert answer.status_code == 409 and "中山路3号" in text and 'value="解放街9号"' in text
    assert 'name="version" value="2"' in text
    at_desk(lane.li).done("amend/", typed | {"version": 2})
    assert Case.objects.get().place == "解放街9号"


def test_two_people_write_the_facts(lane, at_desk):
    lane.to(State.INVESTIGATING)
    for officer, words in ((lane.zhang, "扔在路上"), (lane.li, "扔在河里")):
        with clock.set_to(REACHED_ON[State.INVESTIGATING]):
            answer = at_desk(officer).post("facts/", {"text_1": words, "version": lane.case.version})
    text = answer.content.decode()
    assert answer.status_code == 409 and "扔在路上" in text and "扔在河里" in text
    assert [fact.text for fact in lane.case.found_facts.all()] == ["扔在路上"]


# -- corrections after the review, reopening, discussion, conversion --------------------------------------------


def test_a_returned_report_is_corrected_by_another_paper(lane, at_desk):
    lane.returned()
    with clock.set_to(REACHED_ON[State.REVIEWED]):
        officer = at_desk(lane.zhang)
        assert 'id="id_reasoning"' in officer.get("report/").content.decode()
        officer.done("report/", REPORT | {"reasoning": "情节一般，初次违法"})
    report = lane.case.reports.get()
    assert report.reasons == "情节一般，初次违法" and report.document.replaces.voiding
    assert lane.case.dossier.documents.filter(kind="INVESTIGATION_REPORT").count() == 2


def test_an_answer_to_the_party_is_corrected_after_the_return(lane, at_desk):
    lane.returned()
    with clock.set_to(REACHED_ON[State.REVIEWED]):
        points = {"said": "POINTS", "text_1": "请求从轻", "adopted_1": "no", "reason_1": "已考虑"}
        assert at_desk(lane.zhang).done("defence/", points) == State.RETURNED
    assert telling.standing_notice(lane.case).points.get().reason == "已考虑"


def test_reopening_takes_the_notice_back(lane, at_desk):
    lane.to(State.NOTIFIED)
    with clock.set_to(REACHED_ON[State.NOTIFIED]):
        assert at_desk(lane.zhang).done("do/reopen/", {"reason": "发现新的违法事实"}) == State.INVESTIGATING
    assert telling.standing_notice(lane.case) is None


def test_the_heads_discuss(lane, at_desk):
    lane.to(State.REVIEWED)
    with clock.set_to(REACHED_ON[State.DECIDED]):
        head = at_desk(lane.head)
        text = head.get("do/discuss/").content.decode()
        assert f'<option value="{lane.head.pk}" selected>孙七' in text
        held = {"held_on": f"{clock.today()}", "place": "会议室", "chair": "孙七", "recorder": "李四"}
        typed = held | {
            "conclusion": "同意处罚",
            "outcome": "FINE",
            "fine": "2000",
            "attendee_1": lane.head.pk,
            "duty_1": "负责人",
            "view_1": "同意",
        }
        head.refused("do/discuss/", typed, "表决")
        assert (
            '<optgroup label="负责人（表决）">' in text
            and '<optgroup label="其他人（列席，不表决）">' in text
        )
        crew = {"attendee_2": lane.zhang.pk, "duty_2": "承办人", "view_2": "汇报案情", "vote_2": "FOR"}
        head.refused(
            "do/discuss/", typed | {"vote_1": "FOR"} | crew, "张三在讨论当日不是本机关负责人", "第五十七条"
        )
        alone = typed | {"vote_1": "FOR"}
        head.refused("do/discuss/", alone, "只有1人")
        twice = typed | {"vote_1": "FOR", "attendee_2": lane.head.pk, "vote_2": "FOR"}
        head.refused("do/discuss/", twice, "出现了两次")
        other = make_officer(Role.HEAD, lane.team, name="吴十")
        more = {"attendee_3": other.pk, "duty_3": "副主任", "view_3": "同意", "vote_3": "FOR"}
        head.done("do/discuss/", typed | {"vote_1": "FOR"} | crew | {"vote_2": ""} | more)
        assert head.done("do/decide/", {}) == State.DECIDED
    there = lane.case.discussion.attendees.order_by("pk")
    assert [(each.officer.name, each.head, each.vote) for each in there] == [
        ("孙七", True, "FOR"), ("张三", False, ""), ("吴十", True, "FOR")
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["none of the heads", "a head of another town", "a head of later days"])
def test_T_131b_minutes_by_others_are_refused_over_the_api(lane, who):
    """The heads' discussion held by two squad members (`public/04`), by outsiders, by who became head afterwards."""
    lane.to(State.REVIEWED)
    at = REACHED_ON[State.DECIDED]
    other = {
        "none of the heads": lambda: lane.leader,
        "a head of another town": lambda: make_officer(Role.HEAD, make_team("331002001"), name="外乡"),
        "a head of later days": lambda: make_officer(Role.LEADER, lane.team, name="后任"),
    }[who]()
    if who.endswith("later days"):
        Post.objects.create(
            officer=other, team=lane.team, role=Role.HEAD, valid_from=at.date() + timedelta(days=1)
        )
    people = [(lane.head, "负责人", "同意", "FOR"), (other, "队员", "同意", "FOR")]
    held = {"place": "会议室", "chair": "孙七", "recorder": "李四", "conclusion": "同意处罚", "outcome": "FINE",
            "fine": lane.fine}  # fmt: skip
    with pytest.raises(Refused, match="不是本机关负责人"):
        resolving.discuss(case=lane.case, held_on=at.date(), attendees=people, **held, by=lane.head, at=at)
    rows = [
        {"attendee": officer.pk, "duty": duty, "view": view, "vote": vote}
        for officer, duty, view, vote in people
    ]
    client = APIClient()
    client.force_authenticate(lane.head)
    with clock.set_to(at):
        sent = held | {"held_on": f"{at.date()}", "attendees": rows}
        assert client.post(f"/api/cases/{lane.case.pk}/discuss/", sent, format="json").status_code in (
            400,
            409,
        )
        assert client.post(f"/api/cases/{lane.case.pk}/decide/", {}, format="json").status_code == 200


def test_T_131b_the_deciding_head_was_there(lane):
    """Two heads discussed, a third decides: refused; one of the two decides: taken."""
    lane.to(State.REVIEWED)
    at = REACHED_ON[State.DECIDED]
    second, third = (make_officer(Role.HEAD, lane.team, name=name) for name in ("吴十", "郑十一"))
    people = [(each, "负责人", "同意", "FOR") for each in (lane.head, second)]
    resolving.discuss(
        case=lane.case, held_on=at.date(), attendees=people, place="会议室", chair="孙七", recorder="李四",
        conclusion="同意处罚", outcome="FINE", fine=lane.fine, by=lane.head, at=at,
    )  # fmt: skip
    with pytest.raises(Refused, match="没有参加集体讨论的表决"):
        resolving.decide(case=lane.case, by=third, at=at)
    assert resolving.decide(case=lane.case, by=second, at=at).state == State.DECIDED


def test_an_application_for_withdrawal_is_ruled_on(lane, at_desk):
    lane.to(State.INVESTIGATING)
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        asked = {"officer": lane.li.pk, "reason": "是邻居", "asked_on": f"{clock.today()}"}
        at_desk(lane.zhang).done("do/ask_recusal/", asked)
        head = at_desk(lane.head)
        assert "是邻居" in head.get("do/rule_recusal/").content.decode()
        head.done("do/rule_recusal/", {"granted": "yes", "ruling": "有利害关系"})
        at_desk(lane.zhang).refused("records/new/", shifted(record_form(lane)), "应当回避", "第四十三条")


def test_a_converted_case_is_filed_with_everything_kept(lane, at_desk):
    lane.case = make_case(lane)
    weigh(lane.case)
    add_photo(lane.case, lane)
    executing.convert_to_general(case=lane.case, reason="超过当场处罚上限", by=lane.zhang, at=AT)
    lane.case.refresh_from_db()
    officer = at_desk(lane.zhang)
    assert lane.case.state == State.TO_FILE and lane.case.assessment.fine == 200
    officer.done("do/request_filing/", PROPOSAL | {"act_area": lane.team.own_area})
    at_desk(lane.li).done("do/declare/", {"related": "no"})
    assert at_desk(lane.head).done("do/file/", {"reason": "同意立案。"}) == State.INVESTIGATING
    text = officer.get("weigh/").content.decode()
    assert 'value="200' in text and "超过上限" not in text and "当场处罚上限" not in text
    officer.done("weigh/", WEIGHED)


def test_a_relation_once_declared_bars_the_officer(lane, at_desk):
    lane.to(State.INVESTIGATING)
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        officer = at_desk(lane.li)
        officer.refused("do/declare/", {"related": "yes"}, "还没有写是什么关系")
        officer.done("do/declare/", {"related": "yes", "relation": "当事人的表弟"})
        at_desk(lane.zhang).refused("records/new/", shifted(record_form(lane)), "当事人的表弟", "第四十三条")


def test_another_officer_takes_over(lane, at_desk):
    lane.to(State.INVESTIGATING)
    other = make_officer(Role.OFFICER, lane.team, name="郑十一")
    with clock.set_to(REACHED_ON[State.INVESTIGATING]):
        head = at_desk(lane.head)
        one = {"handler": lane.zhang.pk, "partner": lane.zhang.pk, "reason": "回避"}
        head.refused("do/assign/", one, "不得少于两人", "第四十二条")
        head.done("do/assign/", one | {"partner": other.pk})
        lane.case.refresh_from_db()
        assert lane.case.partner == other
        assert "还没有声明" in at_desk(other).get("do/declare/").content.decode()


def test_the_head_does_not_follow_the_proposal(lane, at_desk):
    lane.to(State.REVIEWED)
    with clock.set_to(REACHED_ON[State.DECIDED]):
        assert at_desk(lane.head).done("do/return_decision/", {"reason": "数额偏高"}) == State.RETURNED


def test_the_head_drops_a_case_that_is_not_proved(lane, at_desk):
    lane.to(State.CONCLUDED)
    with clock.set_to(REACHED_ON[State.CONCLUDED]):
        assert at_desk(lane.head).done("do/dismiss/", {"reason": "违法事实不能成立"}) == State.WITHDRAWN
    assert Case.objects.get().dossier.locked_at


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("do/refuse_filing/", {"reason": "没有违法事实"}),
        ("do/transfer_out/", {"agency": "市公安局交通警察大队", "reason": "属于道路交通违法"}),
    ],
)
def test_the_other_ends_of_a_lead(lane, at_desk, page, typed):
    lane.to(State.TO_FILE)
    with clock.set_to(REACHED_ON[State.TO_FILE]):
        assert at_desk(lane.head).done(page, typed) in (State.NOT_FILED, State.TRANSFERRED)
    assert Case.objects.get().dossier.locked_at and typed["reason"] in lane.case.withdraw_reason


# -- sight ------------------------------------------------------------------------------------------------------

PAGES = ("amend/", "facts/", "records/new/", "report/", "defence/", "weigh/", "do/conclude/", "do/submit/")


def test_another_towns_pages_are_not_there(lane, at_desk):
    lane.to(State.INVESTIGATING)
    stranger = at_desk(make_officer(team=make_team("331002001")))
    for page in PAGES:
        assert stranger.get(page).status_code == 404, page
        assert stranger.post(page).status_code == 404, page


def test_a_colleague_neither_sees_nor_writes_what_two_others_do(lane, at_desk):
    lane.to(State.INVESTIGATING)
    colleague = at_desk(lane.leader)
    for page in ("amend/", "facts/", "records/new/"):
        assert colleague.get(page).status_code == 403, page
        assert colleague.post(page, {"text_1": "改写"}).status_code == 403, page
    assert colleague.post("do/conclude/", REPORT).status_code == 403


def test_nobody_takes_the_heads_steps(lane, at_desk):
    lane.to(State.TO_FILE)
    for page in ("do/file/", "do/refuse_filing/", "do/transfer_out/"):
        assert at_desk(lane.zhang).get(page).status_code == 403, page
        assert at_desk(lane.zhang).post(page, {"reason": "同意"}).status_code == 403, page
