"""From a lead to a filed case: logging, the officers' proposal, the head's decision (第五十四条)."""

from django.db import transaction
from django.utils import timezone

from cases.complaint.service import note_complaint
from cases.crew import service as recusing
from cases.filing.papers import filing_approval
from cases.limits import due
from cases.limits.due import Due
from cases.models import Case, Filing
from cases.notice.service import cancel_notice
from cases.street.registering import bad_identity, write_down
from cases.workflow import State
from enforcement.documents import services as documents
from enforcement.dossiers.services import lock_dossier, open_dossier, require_open, set_members
from enforcement.errors import Refused
from enforcement.journal.services import record
from enforcement.law import terms
from enforcement.law.kinds import Domain
from enforcement.procedures import todo
from enforcement.procedures.acting import act


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
    case.save()
    record(dossier, "case.lead", by=by, at=at, item=item.item.code, party=case.party.pk, place=case.place)
    due.fix(case, due.clue_limit(case, clue_on, timezone.localdate(at)))
    note_complaint(case, complaint)
    todo.write(case, at=at, new=True)
    return case


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
    with act(case, "request_filing", by=by, at=at, reasons=reasons) as case:
        if domain == Domain.GENERAL and case.clue_longer:
            domain = Domain(case.clue_longer["domain"])  # by whose rule the clue was prolonged
        proposed = {
            "criteria": list(criteria), "opinion": opinion.strip(), "jurisdiction_basis": jurisdiction_basis.strip(),
            "jurisdiction_level": jurisdiction_level, "domain": domain, "proposed_by": by, "proposed_at": at,
            "approved": None, "reason": "", "decided_by": None, "decided_at": None,
        }  # fmt: skip
        Filing.objects.update_or_create(case=case, defaults=proposed)
        answered = {"safety_harm": safety_harm, "ecological_damage": ecological_damage}
        for name, answer in answered.items():
            if answer is not None:
                setattr(case, name, answer)
        case.act_area = act_area or case.act_area
        recusing.note_declaration(case, by, "", at)
    return case


def file_case(*, case, reason="同意立案", by, at, reasons=None):
    """Approve the filing: the ninety days start (第六十条), and the form becomes a paper of the file."""
    with act(case, "file", by=by, at=at, reasons=reasons) as case:
        Filing.objects.filter(case=case).update(**decided(True, reason, by, at))
        day = case.taking.day
        case.filed_on = day
        case.taking.go()
        case.filing.document = documents.issue(
            reasons=reasons,
            dossier=case.dossier, kind=filing_approval.PAPER.kind, team=case.team, by=by, at=at,
            day=day, content=filing_approval.content_of(case, at=at),
        )  # fmt: skip
        case.filing.save(update_fields=["document"])
        due.meet(case, "clue", day)
        due.fix(case, Due("decide", "作出处罚决定", terms.DECIDE, day))
    return case


def refuse_filing(*, case, reason, by, at, reasons=None):
    """Decide that no case is filed, with the reason; everything found stays in the locked file."""
    with act(case, "refuse_filing", by=by, at=at, reasons=reasons) as case:
        said = decided(False, reason, by, at)
        # a case that came from the simple procedure may be refused before anybody proposed to file it
        unsaid = {"opinion": "", "proposed_by": case.handler, "proposed_at": case.opened_at}
        Filing.objects.update_or_create(case=case, defaults=said, create_defaults=unsaid | said)
        end(case, reason)
    return case


def decided(approved, reason, by, at):
    return {"approved": approved, "reason": reason.strip(), "decided_by": by, "decided_at": at}


def transfer_out(*, case, reason, by, at, reasons=None):
    """Hand the case to the agency that is competent (移送, 第二十二条 to 第二十五条); reason names it."""
    with act(case, "transfer_out", by=by, at=at, reasons=reasons) as case:
        end(case, reason)
    return case


def end(case, reason):
    """Leave the procedure by a side door: the reason is kept, every duty ends, the file is locked."""
    taking = case.taking
    taking.tells(reason=reason)
    case.withdraw_reason, case.closed_on = reason.strip(), taking.day
    taking.go(reason=reason)
    due.settle(case, taking.day)
    lock_dossier(dossier=case.dossier, by=taking.by, at=taking.at)


def dismiss(*, case, reason, by, at, reasons=None):
    """Drop a filed case because the violation is not established (第五十七条第一款第三项); the file is locked."""
    with act(case, "dismiss", by=by, at=at, reasons=reasons) as case:
        cancel_notice(case, reason, by, at)
        end(case, reason)
    return case
