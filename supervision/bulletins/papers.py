"""The files of a bulletin: PDF through the house's compiler, Word beside it, pictures for the screen."""

import hashlib
from datetime import UTC, datetime, time
from pathlib import Path

from enforcement.documents import glyphs, printing
from enforcement.documents.pages import Pages
from enforcement.journal.models import canonical
from supervision.bulletins.contents import content_of
from supervision.bulletins.docx.filling import fill

TEMPLATE = Path(__file__).parent / "typst" / "bulletin.typ"
DRAWING = TEMPLATE.with_name("drawing.typ")
PRINT = 220  # points an inch of a picture that is printed
DRAFT, WITHDRAWN = "草　稿", "已撤回"


def digest_of(content):
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def current(bulletin, *, day):
    """Return (content, words across the page) of a bulletin as it stands: what was signed off, else the draft."""
    if bulletin.content is None:
        return content_of(bulletin, day=day), DRAFT
    return bulletin.content, WITHDRAWN if bulletin.state == bulletin.State.WITHDRAWN else ""


def sheet(content, mark=""):
    """Return the data of the template; what no font has becomes its code point."""
    legible, _ = glyphs.legible(content)
    return legible | {"layout": "A4", "mark": mark, "keywords": [content["number"], content["snapshot"]]}


def pdf_of(content, at, mark=""):
    return printing.compile_sheet(TEMPLATE, sheet(content, mark), at)


def docx_of(content, at):
    """Return the Word file, for use in further papers; the PDF is the original."""
    drawn = printing.draw_sheet(DRAWING, sheet(content), at, ppi=PRINT) if content["profile"] else [None]
    return fill(content, at, drawn[0])


def pictures_of(content, mark=""):
    """Return the pages as pictures, drawn once an hour for what they show."""

    def draw():
        return printing.draw_sheet(
            TEMPLATE, sheet(content, mark), datetime.combine(datetime.min, time(), UTC), ppi=96
        )

    return Pages(f"bulletin:picture:{digest_of([content, mark])}", draw)
