"""The paper, measured: 22 lines of 28 characters, page numbers, drawings, the same bytes; and the Word file."""

import io
import re

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from supervision.bulletins import papers
from supervision.bulletins.contents import content_of
from supervision.bulletins.services import editing
from supervision.league.models import Standing
from tests.conftest import AT
from tests.supervision.bulletins.making import TODAY, correct, make_bulletin, make_table

pytestmark = pytest.mark.django_db
NUMBER = "台综指办通〔2026〕1号"
BODY = 15.75  # points
MILLIMETRE = 72 / 25.4


@pytest.fixture
def table():
    return make_table()


@pytest.fixture
def bulletin(table):
    return make_bulletin(table=table)


def put(bulletin, table, key, text):
    version = bulletin.blocks.get(key=key).version
    editing.change(bulletin=bulletin, key=key, text=text, version=version, by=table.chen, at=AT)


def content(bulletin):
    return content_of(bulletin, day=TODAY, number=NUMBER)


def pages_of(bulletin):
    return PdfReader(io.BytesIO(papers.pdf_of(content(bulletin), AT))).pages


def runs(page):
    """Return (x, y, text) of every run of text on a page, in points from its lower left, the upper ones first."""
    found = []

    def take(text, now, place, font, size):
        x, y = place[4], place[5]
        if text.strip():
            found.append(
                (now[0] * x + now[2] * y + now[4], now[1] * x + now[3] * y + now[5], text.strip("\n"))
            )

    page.extract_text(visitor_text=take)
    return sorted(found, key=lambda run: (-run[1], run[0]))


def lines_of(page):
    """Return the body's lines as text, by their place on the page; the foot with the page number left out."""
    held = {}
    for _, y, text in runs(page):
        held.setdefault(round(y), []).append(text)
    rows = [(y, "".join(parts)) for y, parts in sorted(held.items(), reverse=True)]
    return [(y, text) for y, text in rows if y > 35 * MILLIMETRE]


def test_T24_a_full_page_has_22_lines_of_28_characters(bulletin, table, record_property):
    put(bulletin, table, "opening", "关于本期情况说明如下这是一行完整的文字用来测量版心" * 60)
    page = pages_of(bulletin)[1]
    lines = lines_of(page)
    record_property("T24", f"{len(lines)} 行，每行 {sorted({len(text) for _, text in lines})} 字")
    assert len(lines) == 22
    assert {len(text) for _, text in lines} == {28}
    assert (lines[0][0] - lines[-1][0]) / 21 == pytest.approx(
        28.95, abs=0.06
    )  # places are read in whole points


def test_the_page_is_a4_and_the_text_keeps_its_margins(bulletin, table):
    put(bulletin, table, "opening", "关于本期情况说明如下这是一行完整的文字用来测量版心" * 60)
    page = pages_of(bulletin)[1]
    assert float(page.mediabox.width) / MILLIMETRE == pytest.approx(210, abs=0.1)
    left = min(x for x, y, _ in runs(page) if y > 35 * MILLIMETRE)
    assert left / MILLIMETRE == pytest.approx(28, abs=0.6)


def test_page_numbers_stand_outside_between_dashes(bulletin):
    pages = pages_of(bulletin)
    assert len(pages) >= 4
    for serial, page in enumerate(pages, 1):
        foot = [run for run in runs(page) if run[1] < 35 * MILLIMETRE]
        assert "".join(run[2] for run in foot).replace(" ", "") == f"—{serial}—"
        middle = float(page.mediabox.width) / 2
        assert all((run[0] > middle) == bool(serial % 2) for run in foot)


def test_it_says_number_title_table_and_warnings(bulletin):
    text = "".join("".join(page.extract_text() for page in pages_of(bulletin)).split())
    for words in (
        "台州市综合行政执法指导办公室", NUMBER, "签发人：（待签发）",
        "“六比六看”情况的通报", "一、总体情况", "六、下一步要求",
        "附件：1．2026年第46周赋权镇街得分表", "2．2026年第46周赋权镇街预警清单", "2026年11月20日",
        "海山乡", "84.50", "法定期限内办结率达到97.00%以上", "2026年11月20日印发",
    ):  # fmt: skip
        assert words in text


def test_drawings_are_lines_and_not_pictures(bulletin):
    pages = pages_of(bulletin)
    assert sum(len(page.images) for page in pages) == 0
    scores = next(page for page in pages if "得分条" in page.extract_text())
    drawn = scores.get_contents().get_data()
    # a frame and a bar for each of ten units, besides the rules of the table
    assert len(re.findall(rb"\bre\b|\bl\b", drawn)) > 40


def test_what_is_cleared_is_not_printed_and_the_rest_is_numbered_through(bulletin, table):
    put(bulletin, table, "best", "")
    heads = [part["head"] for part in content(bulletin)["parts"]]
    assert heads[:3] == ["一、总体情况", "二、位次靠后的单位", "三、位次变化较大的单位"]


