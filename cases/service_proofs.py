"""What the volume shows beside issued papers: proofs of service, waivers, payments, photographs (R-923)."""

import io
from datetime import UTC, datetime, time

from django.utils import timezone
from PIL import Image, ImageOps

from cases.models import Attempt
from cases.papers.general import file_paper, people
from cases.papers.shared import exhibit_name
from enforcement.documents.binding import Part
from enforcement.documents.contents import Served, ServiceReceiptContent
from enforcement.documents.glyphs import legible
from enforcement.documents.kinds import FORMS
from enforcement.documents.models import Delivery
from enforcement.documents.printing import compile_sheet
from enforcement.documents.sheets import sheet
from enforcement.errors import DomainError
from enforcement.law.kinds import DocumentKind
from enforcement.templatetags.marks import money
from evidence.services import read_original

PDF = "application/pdf"
LONG_SIDE = 1100  # of a photograph in the volume, in pixels: 165 mm at 170 dpi
RECEIPT = FORMS[DocumentKind.SERVICE_RECEIPT]


def served(case, papers, masked):
    """Return {pk of a paper: Parts} with the proof of service of each paper that was handed over by record.

    A paper that the party signed on the spot is its own proof.
    """
    rows = Delivery.objects.filter(document__in=papers, receipt=None).select_related("document", "attempt")
    parts = {}
    for row in rows.prefetch_related("servers", "attempt__servers").order_by("pk"):
        parts.setdefault(row.document_id, []).append(receipt(case, row, masked))
    return parts


def receipt(case, row, masked):
    """Return 送达回证 of one service as a part, made from what was recorded."""
    content = receipt_of(case, row)
    if masked:
        content = RECEIPT.read(content.split()[0])
    pdf = compile_sheet(RECEIPT.template, sheet(RECEIPT, content, "A4", number=""), midnight(row.day))
    return Part(title=f"送达回证（{row.document.title}）", pdf=pdf, author=case.team.name, day=row.day)


def receipt_of(case, row):
    """Return the content of 送达回证: what was recorded of the service, and no more; of an attempt that is the day."""
    tried = Attempt.objects.filter(delivery=row).select_related("proof").first()
    proof = f"{exhibit_name(tried.proof)}（证据{tried.proof.serial}）" if tried and tried.proof else ""
    return ServiceReceiptContent(
        **file_paper(case, row.day),
        documents=(Served(title=row.document.title, number=row.document.number),),
        recipient=case.party.name,
        place=row.place,
        method=row.get_method_display(),
        sent_on=tried.day if tried else row.day,
        received_at=None if tried else row.moment,
        received_on=row.day if tried and tried.received_on else None,
        received_by=row.recipient,
        relation=row.relation,
        refusal=tried.refusal_note if tried else "",
        witness=tried.witness if tried else "",
        servers=people(row.servers.all(), row.day),
        proofs=(proof,) if proof else (),
        note=row.note,
    )


def originals(case, pieces, title, day):
    """Return pieces as one part: pictures two on a page, their captions beside; None without any picture."""
    shown = [pictured(piece) for piece in pieces if piece.is_picture]
    if not shown:
        return None
    frame = {"layout": "A4", "mark": "", "keywords": [], "check": "", "title": title}
    data = legible(frame | {"agency": case.team.full_name, "pictures": shown})[0]
    pdf = compile_sheet("photographs.typ", data, midnight(day))
    return Part(title=title, pdf=pdf, author=case.team.name, day=day, remark=f"{len(shown)}张")


def scanned(piece, title):
    """Return a piece that is a PDF as a part of its own, None where it is none or is not what was taken in."""
    if piece.media_type != PDF:
        return None
    handle, _ = read_original(piece)
    if handle is None:
        raise DomainError(f"“{piece.title}”与入库时不一致，不能装订。请在“证据”页查看校验结果。")
    with handle:
        return Part(title=title, pdf=handle.read(), day=timezone.localdate(piece.captured_at))


def pictured(piece):
    """Return a photograph small enough for a page, with its number, name, time, place and digest."""
    handle, _ = read_original(piece)
    words = (
        f"证据{piece.serial}　{exhibit_name(piece)}　{timezone.localtime(piece.captured_at):%Y-%m-%d %H:%M}"
    )
    said = {"words": words, "place": piece.place, "digest": f"SHA-256 {piece.sha256}", "picture": []}
    if handle is None:
        return said | {"words": f"{words}（与入库时不一致，不附）"}
    with handle:
        drawn = small_jpeg(handle)
    if drawn is None:
        return said | {"words": f"{words}（图片不能显示，原件另存，不附）"}
    return said | {"picture": list(drawn)}


def small_jpeg(handle):
    """Return a picture as a JPEG for a page, None where it cannot be drawn."""
    kept = io.BytesIO()
    try:
        with Image.open(handle) as picture:
            small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail((LONG_SIDE, LONG_SIDE))
            small.save(kept, "JPEG", quality=78)
    except Exception:  # what a broken picture makes its reader raise is listed nowhere
        return None
    return kept.getvalue()


def receipts(case, day):
    """Return what was paid as a part: day, sum, number of the receipt; None where nothing was."""
    decision = getattr(case, "decision", None)
    if decision is None:
        return None
    lines = [
        [str(each.paid_on), "银行代收", money(each.amount), each.reference]
        for each in decision.payments.order_by("paid_on", "pk")
    ]
    if taken := getattr(decision, "collection", None):
        lines.insert(0, [str(taken.collected_on), "当场收缴", money(taken.amount), taken.receipt_number])
    if not lines:
        return None
    frame = {"layout": "A4", "mark": "", "keywords": [], "check": "", "title": "缴款票据登记"}
    data = legible(frame | {"agency": case.team.full_name, "entries": lines})[0]
    pdf = compile_sheet("receipts.typ", data, midnight(day))
    return Part(title="缴款票据登记", pdf=pdf, author=case.team.name, day=day, remark=f"{len(lines)}笔")


def midnight(day):
    return datetime.combine(day, time(), UTC)
