"""What the volume shows beside issued papers: proofs of service and payments (R-923)."""

from cases.serving.papers import service_receipt
from enforcement.documents.binding import Part
from enforcement.documents.glyphs import legible
from enforcement.documents.models import Delivery
from enforcement.documents.printing import compile_sheet
from enforcement.documents.sheets import sheet
from enforcement.templatetags.marks import money
from evidence.exhibits import FRAME, midnight


def served(case, papers, masked):
    """Return {pk of a paper: Parts} with the proof of service of each paper that was handed over by record.

    A paper that the party signed on the spot is its own proof.
    """
    papers = [paper for paper in papers if paper.form.served]
    rows = Delivery.objects.filter(document__in=papers, receipt=None).select_related("document", "attempt")
    parts = {}
    for row in rows.prefetch_related("servers", "attempt__servers").order_by("pk"):
        parts.setdefault(row.document_id, []).append(receipt(case, row, masked))
    return parts


def receipt(case, row, masked):
    """Return 送达回证 of one service as a part, made from what was recorded."""
    form, content = service_receipt.PAPER, service_receipt.content_of(case, row)
    if masked:
        content = form.read(content.split()[0])
    pdf = compile_sheet(form.template, sheet(form, content, "A4", number=""), midnight(row.day))
    return Part(title=f"送达回证（{row.document.title}）", pdf=pdf, author=case.team.name, day=row.day)


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
    data = legible(FRAME | {"title": "缴款票据登记", "agency": case.team.full_name, "entries": lines})[0]
    pdf = compile_sheet("receipts.typ", data, midnight(day))
    return Part(title="缴款票据登记", pdf=pdf, author=case.team.name, day=day, remark=f"{len(lines)}笔")
