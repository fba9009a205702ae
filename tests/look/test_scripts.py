"""The house scripts in real Chromium, on the sample pages, under the product's content policy."""

import json
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


@pytest.fixture
def trial(page, address):
    """Open the trial page and fail the test on any script error or policy violation."""
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(f"{address}/trial/")
    page.wait_for_function("window.htmx !== undefined")
    yield page
    expected = ("Failed to load resource", "Response Status", "htmx:")
    assert [fault for fault in faults if not any(words in fault for words in expected)] == []


def arrived(address, path):
    """Return what reached the server at `path`, in order."""
    with urlopen(f"{address}/seen/") as answer:
        return [content for where, content in json.load(answer) if where == path]


def compose(page, *syllables, word):
    """Type a word as a pinyin input method does: letters under composition, then the word."""
    keys = page.context.new_cdp_session(page)
    for letters in syllables:
        keys.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": 0, "selectionEnd": len(letters)}
        )
        page.wait_for_timeout(260)  # longer than the field's own delay: a request per letter would have gone
    keys.send("Input.insertText", {"text": word})


def test_a_word_composed_in_pinyin_asks_once(trial, address):
    trial.focus("#live-search")
    compose(trial, "z", "zh", "zhan", "zhand", "zhandao", word="占道")
    expect(trial.locator("#found")).to_have_text("占道")
    assert arrived(address, "/rows/") == [{"q": "占道"}]
    expect(trial.locator("#live")).to_have_text("已更新，1 件")


def test_enter_that_ends_composing_does_not_submit(trial, address):
    trial.focus("#plain [name=words]")
    keys = trial.context.new_cdp_session(trial)
    keys.send("Input.imeSetComposition", {"text": "zhan", "selectionStart": 0, "selectionEnd": 4})
    trial.evaluate(
        """() => {
          const field = document.querySelector("#plain [name=words]");
          const enter = new KeyboardEvent("keydown", {key: "Enter", keyCode: 229, bubbles: true, cancelable: true});
          if (field.dispatchEvent(enter)) field.form.requestSubmit();
          field.form.requestSubmit();
        }"""
    )
    keys.send("Input.insertText", {"text": "占"})
    trial.wait_for_timeout(200)
    assert arrived(address, "/sent/") == []
    trial.press("#plain [name=words]", "Enter")
    expect(trial.frame_locator("iframe").locator("p")).to_have_text("收到")
    assert [content["words"] for content in arrived(address, "/sent/")] == ["占"]


def test_a_double_press_submits_once_and_carries_the_button_and_a_key(trial, address):
    trial.evaluate("() => { const b = document.querySelector('#plain button'); b.click(); b.click(); }")
    expect(trial.frame_locator("iframe").locator("p")).to_have_text("收到")
    [content] = arrived(address, "/sent/")
    assert content["step"] == "issue"
    assert len(content["idempotency_key"]) >= 16
    expect(trial.locator("#plain button")).to_be_disabled()


def test_a_422_answer_is_shown_and_the_button_opens_again(trial, address):
    trial.evaluate("() => { const b = document.querySelector('#partial button'); b.click(); b.click(); }")
    expect(trial.locator("#answer")).to_contain_text("还差 1 名执法人员")
    expect(trial.locator("#partial button")).to_be_enabled()
    assert len(arrived(address, "/wrong/")) == 1


def test_a_part_that_fails_says_so_keeps_the_old_and_can_be_tried_again(trial):
    trial.route("**/rows/?fail", lambda route: route.abort())
    trial.click("#broken")
    region = trial.locator("#region")
    expect(region).to_contain_text("没有更新成功，仍显示")
    expect(region).to_contain_text("旧内容")
    trial.unroute("**/rows/?fail")
    region.get_by_role("button", name="重试").click()
    expect(region).not_to_contain_text("没有更新成功")


def test_a_draft_saves_itself_and_says_when(trial, address):
    trial.fill("#place", "人民路12号")
    trial.check("[name=who][value='3']")
    with trial.expect_response(lambda answer: '"4"' in (answer.request.post_data or "")):
        trial.check("[name=who][value='4']")
    expect(trial.locator("[data-save-status]")).to_have_text("已保存 10:00:00")
    last = arrived(address, "/draft/")[-1]
    assert last == {"place": "人民路12号", "who": ["3", "4"], "latitude": "", "longitude": ""}
    assert trial.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []


def test_a_draft_without_network_stays_here_and_is_offered_again(trial):
    trial.route("**/draft/", lambda route: route.abort())
    trial.fill("#place", "海滨路3号")
    trial.press("body", "Control+s")
    expect(trial.locator("[data-save-status]")).to_have_text("未保存，网络断开（内容在本机）")
    trial.reload()
    expect(trial.locator("#place")).to_have_value("")
    trial.get_by_role("button", name="恢复").click()
    expect(trial.locator("#place")).to_have_value("海滨路3号")


