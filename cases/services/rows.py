"""The case as every verb takes it: under lock, with what it reads, and with the table's word first."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.models import Case
from enforcement.errors import DomainError, Refused
from enforcement.prepared import prepared
from enforcement.workflow import permitted, wrong_state

# what is done in the name of the two officers on the case, only they do (第四十二条)
CREWS = {
    "register", "weigh", "issue", "propose_exemption", "convert", "withdraw", "amend", "request_filing", "declare",
    "ask_recusal", "sign_record", "conclude", "reopen", "give_notice", "serve_notice", "record_defence", "submit",
    "attempt", "request_closing", "disagree", "norms", "vet", "exclude", "publish", "answer_complaint",
    "note_review", "tell_remedies", "confirm_address", "dispute",
}  # fmt: skip


def locked(case):
    """Return the case under lock with its dossier; what else a verb reads is asked for by key.

    A joined row would be the one that stood there before the wait for the lock; a case never changes its dossier.
    """
    [mine] = under_lock(case.pk)
    return mine


@prepared
def under_lock(key):
    return Case.objects.select_for_update(of=("self",)).select_related("dossier").filter(pk=key)


def crew_ever(case):
    """Return the keys of everybody who ever investigated the case: handlers, partners, questioners, recorders."""
    rows = case.records.values_list("asker", "recorder")
    members = case.dossier.members.values_list("officer", flat=True)
    return {case.handler_id, case.partner_id, *members, *(key for row in rows for key in row)} - {None}


def require_assessment(case):
    """Refuse to go on while the page 是否应罚 has not been answered."""
    if not Case.objects.filter(pk=case.pk, assessment__isnull=False).exists():
        raise DomainError("还没有判断是否应当处罚（处罚法第三十三条）。请先完成“是否应罚”一页。")


def require_reason(text, what):
    """Refuse an act that needs a reason and has none."""
    if not text.strip():
        raise DomainError(f"没有写明{what}的理由。请写明理由后再提交。")


def require_step(case, step, by, at):
    """Refuse at once what the table does not allow: the post first, then the state."""
    move = case.STEPS[step]
    if not permitted(case, move, by, timezone.localdate(at)):
        raise PermissionDenied(f"您的岗位不能{move.label}")
    if step in CREWS and by.pk not in (case.handler_id, case.partner_id):
        raise PermissionDenied(f"只有本案的办案人员可以{move.label}。请由承办人办理。")
    if not move.follows(case):
        raise Refused(move.label, [wrong_state(case, move)])
