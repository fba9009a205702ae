"""The bulletin in a browser: T24 of the usability test, changing a text in place, and the phone."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from supervision.bulletins.models import Bulletin
from supervision.bulletins.services import editing
from tests.conftest import AT
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.operating import counted
from tests.journeys.walking import button, link
from tests.supervision.bulletins.making import make_bulletin, make_table

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]


@pytest.fixture
def table(transactional_db):
    return make_table(93)


def test_T24_a_bulletin_is_built_signed_published_and_fetched_in_six_presses(
    table, sit_down, record_property
):
    walk = sit_down(table.chen, "/bulletins/")
    walk.go(link(walk, "用本周数据生成"), "*/bulletins/new/")
    walk.go(button(walk, "生成草稿"), "*/bulletins/*/")
    expect(walk.page.locator("#preview img").first).to_be_visible()
    walk.go(link(walk, "预览 A4"), "*/preview/")
    walk.go(link(walk, "签发"), "*/sign/")
    for words in ("关于2026年第46周赋权镇街“六比六看”情况的通报", "W46-1", "没有，全部是数据生成的文字"):
        expect(walk.page.locator(".confirm")).to_contain_text(words)
    walk.go(button(walk, "签发并发布"), "*/bulletins/*/")
    expect(walk.page.locator(".messages")).to_contain_text("台综指办通〔2026〕1号")
    pdf = link(walk, "下载 PDF")
    address = pdf.get_attribute("href")

    log = counted(walk.page)
    with_download = len(log.presses) + 1
    print(f"T24：{with_download} 次按压（含下载），{len(log.fields)} 项输入")
    record_property("T24", f"{with_download} 次按压，{len(log.fields)} 项输入")
    assert with_download <= 6 and not log.fields, log
    assert Bulletin.objects.get().state == "PUBLISHED"
    pages = PdfReader(io.BytesIO(walk.page.request.get(address).body())).pages
    assert len(pages) > 4 and "— 1 —" in pages[0].extract_text()


def test_a_text_is_changed_in_place_and_put_back(table, sit_down):
    bulletin = make_bulletin(table=table)
    walk = sit_down(table.chen, f"/bulletins/{bulletin.pk}/")
    picture = walk.page.locator("#preview img").first
    before = picture.get_attribute("src")
    block = walk.page.locator("#block-addressee")
    block.locator("textarea").fill("各县（市、区）人民政府：")
    block.get_by_role("button", name="保存").click()
    expect(block.locator(".save-status")).to_contain_text("已保存")
    expect(block).to_contain_text("已修改")
    expect(picture).not_to_have_attribute("src", before)
    assert bulletin.blocks.get(key="addressee").text == "各县（市、区）人民政府："

    block.get_by_role("button", name="恢复为数据生成的文字").click()
    expect(block.locator("textarea")).to_have_value(
        "各县（市、区）综合行政执法局，各乡镇人民政府、街道办事处："
    )
    expect(picture).to_have_attribute("src", before)
    assert bulletin.blocks.get(key="addressee").edited is None


def test_leaving_a_text_saves_it(table, sit_down):
    bulletin = make_bulletin(table=table)
    walk = sit_down(table.chen, f"/bulletins/{bulletin.pk}/")
    walk.page.locator("#text-best").fill("清港镇名列第一。")
    walk.page.locator("#text-worst").focus()
    expect(walk.page.locator("#block-best .save-status")).to_contain_text("已保存")
    assert bulletin.blocks.get(key="best").text == "清港镇名列第一。"
    assert bulletin.blocks.get(key="worst").edited is None


def test_somebody_else_s_text_is_shown_and_may_be_replaced(table, sit_down):
    bulletin = make_bulletin(table=table)
    walk = sit_down(table.chen, f"/bulletins/{bulletin.pk}/")
    editing.change(bulletin=bulletin, key="best", text="先改的。", version=1, by=table.chen, at=AT)
    block = walk.page.locator("#block-best")
    block.locator("textarea").fill("后改的。")
    block.get_by_role("button", name="保存").click()
    expect(block.get_by_role("alert")).to_contain_text("先改的。")
    expect(block.locator("textarea")).to_have_value("后改的。")
    block.get_by_role("button", name="保存").click()
    expect(block.locator(".save-status")).to_contain_text("已保存")
    assert bulletin.blocks.get(key="best").text == "后改的。"


@pytest.mark.parametrize("profile", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_scrolls_sideways(table, sit_down, profile):
    bulletin = make_bulletin(table=table)
    walk = sit_down(table.chen, "/bulletins/", profile)
    for page in ("", "new/", f"{bulletin.pk}/", f"{bulletin.pk}/preview/", f"{bulletin.pk}/sign/"):
        walk.open(f"/bulletins/{page}")
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert walk.page.evaluate(wider) == 0, page


def test_desk_shows_the_paper_beside_and_the_phone_below(table, sit_down):
    bulletin = make_bulletin(table=table)
    for profile, beside in ((DESK, True), (PHONE, False)):
        walk = sit_down(table.chen, f"/bulletins/{bulletin.pk}/", profile)
        blocks, paper = (walk.page.locator(name).bounding_box() for name in (".draft-blocks", ".draft-paper"))
        assert (paper["x"] > blocks["x"] + 300) is beside
        assert (paper["y"] >= blocks["y"] + blocks["height"]) is not beside