def test_after_a_lost_session_text_and_field_are_back(trial):
    trial.route("**/draft/", lambda route: route.fulfill(status=401))
    trial.fill("#place", "解放路8号")
    trial.press("body", "Control+s")
    expect(trial.locator(".part-failed")).to_contain_text("重新登录")
    trial.focus("#place")
    trial.reload()
    expect(trial.locator("#place")).to_have_value("解放路8号")
    expect(trial.locator("[data-save-status]")).to_contain_text("已恢复")


def test_what_was_submitted_is_not_offered_again(trial, address):
    trial.route("**/draft/", lambda route: route.abort())
    trial.fill("#place", "环城路1号")
    trial.click("#draft .btn-primary")
    trial.wait_for_url("**/sent/")
    trial.goto(f"{address}/trial/")
    expect(trial.get_by_role("button", name="恢复")).to_have_count(0)


def test_a_photo_goes_up_at_once_and_a_failed_one_can_be_sent_again(trial, address):
    picture = {"name": "现场1.png", "mimeType": "image/png", "buffer": PNG}
    trial.set_input_files("input[type=file]", picture)
    expect(trial.locator("figcaption")).to_have_text("✓ 已上传")
    expect(trial.locator("figure input[name=pieces]")).to_have_value("7")
    trial.route("**/upload/", lambda route: route.fulfill(status=500))
    trial.set_input_files("input[type=file]", {**picture, "name": "现场2.png"})
    expect(trial.locator("figcaption").nth(1)).to_contain_text("没有上传")
    trial.unroute("**/upload/")
    trial.get_by_role("button", name="重试").click()
    expect(trial.locator("figcaption").nth(1)).to_have_text("✓ 已上传")
    assert len(arrived(address, "/upload/")) == 2


def test_a_signature_fills_its_field_and_can_be_written_anew(trial):
    pad = trial.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    trial.mouse.move(box["x"] + 20, box["y"] + 60)
    trial.mouse.down()
    trial.mouse.move(box["x"] + 120, box["y"] + 90, steps=4)
    trial.mouse.up()
    assert trial.input_value("[name=signature]").startswith("data:image/png;base64,")
    trial.get_by_role("button", name="重写").click()
    assert trial.input_value("[name=signature]") == ""


def test_the_position_fills_the_form(trial):
    trial.context.grant_permissions(["geolocation"])
    trial.context.set_geolocation({"latitude": 28.6562, "longitude": 121.4205, "accuracy": 12})
    trial.get_by_role("button", name="定位").click()
    expect(trial.locator("[data-locate-status]")).to_contain_text("已定位 28.65620, 121.42050")
    assert trial.input_value("[name=latitude]") == "28.656200"


def test_single_keys_move_and_lead(trial, address):
    trial.press("body", "/")
    expect(trial.locator(".top-search input")).to_be_focused()
    trial.keyboard.type("gj?")  # inside a field keys are letters
    expect(trial.locator(".top-search input")).to_have_value("gj?")
    trial.evaluate("document.activeElement.blur()")
    trial.keyboard.press("j")
    trial.keyboard.press("j")
    expect(trial.locator(".queue-row").nth(1)).to_be_focused()
    trial.keyboard.press("k")
    expect(trial.locator(".queue-row").nth(0)).to_be_focused()
    trial.keyboard.press("?")
    expect(trial.locator("dialog#keys")).to_be_visible()
    trial.keyboard.press("Escape")
    trial.keyboard.press("g")
    trial.keyboard.press("a")
    trial.wait_for_url("**/cases/list/")


def test_single_keys_can_be_switched_off(page, address):
    page.goto(f"{address}/trial/?quiet")
    page.wait_for_function("window.htmx !== undefined")
    for key in ("/", "j", "?", "g", "a", "c"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.url.endswith("/trial/?quiet")


def test_the_row_visited_last_is_marked(trial, address):
    trial.click(".queue-row >> nth=1")
    trial.wait_for_url("**/cases/list/")
    trial.goto(f"{address}/trial/")
    expect(trial.locator(".queue-row.here")).to_have_text("第二行")


def test_before_the_session_ends_the_person_is_asked(page, address):
    page.clock.install()
    page.goto(f"{address}/trial/")
    page.wait_for_function("window.htmx !== undefined")
    page.clock.fast_forward("25:30")
    expect(page.locator("dialog#idle")).to_be_visible()
    expect(page.locator("[data-idle-left]")).to_have_text("5 分钟")
    with page.expect_request(lambda request: request.method == "HEAD"):
        page.get_by_role("button", name="继续使用").click()
    expect(page.locator("dialog#idle")).to_be_hidden()
    page.clock.fast_forward("31:00")
    expect(page.locator(".part-failed")).to_contain_text("登录已过期")


def test_whoever_is_still_typing_is_not_asked(page, address):
    page.clock.install()
    page.goto(f"{address}/trial/")
    page.wait_for_function("window.htmx !== undefined")
    page.clock.fast_forward("24:50")
    page.press("#plain [name=words]", "a")
    with page.expect_request(lambda request: request.method == "HEAD"):
        page.clock.fast_forward("00:30")
    expect(page.locator("dialog#idle")).to_be_hidden()
