"""What an officer stumbled over: one limit in two units, stars where nothing is needed, words that name no field."""

import re
from datetime import timedelta

import pytest

from cases.desk.person import desk_of
from cases.execution import service as executing
from cases.investigation.papers import inspection_record
from cases.limits import due
from cases.models import Case
from cases.notice import service as telling
from cases.workflow import State
from enforcement.law import terms
from enforcement.parameters.services import calendar_for
from enforcement.procedures.story import story_of
from enforcement.templatetags.countdown import countdown
from tests.cases.browsing import Browser
from tests.cases.factories import Town, issue, make_case, weigh
from tests.cases.ordinary import REACHED_ON, Lane
from tests.conftest import AT

pytestmark = pytest.mark.django_db
COUNTED = (
    ("作出处罚决定", terms.DECIDE), ("申请行政复议", terms.RECONSIDER), ("缴纳罚款", terms.PAY_FINE),
    ("提起行政诉讼", terms.SUE), ("答复投诉举报人", terms.ANSWER_COMPLAINT), (terms.STATEMENT.name, terms.STATEMENT),
    ("核查线索", terms.HANDLE_CLUE), ("送达决定书", terms.DELIVER), ("公示处罚决定", terms.PUBLISH),
    ("上交收缴的罚款", terms.HAND_IN), ("办理结案", terms.CLOSE), ("报机关备案", terms.FILE_SUMMARY),
    ("法制审核", terms.REVIEW),
)  # fmt: skip


@pytest.fixture
def lane():
    return Lane()


@pytest.mark.parametrize(("label", "term"), COUNTED, ids=[label for label, _ in COUNTED])
def test_a_limit_is_told_in_the_unit_of_its_law(label, term):
    """Whatever it is called: list and desk show what was stored with the case, from what the limit is counted by."""
    case = make_case(Town())
    due.fix(case, due.Due("any", label, term, AT.date()))
    case = Case.objects.get(pk=case.pk)
    unit = "working" if term.unit is terms.Unit.WORKING_DAY else "day"
    [row] = desk_of(case.handler, at=AT).rows
    assert case.due["title"] == row.due["title"] == label
    assert case.due["unit"] == row.due["unit"] == case.limits.get(key="any").shown["unit"] == unit


def test_one_limit_has_the_same_words_on_list_desk_and_case_page(client, lane):
    case = lane.to(State.INVESTIGATING)
    case.limits.exclude(key="decide").update(met_on=AT.date())
    due.show_next(case)
    case.refresh_from_db()
    row, today = case.limits.get(key="decide"), case.next_due + timedelta(days=70)
    words = countdown(case.due, today, calendar_for()).words
    assert words == countdown(row.shown, today, calendar_for()).words == "超期 70 天"
    officer = Browser(client, lane.zhang, case)
    said = re.compile(r"剩 (\d+) (天|工作日)")
    told = set()
    for page in ("/cases/", "/desk/", f"/cases/{case.pk}/"):
        officer.sign_in()
        found = said.findall(client.get(page).content.decode())
        assert found, page
        told |= set(found)
    assert len(told) == 1 and told.pop()[1] == "天"


def test_a_row_that_may_stay_empty_has_no_star(client, lane):
    lane.to(State.INVESTIGATING)
    text = Browser(client, lane.zhang, lane.case).get("records/new/?kind=INQUIRY").content.decode()
    rows = text[text.index("data-rows") : text.index("不需要的留空")]
    assert 'name="question_1"' in rows and 'class="star"' not in rows
    assert 'class="star"' in text[: text.index("data-rows")]


def test_what_a_record_lacks_is_called_as_its_field(client, lane):
    lane.to(State.INVESTIGATING)
    [label] = [each.label for each in inspection_record.PAPER.elements if each.code == "materials"]
    text = Browser(client, lane.zhang, lane.case).get("records/new/?kind=INSPECTION").content.decode()
    assert f'<legend class="form-label">{label}<' in text and "至少勾选一份" in text


def test_the_upload_of_a_waiver_is_in_sight(client, lane):
    lane.to(State.NOTIFIED)
    text = Browser(client, lane.zhang, lane.case).get("defence/").content.decode()
    before = text[: text.index("上传声明")]
    assert before.count("<details") == before.count("</details>")


def test_the_sheet_begins_at_one(client, lane):
    client.force_login(lane.zhang)
    page = client.post("/cases/new/", {"shape": "sheet"}).url
    text = client.get(page).content.decode()
    weighing = text[text.index('id="weighing"') :]
    assert weighing.index("1 初次违法？") < weighing.index("2 情节和危害后果")


def fined_on_the_spot():
    town = Town()
    case = make_case(town)
    weigh(case, fine=30)
    return issue(case)


@pytest.mark.parametrize(
    "lived", [lambda: Lane().to(State.CLOSED), fined_on_the_spot], ids=["GENERAL", "SUMMARY"]
)
def test_the_story_says_words_and_no_keys(lived):
    """Whatever the journal keeps: no name of a field, no code, no key of a row, no digest."""
    told = [event for part in story_of(lived().dossier).values() for event in part]
    lines = [f"{event.words} {event.detail}" for event in told]
    assert [line for line in lines if re.search(r"[A-Za-z_]{2,}|[0-9a-f]{12}", line)] == []
    assert not any(re.search("证据：.*(表|书)", line) for line in lines)


def test_a_point_of_the_defence_stands_in_the_story_with_its_answer():
    lane = Lane()
    lane.to(State.NOTIFIED)
    at = REACHED_ON[State.IN_REVIEW]
    point = (at.date(), "经营困难，希望少罚", False, "数额已在一般幅度内")
    telling.record_defence(case=lane.case, points=[point], by=lane.zhang, at=at)
    [line] = [event for event in story_of(lane.case.dossier)["lately"] if event.words == "登记陈述申辩"]
    assert line.detail == "陈述申辩意见：经营困难，希望少罚（不采纳：数额已在一般幅度内）"


def test_a_row_of_the_desk_says_what_to_do_and_no_state():
    town = Town()
    case = make_case(town)
    assert [row.next for row in desk_of(town.zhang, at=AT).rows] == ["判断是否应罚"]
    weigh(case, fine=50)
    case = executing.file_with_unit(case=issue(case), by=town.leader, at=AT)
    paid = {"amount": case.decision.fine, "paid_on": AT.date(), "reference": "R1"}
    executing.record_payment(case=case, **paid, by=town.zhang, at=AT)
    assert [row.next for row in desk_of(town.zhang, at=AT).rows] == ["结案"]


def test_the_look_back_says_its_reason_without_our_standing_to_the_value(client):
    town = Town()
    case = make_case(town)
    page = Browser(client, town.zhang, case).get("weigh/").content.decode()
    assert "查询多久的依据：法律未规定回溯期限" in page and "设计默认" not in page


def test_a_choice_that_nobody_has_made_reads_alike_in_every_field(client):
    lane = Lane()
    case = lane.to(State.NOTIFIED)
    page = Browser(client, lane.zhang, case).get("do/record_defence/").content.decode()
    assert "———" in page and "---" not in page.replace("<!--", "").replace("-->", "")
