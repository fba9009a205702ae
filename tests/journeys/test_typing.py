"""Typing as an input method does it, and answers that ask to correct: Q09 and Q14 of the quality checks."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]
SYLLABLES = ("z", "zh", "zha", "zhan", "zhand", "zhandao")
# longer than the delay of any search: a request for each letter would have gone by then
LETTER = 330
SENT = ("xhr", "fetch", "document")
# page, the field of its live search, what the answer fills
SEARCHES = {
    "list": ("#id_q", "#cases"),
    "items": ("#id_q", "#items"),
    "start": ("#item-search", "#item-found"),
    "sheet": ("#item-search", "#item-found"),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_Q09_a_composed_word_is_asked_for_once(window, name):
    field, region = SEARCHES[name]
    page = window(name, DESK)
    asked = []
    page.on("request", lambda request: asked.append(request) if request.resource_type == "xhr" else None)
    page.focus(field)
    keys = page.context.new_cdp_session(page)
    for letters in SYLLABLES:
        place = {"selectionStart": len(letters), "selectionEnd": len(letters)}
        keys.send("Input.imeSetComposition", {"text": letters} | place)
        page.wait_for_timeout(LETTER)
    with page.expect_response(lambda answer: answer.request.resource_type == "xhr"):
        keys.send("Input.insertText", {"text": "占道"})
    expect(page.locator(region)).to_be_visible()
    page.wait_for_timeout(2 * LETTER)
    assert [request.url.count("%E5%8D%A0%E9%81%93") for request in asked] == [1]


@pytest.mark.parametrize("name", SEARCHES)
def test_Q09_enter_while_composing_sends_nothing(window, name):
    field, _ = SEARCHES[name]
    page = window(name, DESK)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type in SENT else None)
    page.focus(field)
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "zhan", "selectionStart": 4, "selectionEnd": 4})
    composed = {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    keys.send("Input.dispatchKeyEvent", composed)
    page.wait_for_timeout(LETTER)
    assert asked == []


# page: what is typed, the field that the summary has to name
WRONG = (
    ("login", {"username": "nobody", "password": "x"}, ""),
    ("start", {"name": "", "identity": "990101"}, "id_name"),
    ("scene", {"place": "", "name": ""}, "id_name"),
    ("weigh", {}, "id_harm"),
    ("weigh-answered", {"reason": "三次劝导不听"}, "id_outcome"),
    ("notice", {"refusal_note": "当事人离开现场"}, "id_has_defence"),
    ("sheet", {"name": "", "place": "解放街3号"}, "id_name"),
    ("sheet", {"name": "李明", "phone": "19900001234"}, "id_outcome"),
    ("step-return", {"reason": ""}, "id_reason"),
    ("step-collect", {"amount": "30", "explanation": "当事人没有账户"}, "id_receipt_number"),
    ("step-payment", {"amount": "30", "reference": ""}, "id_reference"),
    ("step-hand-in", {"handed_in_on": ""}, "id_handed_in_on"),
    ("upload", {"title": "现场记录"}, "id_file"),
    ("password", {"old": "x"}, ""),
    ("person-add", {"username": "zhang san"}, "id_name"),
)


@pytest.mark.parametrize(("name", "typed", "target"), WRONG)
def test_Q14_what_is_wrong_is_said_first_and_what_was_typed_is_kept(window, name, typed, target):
    page = window(name, DESK)
    for field, words in typed.items():
        page.locator(f"main [name={field}]").fill(words)
    with page.expect_navigation() as answer:
        page.locator(
            "main form[method=post] .btn-primary, main form[method=post] button:not([type=button])"
        ).last.click()
    assert answer.value.status == 422
    assert page.title().startswith("错误")
    expect(page.locator(".error-summary, .refusal").first).to_be_focused()
    if target:
        expect(page.locator(f".error-summary a[href='#{target}']")).to_be_visible()
        expect(page.locator(f"#{target}")).to_have_count(1)
    for field, words in typed.items():
        if page.locator(f"main [name={field}]").get_attribute("type") != "password":
            expect(page.locator(f"main [name={field}]")).to_have_value(words)
