"""The files of documents: made once, verified whenever read; previews and copies that say what they are."""

from datetime import UTC, datetime, time

from django.db import transaction

from enforcement.documents import printing, sheets, storage
from enforcement.documents.drawn import pictures_of as glyphs_of
from enforcement.documents.models import Rendering
from enforcement.documents.pages import Pages
from enforcement.documents.register import paper_of
from enforcement.errors import DomainError, Refused
from enforcement.journal.models import Entry, canonical
from enforcement.journal.services import record
from enforcement.templatetags.marks import masked_name

UNNUMBERED = "（无编号）"
PREVIEW, VOIDED, MASKED = "预览　无编号", "已作废", "脱敏副本"


def content_digest(kind, content):
    """Return the digest that signatures on this content bind to, the same before and after the number."""
    form = paper_of(kind, content.day)
    return digest_of(form.kind, form.version, content.to_json())


def digest_of(kind, version, said):
    """Return the digest of a content given as plain JSON, under the version of the form that it was written for."""
    return storage.sha256(canonical([kind, version, said]).encode())


def issued_in_words(document, signed):
    """Return what the journal keeps of an issued document."""
    return {
        "document": document.pk,
        "number": document.number,
        "title": document.title,
        "sha256": document.sha256,
        "sm3": document.sm3,
        "signed": [masked_name(each.name) for each in signed],
    }


def render(document, layout):
    """Return the file of a document in `layout`: made once from its frozen content, verified ever after.

    The same document gives the same bytes, so that two workers at once leave one file. Raises Refused when
    the stored file is not the one that was made.
    """
    what = f"{document.name}（{layout}）"
    kept = document.renderings.filter(layout=layout).first()
    if kept is None:
        pdf = print_paper(document, layout)
        kept, _ = Rendering.objects.get_or_create(
            document=document,
            layout=layout,
            defaults={
                "path": storage.keep("papers", pdf, ".pdf"),
                "size": len(pdf),
                "sha256": storage.sha256(pdf),
                "sm3": storage.sm3(pdf),
            },
        )
    return storage.read(kept.path, kept.sha256, what)


def copy(document, layout, *, masked):
    """Return a copy that says it is no original: masked for who may not see numbers, or of a void paper."""
    return print_paper(document, layout, masked=masked, mark=VOIDED if document.voided else MASKED)


def require_layout(form, layout):
    if layout not in form.layouts:
        raise DomainError(f"{form.title}没有“{layout}”版式。可用：{'、'.join(form.layouts)}。")


def print_paper(document, layout, *, masked=False, mark=""):
    data = sheet_of(document, layout, masked=masked, mark=mark)
    return printing.compile_sheet(document.form.template, data, document.issued_at)


def pictures_of(document):
    """Return the pages of a document as pictures for reading, numbers masked; drawn once an hour."""

    def draw():
        mark = VOIDED if document.voided else MASKED
        data = sheet_of(document, document.form.layouts[0], masked=True, mark=mark)
        return printing.draw_sheet(document.form.template, data, document.issued_at)

    return Pages(f"picture:{document.sha256}:{bool(document.voided)}", draw)


def sheet_of(document, layout, *, masked=False, mark=""):
    """Return the data of a document's sheet, as it was issued or with its numbers masked."""
    form = document.form
    require_layout(form, layout)
    content = form.read(document.content if masked else document.full_content())
    return sheets.sheet(
        form,
        content,
        layout,
        number=document.number,
        title=title_of(form, document),
        signed=document.signed(),
        picture=picture_of,
        mark=mark,
        check=document.sha256[:16],
        drawn=glyphs_of,
    )


def title_of(form, document):
    """Return what the paper is headed; a record's own title goes on with its serial and person, told under the head."""
    return form.title if document.title.startswith(form.title) else document.title


def picture_of(signature):
    """Return the drawing of a signature, verified."""
    return storage.read(signature.picture, signature.picture_sha256, f"{signature.name}的签名")


def preview(kind, content, layout):
    """Return the paper as it would look, with 预览　无编号 across it; nothing is kept."""
    form = paper_of(kind, content.day)
    require_layout(form, layout)
    data = sheets.sheet(
        form,
        content,
        layout,
        number=UNNUMBERED,
        mark=PREVIEW,
        check=content_digest(kind, content)[:16],
        drawn=glyphs_of,
    )
    return printing.compile_sheet(form.template, data, datetime.combine(content.day, time(), UTC))


def verify_document(document):
    """Return in Chinese what does not agree with what was issued; nothing when all is as it was."""
    faults = []
    # what was stored, not what the content of today makes of it: fields that came later are not in the digest
    if digest_of(document.kind, document.form_version, document.full_content()) != document.content_digest:
        faults.append("内容与签名时的摘要不一致")
    signed = document.signed()
    text = document.record_text(signed).encode()
    if (storage.sha256(text), storage.sm3(text)) != (document.sha256, document.sm3):
        faults.append("文号、日期或者签名与出具时的摘要不一致")
    entries = Entry.objects.filter(chain__key=document.chain_key, verb="document.issue")
    if issued_in_words(document, signed) not in [entry.data for entry in entries]:
        faults.append("日志中没有与之一致的出具记录")
    for kept in document.renderings.all():
        try:
            storage.read(kept.path, kept.sha256, f"{document.name}（{kept.layout}）")
        except Refused as refused:
            faults += [finding.message for finding in refused.findings]
    return faults


@transaction.atomic
def open_file(*, document, layout, by, at):
    """Return the original file and note in the journal who opened it (R-1107)."""
    pdf = render(document, layout)
    record(document, "document.open", by=by, at=at, number=document.number, layout=layout)
    return pdf
