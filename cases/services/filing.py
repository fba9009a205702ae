"""From a lead to a filed case: logging, the officers' proposal, the head's decision (第五十四条)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cases import due
from cases.due import Limit
from cases.models import Case, Filing
from cases.papers import general as papers
from cases.services import recusing
from cases.services.complaining import note_complaint
from cases.services.registering import bad_identity, write_down
from cases.services.rows import locked, require_reason, require_step
from cases.services.telling import cancel_notice
from cases.workflow import State
from enforcement.documents import services as documents
from enforcement.dossiers.services import lock_dossier, open_dossier, require_open, set_members
from enforcement.errors import Refused
from enforcement.journal.services import record
from enforcement.law import terms
from enforcement.law.kinds import DocumentKind, Domain
from enforcement.workflow import advance


@transaction.atomic
def open_lead(
    *, item, party, act, partner, source, clue_on, team, by, at, dossier=None, act_area="", major=False,
    complaint=None,
):  # fmt: skip
    """Log a lead (线索) for the ordinary procedure; the time for checking it starts.

    item, party, act: as for `registering.register`. source: a Case.Source code. clue_on: day on which the lead was
    received. act_area: code of the area where the act took place, "" where nobody
    recorded it: it is asked before the filing. major: public interest,
    attention or difficulty. complaint: as for `complaining.note_complaint`. Raises
    Refused where an identity number cannot be one.
    """
    if faults := bad_identity(party):
        raise Refused("登记线索", faults)
    members = [by, partner] if partner else [by]
    dossier = dossier or open_dossier(team=team, members=members, by=by, at=at)
    require_open(dossier)
    set_members(dossier=dossier, members=members, by=by, at=at)
    case = Case(
        dossier=dossier, procedure=Case.Procedure.GENERAL, state=State.LEAD, source=source, clue_on=clue_on,
        act_area=act_area, major=major, handler=by, team=dossier.team, path=dossier.path, opened_at=at,
        discovered_at=at,
    )  # fmt: skip
    write_down(case, item=item, party=party, act=act, partner=partner, by=by, at=at)
    record(dossier, "case.lead", by=by, at=at, item=item.item.code, party=case.party.pk, place=case.place)
    due.fix(case, due.clue_limit(case, clue_on, timezone.localdate(at)))
    note_complaint(case, complaint)
    return case


@transaction.atomic
def request_filing(
    *, case, criteria, opinion, jurisdiction_basis="", jurisdiction_level="", domain=Domain.GENERAL, safety_harm=None,
    ecological_damage=None, act_area="", by, at, reasons=None,
):  # fmt: skip
    """Propose that the case be filed (立案). criteria: codes of law FilingCriterion; opinion: the officers' words.

    jurisdiction_level: a BasisLevel code of the special basis, "" without one.
    act_area: code of the area where the act took place, "" leaves what was recorded.
    safety_harm, ecological_damage: what lengthens the limitation (第三十六条), None where it was not looked into.
    Who signs the form says with it that nothing ties him to the case (第四十三条); the other officer says so himself.
    """
    case = locked(case)
    require_open(case.dossier)
    require_step(case, "request_filing", by, at)
    if domain == Domain.GENERAL and case.clue_longer:
        domain = Domain(case.clue_longer["domain"])  # by whose rule the clue was prolonged
    proposed = {
        "criteria": list(criteria), "opinion": opinion.strip(), "jurisdiction_basis": jurisdiction_basis.strip(),
        "jurisdiction_level": jurisdiction_level,
        "domain": domain,
        "proposed_by": by, "proposed_at": at, "approved": None, "reason": "", "decided_by": None, "decided_at": None,
    }  # fmt: skip
    Filing.objects.update_or_create(case=case, defaults=proposed)
    answered = {"safety_harm": safety_harm, "ecological_damage": ecological_damage}
    answered = {name: answer for name, answer in answered.items() if answer is not None}
    answered |= {"act_area": act_area} if act_area else {}
    for name, answer in answered.items():
        setattr(case, name, answer)
    case.save(update_fields=list(answered))
    recusing.note_declaration(case, by, "", at)
    return advance(row=case, step="request_filing", by=by, at=at, held=True, reasons=reasons)


@transaction.atomic
def file_case(*, case, reason="同意立案", by, at, reasons=None):
    """Approve the filing: the ninety days start (第六十条), and the form becomes a paper of the file."""
    case = _decided(case, "file", True, reason, by, at)
    day = timezone.localdate(at)
    case.filed_on = day
    case = advance(row=case, step="file", by=by, at=at, held=True, with_fields=["filed_on"], reasons=reasons)
    case.filing.document = documents.issue(
        reasons=reasons,
        dossier=case.dossier, kind=DocumentKind.FILING_APPROVAL, title="立案审批表", team=case.team, by=by, at=at,
        day=day, content=papers.filing_approval(case, at=at),
    )  # fmt: skip
    case.filing.save(update_fields=["document"])
    due.meet(case, "clue", day)
    due.fix(case, Limit("decide", "作出处罚决定", terms.DECIDE, day))
    return case


@transaction.atomic
def refuse_filing(*, case, reason, by, at, reasons=None):
    """Decide that no case is filed, with the reason; everything found stays in the locked file."""
    require_reason(reason, "不予立案")
    case = _decided(case, "refuse_filing", False, reason, by, at)
    return _end(case, "refuse_filing", reason, by, at, reasons)


@transaction.atomic
def transfer_out(*, case, reason, by, at, reasons=None):
    """Hand the case to the agency that is competent (移送, 第二十二条 to 第二十五条); reason names it."""
    require_reason(reason, "移送")
    case = locked(case)
    require_open(case.dossier)
    require_step(case, "transfer_out", by, at)
    return _end(case, "transfer_out", reason, by, at, reasons)


def _decided(case, step, approved, reason, by, at):
    case = locked(case)
    require_open(case.dossier)
    require_step(case, step, by, at)
    if by.pk in (case.handler_id, case.partner_id):
        raise PermissionDenied(f"您是本案承办人，不能由您{case.STEPS[step].label}。请由其他负责人办理。")
    decided = {"approved": approved, "reason": reason.strip(), "decided_by": by, "decided_at": at}
    if approved:
        Filing.objects.filter(case=case).update(**decided)
    else:
        # a case that came from the simple procedure may be refused before anybody proposed to file it
        unsaid = {"opinion": "", "proposed_by": case.handler, "proposed_at": case.opened_at}
        Filing.objects.update_or_create(case=case, defaults=decided, create_defaults=unsaid | decided)
    return case


def _end(case, step, reason, by, at, reasons):
    day = timezone.localdate(at)
    case.withdraw_reason, case.closed_on = reason.strip(), day
    fields = ["withdraw_reason", "closed_on"]
    case = advance(
        row=case, step=step, by=by, at=at, held=True, with_fields=fields, reasons=reasons, reason=reason
    )
    due.settle(case, day)
    lock_dossier(dossier=case.dossier, by=by, at=at)
    return case


@transaction.atomic
def dismiss(*, case, reason, by, at, reasons=None):
    """Drop a filed case because the violation is not established (第五十七条第一款第三项); the file is locked."""
    require_reason(reason, "撤销案件")
    case = locked(case)
    require_open(case.dossier)
    require_step(case, "dismiss", by, at)
    if by.pk in (case.handler_id, case.partner_id):
        raise PermissionDenied("您是本案承办人，不能由您撤销案件。请由其他负责人决定。")
    cancel_notice(case, reason, by, at)
    return _end(case, "dismiss", reason, by, at, reasons)
