"""Attempts to serve a paper, as the law reads them."""

from enforcement.law import facts as law
from enforcement.law import kinds


def attempt_facts(row):
    """Return the facts of one attempt."""
    return law.Attempt(
        method=kinds.ServiceMethod(row.method),
        day=row.day,
        received_on=row.received_on,
        place=row.place,
        recipient=row.recipient,
        relation=kinds.Recipient(row.relation) if row.relation else None,
        recipient_age=row.recipient_age,
        refused=row.refused,
        refusal_note=row.refusal_note,
        returned=row.returned,
        proof=str(row.proof_id or ""),
        witness=row.witness,
        servers=tuple(sorted(officer.name for officer in row.servers.all())),
        reason=row.reason,
        consented_on=row.consented_on,
    )


def serving_facts(case, near):
    """Return the service of the notice while it is under way, then of the decision."""
    made, notice = near.decisions.get(case.pk), near.ordinary.notices.get(case.pk)
    paper = made.document if made else notice.document if notice else None
    if paper is None:
        return law.UNKNOWN
    return law.Serving(
        document=f"{paper.title} {paper.number}".strip(),
        document_on=paper.day,
        addressee=case.party.name,
        attempts=tuple(attempt_facts(row) for row in near.ordinary.attempts[paper.pk]),
    )
