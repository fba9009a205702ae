"""Attempts to serve a paper, as the law reads them."""

from enforcement.law import facts as law
from enforcement.law import kinds
from enforcement.law.receiving import Addressee


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
        authority=str(row.authority_id or ""),
        witness_of=row.witness_of,
        through=row.through,
        abroad=row.abroad,
    )


def addressee(case):
    """Return the party of a case as one to be served, as the law asks of it."""
    found = getattr(case, "assessment", None)
    incapable = found is not None and found.capacity == kinds.Capacity.NONE
    return Addressee(kinds.PartyKind(case.party.kind), case.party.born_on, incapable)


def serving_facts(case, near):
    """Return the service of the notice while it is under way, then of the decision."""
    made, notice = near.decisions.get(case.pk), near.notice_of(case)
    paper = made.document if made else notice.document if notice else None
    if paper is None:
        return law.UNKNOWN
    return law.Serving(
        document=f"{paper.title} {paper.number}".strip(),
        document_on=paper.day,
        addressee=case.party.name,
        attempts=tuple(attempt_facts(row) for row in near.attempts[paper.pk]),
        used=proofs_of_others(case, paper, near),
    )


def proofs_of_others(case, paper, near):
    """Return the proofs by which other papers of the case were served."""
    rows = [row for key, tried in near.attempts.items() if key != paper.pk for row in tried]
    return tuple(
        str(row.proof_id) for row in rows if row.case_id == case.pk and row.delivery_id and row.proof_id
    )
