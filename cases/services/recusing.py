"""Withdrawal of officers (回避, 第四十三条): their own word, the party's application, the head's ruling."""

from django.utils import timezone

from cases.crews import crew_ever
from cases.models import Recusal
from cases.services.rows import require_reason
from enforcement.dossiers.services import set_members
from enforcement.errors import DomainError
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
        require_reason(reason, "更换承办人员")
        day = timezone.localdate(at)
        if handler.pk == partner.pk:
            raise DomainError("两名承办人员是同一个人。行政执法人员不得少于两人（处罚法第四十二条）。")
        for officer in (handler, partner):
            if not officer.may(HANDLE, day, case.path):
                raise DomainError(f"{officer.name}不是本单位的执法人员，不能承办本案。")
        before = [case.handler_id, case.partner_id]
        case.handler, case.partner, case.left_at = handler, partner, None
        set_members(dossier=case.dossier, members=[handler, partner], by=by, at=at)
        case.taking.go(before=before, after=[handler.pk, partner.pk], reason=reason)
    return case


def ask_recusal(*, case, officer, reason, asked_on, by, at, reasons=None):
    """Record the party's application that an officer withdraw; the investigation goes on meanwhile."""
    with act(case, "ask_recusal", by=by, at=at, reasons=reasons) as case:
        require_reason(reason, "申请回避")
        if officer.pk not in crew_ever(case) and not concerned_with(case, officer, timezone.localdate(at)):
            raise DomainError(f"{officer.name}不办理、不审核、不决定本案，不用回避。")
        Recusal.objects.create(case=case, officer=officer, reason=reason.strip(), asked_on=asked_on)
        case.taking.go(officer=officer.pk)
    return case


def rule_recusal(*, case, granted, ruling, by, at, reasons=None):
    """Decide the oldest application that waits; an officer who must withdraw is replaced before the next act."""
    with act(case, "rule_recusal", by=by, at=at, reasons=reasons) as case:
        waiting = (
            Recusal.objects.filter(case=case, declared=False, ruled_on__isnull=True).order_by("pk").first()
        )
        if waiting is None:
            raise DomainError("没有等待决定的回避申请。")
        if waiting.officer_id == by.pk:
            raise DomainError("申请回避的是您本人，不能由您自己决定。请由上级负责人或者其他负责人决定。")
        require_reason(ruling, "同意或者驳回回避申请")
        waiting.granted, waiting.ruling, waiting.ruled_by = granted, ruling.strip(), by
        waiting.ruled_on = timezone.localdate(at)
        waiting.save(update_fields=["granted", "ruling", "ruled_by", "ruled_on"])
        case.taking.go(granted=granted)
    return case


def concerned_with(case, officer, day):
    """Return whether the officer reviews or decides cases of this unit."""
    return officer.may(REVIEW, day, case.path) or officer.may(APPROVE, day, case.path)
