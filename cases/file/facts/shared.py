"""The facts that cases of both procedures have: party, act, item, people, money."""

from datetime import date, timedelta

from django.utils import timezone

from cases.limits.pauses import facts_of
from cases.limits.period import clue_grants
from cases.models import Assessment
from cases.workflow import State
from enforcement.law import facts as law
from enforcement.law import kinds
from enforcement.law.lint import under_the_code
from enforcement.teams.models import Certificate
from lists.models import DiscretionBand

AGENCIES = {
    "TOWNSHIP": kinds.AgencyKind.TOWNSHIP,
    "STREET": kinds.AgencyKind.STREET,
    "DEPARTMENT": kinds.AgencyKind.DEPARTMENT,
}
CLUE_ANSWERED = (State.NOT_FILED, State.TRANSFERRED)
PENALTIES = {
    Assessment.Outcome.WARNING: (kinds.PenaltyKind.WARNING,),
    Assessment.Outcome.FINE: (kinds.PenaltyKind.FINE,),
    Assessment.Outcome.BOTH: (kinds.PenaltyKind.WARNING, kinds.PenaltyKind.FINE),
    Assessment.Outcome.NO_PENALTY: (),
}


def party(case, near):
    party = case.party
    if not party.is_known:
        return law.Party()
    known = party.identity_kind != party.IdentityKind.NONE
    return person(case, near.assessments.get(case.pk)).but(
        name=party.name,
        operator=case.representative if party.kind == kinds.PartyKind.INDIVIDUAL_BUSINESS else "",
        representative=case.representative,
        operator_identity=party.operator_identity,
        identity=party.identity if known else "",
        identity_kind=party.identity_kind if known else "OTHER",
        detained_in=case.detained_in,
        address_on=case.address_on,
        abroad=case.abroad,
        phone=case.party_phone,
    )


def step(case, near):
    """Return what the step says that is being taken on the case, UNKNOWN while none is."""
    taking = getattr(case, "taking", None)
    return taking.said if taking else law.UNKNOWN


def repeats(case, near):
    """Return the other cases that may be this same act, as their officers wrote them down."""
    told = []
    for row in near.alike[case.pk]:
        moment = timezone.localtime(row.act_at)
        words = f"{row.number or row.title}（{moment:%H:%M}，{row.place}，{row.get_state_display()}）"
        told.append(law.Alike(case=row.pk, words=words))
    return law.Repeats(alike=tuple(told))


def person(case, found):
    """Return what decides whether the party may be punished: his kind, birth, guardian and capacity.

    found: the Assessment, saved or as it is being answered, or None.
    """
    if not case.party.is_known:
        return law.Party()
    born_on = case.party.born_on
    if born_on is None and case.party.kind == kinds.PartyKind.PERSON:
        born_on = law.UNKNOWN
    return law.Party(
        kind=kinds.PartyKind(case.party.kind), born_on=born_on, guardian=case.guardian, **capacity(found)
    )


def capacity(found):
    """Return {fact: value} of the party's mental capacity; full where nobody found otherwise."""
    if found is None:
        return {}
    return {
        "capacity": kinds.Capacity(found.capacity),
        "capacity_evidence": (str(found.appraisal_id),) if found.appraisal_id else (),
    }


def act(case, near):
    day = timezone.localdate(case.act_at)
    return law.Act(
        day=day,
        ended_on=(case.ended_on or near.day) if case.act_span else None,
        discovered_on=min(timezone.localdate(case.discovered_at), case.clue_on or date.max),
        place=case.place,
        description=case.facts_found,
        safety_harm=asked(case.safety_harm),
        environmental=under_the_code(case.item.basis_law, case.item.item.field),
        ecological_damage=asked(case.ecological_damage),
        clue_on=case.clue_on,
        clue_answered=case.filed_on is not None or case.state in CLUE_ANSWERED,
        clue_days=near.parameter("clue.days", case.path),
        clue_grants=tuple(clue_grants(case.clue_longer)),
    )


def asked(answer):
    """Return an answer of yes or no, UNKNOWN where nobody gave one."""
    return law.UNKNOWN if answer is None else answer


def item(case, near):
    version = case.item
    statute, (fine_min, fine_max) = version.statute, version.fine_range
    township = case.team.kind in ("TOWNSHIP", "STREET")
    spans = near.devolutions[(version.item_id, case.team_id)]
    return law.Item(
        code=version.item.code,
        name=version.name,
        clause=version.basis_text(),
        level=kinds.BasisLevel(statute.statute.level) if statute else law.UNKNOWN,
        law=version.basis_law,
        law_from=statute.valid_from if statute else None,
        law_repealed_on=version.law_repealed_on,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        subject=kinds.Subject(version.subject),
        kinds=version.penalty_kinds,
        fine_min=fine_min,
        fine_max=fine_max,
        devolutions=tuple(
            law.Devolved(valid_from=span.valid_from, valid_to=span.valid_to, document=span.document)
            for span in spans
        )
        if township
        else None,
        correct_first=version.correct_first,
        competent=f"{case.team.parent.name}综合行政执法局" if township and case.team.parent else "",
    )


