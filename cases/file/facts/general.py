"""The facts of the ordinary procedure: filing, records, evidence, notice, review, discussion, service."""

from decimal import Decimal

from django.utils import timezone

from cases.file.facts import inquiry, shared
from cases.file.facts.serving import attempt_facts
from cases.limits.period import period_of
from cases.wording.assessment import order_words
from cases.wording.told import told_of
from enforcement.law import facts as law
from enforcement.law import kinds
from lists.models import FineMode


def norms(case, near):
    """Return the other norms that the act breaks, the versions of the one applied, earlier fines for the same act."""
    found, item = near.assessments.get(case.pk), case.item
    others = found.norms if found else []
    low, high = item.fine_range
    broken = [law.Norm(code=item.item.code, name=item.name, low=low, high=high)] if others and high else []
    broken += [
        law.Norm(code=held["code"], name=held["name"], low=Decimal(held["low"]), high=Decimal(held["high"]))
        for held in others
    ]
    return law.Norms(
        broken=tuple(broken),
        chosen=item.item.code,
        versions=versions_of(case, near),
        cited=str(item.pk),
        earlier=inquiry.earlier_fines(case, near),
    )


def versions_of(case, near):
    """Return the versions of the item's text between the act and today, () where there is only the one.

    A version that is no fixed range cannot be compared by amounts; then a person compares.
    """
    item, last = case.item, case.ended_on or timezone.localdate(case.act_at)
    if item.valid_from <= last and (item.valid_to is None or item.valid_to >= near.day):
        return ()
    rows = [row for row in near.versions[item.item_id] if row.valid_from <= near.day]
    if len(rows) < 2 or any(row.fine_mode != FineMode.RANGE for row in rows):
        return ()
    return tuple(
        law.Version(
            code=str(row.pk),
            clause=row.basis_text(),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            brackets=(law.Bracket(low=row.fine_min, high=row.fine_max),),
        )
        for row in rows
    )


def officers(case, near, at):
    """Return the crew with the days on which they acted: records, and today's step."""
    people = [officer for officer in (case.handler, case.partner) if officer]
    crew = {officer.pk for officer in people}
    # of the records, those that the present crew made: an officer who joined later answers for no earlier day
    own = [row for row in near.records[case.pk][-1:] if {row.asker_id, row.recorder_id} <= crew]
    days = {timezone.localdate(row.began_at) for row in own} | {case.decided_on or timezone.localdate(at)}
    return law.Officers(
        acting=tuple(shared.officer_facts(each, near.certificates[each.pk], max(days)) for each in people),
        days=tuple(sorted(days)),
        shown=all(row.certificates_shown for row in near.records[case.pk]),
    )


def filing(case, near):
    form = near.filings.get(case.pk)
    if form is None:
        return law.UNKNOWN
    report = near.reports.get(case.pk)
    return law.Filing(
        source=case.get_source_display(),
        criteria=tuple(kinds.FilingCriterion(code) for code in form.criteria),
        investigators=tuple(str(key) for key in (case.handler_id, case.partner_id) if key),
        opinion=form.opinion,
        proposed_on=timezone.localdate(form.proposed_at),
        decided_by=form.decided_by.name if form.decided_by else "",
        **period_of(form, case.filed_on),
        refused_reason=form.reason if form.approved is False else "",
        concluded_on=report.concluded_on if report else None,
        clue_extended=bool(case.clue_longer),
    )


def complaint(case, near):
    """Return who complained and what he was answered, UNKNOWN where the case came otherwise."""
    row = near.complaints.get(case.pk)
    if row is None:
        return law.UNKNOWN
    return law.Complaint(
        received_on=row.received_on,
        own_interest=law.UNKNOWN if row.own_interest is None else row.own_interest,
        answered_on=row.answered_on,
        outcome=kinds.ComplaintOutcome(row.outcome) if row.outcome else None,
        remedies_told=row.remedies_told,
    )


