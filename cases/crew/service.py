"""Withdrawal of officers (回避, 第四十三条): their own word, the party's application, the head's ruling."""

from django.utils import timezone

from cases.crew.crews import crew_ever
from cases.models import Recusal
from enforcement.dossiers.services import set_members
from enforcement.procedures.acting import act
from enforcement.teams.roles import APPROVE, HANDLE, REVIEW


def declare(*, case, relation="", by, at, reasons=None):
    """Declare one's own relation to the party or the matter, "" for none (第四十三条); nobody declares for another."""
    with act(case, "declare", by=by, at=at, reasons=reasons) as case:
        note_declaration(case, by, relation, at)
        case.taking.go(related=bool(relation.strip()))
    return case


def note_declaration(case, officer, relation, at):
    """Keep an officer's word on his relation; a relation once declared is not taken back by silence."""
    told = Recusal.objects.filter(case=case, officer=officer, declared=True).first()
    if told is None:
        told = Recusal(case=case, officer=officer, declared=True)
    elif told.relation and not relation.strip():
        return
    told.relation, told.asked_on = relation.strip(), timezone.localdate(at)
    told.save()


def assign(*, case, handler, partner, reason, by, at, reasons=None):
    """Change who handles the case; whoever is new declares his relation before he acts (第四十二条、第四十三条)."""
    with act(case, "assign", by=by, at=at, reasons=reasons) as case:
        before = [case.handler_id, case.partner_id]
        case.handler, case.partner, case.left_at = handler, partner, None
        strangers = [each for each in (handler, partner) if not each.may(HANDLE, case.taking.day, case.path)]
        case.taking.tells(reason=reason, outsiders=tuple(each.name for each in strangers))
        case.taking.ask()
        set_members(dossier=case.dossier, members=[handler, partner], by=by, at=at)
        case.taking.go(before=before, after=[handler.pk, partner.pk], reason=reason)
    return case


def ask_recusal(*, case, officer, reason, asked_on, by, at, reasons=None):
    """Record the party's application that an officer withdraw; the investigation goes on meanwhile."""
    with act(case, "ask_recusal", by=by, at=at, reasons=reasons) as case:
        concerned = officer.pk in crew_ever(case) or concerned_with(case, officer, case.taking.day)
        case.taking.tells(reason=reason, on=asked_on, outsiders=() if concerned else (officer.name,))
        Recusal.objects.create(case=case, officer=officer, reason=reason.strip(), asked_on=asked_on)
        case.taking.go(officer=officer.pk)
    return case


def rule_recusal(*, case, granted, ruling, by, at, reasons=None):
    """Decide the oldest application that waits; an officer who must withdraw is replaced before the next act."""
    with act(case, "rule_recusal", by=by, at=at, reasons=reasons) as case:
        waiting = (
            Recusal.objects.filter(case=case, declared=False, ruled_on__isnull=True).order_by("pk").first()
        )
        case.taking.tells(reason=ruling, about=str(waiting.officer_id) if waiting else "")
        case.taking.ask()
        waiting.granted, waiting.ruling, waiting.ruled_by = granted, ruling.strip(), by
        waiting.ruled_on = timezone.localdate(at)
        waiting.save(update_fields=["granted", "ruling", "ruled_by", "ruled_on"])
        case.taking.go(granted=granted)
    return case


def concerned_with(case, officer, day):
    """Return whether the officer reviews or decides cases of this unit."""
    return officer.may(REVIEW, day, case.path) or officer.may(APPROVE, day, case.path)