def test_without_warnings_there_is_one_attachment(bulletin):
    Standing.objects.update(light="NONE", lights=[])
    text = "".join("".join(page.extract_text() for page in pages_of(bulletin)).split())
    assert "附件：1．" in text and "预警清单" not in text


def test_units_that_take_no_part_are_listed_with_their_reason(bulletin):
    Standing.objects.filter(name="干江镇").update(rank=None, ranked=False, why="2026-11-01 并入楚门镇")
    text = "".join("".join(page.extract_text() for page in pages_of(bulletin)).split())
    assert "干江镇（玉环市）：2026-11-01并入楚门镇" in text


def test_the_same_content_is_the_same_bytes(bulletin):
    said = content(bulletin)
    assert papers.pdf_of(said, AT) == papers.pdf_of(said, AT)
    assert papers.docx_of(said, AT) == papers.docx_of(said, AT)


def test_markup_and_rare_characters_are_only_text(bulletin, table):
    put(bulletin, table, "best", "#eval(1) *粗* {{ agency }} <b>&𱁬")
    said = content(bulletin)
    text = "".join("".join(page.extract_text() for page in pages_of(bulletin)).split())
    assert "#eval(1)*粗*{{agency}}<b>&〔U+3106C〕" in text
    words = "\n".join(
        paragraph.text for paragraph in Document(io.BytesIO(papers.docx_of(said, AT))).paragraphs
    )
    assert "#eval(1) *粗* {{ agency }} <b>&𱁬" in words


def test_a_draft_says_so_and_a_refreshed_one_shows_new_figures(bulletin, table):
    assert papers.current(bulletin, day=TODAY)[1] == "草　稿"
    assert content_of(bulletin, day=TODAY)["number"] == "（签发时编号）"
    bulletin.snapshot = correct(table)
    assert content(bulletin)["table"]["rows"][0]["total"] == "97.50"


def test_the_word_file_shows_the_drawing_of_the_paper_and_reads_it_out(bulletin):
    said = content(bulletin)
    paper = Document(io.BytesIO(papers.docx_of(said, AT)))
    [picture] = paper.inline_shapes
    assert round(picture.width / Mm(1)) == 156
    told = picture._inline.docPr.get("descr")
    assert all(f"{each['label']}平均{each['mean']}" in told for each in said["profile"])
    holding = next(each for each in paper.paragraphs if each._p.xpath(".//pic:pic"))
    before = paper.paragraphs[[each._p for each in paper.paragraphs].index(holding._p) - 1].text
    assert before == said["parts"][0]["lines"][-1]
    assert holding.paragraph_format.line_spacing_rule == WD_LINE_SPACING.SINGLE


def test_without_figures_the_word_file_has_no_drawing(bulletin):
    said = content(bulletin) | {"profile": []}
    assert len(Document(io.BytesIO(papers.docx_of(said, AT))).inline_shapes) == 0


def test_the_word_file_has_measures_fonts_and_the_whole_table(bulletin):
    paper = Document(io.BytesIO(papers.docx_of(content(bulletin), AT)))
    section = paper.sections[0]
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert NUMBER in words and "一、总体情况" in words and "{%" not in words and "{{" not in words
    scores, profile, warnings = paper.tables
    assert (len(scores.rows), len(profile.rows), len(warnings.rows)) == (1 + 10, 1 + 6, 1 + 2)
    assert [cell.text for cell in scores.rows[10].cells][:2] == ["10", "海山乡"]
    fonts = {
        (run.font.name, run._element.rPr.rFonts.get(qn("w:eastAsia")))
        for paragraph in paper.paragraphs
        for run in paragraph.runs
        if run.text.strip()
    }
    assert fonts == {("仿宋_GB2312",) * 2, ("方正小标宋简体",) * 2, ("黑体",) * 2}
    assert "PAGE" in section.footer._element.xml and "PAGE" in section.even_page_footer._element.xml


def test_who_signs_stands_in_the_head_and_papers_of_before_name_nobody(bulletin):
    said = content_of(bulletin, day=TODAY, number=NUMBER, signer="林十")

    def first_page(content):
        return "".join(PdfReader(io.BytesIO(papers.pdf_of(content, AT))).pages[0].extract_text().split())

    assert f"{NUMBER}签发人：林十" in first_page(said)
    assert "签发人：林十" in "\n".join(
        each.text for each in Document(io.BytesIO(papers.docx_of(said, AT))).paragraphs
    )
    old = {name: value for name, value in said.items() if name != "signer"}  # as signed before it was kept
    assert "签发人" not in first_page(old)
    assert "签发人" not in "\n".join(
        each.text for each in Document(io.BytesIO(papers.docx_of(old, AT))).paragraphs
    )
