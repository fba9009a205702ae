"""An ordinary case in a real browser: T10, T18, and two people on one case."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cases.models import Case
from cases.serving import service as serving
from cases.workflow import State
from enforcement import clock
from enforcement.journal.models import Entry
from enforcement.teams.models import Officer
from tests.cases.ordinary import REACHED_ON, Lane, handed_over
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.operating import counted
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
NOTIFIED = REACHED_ON[State.NOTIFIED]


@pytest.fixture
def lane(transactional_db):
    return Lane()


@pytest.fixture
def at(lane):
    """Return a function that takes the case to a state and holds the clock there."""
    held = []

    def reach(state):
        lane.to(state)
        holding = clock.set_to(REACHED_ON[state])
        held.append(holding)
        holding.__enter__()
        return lane.case

    yield reach
    for holding in held:
        holding.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("state", "who", "button"),
    [
        (State.LEAD, "zhang", "提请立案"),
        (State.TO_FILE, "head", "批准立案"),
        (State.INVESTIGATING, "zhang", "制作笔录"),
        (State.CONCLUDED, "zhang", "出具事先告知书"),
        (State.NOTIFIED, "zhang", "登记告知书送达"),
        (State.DECIDED, "zhang", "登记送达"),
        (State.CLOSING, "head", "批准结案"),
    ],
)
def test_T10_from_the_desk_to_the_form_in_two_presses(at, lane, open_browser, state, who, button):
    case = at(state)
    walk = Walk(open_browser(getattr(lane, who), DESK))
    walk.open("/desk/")
    walk.go(walk.page.locator(f".queue-row[href='/cases/{case.pk}/']"), f"*/cases/{case.pk}/")
    primary = walk.page.locator(".next-step .btn-primary")
    expect(primary).to_have_text(button)
    walk.go(primary)
    assert walk.page.locator("form[method=post]").count() >= 1
    assert len(counted(walk.page).presses) <= 2


def test_T10_without_script(at, lane, open_browser):
    case = at(State.NOTIFIED)
    walk = Walk(open_browser(lane.zhang, DESK, java_script_enabled=False))
    walk.open("/desk/")
    walk.go(walk.page.locator(f".queue-row[href='/cases/{case.pk}/']"))
    walk.go(".next-step .btn-primary")
    expect(walk.page.locator("h1")).to_contain_text("登记告知书送达")


@pytest.mark.parametrize("profile", [PHONE, DESK], ids=["phone", "desk"])
def test_T18_nothing_is_decided_while_the_party_may_speak(lane, open_browser, profile):
    """The way to a decision leads through the review, so it stops there: article, last day, what to do now."""
    case = lane.to(State.NOTIFIED)
    serving.serve(case=case, attempt=handed_over(lane, NOTIFIED), by=lane.zhang, at=NOTIFIED)
    last = case.limits.get(key="defence").legal_last_day
    with clock.set_to(NOTIFIED + timedelta(hours=1)):
        walk = Walk(open_browser(lane.zhang, profile))
        walk.open(f"/cases/{case.pk}/")
        expect(walk.page.locator(".next-step .btn-primary")).to_have_text("登记陈述申辩")
        expect(walk.page.locator(".next-step")).to_contain_text(last.isoformat())
        # who presses the form's own address gets no further
        walk.open(f"/cases/{case.pk}/do/submit/")
        walk.press(".action-bar .btn-primary")
        refusal = walk.page.locator(".refusal")
        for words in ("不能继续", "第四十五条", last.isoformat(), "期限届满后再送审"):
            expect(refusal).to_contain_text(words)
    assert Case.objects.get(pk=case.pk).state == State.NOTIFIED
    with clock.set_to(NOTIFIED + (last - NOTIFIED.date()) + timedelta(days=1)):
        Officer.objects.update(password_changed_on=last)
        walk = Walk(open_browser(lane.zhang, profile))
        walk.open(f"/cases/{case.pk}/")
        expect(walk.page.locator("a.btn-primary", has_text="送法制审核")).to_be_visible()


def test_two_decisions_of_one_head_make_one_outcome(at, lane, open_browser):
    case = at(State.TO_FILE)
    first, second = Walk(open_browser(lane.head, DESK)), Walk(open_browser(lane.head, DESK))
    first.open(f"/cases/{case.pk}/do/file/")
    second.open(f"/cases/{case.pk}/do/refuse_filing/")
    second.type("reason", "证据不足，不予立案")
    first.go(".action-bar .btn-primary", f"*/cases/{case.pk}/")
    second.press(".action-bar .btn-primary")
    expect(second.page.locator(".refusal")).to_contain_text("现在的状态是“调查取证”")
    expect(second.page.locator("[name=reason]")).to_have_value("证据不足，不予立案")
    case = Case.objects.get(pk=case.pk)
    assert case.state == State.INVESTIGATING and case.filing.approved
    verbs = list(Entry.objects.filter(chain__key=case.chain_key).values_list("verb", flat=True))
    assert verbs.count("case.file") == 1 and "case.refuse_filing" not in verbs


def test_two_officers_on_one_case_make_one_outcome(at, lane, open_browser):
    case = at(State.CONCLUDED)
    officer, other = Walk(open_browser(lane.zhang, DESK)), Walk(open_browser(lane.li, DESK))
    officer.open(f"/cases/{case.pk}/do/give_notice/")
    other.open(f"/cases/{case.pk}/do/reopen/")
    other.type("reason", "有新的证人")
    other.go(".action-bar .btn-primary", f"*/cases/{case.pk}/")
    officer.press(".action-bar .btn-primary")
    expect(officer.page.locator(".refusal")).to_contain_text("现在的状态是“调查取证”")
    case = Case.objects.get(pk=case.pk)
    assert case.state == State.INVESTIGATING and not case.prior_notices.exists()
    told = Entry.objects.filter(chain__key=case.chain_key, verb="case.reopen")
    assert [entry.data["reason"] for entry in told] == ["有新的证人"]
    officer.open(f"/cases/{case.pk}/")
    expect(officer.page.locator(".timeline").first).to_contain_text("有新的证人")
