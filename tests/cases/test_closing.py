"""What the closing form says: the re-check with its result, and the remedies that were really taken."""

import pytest

from cases.closing.papers.closing_approval import remedies_taken
from cases.models import Closing, Decision
from cases.workflow import State
from enforcement import clock
from tests.cases.browsing import Browser
from tests.cases.ordinary import REACHED_ON, Lane

pytestmark = pytest.mark.django_db
ASKED = {"performance": "罚款已缴清", "publish": "yes", "publish_reason": "依法公开"}


@pytest.fixture
def lane():
    return Lane()


def test_a_recheck_has_its_day_and_its_result(client, lane):
    case = lane.to(State.EXECUTED)
    officer = Browser(client, lane.zhang, case)
    day = case.decided_on.isoformat()
    with clock.set_to(REACHED_ON[State.CLOSING]):
        officer.refused("do/request_closing/", ASKED | {"rechecked_on": day}, "日期和结果要一起填写")
        officer.refused("do/request_closing/", ASKED | {"recheck": "已清理"}, "日期和结果要一起填写")
        assert not Closing.objects.exists()
        officer.done("do/request_closing/", ASKED | {"rechecked_on": day, "recheck": "现场已清理"})
        assert f"{day} 复查：现场已清理" in officer.get("").content.decode()


def test_the_closing_form_tells_the_result(lane):
    case = lane.to(State.CLOSED)
    paper = case.closing.document
    told = paper.form.read(paper.content).elements()["correction"]
    assert told.endswith("日复查：现场已清理")


@pytest.mark.parametrize(
    ("pauses", "told"),
    [
        ([], "截至提请结案之日，本机关没有收到行政复议、行政诉讼的材料"),
        (
            [("DEFERRAL", "2026-11-20", "2026-12-20")],
            "截至提请结案之日，本机关没有收到行政复议、行政诉讼的材料",
        ),
        (
            [("RECONSIDERATION", "2026-11-20", "2026-12-20")],
            "2026年11月20日申请行政复议，结果2026年12月20日送达",
        ),
        (
            [("RECONSIDERATION", "2026-11-20", "2026-12-20"), ("SUIT", "2027-01-04", None)],
            "2026年11月20日申请行政复议，结果2026年12月20日送达；2027年1月4日提起行政诉讼，还没有结果",
        ),
    ],
    ids=["none", "a deferral is none", "reconsideration", "and a suit"],
)
def test_the_closing_form_names_the_remedies_that_were_taken(pauses, told):
    held = [{"kind": kind, "start": start, "end": end} for kind, start, end in pauses]
    assert remedies_taken(Decision(pauses=held)) == told


def test_a_foreigner_s_nationality_stands_on_his_case(client, lane):
    case = lane.to(State.LEAD)
    officer = Browser(client, lane.zhang, case)
    assert "韩国" not in officer.get("").content.decode()
    type(case).objects.filter(pk=case.pk).update(nationality="韩国", identity_name="护照")
    assert "韩国 护照" in officer.get("").content.decode()