def jurisdiction(case, near):
    form = near.filings.get(case.pk)
    filed = form.decided_at if form and form.approved else None
    dispute = near.disputes.get(case.pk)
    designated = dispute is not None and dispute.end == dispute.End.DESIGNATED
    registered = dispute and law.Dispute(
        arisen_on=dispute.arisen_on, solved=bool(dispute.end), ended_on=dispute.ended_on, designated=designated,
        document=dispute.document,
    )  # fmt: skip
    return law.Jurisdiction(
        act_area=case.act_area or law.UNKNOWN,
        act_place=case.place,
        agency_area=case.team.own_area,
        basis=form.jurisdiction_basis if form else "",
        basis_level=kinds.BasisLevel(form.jurisdiction_level) if form and form.jurisdiction_level else None,
        competent="",
        filed_at=filed,
        disputed=dispute is not None and not dispute.end,
        designation=dispute.document if designated else "",
        dispute=registered,
        rivals=tuple(
            law.Rival(agency=each.team.full_name, filed_at=each.filing.decided_at)
            for each in near.rivals(case)
        ),
    )


def recusals(case, near):
    rows = near.recusals[case.pk]
    return law.Recusals(
        declarations=tuple(
            law.Declaration(officer=str(row.officer_id), name=row.officer.name, relation=row.relation)
            for row in rows
            if row.declared
        ),
        requests=tuple(
            law.Recusal(
                officer=str(row.officer_id),
                name=row.officer.name,
                asked_on=row.asked_on,
                reason=row.reason,
                ruled_on=row.ruled_on,
                granted=row.granted,
            )
            for row in rows
            if not row.declared
        ),
    )


def paper(case, near):
    """Return the decision that is being served: whether the agency's seal is on it."""
    made = near.decisions.get(case.pk)
    if made is None:
        return law.UNKNOWN
    tried = near.attempts[made.document_id]
    return law.Document(
        kind=made.document.kind, number=made.document.number, day=made.document.day,
        sealed=bool(tried) and tried[-1].sealed,
    )  # fmt: skip


def notice(case, near):
    """Return the standing notice; one that came back undelivered, or was taken back, says so."""
    told = near.notice_of(case)
    if told is None:
        return law.Notice(
            elements=(), told_at=None, proof="", fine=None, heard=False, kinds=(),
            cancelled=bool(near.prior_notices[case.pk]),
        )  # fmt: skip
    tried = near.attempts[told.document_id] if told.served_on is None else ()
    points = told.points.all()
    return law.Notice(
        elements=tuple(kinds.NoticeElement(code) for code in told_of(told)["elements"]),
        told_at=told.given_at if told.served_on else None,
        proof="送达回证" if told.served_on else "",
        fine=told.fine,
        heard=told.heard,
        defence="；".join(point.text for point in points),
        answer="；".join(point.reason for point in points),
        kinds=tuple(kinds.PenaltyKind(code) for code in told.kinds),
        hearing_told=told.hearing_told,
        served_on=told.served_on,
        undelivered=any(row.returned.strip() for row in tried),
        waived_on=told.waived_on if told.waiver_id else None,
        waived_by=kinds.Recipient(told.waived_by) if told.waived_by else None,
        waiver_authority=str(told.waiver_authority_id or ""),
        points=tuple(
            law.DefencePoint(
                text=point.text, adopted=point.adopted, reason=point.reason, received_on=point.received_on
            )
            for point in points
        ),
        given_on=timezone.localdate(told.given_at),
        waiver_proven=not told.waived_on or bool(told.waiver_id),
    )


def hearing(case, near):
    told = near.notice_of(case)
    if told is None:
        return law.Hearing()
    return law.Hearing(requested_on=told.hearing_requested_on, waived_on=told.hearing_waived_on)


def decision(case, near, at):
    """Return the decision as proposed, then as made; nobody signs for it before it is served."""
    base = shared.decision(case, near, at)
    made = near.decisions.get(case.pk)
    found = near.assessments.get(case.pk)
    if found is None:
        return base
    return base.but(
        day=case.decided_on or timezone.localdate(at),
        order="" if found.outcome == "NO_PENALTY" else ordered(found),
        receipt=kinds.Signature.NONE,
        refusal_note="",
        **corrected(found),
        confirmed_by=made and near.people[made.decided_by_id].name,
    )


