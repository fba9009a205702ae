"""The decision: a penalty on the spot, or no penalty confirmed by the head. Made once."""

from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from cases.decision.papers import no_penalty
from cases.execution.service import collect
from cases.file.act import read_once
from cases.limits import due
from cases.limits.due import Due
from cases.models import Assessment, Decision, OralNotice
from cases.street.papers import on_the_spot
from cases.weighing.service import REASONED, given, renew_look_back
from enforcement.documents import services as documents
from enforcement.errors import Conflict, DomainError
from enforcement.law import terms
from enforcement.law.kinds import PartyKind, Recipient, Signature
from enforcement.law.rules import exemption
from enforcement.procedures.acting import act

PAPERS = {Decision.Kind.PENALTY: on_the_spot.PAPER, Decision.Kind.NO_PENALTY: no_penalty.PAPER}


def note_told(*, case, notice, at, reading):
    """Save what was shown, told, answered and signed for (第四十四条、第四十五条、第五十二条).

    notice: certificates_shown, rights_told, has_defence, defence, defence_answer, receipt (a law Signature code),
    refusal_note, recording (number of the recording of the telling, which a refusal to sign needs); signer,
    signer_relation, signer_authority: see `note_signer`. reading: what the act has read of the case.
    """
    told = reading.oral_notices.get(case.pk) or OralNotice(case=case)
    said = dict(notice)
    note_signer(case, told, **{name: said.pop(name, "") for name in SIGNER})
    for name, value in said.items():
        setattr(told, name, value)
    told.told_at = at
    told.save()
    reading.take(told)


SIGNER = ("signer", "signer_relation", "signer_authority")


def note_signer(case, told, signer="", signer_relation="", signer_authority=None):
    """Write down who signed or refused on the spot, and as what: a person signs for himself unless told otherwise.

    signer_relation: a code of law Recipient. signer_authority: serial number of the piece of this file that holds an
    agent's authority, None without.
    """
    person = case.party.kind == PartyKind.PERSON
    told.signer_relation = signer_relation or (Recipient.SELF if person else "")
    known = {
        Recipient.SELF: case.party.name if person else case.representative,
        Recipient.OPERATOR: case.representative,
        Recipient.REPRESENTATIVE: case.representative,
        Recipient.GUARDIAN: case.guardian,
    }
    told.signer = signer.strip() or known.get(told.signer_relation, "")
    told.signer_authority = None
    if signer_authority:
        told.signer_authority = case.dossier.pieces.filter(serial=signer_authority).first()
        if told.signer_authority is None:
            raise DomainError(
                f"案卷里没有编号为 {signer_authority} 的证据。先把授权委托书拍照放进本案，再填它的编号。"
            )


def issue_on_the_spot(*, case, notice, by, at, collection=None, **shown):
    """Decide, number and hand over an on-the-spot penalty in one act (第五十一条、第五十二条).

    notice: see `note_told`. collection: ground, receipt_number and explanation where the fine is taken on the spot
    (第六十八条). shown: picture, the party's signature as PNG bytes, or None where he refused; reasons; version, of
    the case which was shown, told and signed for: another raises Conflict. Two presses or two people make one
    decision: the case is locked, and the second is refused. Raises Refused with every finding; then no number is used.
    """
    if not collection:
        return _issued_on_the_spot(case, notice, None, by, at, **shown)
    with transaction.atomic():
        case = _issued_on_the_spot(case, notice, collection, by, at, **shown)
        day, fine = timezone.localdate(at), case.decision.fine
        return collect(case=case, amount=fine, collected_on=day, by=by, at=at, **collection)


def _issued_on_the_spot(case, notice, collection, by, at, *, picture=None, version=None, reasons=None):
    with (
        act(case, "issue", by=by, at=at, reasons=reasons) as case,
        read_once(case, case.taking.day) as reading,
    ):
        case.taking.near = reading
        _decided_on_the_spot(case, notice, picture, collection, version, reading)
        with act(case, "deliver", by=by, at=at):
            _hand_over(case, reading, fixed=(registration_limit(case, case.taking.day),))
    return case


def _decided_on_the_spot(case, notice, picture, collection, version, reading):
    """Write down what was told and signed, ask the law, and make the numbered decision."""
    taking = case.taking
    _require_assessment(case, reading)
    _require_version(case, version)
    renew_look_back(case=case, by=taking.by, at=taking.at)
    note_told(case=case, notice=notice, at=taking.at, reading=reading)
    taking.reasons = answered(case, reading) | given(taking.reasons)
    taking.ask()
    content = on_the_spot.content_of(case, collection=collection, at=taking.at)
    pay_by = Decision.PayBy.ON_SPOT if collection else Decision.PayBy.BANK
    decision = _decide(case, Decision.Kind.PENALTY, content, picture, pay_by)
    reading.take(decision)
    # made as it was proposed: the law has nothing new to say of it
    taking.go(number=decision.document.number)
    return decision


def hand_over(*, case, by, at, receipt=None, note="", reasons=None, **who_signed):
    """Hand the decision to the party: signed for, or refused and noted; the party's periods start.

    who_signed: see `note_signer`.
    """
    with (
        act(case, "deliver", by=by, at=at, reasons=reasons) as case,
        read_once(case, case.taking.day) as reading,
    ):
        if receipt:
            told = case.notice
            told.receipt, told.refusal_note = receipt, note
            note_signer(case, told, **who_signed)
            told.save(update_fields=["receipt", "refusal_note", *SIGNER])
        _hand_over(case, reading)
    return case


