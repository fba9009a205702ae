"""The investigation: records, facts on their evidence, its end, and its reopening (第五十四条、第五十五条)."""

from itertools import zip_longest

from django.db.models import Max
from django.utils import timezone

from cases.investigation.papers import inquiry_record, inspection_record, investigation_report
from cases.limits import due
from cases.models import FoundFact, Record, Report
from cases.notice.service import cancel_notice
from cases.party import secrets
from cases.weighing.requirement import require_assessment
from enforcement.documents import services as documents
from enforcement.errors import Conflict
from enforcement.law import facts as law
from enforcement.law.identity import IdentityError, id_card, normal, phone
from enforcement.law.kinds import RecordKind
from enforcement.law.rules import identities, transcripts
from enforcement.procedures.acting import act
from evidence.models import Piece

PAPERS = {RecordKind.INQUIRY: inquiry_record, RecordKind.INSPECTION: inspection_record}


def sign_record(*, case, record, signatures=(), by, at, reasons=None):
    """Make a signed record of an inquiry or an inspection, and return it (R-118, R-129, R-910, R-911).

    record: kind, began_at, ended_at, place, asker, recorder, person, identity, born_on, phone, address, relation,
    guardian, party_present, witness, certificates_shown, rights_told, recusal_asked, recusal_answer, questions
    [[question, answer], …], found, read_through, pages, pages_signed, refusal_note, pieces. signatures: dicts for
    `documents.sign`. Raises Refused with every finding; nothing is kept then but the draft.
    """
    with act(case, "sign_record", by=by, at=at, reasons=reasons) as case:
        values = dict(record)
        pieces, identity = values.pop("pieces", ()), values.pop("identity", "")
        values["born_on"], identity = birth_of(case, values, identity), normal(identity)
        case.taking.require(
            identities.a_telephone_can_be_one, party=law.Party(phone=values.get("phone") or "")
        )
        values["phone"] = phone(values.get("phone") or "")
        case.taking.require(
            transcripts.two_officers_make_a_record,
            transcripts.a_record_ends_after_it_began,
            record=stated(values),
        )
        last = (
            Record.objects.filter(case=case, kind=values["kind"]).aggregate(last=Max("serial"))["last"] or 0
        )
        row = Record.objects.create(
            case=case, serial=last + 1, identity_sealed=secrets.seal(identity), by=by, at=at, signed_at=at,
            **values,
        )  # fmt: skip
        row.pieces.set(Piece.objects.filter(dossier=case.dossier, pk__in=[piece.pk for piece in pieces]))
        case.taking.go(record=row.pk, kind=row.kind)
        paper = PAPERS[row.kind]
        row.document = documents.issue(
            reasons=reasons,
            dossier=case.dossier, kind=paper.PAPER.kind, title=str(row), team=case.team, by=by, at=at,
            day=timezone.localdate(row.ended_at), content=paper.content_of(case, row), signatures=signatures,
        )  # fmt: skip
        row.save(update_fields=["document"])
        return row


def stated(values):
    """Return what the law is asked of a record before it is written: who made it, from when to when."""
    return law.Record(
        officers=tuple(str(values[name].pk) for name in ("asker", "recorder")),
        began_at=values["began_at"],
        ended_at=values["ended_at"],
    )


def birth_of(case, values, identity):
    """Return the person's day of birth: by his number, by the register where he is the party, or as typed."""
    try:
        return id_card(identity).born_on
    except IdentityError:
        known = case.party.born_on if values.get("relation") == Record.Relation.PARTY else None
        return known or values.get("born_on")


def set_facts(*, case, facts, version=None, by, at):
    """Write the facts found, each with its evidence: [(text, piece keys, record keys)]. Older ones are replaced.

    version: that of the case as it was shown; another raises Conflict with both texts of every fact that differs.
    """
    with act(case, "facts", by=by, at=at) as case:
        if version not in (None, case.version):
            raise Conflict("没有保存成功：别人先改过认定的事实。", facts_apart(case, facts))
        FoundFact.objects.filter(case=case).delete()
        for position, (text, pieces, records) in enumerate(facts, start=1):
            row = FoundFact.objects.create(case=case, position=position, text=text.strip())
            row.pieces.set(Piece.objects.filter(dossier=case.dossier, pk__in=pieces))
            row.records.set(Record.objects.filter(case=case, pk__in=records))
        case.version += 1
        case.taking.go(facts=[text.strip() for text, *_ in facts])
    return case


