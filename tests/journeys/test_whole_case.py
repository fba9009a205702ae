"""An ordinary case from lead to closing, every step by its own person at a window of a real browser."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from cases.models import Case, Record, Review
from cases.workflow import State
from enforcement import clock
from tests.cases.factories import id_number
from tests.cases.ordinary import Lane
from tests.conftest import AT
from tests.journeys.conftest import PHONE
from tests.journeys.walking import Walk, make_photograph

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
DAY = timedelta(days=1)
REVIEWED_ON = AT + 10 * DAY
TICKED = "rights_told", "certificates_shown", "recusal_asked", "read_through"


@pytest.fixture
def lane(transactional_db):
    return Lane()


def fill(walk, **fields):
    """Enter each field in the way its control is used: typed, chosen from a list, pressed."""
    for name, value in fields.items():
        controls = walk.page.locator(f"main [name={name}]:not([type=hidden])")
        kind = controls.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            chosen = controls if value is True else walk.page.locator(f"main [name={name}][value='{value}']")
            chosen.first.check(force=True)
        elif controls.first.evaluate("control => control.tagName") == "SELECT":
            controls.first.select_option(str(value))
        else:
            controls.first.fill(str(value))


@pytest.fixture
def at(open_browser, lane):
    """Return a function that opens a page of the case, below its address, as one of the lane's people."""

    def come(who, below, **given):
        walk = Walk(open_browser(who, **given)) if given else Walk(open_browser(who, PHONE))
        walk.open(f"/cases/{Case.objects.get().pk}/{below}")
        return walk

    return come


def send(walk, state, **fields):
    """Fill the form, send it, and expect the case to have come to `state`."""
    fill(walk, **fields)
    walk.go("form.card .action-bar .btn-primary, .action-bar .btn-primary", "*/cases/*/")
    assert Case.objects.get().state == state, walk.told()


def test_lead_to_closing(lane, at, open_browser, tmp_path):
    log_lead(lane, open_browser, tmp_path)
    criteria = at(lane.zhang, "do/request_filing/")
    for box in criteria.page.locator("[name=criteria]").all():
        box.check(force=True)
    send(criteria, State.TO_FILE, **{"opinion": "有初步证据，建议立案", "reason-R-1007": "还没有见到当事人"})
    send(at(lane.li, "do/declare/"), State.TO_FILE, related="no")
    send(at(lane.head, "do/file/"), State.INVESTIGATING)
    question(lane, at(lane.zhang, "records/new/?kind=INQUIRY"))
    weigh(at(lane.zhang, "weigh/"))
    found = at(lane.zhang, "facts/")
    fill(found, text_1="当事人乱扔烟蒂")
    for box in found.page.locator("[name=pieces_1], [name=records_1]").all():
        box.check(force=True)
    send(found, State.INVESTIGATING)
    report = {"nature": "乱扔废弃物", "reasoning": "情节一般", "proposal": "建议罚款2000元", "verified": True}
    send(at(lane.zhang, "do/conclude/"), State.CONCLUDED, **report)
    send(at(lane.zhang, "do/give_notice/"), State.NOTIFIED)
    serve(at(lane.zhang, "do/serve_notice/"), AT, State.NOTIFIED)
    said = {"said": "POINTS", "text_1": "请求从轻", "adopted_1": "no", "reason_1": "已在裁量中考虑"}
    send(at(lane.zhang, "do/record_defence/"), State.NOTIFIED, **said)
    with clock.set_to(REVIEWED_ON):
        decide_and_close(lane, at, open_browser)
    case = Case.objects.get()
    assert case.dossier.locked_at and case.dossier.documents.count() == 7


def log_lead(lane, open_browser, tmp_path):
    walk = Walk(open_browser(lane.zhang, PHONE))
    walk.open("/cases/new/")
    walk.go("button[value=lead]")
    walk.photograph(make_photograph(tmp_path))
    walk.choose(lane.item.name)
    born = id_number(date(1990, 3, 7))
    fill(walk, name="李明", identity=born, phone="19900000002", place="人民路12号门前", partner=lane.li.pk)
    fill(walk, address="人民路1号")
    walk.go(".action-bar .btn-primary", "*/cases/*/")
    expect(walk.page.locator("body")).to_contain_text("线索")
    assert Case.objects.get().state == State.LEAD


def question(lane, walk):
    fill(
        walk, began_at="2026-11-20T09:30", ended_at="2026-11-20T09:55", place="询问室", person="李明",
        relation="PARTY", recusal_answer="不申请回避",
        **dict.fromkeys(TICKED, True),
    )  # fmt: skip
    for number, asked in enumerate(walk.page.locator("[name^=question_]").all(), start=1):
        if number == 1:
            asked.fill("你是否乱扔烟蒂？")
        if asked.input_value():
            walk.page.fill(f"[name=answer_{number}]", "是的。")
    walk.sign()
    walk.go(".action-bar .btn-primary", "*/cases/*/")
    assert Record.objects.get().document.title.startswith("询问笔录"), walk.told()


def weigh(walk):
    fill(walk, harm="SERIOUS", correction="REFUSED")
    expect(walk.page.locator("#advice .conclusion")).to_be_visible()
    fill(walk, outcome="FINE")
    expect(walk.page.locator("[name=fine]")).to_be_visible()
    send(walk, State.INVESTIGATING, grade="ORDINARY", fine="2000")


def serve(walk, at, state):
    day = at.date().isoformat()
    for box in walk.page.locator("[name=servers]").all():
        box.check(force=True)
    given = {"method": "DIRECT", "day": day, "received_on": day, "place": "人民路1号", "recipient": "李明"}
    send(walk, state, **given, relation="SELF", sealed=True)


def decide_and_close(lane, at, open_browser):
    send(at(lane.zhang, "do/submit/"), State.IN_REVIEW)
    desk = Walk(open_browser(lane.reviewer, {"viewport": {"width": 1366, "height": 768}}))
    desk.open("/reviews/")
    desk.go("tbody [data-row]", "*/reviews/*")
    desk.go(desk.page.get_by_role("link", name="通过", exact=True), "*/approve/*")
    desk.go(desk.page.get_by_role("button", name="确认出具审核意见"), "*/reviews/")
    assert Review.objects.get().result == "AGREE"
    send(at(lane.head, "do/decide/"), State.DECIDED)
    serve(at(lane.zhang, "do/deliver/"), REVIEWED_ON, State.DELIVERED)
    paid = {"paid_on": "2026-11-30", "reference": "R1"}  # the amount stands there: the whole fine
    send(at(lane.zhang, "do/record_payment/"), State.EXECUTED, **paid)
    closing = {
        "performance": "罚款已缴清",
        "rechecked_on": "2026-11-30",
        "recheck": "现场已清理",
        "publish": "yes",
    }
    closing |= {"publish_reason": "依法公开"}
    send(at(lane.zhang, "do/request_closing/"), State.CLOSING, **closing)
    send(at(lane.head, "do/approve_closing/"), State.CLOSED)
