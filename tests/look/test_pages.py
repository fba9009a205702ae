"""The sample page as people meet it: phone, desk, dark, grey, without script."""

from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

AXE = Path(settings.BASE_DIR) / "tests" / "vendor" / "axe-core" / "4.14.1" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ADDRESSES = (
    "/gallery/",
    "/gallery/?calm",
    "/trial/",
    "/refused/",
    "/conflict/",
    "/forbidden/",
    "/missing/",
    "/broken/",
)

CONTRAST = """() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((n) => n / 255)
      .map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const fill = getComputedStyle(one).backgroundColor;
      if (!fill.endsWith(", 0)") && fill !== "transparent") return fill;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll(".chip")].map((chip) => {
    const [a, b] = [light(getComputedStyle(chip).color), light(ground(chip))].sort((x, y) => y - x);
    return [chip.textContent.trim(), (a + 0.05) / (b + 0.05)];
  });
}"""

WIDE = """() => document.querySelectorAll("body *").forEach((one) => {
  one.style.lineHeight = "1.5";
  one.style.letterSpacing = "0.12em";
  one.style.wordSpacing = "0.16em";
})"""

SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary, canvas")].filter((one) => {
  const box = one.getBoundingClientRect();
  const inText = one.closest("p, li, td, .skip-links, .filters");
  if (!box.width || getComputedStyle(one).opacity === "0" || inText) return false;
  return box.width < 24 || box.height < 24;
}).map((one) => one.outerHTML.slice(0, 80))"""


def violations(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    return [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found["violations"]]


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_bars_the_way(page, address, path):
    """No violation of WCAG 2.2 A and AA, on phone and desk, light and dark."""
    page.goto(address + path)
    for width, theme in product((390, 1366), ("light", "dark")):
        # tall, because a bar that sticks to a low window covers something wherever the page happens to stand
        page.set_viewport_size({"width": width, "height": 9000})
        page.evaluate("(theme) => { document.documentElement.dataset.bsTheme = theme; }", theme)
        assert violations(page) == [], f"{width} {theme}"


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_page_scrolls_sideways(page, address, path):
    page.goto(address + path)
    for width in (320, 390, 1366):
        page.set_viewport_size({"width": width, "height": 844})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, f"{width} px"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chips_keep_a_contrast_of_seven(page, address, theme):
    page.goto(f"{address}/gallery/")
    page.evaluate("(theme) => { document.documentElement.dataset.bsTheme = theme; }", theme)
    low = {word: round(ratio, 2) for word, ratio in page.evaluate(CONTRAST) if ratio < 7}
    assert low == {}


def test_targets_are_large_enough(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/gallery/")
    assert page.evaluate(SMALL) == []
    low = "() => [...document.querySelectorAll('.action-bar .btn')].map((one) => one.getBoundingClientRect().height)"
    assert min(page.evaluate(low)) >= 48


def test_the_first_load_is_light(page, address):
    sizes = []
    page.on(
        "requestfinished", lambda request: sizes.append((request.url, request.sizes()["responseBodySize"]))
    )
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/gallery/", wait_until="networkidle")
    assert len(sizes) <= 12, sizes
    assert sum(size for _, size in sizes) <= 180_000, sizes
    assert not any(url.endswith((".woff", ".woff2", ".ttf")) for url, _ in sizes)


def test_every_stop_of_the_keyboard_is_seen(page, address):
    page.goto(f"{address}/gallery/")
    stops = page.locator(
        "a[href]:visible, button:visible, input:visible, select:visible, summary:visible"
    ).count()
    covered = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return null;
              const box = one.getBoundingClientRect();
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
              const shown = one.contains(top) || top?.closest("label")?.contains(one) || one.closest(".skip-links");
              return shown ? null : one.outerHTML.slice(0, 60) + ' under ' + top?.outerHTML.slice(0, 60);
            }"""
        )
        covered += [hidden] if hidden else []
    assert covered == []


def test_wider_text_loses_nothing(page, address):
    page.set_viewport_size({"width": 640, "height": 512})
    page.goto(f"{address}/gallery/")
    page.evaluate(WIDE)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_page_works_without_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/gallery/?calm")
    page.fill("[name=number]", "331002")
    page.click("form .btn-primary >> nth=0")
    expect(page.locator(".error-summary")).to_contain_text("姓名或单位名称")
    expect(page.locator("[name=number]")).to_have_value("331002")
    context.close()


def test_an_error_summary_takes_the_focus(page, address):
    page.goto(f"{address}/gallery/?calm")
    page.click("form .action-bar .btn-primary")
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("错误")


def test_print_keeps_words_and_drops_the_frame(page, address):
    page.goto(f"{address}/gallery/")
    page.emulate_media(media="print")
    for gone in (".top", ".bottom-bar", ".action-bar"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".print-head")).to_be_visible()
    expect(page.locator(".print-head")).to_contain_text("测试镇 · 张三")