def facts_apart(case, facts):
    """Return {label: (saved, typed)} of the facts in which the file and this input differ."""
    saved = [fact.text for fact in case.found_facts.all()]
    typed = [text.strip() for text, *_ in facts]
    pairs = zip_longest(saved, typed, fillvalue="")
    return {f"事实{number}": pair for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]}


def conclude(
    *,
    case,
    nature,
    reasoning,
    proposal,
    verified=False,
    receipts=0,
    refunded=0,
    outlays=0,
    outlay_pieces=(),
    version=None,
    by,
    at,
    reasons=None,
):
    """End the investigation with its report (调查终结报告); the assessment holds the proposed outcome.

    nature: what violation it is; reasoning: why this tier and amount; proposal: what should be done, in words.
    verified: the officers found every piece relied on true. receipts, refunded: of illegal gains, in yuan; outlays:
    lawful and necessary ones, with the Pieces that prove them. version: as for `amend_report`; a first report has
    none before it.
    """
    with act(case, "conclude", by=by, at=at, reasons=reasons) as case:
        require_assessment(case)
        day = timezone.localdate(at)
        report = Report.objects.create(
            case=case, nature=nature.strip(), reasons=reasoning.strip(), proposal=proposal.strip(), concluded_on=day,
            by=by, at=at, verified=verified, receipts=receipts, refunded=refunded, outlays=outlays,
            outlay_pieces=sorted(piece.pk for piece in outlay_pieces),
        )  # fmt: skip
        case.taking.go()
        issue_report(case, report, by=by, at=at, reasons=reasons)
    return case


def issue_report(case, report, *, by, at, reasons=None):
    """Make the report a paper of the file; one that it replaces is declared void."""
    old = report.document
    if old:
        documents.void(document=old, reason="更正后重新出具", by=by, at=at)
    report.document = documents.issue(
        reasons=reasons,
        dossier=case.dossier, kind=investigation_report.PAPER.kind, team=case.team, by=by,
        at=at, day=timezone.localdate(at), content=investigation_report.content_of(case, report, at=at), replaces=old,
    )  # fmt: skip
    report.save(update_fields=["document"])


def amend_report(
    *,
    case,
    nature,
    reasoning,
    proposal,
    verified,
    receipts,
    refunded,
    outlays=0,
    outlay_pieces=(),
    version=None,
    by,
    at,
    reasons=None,
):
    """Correct the report before the review or after its return: another paper takes the place of the first.

    version: that of the case as it was shown; another raises Conflict with both texts of all that differs.
    """
    with act(case, "report", by=by, at=at, reasons=reasons) as case:
        report = case.reports.order_by("-pk").first()
        if report is None:
            case.taking.ask()
        if version not in (None, case.version):
            typed = {"案件性质": nature, "裁量说理": reasoning, "处理建议": proposal}
            raise Conflict("没有保存成功：别人先改过这个案件。", report_apart(report, typed))
        before = {"nature": report.nature, "reasons": report.reasons, "proposal": report.proposal}
        report.nature, report.reasons, report.proposal = nature.strip(), reasoning.strip(), proposal.strip()
        report.verified, report.receipts, report.refunded = verified, receipts, refunded
        report.outlays, report.outlay_pieces = outlays, sorted(piece.pk for piece in outlay_pieces)
        report.save()
        case.version += 1
        issue_report(case, report, by=by, at=at, reasons=reasons)
        after = {"nature": report.nature, "reasons": report.reasons, "proposal": report.proposal}
        case.taking.go(before=before, after=after)
    return case


def report_apart(report, typed):
    """Return {label: (saved, typed)} of the parts in which the report and this input differ."""
    saved = {"案件性质": report.nature, "裁量说理": report.reasons, "处理建议": report.proposal}
    return {name: (saved[name], text.strip()) for name, text in typed.items() if saved[name] != text.strip()}


def reopen(*, case, reason, by, at, reasons=None):
    """Go back to investigating because of new facts; a notice that was given no longer stands (R-121)."""
    with act(case, "reopen", by=by, at=at, reasons=reasons) as case:
        case.taking.tells(reason=reason)
        cancel_notice(case, reason, by, at)
        due.meet(case, "defence", timezone.localdate(at))
        case.taking.go(reason=reason)
    return case
