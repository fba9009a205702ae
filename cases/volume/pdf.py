"""The whole file of a case as one PDF: its papers in the order of a volume, and the list of its evidence (R-923)."""

from cases.models import Case, Filing
from cases.serving import proofs as proofs_of_service
from enforcement.documents.binding import Cover, bind, paper_part
from enforcement.documents.models import Delivery
from enforcement.documents.register import EVIDENCE, PAYMENTS
from enforcement.templatetags.marks import money
from evidence.exhibits import list_of, originals, scanned
from evidence.models import Piece
from evidence.volume import binds, papers_of

JOINED = ("party", "team", "handler", "partner", "dossier", "decision")


def added(case):
    """Return how much the volume shows beside papers and evidence: services, payments; each of them only grows."""
    made = getattr(case, "decision", None)
    paid = made.payments.count() + hasattr(made, "collection") if made else 0
    served = Delivery.objects.filter(document__dossier=case.dossier_id).count()
    waived = case.prior_notices.filter(waiver__isnull=False).count()
    return "-".join(map(str, (served, paid, waived)))


@binds(Case, shows=added, joined=JOINED)
def volume_of(case, *, day, masked):
    """Return the file as PDF bytes. masked: print numbers masked, for who may not see them in full."""
    papers = papers_of(case)
    proofs = proofs_of_service.served(case, papers, masked)
    paid = proofs_of_service.receipts(case, day)
    parts, evidence_due = [], True
    for paper in papers:
        place = paper.form.volume
        if evidence_due and place > EVIDENCE:
            parts += evidence_of(case, day, masked)
            evidence_due = False
        if paid and place > PAYMENTS:
            parts.append(paid)
            paid = None
        parts += [paper_part(paper, masked), *proofs.get(paper.pk, ())]
        parts += waivers_of(case, paper, day, masked)
    if evidence_due:
        parts += evidence_of(case, day, masked)
    return bind(cover_of(case, day, masked), parts + ([paid] if paid else []))


def evidence_of(case, day, masked):
    """Return the list of the evidence and its photographs; a masked copy has no pictures, which show what they show."""
    pieces = Piece.objects.filter(dossier=case.dossier_id).prefetch_related("capturers", "found_facts")
    pieces = list(pieces.order_by("serial"))
    found = [list_of(pieces, case.team, day, proved_by)]
    if not masked:
        found.append(originals(pieces, case.team, "证据照片", day))
    return [part for part in found if part]


def proved_by(piece):
    """Return in words which facts of the case a piece proves."""
    return "；".join(fact.text for fact in piece.found_facts.all())


def waivers_of(case, paper, day, masked):
    """Return the papers by which the party waived what this notice offered him."""
    title = paper.form.waiver
    if masked or not title:
        return []
    row = case.prior_notices.filter(document=paper, waiver__isnull=False).select_related("waiver").first()
    if row is None:
        return []
    part = scanned(row.waiver, title)
    part = part or originals([row.waiver], case.team, title, row.waived_on or day)
    return [part] if part else []


def cover_of(case, day, masked):
    name = case.party.shown_name if masked else case.party.name
    handlers = tuple(officer.name for officer in (case.handler, case.partner) if officer)
    return Cover(
        agency=case.team.full_name, title=f"{name}{case.title}案", case_number=filing_number(case),
        decision_number=case.number, party=name,
        matter=case.title, filed_on=case.filed_on, closed_on=case.closed_on, outcome=outcome_of(case),
        handlers=handlers, bound_on=day, filed_by=case.handler.name,
    )  # fmt: skip


def filing_number(case):
    """Return the number under which the case was filed, "" for one decided on the spot, which is not filed."""
    filing = Filing.objects.filter(case=case, document__isnull=False).select_related("document").first()
    return filing.document.number if filing else ""


def outcome_of(case):
    decision = getattr(case, "decision", None)
    if decision is None:
        return case.get_state_display()
    return f"罚款{money(decision.fine)}" if decision.fine else decision.get_kind_display()
