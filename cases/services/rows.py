"""The case as every verb takes it: under lock, with what it reads, and with the table's word first."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.models import Case
from enforcement.errors import Refused
from enforcement.workflow import permitted, wrong_state

# what is done in the name of the two officers on the case, only they do (第四十二条)
CREWS = {"register", "weigh", "issue", "propose_exemption", "convert", "withdraw"}


def locked(case):
    """Return the case under lock with its dossier; what else a verb reads is asked for by key, which is cheaper."""
    return Case.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=case.pk)


def require_step(case, step, by, at):
    """Refuse at once what the table does not allow: the post first, then the state."""
    move = case.STEPS[step]
    if not permitted(case, move, by, timezone.localdate(at)):
        raise PermissionDenied(f"您的岗位不能{move.label}")
    if step in CREWS and by.pk not in (case.handler_id, case.partner_id):
        raise PermissionDenied(f"只有本案的办案人员可以{move.label}。请由承办人办理。")
    if case.state not in move.sources:
        raise Refused(move.label, [wrong_state(case, move)])
