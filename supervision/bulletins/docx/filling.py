"""Data into the Word template; the same data at the same moment give the same bytes."""

import io
import zipfile

from django.utils import timezone
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from supervision.bulletins.docx.template import template

EPOCH = (1980, 1, 1, 0, 0, 0)


def fill(content, at, drawing=None):
    """Return the bulletin as the bytes of a .docx file. drawing: a PNG picture of its figures, as wide as a line."""
    paper = DocxTemplate(io.BytesIO(template()))
    shown = InlineImage(paper, io.BytesIO(drawing), width=Mm(156)) if drawing else None
    title = [line.strip() for line in content["title"].splitlines() if line.strip()]
    paper.render(content | {"title_lines": title, "drawing": shown}, autoescape=True)
    for place, picture in enumerate(paper.docx.inline_shapes, start=1):
        told = (
            picture._inline.docPr
        )  # what is read out in place of the picture; numbered alike at every making
        told.id, told.name = place, f"图{place}"
        told.set("descr", f"各维度得分：{'；'.join(map(in_words, content['profile']))}")
    about = paper.docx.core_properties
    about.title, about.author, about.comments = "".join(title), content["agency"], content["snapshot"]
    about.created = about.modified = timezone.localtime(at).replace(tzinfo=None, microsecond=0)
    file = io.BytesIO()
    paper.save(file)
    return undated(file.getvalue())


def in_words(profile):
    return f"{profile['label']}平均{profile['mean']}，最低{profile['low']}，最高{profile['high']}"


def undated(packed):
    """Return the same archive without the moments at which its parts were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as was, zipfile.ZipFile(out, "w") as now:
        for name in was.namelist():
            now.writestr(zipfile.ZipInfo(name, EPOCH), was.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
