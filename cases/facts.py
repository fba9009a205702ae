"""The law's facts of a case, or of ten thousand, in a fixed number of queries (ruling 2)."""

from collections import defaultdict

from django.utils import timezone

from cases.models import Assessment, Case, Payment
from enforcement.documents.models import Delivery
from enforcement.law import facts as law
from enforcement.law import kinds
from enforcement.parameters.keys import KEYS
from enforcement.parameters.models import Parameter
from enforcement.parameters.services import calendar_for
from enforcement.teams.models import Certificate
from enforcement.workflow import builds_facts
from evidence.models import Piece
from lists.models import Devolution, DiscretionBand

WITH = (
    "dossier", "party", "item__item", "item__statute__statute", "team__parent", "handler", "partner",
    "assessment", "notice", "decision__document", "decision__collection", "registration",
)  # fmt: skip

PARAMETERS = (
    "hearing.person_yuan", "hearing.organisation_yuan", "township.excludes_major", "clue.days",
    "discretion.low_share", "discretion.high_share",
)  # fmt: skip

AGENCIES = {
    "TOWNSHIP": kinds.AgencyKind.TOWNSHIP,
    "STREET": kinds.AgencyKind.STREET,
    "DEPARTMENT": kinds.AgencyKind.DEPARTMENT,
}
PENALTIES = {
    Assessment.Outcome.WARNING: (kinds.PenaltyKind.WARNING,),
    Assessment.Outcome.FINE: (kinds.PenaltyKind.FINE,),
    Assessment.Outcome.BOTH: (kinds.PenaltyKind.WARNING, kinds.PenaltyKind.FINE),
    Assessment.Outcome.NO_PENALTY: (),
}


@builds_facts(Case)
def facts_of(cases, *, at):
    """Return one CaseFacts for each case, in the given order, as of the moment `at`.

    Ten queries however many the cases; what has not been recorded is UNKNOWN.
    """
    keys = [case.pk for case in cases]
    found = Case.objects.filter(pk__in=keys).select_related(*WITH).prefetch_related("deadlines")
    rows = {row.pk: row for row in found}
    around = Around(rows.values(), timezone.localdate(at))
    return [_facts(rows[key], around, at) for key in keys]


class Around:
    """What stands around the cases in other tables, read once for all of them."""

    def __init__(self, cases, day):
        officers = {key for case in cases for key in (case.handler_id, case.partner_id) if key}
        items = {case.item.item_id for case in cases}
        self.certificates = _by(Certificate.objects.filter(officer__in=officers), "officer_id")
        self.devolutions = _by(
            Devolution.objects.filter(item__in=items, team__in={case.team_id for case in cases}),
            "item_id",
            "team_id",
        )
        bands = DiscretionBand.objects.filter(benchmark__item__in=items).select_related("benchmark")
        self.bands = _by(bands.order_by("benchmark", "position"), "benchmark.item_id")
        self.pieces = _by(Piece.objects.filter(dossier__in=[case.dossier_id for case in cases]), "dossier_id")
        decisions = [case.decision.pk for case in cases if hasattr(case, "decision")]
        documents = [case.decision.document_id for case in cases if hasattr(case, "decision")]
        self.payments = _by(
            Payment.objects.filter(decision__in=decisions).order_by("paid_on", "pk"), "decision_id"
        )
        self.deliveries = _by(Delivery.objects.filter(document__in=documents), "document_id")
        self.calendar = calendar_for()
        self.parameters = list(Parameter.objects.on(day).filter(key__in=PARAMETERS))

    def parameter(self, key, path):
        """Return the value in force for the unit at `path`: the nearest area upwards wins; UNKNOWN without one."""
        rows = [row for row in self.parameters if row.key == key and path.startswith(row.path)]
        nearest = max(rows, key=lambda row: len(row.path), default=None)
        return KEYS[key].typed(nearest.value) if nearest else law.UNKNOWN


def _by(rows, *names):
    found = defaultdict(list)
    for row in rows:
        key = tuple(_follow(row, name) for name in names)
        found[key if len(key) > 1 else key[0]].append(row)
    return found


def _follow(row, dotted):
    for name in dotted.split("."):
        row = getattr(row, name)
    return row


def _facts(case, around, at):
    return law.CaseFacts(
        party=_party(case),
        act=_act(case, around),
        item=_item(case, around),
        agency=_agency(case, around),
        officers=_officers(case, around, at),
        assessment=_assessment(case, around),
        benchmark=_benchmark(case, around),
        notice=_notice(case),
        decision=_decision(case, at),
        delivery=_delivery(case, around),
        collection=_collection(case),
        payment=_payment(case, around),
        registration=_registration(case),
        closing=_closing(case),
        clock=law.Clock(
            day=timezone.localdate(at),
            at=at,
            filed_on=timezone.localdate(case.opened_at),
            calendar=around.calendar,
        ),
    )


