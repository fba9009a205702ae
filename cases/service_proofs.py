"""What the volume shows beside issued papers: proofs of service and payments (R-923)."""

from cases.models import Attempt
from cases.papers.general import file_paper, people
from enforcement.documents.binding import Part
from enforcement.documents.contents import Served, ServiceReceiptContent
from enforcement.documents.glyphs import legible
from enforcement.documents.kinds import FORMS
from enforcement.documents.models import Delivery
from enforcement.documents.printing import compile_sheet
from enforcement.documents.sheets import sheet
from enforcement.law.kinds import DocumentKind
from enforcement.templatetags.marks import money
from evidence.exhibits import FRAME, exhibit_name, midnight

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
