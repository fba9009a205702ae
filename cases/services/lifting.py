"""A head's own word on a HOLD: it stands in the file before somebody else takes the step."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.asked import Ask
from cases.models import Case
from enforcement.dossiers.referring import open_referrals
from enforcement.dossiers.services import require_open
from enforcement.errors import DomainError, Refused
from enforcement.journal.services import record
from enforcement.law.findings import Level
from enforcement.procedures.asking import ask, wrong_state
from enforcement.teams.roles import APPROVE

SHOWN = 50


@transaction.atomic
def lift(*, case, step, rule, reason, by, at):
    """Let the head lift the HOLD of `rule` at `step` with his reason, and return the case; no step is taken.

    The ruling is bound to the facts it answers: when they change, the HOLD stands again.
    """
    case, day = Case.locked(case.pk), timezone.localdate(at)
    require_open(case.dossier)
    if not by.may(case.LIFTS, day, case.path):
        raise PermissionDenied("这一项由本机关负责人决定，您的岗位不能同意继续。")
    move = case.STEPS.get(step)
    if move is None:
        raise DomainError("没有这个步骤。请刷新案件页再试。")
    if not move.follows(case):
        raise Refused(move.label, [wrong_state(case, move)])
    if not reason.strip():
        raise DomainError("没有写理由。请写明为什么可以继续，理由写入案卷。")
    before = ask(row=case, step=step, at=at)
    waiting = list(open_referrals(dossier=case.dossier, rule=rule, gate=move.gate))
    if rule in {one.rule for one in before.stops if one.level is Level.HOLD}:
        ask(row=case, step=step, at=at, reasons={rule: reason}, by=by)
    elif not waiting:
        raise DomainError("这一项已经不需要负责人决定。请刷新案件页。")
    # what was asked on facts that the refused step did not save: the newest is what the officer wants now
    for one in waiting[:1]:
        grant(case.dossier, one, reason, by, at)
    return case


def grant(dossier, referral, reason, by, at):
    """Answer a referral with a ruling on the very facts that it was about."""
    _, fresh = dossier.rulings.get_or_create(
        rule=referral.rule, gate=referral.gate, facts_digest=referral.facts_digest,
        defaults={"reason": reason.strip()[:500], "by": by, "at": at},
    )  # fmt: skip
    if fresh:
        told = {"rule": referral.rule, "gate": referral.gate, "reason": reason.strip()}
        record(dossier, "ruling", by=by, at=at, **told)


def left_to(officer, day):
    """Yield what officers of this head's units have asked him to let pass, for his desk."""
    if not officer.may(APPROVE, day):
        return
    seen = Case.objects.visible_to(officer, day)
    for one in open_referrals(dossier__case__in=seen).select_related("dossier__case")[:SHOWN]:
        case = one.dossier.case
        if any(step.gate == one.gate and step.follows(case) for step in case.STEPS.values()):
            yield Ask("决定能否继续", f"{case.title}：{one.message}", reverse("cases:detail", args=[case.pk]))


def referred(case):
    """Return [(step, referral)] of what waits for the head and its step may still be taken."""
    steps = {step.gate: step for step in case.STEPS.values() if step.follows(case)}
    return [(steps[one.gate], one) for one in open_referrals(dossier=case.dossier) if one.gate in steps]