def _hand_over(case, reading, fixed=()):
    """Record the delivery, and fix what it starts. fixed: limits of a decision that was issued in this same act."""
    taking, told = case.taking, case.notice
    by, at, day = taking.by, taking.at, taking.day
    refused = told.receipt == Signature.REFUSED
    delivery = documents.deliver(
        document=case.decision.document,
        method="DIRECT" if not refused else "LEFT",
        day=day,
        moment=at,
        recipient=told.signer or case.party.name,
        relation=told.get_signer_relation_display() or "当事人",
        note=told.refusal_note,
        place=case.place,
        receipt=min(case.decision.document.signatures.all(), key=attrgetter("pk"), default=None),
        servers=[officer for officer in (case.handler, case.partner) if officer],
        by=by,
        at=at,
        issued_now=bool(fixed),
    )
    reading.take(delivery)
    taking.go(refused=refused)
    if not fixed:
        due.meet(case, "deliver", day)
    limits = [*fixed, Due("reconsideration", "申请行政复议", terms.RECONSIDER, day, for_party=True)]
    if case.decision.fine:
        limits.append(Due("pay", "缴纳罚款", terms.PAY_FINE, day, for_party=True))
    due.fix(case, *limits)


def registration_limit(case, day):
    """Return the limit for reporting an on-the-spot decision of `day` to the agency (第五十二条第三款)."""
    return due.registration(case, "file_with_unit", "报机关备案", day)


def propose_exemption(*, case, notice, education, by, at, version=None, reasons=None):
    """Draft a no-penalty decision for the head to confirm (第三十三条、第五十七条); no number is taken yet.

    education: how the party was educated (第三十三条第三款). Nothing is signed yet: the paper follows the head.
    """
    with act(case, "propose_exemption", by=by, at=at) as case, read_once(case, case.taking.day) as reading:
        _require_assessment(case, reading)
        _require_version(case, version)
        renew_look_back(case=case, by=by, at=at)
        notice = notice | {"receipt": Signature.NONE, "refusal_note": ""}
        case.assessment.education = education.strip()
        case.assessment.save(update_fields=["education"])
        note_told(case=case, notice=notice, at=at, reading=reading)
        case.taking.reasons = answered(case, reading) | given(reasons)
        case.taking.go()
        day = case.taking.day
        due.fix(case, due.registration(case, "confirm", "负责人确认不予处罚", day))
    return case


def return_exemption(*, case, reason, by, at, reasons=None):
    """Send the draft back to the officers with the head's reason."""
    with act(case, "return_exemption", by=by, at=at, reasons=reasons) as case:
        case.return_reason = reason.strip()
        case.taking.go(reason=reason)
        due.meet(case, "confirm", case.taking.day)
    return case


def confirm_exemption(*, case, by, at, reasons=None):
    """Confirm that no penalty is imposed, and number the decision (第五十七条第一款第二项)."""
    with act(case, "confirm_exemption", by=by, at=at, reasons=reasons) as case:
        decision = _decide(case, Decision.Kind.NO_PENALTY, no_penalty.content_of(case, at=at), None, "")
        case.taking.go(number=decision.document.number)
        day = case.taking.day
        due.meet(case, "confirm", day)
        due.fix(case, Due("deliver", "送达决定书", terms.DELIVER, day))
    return case


def _decide(case, kind, content, picture, pay_by):
    """Make the decision and its numbered paper; the case's own number is saved with the step."""
    taking = case.taking
    by, at, day = taking.by, taking.at, taking.day
    document = documents.issue(
        dossier=case.dossier,
        kind=PAPERS[kind].kind,
        content=content,
        team=case.team,
        by=by,
        at=at,
        day=day,
        signatures=party_signature(case, picture),
        reasons=taking.reasons,
    )
    outcome = case.assessment.outcome
    decision = Decision.objects.create(
        case=case,
        kind=kind,
        warning=outcome in (Assessment.Outcome.WARNING, Assessment.Outcome.BOTH),
        fine=case.assessment.fine,
        pay_by=pay_by if case.assessment.fine else "",
        pay_code=content.pay_code if case.assessment.fine else "",
        document=document,
        decided_at=at,
        decided_by=by,
    )
    case.number, case.decided_on = document.number, day
    return decision


def party_signature(case, picture):
    """Return the party's signature, or its refusal, in the form the document register takes."""
    told = case.notice
    if told.receipt == Signature.NONE:
        return ()
    return (
        {
            "role": "PARTY",
            "name": told.signer or case.party.name,
            "picture": picture,
            "refused": told.receipt == Signature.REFUSED,
            "refusal_note": told.refusal_note,
            "identity_check": f"核对{case.party.get_identity_kind_display()}",
        },
    )


def answered(case, reading):
    """Return the reasons given for this case so far, for findings that speak again at the decision."""
    given = {ruling.rule: ruling.reason for ruling in reading.rulings}
    return given | (dict.fromkeys(REASONED, case.assessment.reason) if case.assessment.reason else {})


def _require_version(case, version):
    if version is not None and version != case.version:
        raise Conflict(
            "这个案件在您打开这一页以后改过，告知和签名的内容已经不同。请回到上一步核对后重新告知。"
        )


def _require_assessment(case, reading):
    if case.pk not in reading.assessments:
        case.taking.require(exemption.whether_to_punish_is_asked_first)
