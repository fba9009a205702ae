"""What the investigation of an ordinary case brought to light: records, evidence, facts found, gains, earlier fines."""

from django.utils import timezone

from cases.file.facts import shared
from cases.models import Record
from enforcement.law import facts as law
from enforcement.law import kinds
from enforcement.law.identity import minor_on
from enforcement.law.rules.one_fine import fingerprint

PROOFS = {"EXPERT": kinds.ProofKind.APPRAISAL}
SPOKEN = {
    Record.Relation.PARTY: kinds.ProofKind.STATEMENT,
    Record.Relation.REPRESENTATIVE: kinds.ProofKind.STATEMENT,
}


def record(case, near):
    """Return the case's last record, the one about to be signed."""
    rows = near.records[case.pk]
    if not rows:
        return law.UNKNOWN
    row = rows[-1]
    day = timezone.localdate(row.began_at)
    people = [row.asker, row.recorder]
    held = [shared.officer_facts(each, near.certificates[each.pk], day) for each in people]
    born = row.born_on
    minor = minor_on(born, day)
    if born is None and row.kind == kinds.RecordKind.INQUIRY:
        minor = law.UNKNOWN
    spans = near.elsewhere.get(row.pk, [])
    return law.Record(
        kind=kinds.RecordKind(row.kind),
        began_at=timezone.localtime(row.began_at),
        ended_at=timezone.localtime(row.ended_at),
        place=row.place,
        officers=tuple(str(each.pk) for each in people),
        certificates=tuple(each.certificate or "" for each in held),
        recorder=row.recorder.name,
        shown_at=timezone.localtime(row.began_at) if row.certificates_shown else None,
        rights_told=row.rights_told,
        recusal_asked=row.recusal_asked,
        persons=tuple(name for name in row.person.split("、") if name.strip()),
        relation=row.get_relation_display(),
        minor=minor,
        guardian_present=bool(row.guardian),
        party_present=row.party_present,
        witness=row.witness,
        text=row.found or "\n".join(f"问：{ask}\n答：{answer}" for ask, answer in row.questions),
        read_through=row.read_through,
        pages=row.pages,
        pages_signed=row.pages_signed,
        refusal_note=row.refusal_note,
        elsewhere=tuple(
            law.Span(
                officer=str(key),
                began_at=timezone.localtime(each.began_at),
                ended_at=timezone.localtime(each.ended_at),
                place=each.place,
                record=f"{'本案' if each.case_id == case.pk else '另案'}{each.get_kind_display()}",
            )
            for each in spans
            for key in {each.asker_id, each.recorder_id} & {row.asker_id, row.recorder_id}
        ),
    )


def inquiry(case, near):
    """Return all evidence and the facts found on it; what the report relies on the officers found true."""
    report = near.reports.get(case.pk)
    verified = bool(report and report.verified)
    # what came in after the report was not looked at by who signed it
    until = report.at if report else None
    proofs = [
        proof(piece, verified=verified and piece.received_at <= until)
        for piece in near.pieces[case.dossier_id]
    ]
    for row in near.records[case.pk]:
        spoken = SPOKEN.get(row.relation, kinds.ProofKind.TESTIMONY)
        proofs.append(
            law.Proof(
                key=f"R{row.pk}",
                name=str(row),
                kind=spoken if row.kind == kinds.RecordKind.INQUIRY else kinds.ProofKind.RECORD,
                verified=verified and row.began_at <= until,
                captured_at=row.began_at,
                party_signed=row.pages_signed > 0,
                unsigned_reason=row.refusal_note,
            )
        )
    return law.Inquiry(
        proofs=tuple(proofs),
        found=tuple(
            law.FoundFact(
                text=row.text,
                proofs=(
                    *(str(key) for key in sorted(piece.pk for piece in row.pieces.all())),
                    *(f"R{key}" for key in sorted(each.pk for each in row.records.all())),
                ),
            )
            for row in near.found[case.pk]
        ),
    )


def proof(piece, *, verified):
    """Return a piece as evidence, with what its check found (R-117, R-122)."""
    taken = law.Proof(
        key=str(piece.pk),
        name=piece.title,
        kind=kinds.ProofKind(PROOFS.get(piece.kind, piece.kind)),
        verified=verified,
        captured_at=piece.captured_at,
        method="现场拍摄、录制",
        maker="执法人员",
        purpose=piece.note or piece.title,
    )
    checked = getattr(piece, "vetting", None)
    return taken.but(**vetted(checked)) if checked else taken


def vetted(row):
    """Return {fact: value} of what was checked of a piece."""
    found = {
        "copy": row.copy,
        "source": row.source,
        "compared": row.compared_on is not None,
        "holder_confirmed": row.holder_confirmed,
        "sound": row.sound,
        "transcript": row.transcript,
        "excluded": row.excluded,
    }
    found |= {name: getattr(row, name) for name in ("method", "maker") if getattr(row, name)}
    if not row.from_device:
        return found
    return found | {
        "device": law.Device(
            number=row.device_number,
            place=row.device_place,
            standard=row.device_standard,
            reviewed_on=row.device_reviewed_on,
            published_on=row.device_published_on,
            link=row.device_link,
            marked=row.device_marked,
            basis_level=kinds.BasisLevel(row.device_basis_level) if row.device_basis_level else None,
        ),
        "reviewed_on": row.reviewed_on,
        "reviewed_by": row.reviewed_by,
        "review_fault": row.review_fault,
        "informed_on": row.informed_on,
    }


def gains(case, near):
    report = near.reports.get(case.pk)
    if report is None:
        return law.UNKNOWN
    filing = near.filings.get(case.pk)
    return law.Gains(
        receipts=report.receipts,
        refunded=report.refunded,
        outlays=report.outlays,
        outlay_evidence=tuple(str(key) for key in report.outlay_pieces),
        market=filing is not None and filing.domain == kinds.Domain.MARKET,
    )


def earlier_fines(case, near):
    """Return the fines that any agency imposed on this party for the same item, place and day (R-108)."""
    day = timezone.localdate(case.act_at)
    ended_on = (case.ended_on or near.day) if case.act_span else None
    own = fingerprint(case.party.identity, case.item.item.code, case.place, day, ended_on)
    return tuple(
        law.EarlierFine(
            agency=each.team.full_name,
            number=each.number,
            decided_on=each.decided_on,
            fine=each.decision.fine,
            fingerprint=own,
            same=True,
        )
        for each in near.fined(case)
    )
