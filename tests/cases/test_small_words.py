"""What an officer stumbled over: one limit in two units, stars where nothing is needed, words that name no field."""

import re
from datetime import timedelta

import pytest

from cases import due
from cases.models import CaseDeadline
from cases.units import unit_of
from cases.workflow import State
from enforcement.law import terms
from enforcement.law.contents import CONTENTS
from enforcement.law.kinds import DocumentKind
from enforcement.parameters.services import calendar_for
from enforcement.templatetags.countdown import countdown
from tests.cases.browsing import Browser
from tests.cases.ordinary import Lane
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
    assert (unit_of(label) == "working") == (term.unit is terms.Unit.WORKING_DAY)


def test_one_limit_has_the_same_words_on_list_desk_and_case_page(client, lane):
    case = lane.to(State.INVESTIGATING)
    case.deadlines.exclude(key="decide").update(met_on=AT.date())
    due.show_next(case)
    case.refresh_from_db()
    row, today = CaseDeadline.objects.get(case=case, key="decide"), case.next_due + timedelta(days=70)
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
    [label] = [each.label for each in CONTENTS[DocumentKind.INSPECTION_RECORD] if each.code == "materials"]
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