def _party(case):
    party = case.party
    known = party.identity_kind != party.IdentityKind.NONE
    born_on = party.born_on
    if born_on is None and party.kind == kinds.PartyKind.PERSON:
        born_on = law.UNKNOWN
    return law.Party(
        kind=kinds.PartyKind(party.kind),
        name=party.name,
        identity=party.identity if known else "",
        identity_kind=party.identity_kind if known else "OTHER",
        born_on=born_on,
        guardian=case.guardian,
    )


def _act(case, around):
    day = timezone.localdate(case.act_at)
    environmental = case.item.basis_law.endswith("生态环境法典")
    return law.Act(
        day=day,
        ended_on=None,
        discovered_on=timezone.localdate(case.discovered_at),
        place=case.place,
        description=case.facts_found,
        safety_harm=False,
        environmental=environmental,
        ecological_damage=False,
        clue_on=None,
        clue_days=around.parameter("clue.days", case.path),
    )


def _item(case, around):
    version = case.item
    statute, (fine_min, fine_max) = version.statute, version.fine_range
    township = case.team.kind in ("TOWNSHIP", "STREET")
    spans = around.devolutions[(version.item_id, case.team_id)]
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


def _agency(case, around):
    citizen = case.party.kind != kinds.PartyKind.ORGANISATION
    threshold = around.parameter("hearing.person_yuan" if citizen else "hearing.organisation_yuan", case.path)
    return law.Agency(
        kind=AGENCIES.get(case.team.kind, kinds.AgencyKind.DEPARTMENT),
        name=case.team.full_name,
        government=case.team.parent.full_name if case.team.parent else "",
        excludes_major=around.parameter("township.excludes_major", case.path),
        hearing_threshold=threshold,
    )


def _officers(case, around, at):
    people = [officer for officer in (case.handler, case.partner) if officer]
    days = (
        {timezone.localdate(case.act_at)}
        if case.act_at >= case.opened_at
        else {timezone.localdate(case.opened_at)}
    )
    days |= {case.decided_on or timezone.localdate(at)}
    return law.Officers(
        acting=tuple(_officer(officer, around.certificates[officer.pk], max(days)) for officer in people),
        days=tuple(sorted(days)),
        shown=case.notice.certificates_shown if hasattr(case, "notice") else law.UNKNOWN,
    )


def _officer(officer, certificates, day):
    def fitness(certificate):
        covers = certificate.valid_from <= day <= certificate.valid_to
        return (certificate.kind == Certificate.Kind.OFFICER, covers, certificate.valid_to)

    best = max(certificates, key=fitness, default=None)
    return law.Officer(
        key=str(officer.pk),
        name=officer.name,
        auxiliary=best is not None and best.kind == Certificate.Kind.AUXILIARY,
        certificate=best.number if best else None,
        certificate_from=best.valid_from if best else None,
        certificate_to=best.valid_to if best else None,
        revoked_on=best.revoked_on if best else None,
    )


def _assessment(case, around):
    if not hasattr(case, "assessment"):
        return law.UNKNOWN
    found = case.assessment
    pieces = tuple(str(piece.pk) for piece in around.pieces[case.dossier_id])
    return law.Assessment(
        minor=found.harm == kinds.Harm.NONE,
        harm=kinds.Harm(found.harm),
        corrected=found.correction == Assessment.Correction.ON_SPOT,
        refused=found.correction == Assessment.Correction.REFUSED,
        evidence=pieces,
        prior_queried=True,
        prior_days=(found.prior_on,) * found.prior_count,
        lookback_months=found.window_months,
        lookback_source=found.window_source,
        fault_evidence=pieces if found.no_fault_evidence else (),
        fault_accepted=bool(found.no_fault_evidence),
    )


def _benchmark(case, around):
    rows = [
        band
        for band in around.bands[case.item.item_id]
        if band.unit == DiscretionBand.Unit.YUAN and case.path.startswith(band.benchmark.path)
    ]
    return law.Benchmark(
        low_share=around.parameter("discretion.low_share", case.path),
        high_share=around.parameter("discretion.high_share", case.path),
        bands=tuple(
            law.Band(
                tier=_tier(
                    band.tier, [other.tier for other in rows if other.benchmark_id == band.benchmark_id]
                ),
                circumstance=band.circumstance,
                low=band.low,
                high=band.high,
                valid_from=band.benchmark.valid_from,
                valid_to=band.benchmark.valid_to,
                source=f"{band.benchmark.issuer}《{band.benchmark.name}》裁量基准",
            )
            for band in rows
        ),
    )


