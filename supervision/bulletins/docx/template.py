"""The Word template of a bulletin, laid out after GB/T 9704: margins, 22 lines of 28 characters, page numbers.

Both font names are set on every run: Word takes Latin letters from `ascii` and characters from `eastAsia`.
"""

import io
from functools import cache

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

BODY, TITLE, HEAD = "仿宋_GB2312", "方正小标宋简体", "黑体"
SIZE, PITCH, LARGE, SMALL = Pt(16), Pt(28.95), Pt(22), Pt(10.5)
RED = RGBColor(0xC8, 0x10, 0x2E)
CENTRE, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
DIMENSIONS = 6


@cache
def template():
    """Return the template as the bytes of a .docx file, with its places for data in jinja."""
    paper = Document()
    set_page(paper)
    body(paper)
    tables(paper)
    imprint(paper)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def set_page(paper):
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")  # twentieths of a point: 28.95 pt
    paper.settings.odd_and_even_pages_header_footer = True
    number(section.footer, RIGHT)
    number(section.even_page_footer, LEFT)
    style = paper.styles["Normal"]
    fonts(style, BODY)
    style.font.size = SIZE
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = PITCH
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)


def fonts(styled, name):
    """Set the font of a run or style for Latin letters and for characters."""
    styled.font.name = name
    named = styled._element.get_or_add_rPr().get_or_add_rFonts()
    for place in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        named.set(qn(place), name)


def number(footer, side):
    """Write the page number between dashes, one character in from the outer edge."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    for kind, words in (("", "— "), ("begin", ""), ("", "PAGE"), ("end", ""), ("", " —")):
        run = paragraph.add_run()
        run.font.size = Pt(14)
        fonts(run, "宋体")
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText" if words == "PAGE" else "w:t")
            mark.set(qn("xml:space"), "preserve")
            mark.text = words
        run._element.append(mark)


def write(paper, words, *, font=BODY, size=SIZE, side=None, indent=0, colour=None, pitch=None):
    paragraph = paper.add_paragraph()
    paragraph.alignment = side
    paragraph.paragraph_format.first_line_indent = size * indent
    if pitch:
        paragraph.paragraph_format.line_spacing = pitch
    run = paragraph.add_run(words)
    fonts(run, font)
    run.font.size = size
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def rule(paragraph, edge="bottom", size=12, colour="000000"):
    """Draw a line below (or above) a paragraph; `size` in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{edge}")
    for name, given in (("val", "single"), ("sz", str(size)), ("space", "4"), ("color", colour)):
        line.set(qn(f"w:{name}"), given)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def each_line(paper, among, words, **form):
    """Write a paragraph for each of several; among: `line in lines`, as the template says it."""
    write(paper, f"{{%p for {among} %}}")
    write(paper, words, **form)
    write(paper, "{%p endfor %}")


def body(paper):
    write(paper, "{{ agency }}", font=TITLE, size=Pt(30), side=CENTRE, colour=RED, pitch=Pt(60))
    numbered = write(paper, "{{ number }}{% if signer %}\t签发人：{{ signer }}{% endif %}")
    numbered.paragraph_format.tab_stops.add_tab_stop(Mm(152), WD_TAB_ALIGNMENT.RIGHT)
    numbered.paragraph_format.left_indent = SIZE
    rule(numbered, size=18, colour="C8102E")
    write(paper, "")
    each_line(paper, "line in title_lines", "{{ line }}", font=TITLE, size=LARGE, side=CENTRE, pitch=Pt(33))
    write(paper, "")
    write(paper, "{{ addressee }}")
    each_line(paper, "line in opening", "{{ line }}", indent=2)
    write(paper, "{%p for part in parts %}")
    write(paper, "{{ part.head }}", font=HEAD, indent=2)
    each_line(paper, "line in part.lines", "{{ line }}", indent=2)
    write(paper, '{%p if drawing and part.key == "overall" %}')
    drawn = write(paper, "{{ drawing }}", side=CENTRE).paragraph_format
    drawn.line_spacing_rule = WD_LINE_SPACING.SINGLE  # an exact pitch would cut a picture off
    write(paper, "{%p endif %}")
    write(paper, "{%p endfor %}")
    write(paper, "")
    write(paper, "附件：1．{{ table.title }}", indent=2)
    write(paper, "{%p if warnings.rows %}")
    write(paper, "2．{{ warnings.title }}", indent=5)
    write(paper, "{%p endif %}")
    write(paper, "")
    for words in ("{{ signature }}", "{{ day }}"):
        write(paper, words, side=RIGHT).paragraph_format.right_indent = SIZE * 2


def tables(paper):
    heading(paper, "附件1", "{{ table.title }}")
    names = ["位次", "单位", "县区", *(f"{{{{ table.dimensions[{place}] }}}}" for place in range(DIMENSIONS))]
    row = [
        "rank",
        "name",
        "county",
        *(f"dimensions[{place}]" for place in range(DIMENSIONS)),
        "total",
        "change",
        "light",
    ]
    widths = [11, 22, 16, *[12] * DIMENSIONS, 14, 11, 10]
    grid(paper, [*names, "总分", "变化", "预警"], row, "table.rows", widths)
    each_line(paper, "row in table.apart", "{{ row.name }}：{{ row.why }}", size=SMALL, pitch=Pt(16))
    write(paper, "{{ table.note }}", size=SMALL, pitch=Pt(16))
    profile(paper)
    warnings(paper)


def profile(paper):
    write(paper, "{%p if profile %}")
    write(paper, "各维度得分", font=HEAD, size=SMALL, side=CENTRE)
    grid(
        paper,
        ["维度", "平均", "最低", "最高"],
        ["label", "mean", "low", "high"],
        "profile",
        [60, 32, 32, 32],
    )
    write(paper, "{%p endif %}")


def warnings(paper):
    write(paper, "{%p if warnings.rows %}")
    heading(paper, "附件2", "{{ warnings.title }}")
    grid(
        paper,
        ["单位", "预警", "事由", "解除条件"],
        ["name", "light", "reason", "exit"],
        "warnings.rows",
        [28, 14, 57, 57],
    )
    write(paper, "{%p endif %}")


def heading(paper, serial, words):
    write(paper, serial, font=HEAD).paragraph_format.page_break_before = True
    write(paper, words, font=TITLE, size=LARGE, side=CENTRE, pitch=Pt(33))
    write(paper, "", size=SMALL, pitch=Pt(12))


def grid(paper, names, fields, rows, widths):
    """Add a ruled table: its head repeated on every page, one row for each of `rows`."""
    table = paper.add_table(rows=4, cols=len(names), style="Table Grid")
    table.autofit = False
    cells(table.rows[0], names, widths, HEAD)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    cells(table.rows[1], [f"{{%tr for row in {rows} %}}"], widths)
    cells(table.rows[2], [f"{{{{ row.{field} }}}}" for field in fields], widths)
    cells(table.rows[3], ["{%tr endfor %}"], widths)


def cells(row, words, widths, font=BODY):
    for place, cell in enumerate(row.cells):
        cell.width = Mm(widths[place])
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing = Pt(15)
        run = paragraph.add_run(words[place] if place < len(words) else "")
        fonts(run, font)
        run.font.size = SMALL


def imprint(paper):
    rule(write(paper, "", size=SMALL), "top")
    write(paper, "{%p if copies %}")
    rule(write(paper, "抄送：{{ copies }}", size=Pt(14)), size=6)
    write(paper, "{%p endif %}")
    rule(write(paper, "{{ agency }}　　{{ day }}印发", size=Pt(14)))