def agency(case, near):
    business = near.parameter("party.individual_business_as_person", case.path)
    citizen = case.party.kind == kinds.PartyKind.PERSON or (
        case.party.kind == kinds.PartyKind.INDIVIDUAL_BUSINESS and business is not False
    )
    who = "person_yuan" if citizen else "organisation_yuan"
    threshold = near.parameter(f"hearing.{field_of(case, near)}{who}", case.path)
    return law.Agency(
        kind=AGENCIES.get(case.team.kind, kinds.AgencyKind.DEPARTMENT),
        name=case.team.full_name,
        government=near.parameter("remedy.reconsideration_body", case.path),
        excludes_major=near.parameter("township.excludes_major", case.path),
        business_is_citizen=business,
        hearing_threshold=threshold,
        **paid_where(case, near),
    )


def paid_where(case, near):
    """Return {fact: words} of where the unit's fines are paid; "" for what nobody has set."""
    keys = {
        "collector": "payment.collecting_institution",
        "collector_address": "payment.collecting_address",
        "electronic_basis": "payment.electronic_basis",
    }
    found = {name: near.parameter(key, case.path) for name, key in keys.items()}
    return {name: "" if value is law.UNKNOWN else value for name, value in found.items()}


def field_of(case, near):
    """Return the field with a hearing threshold of its own, as its parameters begin; "" for all others (R-137)."""
    filing = near.filings.get(case.pk)
    if filing is not None and filing.domain == kinds.Domain.MARKET:
        return "market_"
    return "ecology_" if under_the_code(case.item.basis_law, case.item.item.field) else ""


def officers(case, near, at):
    people = [officer for officer in (case.handler, case.partner) if officer]
    days = (
        {timezone.localdate(case.act_at)}
        if case.act_at >= case.opened_at
        else {timezone.localdate(case.opened_at)}
    )
    days |= {case.decided_on or timezone.localdate(at)}
    return law.Officers(
        acting=tuple(officer_facts(officer, near.certificates[officer.pk], max(days)) for officer in people),
        days=tuple(sorted(days)),
        shown=near.oral_notices[case.pk].certificates_shown if case.pk in near.oral_notices else law.UNKNOWN,
    )


def officer_facts(officer, certificates, day):
    """Return an officer with the certificate of `day`, one renewed without a gap reaching back to the first."""

    def fitness(certificate):
        covers = certificate.valid_from <= day <= certificate.valid_to
        return (certificate.kind == Certificate.Kind.OFFICER, covers, certificate.valid_to)

    best = max(certificates, key=fitness, default=None)
    since = best.valid_from if best else None
    for earlier in sorted(certificates, key=lambda each: each.valid_to, reverse=True):
        unbroken = best and earlier.kind == best.kind and earlier.revoked_on is None
        if unbroken and earlier.valid_from < since <= earlier.valid_to + timedelta(days=1):
            since = earlier.valid_from
    return law.Officer(
        key=str(officer.pk),
        name=officer.name,
        auxiliary=best is not None and best.kind == Certificate.Kind.AUXILIARY,
        certificate=best.number if best else None,
        certificate_from=since,
        certificate_to=best.valid_to if best else None,
        revoked_on=best.revoked_on if best else None,
    )


def assessment(case, near):
    found = near.assessments.get(case.pk)
    if found is None:
        return law.UNKNOWN
    return answered(case, found, tuple(str(piece.pk) for piece in near.pieces[case.dossier_id]))


def answered(case, found, pieces):
    """Return what the page 是否应罚 answers, saved or, while it is being filled, as it would be saved.

    found: an Assessment, on the page an unsaved one. pieces: keys of the evidence there is.
    """
    return law.Assessment(
        minor=found.harm == kinds.Harm.NONE,
        harm=kinds.Harm(found.harm),
        corrected=found.correction == Assessment.Correction.ON_SPOT,
        refused=found.correction == Assessment.Correction.REFUSED,
        evidence=pieces,
        prior_queried=bool(case.party.keys or case.party_phone),
        prior_days=(found.prior_on,) * found.prior_count,
        lookback_months=found.window_months,
        lookback_source=found.window_source,
        fault_evidence=(found.no_fault_evidence,) if found.no_fault_evidence else (),
        fault_accepted=bool(found.no_fault_evidence),
        mitigations=tuple(Assessment.Mitigation(code).label for code in found.mitigations),
        mitigation_note=found.mitigation_note if found.mitigations else None,
        mitigations_rejected=found.mitigations_rejected,
        aggravations=tuple(Assessment.Aggravation(code).label for code in found.aggravations),
        grade_reason=found.reason,
        capacity_reason=found.capacity_reason,
    )


def benchmark(case, near):
    rows = [
        band
        for band in near.bands[case.item.item_id]
        if band.unit == DiscretionBand.Unit.YUAN and case.path.startswith(band.benchmark.path)
    ]
    return law.Benchmark(
        low_share=near.parameter("discretion.low_share", case.path),
        high_share=near.parameter("discretion.high_share", case.path),
        bands=tuple(
            law.Band(
                key=str(band.pk),
                rank=band.tier,
                circumstance=band.circumstance,
                low=band.low,
                high=band.high,
                valid_from=band.benchmark.valid_from,
                valid_to=band.benchmark.valid_to,
                area=band.benchmark.path,
                source=f"{band.benchmark.issuer}《{band.benchmark.name}》裁量基准",
            )
            for band in rows
        ),
    )


