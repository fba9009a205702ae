"""Data into the Word template; the same data at the same moment give the same bytes."""

import io
import zipfile

from django.utils import timezone
from docxtpl import DocxTemplate

from supervision.bulletins.docx.template import template

EPOCH = (1980, 1, 1, 0, 0, 0)


def fill(content, at):
    """Return the bulletin as the bytes of a .docx file."""
    paper = DocxTemplate(io.BytesIO(template()))
    title = [line.strip() for line in content["title"].splitlines() if line.strip()]
    paper.render(content | {"title_lines": title}, autoescape=True)
    about = paper.docx.core_properties
    about.title, about.author, about.comments = "".join(title), content["agency"], content["snapshot"]
    about.created = about.modified = timezone.localtime(at).replace(tzinfo=None, microsecond=0)
    file = io.BytesIO()
    paper.save(file)
    return undated(file.getvalue())


def undated(packed):
    """Return the same archive without the moments at which its parts were packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as was, zipfile.ZipFile(out, "w") as now:
        for name in was.namelist():
            now.writestr(zipfile.ZipInfo(name, EPOCH), was.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