def _tier(tier, tiers):
    """Return the law's tier of a published one: the lightest is 从轻, the heaviest 从重, all between 一般."""
    if tier == min(tiers) < max(tiers):
        return kinds.Tier.LIGHTER
    return kinds.Tier.HEAVIER if tier == max(tiers) > min(tiers) else kinds.Tier.ORDINARY


def _notice(case):
    if not hasattr(case, "notice"):
        return law.UNKNOWN
    told = case.notice
    fine = case.assessment.fine if hasattr(case, "assessment") else law.UNKNOWN
    return law.Notice(
        elements=tuple(kinds.NoticeElement) if told.rights_told else (),
        told_at=told.told_at if told.rights_told else None,
        proof="当场签收" if told.receipt != kinds.Signature.NONE else "",
        fine=fine,
        heard=True,
        defence=told.defence if told.has_defence else "",
        answer=told.defence_answer,
    )


def _decision(case, at):
    reasons = {
        "return_reason": case.return_reason or law.UNKNOWN,
        "convert_reason": case.convert_reason or law.UNKNOWN,
        "withdraw_reason": case.withdraw_reason or law.UNKNOWN,
    }
    if not hasattr(case, "assessment"):
        return law.Decision(procedure=kinds.Procedure(case.procedure), **reasons)
    found = case.assessment
    made = getattr(case, "decision", None)
    spared = found.outcome == Assessment.Outcome.NO_PENALTY
    corrected = found.correction == Assessment.Correction.ON_SPOT
    told = getattr(case, "notice", None)
    return law.Decision(
        outcome=kinds.Outcome.NO_PENALTY if spared else kinds.Outcome.PENALTY,
        procedure=kinds.Procedure(case.procedure),
        kinds=PENALTIES[found.outcome],
        fine=found.fine,
        tier=kinds.Tier(found.grade) if found.grade else None,
        day=case.decided_on or timezone.localdate(at),
        at=made.decided_at if made else at,
        limb=kinds.Limb(found.limb) if found.limb else None,
        education=found.education,
        order=found.correction_order or ("当事人已当场改正" if corrected else ""),
        guardian_order=found.guardian_order,
        signed_by=tuple(str(officer.pk) for officer in (case.handler, case.partner) if officer),
        receipt=kinds.Signature(told.receipt) if told else law.UNKNOWN,
        refusal_note=told.refusal_note if told else "",
        confirmed_by=made.decided_by.name if made and spared else None,
        **reasons,
    )


def _delivery(case, around):
    if not hasattr(case, "decision"):
        return law.UNKNOWN
    [served] = around.deliveries[case.decision.document_id][:1] or [None]
    told = case.notice
    return law.Delivery(
        delivered_on=served.day if served else None,
        receipt=kinds.Signature(told.receipt),
        note=served.note if served else told.refusal_note,
        servers=tuple(officer.name for officer in (case.handler, case.partner) if officer),
    )


def _collection(case):
    taken = getattr(getattr(case, "decision", None), "collection", None)
    if taken is None:
        return law.Collection(amount=None, collected_on=None, ground=None)
    return law.Collection(
        amount=taken.amount,
        collected_on=taken.collected_on,
        ground=kinds.CollectionGround(taken.ground),
        reason=taken.explanation,
        requested=taken.ground == kinds.CollectionGround.REMOTE,
        receipt_number=taken.receipt_number,
        handed_in_on=taken.handed_in_on,
    )


def _payment(case, around):
    made = getattr(case, "decision", None)
    if made is None:
        return law.UNKNOWN
    paid = [law.Paid(on=row.paid_on, amount=row.amount) for row in around.payments[made.pk]]
    if taken := getattr(made, "collection", None):
        paid.append(law.Paid(on=taken.collected_on, amount=taken.amount))
    due = (
        next((row.legal_last_day for row in case.deadlines.all() if row.key == "pay"), None)
        if made.fine
        else None
    )
    return law.Payment(due_on=due, paid=tuple(paid))


def _registration(case):
    done = getattr(case, "registration", None)
    return law.Registration(
        filed_on=done.filed_on if done else None, filed_by=done.filed_by.name if done else ""
    )


def _closing(case):
    if not hasattr(case, "assessment"):
        return law.UNKNOWN
    spared = case.assessment.outcome == Assessment.Outcome.NO_PENALTY
    return law.Closing(reason=kinds.ClosingReason.NO_PENALTY if spared else kinds.ClosingReason.FULFILLED)