def ordered(found):
    """Return the order to correct; that the party corrected it already is no order."""
    done = found.correction == found.Correction.ON_SPOT
    return found.correction_order if done else order_words(found)


def corrected(found):
    """Return {fact: value} of a correction before the decision as somebody recorded it; what nobody did is UNKNOWN."""
    if found.correction != found.Correction.ON_SPOT:
        return {"corrected_on": None, "corrected_evidence": ()}
    return {
        "corrected_on": found.corrected_on or law.UNKNOWN,
        "corrected_evidence": (str(found.corrected_proof_id),) if found.corrected_proof_id else (),
    }


def delivery(case, near):
    made = near.decisions.get(case.pk)
    if made is None:
        return law.UNKNOWN
    [served] = near.deliveries[made.document_id][:1] or [None]
    tried = [attempt_facts(row) for row in near.attempts[made.document_id]]
    refused = any(each.refused for each in tried)
    return law.Delivery(
        delivered_on=served.day if served else None,
        receipt=kinds.Signature.REFUSED
        if refused
        else kinds.Signature.SIGNED
        if served
        else kinds.Signature.NONE,
        note=served.note if served else "",
        servers=tried[-1].servers if tried else (),
    )


def publication(case, near):
    """Return the publication as registered; before it, the review's answer on the closing form."""
    held, form = near.publications.get(case.pk), near.closings.get(case.pk)
    if held is None:
        return (
            law.Publication(publish=form.publish, reason=form.publish_reason) if form else law.Publication()
        )
    return published(held)


def published(held):
    """Return a publication as its row says it, saved or about to be."""
    return law.Publication(
        publish=held.publish,
        reason=held.reason,
        published_on=held.published_on,
        overturned_on=held.overturned_on,
        withdrawn_on=held.withdrawn_on,
        withdrawal_reason=held.withdrawal_reason,
        secrets=tuple(
            law.Secret(document=held.secret_papers, kind=kinds.Secrecy(code)) for code in held.secrets
        ),
        masked=held.masked,
    )


def closing(case, near):
    """Return the closing form with the day on which everything was carried out: the last payment, or the service."""
    form, made = near.closings.get(case.pk), near.decisions.get(case.pk)
    if form is None or made is None:
        return shared.closing(case, near)
    paid = [row.paid_on for row in near.payments[made.pk]]
    served = [row.day for row in near.deliveries[made.document_id]]
    return shared.closing(case, near).but(
        performance=form.performance,
        finished_on=max([*paid, *served], default=None),
        rechecked_on=form.rechecked_on,
        unserved=unserved(case, near),
        recheck=form.recheck,
        publish=form.publish,
    )


def unserved(case, near):
    """Return the titles of the standing papers that the party had to get and has no proof of."""
    told, made = near.notice_of(case), near.decisions.get(case.pk)
    left = [told.document] if told is not None and told.served_on is None else []
    left += [made.document] if not near.deliveries[made.document_id] else []
    left += near.left_to_serve[case.dossier_id]
    return tuple(f"{paper.title} {paper.number}".strip() for paper in left)


def stages(case, near):
    """Return the stages that left a record, and the moments that had to be filmed (R-123)."""
    stage, made = kinds.ProcessStage, near.decisions.get(case.pk)
    form = near.filings.get(case.pk)
    left = {
        stage.START: form is not None,
        stage.EVIDENCE: bool(near.records[case.pk] or near.pieces[case.dossier_id]),
        stage.REVIEW: any(row.concluded_at for row in near.reviews[case.pk]),
        stage.DECISION: made is not None,
        stage.SERVICE: made is not None and bool(near.deliveries[made.document_id]),
        stage.EXECUTION: made is not None and (not made.fine or bool(near.payments[made.pk])),
    }
    filmed = [
        law.Filmed(
            kind=kinds.FilmedMoment.LIEN_SERVICE,
            on=row.day,
            recording=str(row.proof_id or ""),
            witness=row.witness,
        )
        for paper in [made.document_id if made else None]
        for row in (near.attempts[paper] if paper else ())
        if row.method == kinds.ServiceMethod.LEFT
    ]
    return law.Stages(recorded=tuple(each for each, there in left.items() if there), filmed=tuple(filmed))