def notice(case, near):
    told, found = near.oral_notices.get(case.pk), near.assessments.get(case.pk)
    if told is None:
        return law.UNKNOWN
    fine = found.fine if found else law.UNKNOWN
    return law.Notice(
        elements=tuple(kinds.NoticeElement) if told.rights_told else (),
        told_at=told.told_at if told.rights_told else None,
        proof=proof_of_telling(told),
        fine=fine,
        heard=law.UNKNOWN if told.has_defence is None else True,
        defence=(told.defence.strip() or law.UNKNOWN) if told.has_defence else "",
        answer=told.defence_answer,
    )


def proof_of_telling(told):
    """Return what shows that the party was told: his signature, or a recording. A refusal to sign shows nothing."""
    if told.receipt == kinds.Signature.SIGNED:
        return "当场签收"
    return f"录像 {told.recording}" if told.recording.strip() else ""


def decision(case, near, at):
    reasons = {
        "return_reason": case.return_reason or law.UNKNOWN,
        "convert_reason": case.convert_reason or law.UNKNOWN,
        "withdraw_reason": case.withdraw_reason or law.UNKNOWN,
    }
    found, made = near.assessments.get(case.pk), near.decisions.get(case.pk)
    if found is None:
        return law.Decision(procedure=kinds.Procedure(case.procedure), **reasons)
    spared = found.outcome == Assessment.Outcome.NO_PENALTY
    corrected = found.correction == Assessment.Correction.ON_SPOT
    told = near.oral_notices.get(case.pk)
    return law.Decision(
        outcome=kinds.Outcome.NO_PENALTY if spared else kinds.Outcome.PENALTY,
        procedure=kinds.Procedure(case.procedure),
        kinds=PENALTIES[found.outcome],
        fine=found.fine,
        tier=kinds.Tier(found.grade) if found.grade else None,
        band=found.band if found.fine is not None else "",
        day=case.decided_on or timezone.localdate(at),
        at=made.decided_at if made else at,
        limb=kinds.Limb(found.limb) if found.limb else None,
        education=found.education,
        order=found.correction_order or ("当事人已当场改正" if corrected else ""),
        guardian_order=found.guardian_order,
        signed_by=tuple(str(officer.pk) for officer in (case.handler, case.partner) if officer),
        receipt=kinds.Signature(told.receipt) if told else law.UNKNOWN,
        refusal_note=told.refusal_note if told else "",
        signer=kinds.Recipient(told.signer_relation) if told and told.signer_relation else None,
        signer_authority=str(told.signer_authority_id or "") if told else "",
        decided_by=str(made.decided_by_id) if made else None,
        confirmed_by=near.people[made.decided_by_id].name if made and spared else None,
        **reasons,
    )


def delivery(case, near):
    made = near.decisions.get(case.pk)
    if made is None:
        return law.UNKNOWN
    [served] = near.deliveries[made.document_id][:1] or [None]
    told = near.oral_notices[case.pk]
    return law.Delivery(
        delivered_on=served.day if served else None,
        receipt=kinds.Signature(told.receipt),
        note=served.note if served else told.refusal_note,
        servers=tuple(officer.name for officer in (case.handler, case.partner) if officer),
    )


def _taken(case, near):
    made = near.decisions.get(case.pk)
    return near.collections.get(made.pk) if made else None


def collection(case, near):
    taken = _taken(case, near)
    if taken is None:
        return law.Collection(amount=None, collected_on=None, ground=None)
    return law.Collection(
        amount=taken.amount,
        collected_on=taken.collected_on,
        ground=kinds.CollectionGround(taken.ground),
        reason=taken.explanation,
        requested=taken.ground == kinds.CollectionGround.REMOTE,
        receipt_number=taken.receipt_number,
        landed_on=taken.landed_on,
        handed_in_on=taken.handed_in_on,
    )


def payment(case, near):
    made = near.decisions.get(case.pk)
    if made is None:
        return law.UNKNOWN
    paid = [law.Paid(on=row.paid_on, amount=row.amount) for row in near.payments[made.pk]]
    if taken := _taken(case, near):
        paid.append(law.Paid(on=taken.collected_on, amount=taken.amount))
    return law.Payment(paid=tuple(paid), **facts_of(made, near.limit_of(case, "pay") if made.fine else None))


def registration(case, near):
    done = near.registrations.get(case.pk)
    return law.Registration(
        filed_on=done.filed_on if done else None,
        filed_by=near.people[done.filed_by_id].name if done else "",
        days=near.parameter("summary.filing_days", case.path),
    )


def closing(case, near):
    found = near.assessments.get(case.pk)
    if found is None:
        return law.UNKNOWN
    spared = found.outcome == Assessment.Outcome.NO_PENALTY
    return law.Closing(reason=kinds.ClosingReason.NO_PENALTY if spared else kinds.ClosingReason.FULFILLED)
