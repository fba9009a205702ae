"""One PDF of a whole file (卷宗): cover, contents with page numbers, the papers in order, the note page (R-923).

Cover, contents and note page carry no number; the papers are numbered through at the lower right.
"""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.constants import PageLabelStyle

from enforcement.documents import glyphs, printing, services, wording
from enforcement.errors import DomainError


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What stands on the cover and on the note page.

    `case_number`: 立案号, "" for a case of the simple procedure; `decision_number`: "" without a decision;
    `file_number`: 档号, "" while the archive has given none; `outcome`: 处理结果; `retention`: 保管期限;
    `note`: what is worth knowing about the file, "" for nothing; `filed_by`, `checked_by`: names.
    """

    agency: str
    title: str
    case_number: str
    party: str
    matter: str
    filed_on: date | None
    closed_on: date | None
    outcome: str
    handlers: tuple[str, ...]
    bound_on: date
    decision_number: str = ""
    file_number: str = ""
    retention: str = ""
    note: str = ""
    filed_by: str = ""
    checked_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One paper of the file: its title, number ("" without), author, day, and the PDF as it was made."""

    title: str
    pdf: bytes
    number: str = ""
    author: str = ""
    day: date | None = None
    remark: str = ""


def paper_part(paper, masked):
    """Return an issued paper as a part, on A4 where it prints on that. masked: with its numbers masked."""
    layout = "A4" if "A4" in paper.form.layouts else paper.form.layouts[0]
    pdf = services.copy(paper, layout, masked=True) if masked else services.render(paper, layout)
    return Part(title=paper.title, pdf=pdf, number=paper.number, author=paper.team.name, day=paper.day)


def bind(cover, parts):
    """Return the file as one PDF; the same parts give the same bytes.

    Raises DomainError naming the part that cannot be opened.
    """
    bodies = [opened(part) for part in parts]
    frame = frame_of(cover, entries(parts, bodies))
    writer = PdfWriter()
    for page in frame.pages[:-1]:
        writer.add_page(page)
    front = len(writer.pages)
    for part, body in zip(parts, bodies, strict=True):
        first = len(writer.pages)
        for page in body:
            upright(writer.add_page(page))
        writer.add_outline_item(title=part.title, page_number=first)
    number(writer.pages[front:], cover.bound_on)
    writer.add_page(frame.pages[-1])
    label(writer, front)
    writer.add_metadata({"/Title": cover.title, "/Author": cover.agency})
    writer.compress_identical_objects()
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()


def opened(part):
    """Return the pages of a part."""
    try:
        pages = list(PdfReader(io.BytesIO(part.pdf)).pages)
    except Exception:  # what a broken file makes its reader raise is listed nowhere
        pages = []
    if not pages:
        raise DomainError(f"“{part.title}”的PDF打不开，可能已加密或者损坏。请重新上传后再装订。")
    return pages


def upright(page):
    """Turn a page that is only shown turned, so that its number stands where a reader looks for it."""
    if page.rotation:
        page.transfer_rotation_to_content()


def entries(parts, bodies):
    """Return the lines of the contents: serial, number, author, title, day, pages, remark."""
    lines, first = [], 1
    for serial, (part, body) in enumerate(zip(parts, bodies, strict=True), 1):
        last = first + len(body) - 1
        pages = str(first) if first == last else f"{first}-{last}"
        day = f"{part.day:%Y.%m.%d}" if part.day else ""
        lines.append([str(serial), part.number, part.author, part.title, day, pages, part.remark])
        first = last + 1
    return lines


def frame_of(cover, lines):
    """Return cover, contents and note page as one PDF."""
    shown = {
        "agency": cover.agency,
        "title": cover.title,
        "entries": lines,
        "rows": [
            ["立案号", cover.case_number or "——"],
            ["决定书文号", cover.decision_number],
            ["案由", cover.matter],
            ["当事人", cover.party],
            ["立案日期", dated(cover.filed_on)],
            ["结案日期", dated(cover.closed_on)],
            ["处理结果", cover.outcome],
            ["承办人", "　".join(cover.handlers)],
            ["归档日期", dated(cover.bound_on)],
            ["档号", cover.file_number],
            ["保管期限", cover.retention],
        ],
        "pages": f"本卷共{len(lines)}件，{total(lines)}页。",
        "note": cover.note,
        "filed_by": cover.filed_by,
        "checked_by": cover.checked_by,
        "day": dated(cover.bound_on),
    }
    return compiled("volume.typ", glyphs.legible(shown)[0], cover.bound_on)


def total(lines):
    """Return the number of the last page."""
    return int(lines[-1][5].rpartition("-")[2]) if lines else 0


def dated(day):
    return wording.day(day) if day else ""


def compiled(template, data, day):
    frame = {"layout": "A4", "mark": "", "keywords": [], "check": ""}
    pdf = printing.compile_sheet(template, frame | data, datetime.combine(day, time(), UTC))
    return PdfReader(io.BytesIO(pdf))


def number(pages, day):
    """Print the page number of the file at the lower right of every page, whatever its size."""
    if not pages:
        return
    sizes = [[float(page.cropbox.width), float(page.cropbox.height)] for page in pages]
    stamps = compiled("stamp.typ", {"title": "页号", "agency": "", "sizes": sizes}, day)
    for page, stamp in zip(pages, stamps.pages, strict=True):
        corner = Transformation().translate(float(page.cropbox.left), float(page.cropbox.bottom))
        page.merge_transformed_page(stamp, corner)


def label(writer, front):
    """Let a reader's page numbers agree with the printed ones."""
    last = len(writer.pages) - 1
    writer.set_page_label(0, front - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    if last > front:
        writer.set_page_label(front, last - 1, style=PageLabelStyle.DECIMAL, start=1)
    writer.set_page_label(last, last, prefix="备考表")
