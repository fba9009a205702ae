"""A superior's own word on a HOLD: it stands in the file before somebody else takes the step."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.dossiers.referring import open_referrals
from enforcement.dossiers.services import require_open
from enforcement.errors import DomainError, Refused
from enforcement.journal.services import record
from enforcement.law.findings import Level
from enforcement.procedures.asking import ask, wrong_state


@transaction.atomic
def lift(*, row, step, rule, reason, by, at):
    """Let the head lift the HOLD of `rule` at `step` with his reason, and return the row; no step is taken.

    The ruling is bound to the facts it answers: when they change, the HOLD stands again.
    """
    row, day = type(row).locked(row.pk), timezone.localdate(at)
    require_open(row.dossier)
    if not by.may(row.LIFTS, day, row.unit):
        raise PermissionDenied("这一项由本机关负责人决定，您的岗位不能同意继续。")
    move = row.STEPS.get(step)
    if move is None:
        raise DomainError("没有这个步骤。请刷新页面再试。")
    if not move.follows(row):
        raise Refused(move.label, [wrong_state(row, move)])
    if not reason.strip():
        raise DomainError("没有写理由。请写明为什么可以继续，理由写入案卷。")
    before = ask(row=row, step=step, at=at)
    waiting = list(open_referrals(dossier=row.dossier, rule=rule, gate=move.gate))
    if rule in {one.rule for one in before.stops if one.level is Level.HOLD}:
        ask(row=row, step=step, at=at, reasons={rule: reason}, by=by)
    elif not waiting:
        raise DomainError("这一项已经不需要负责人决定。请刷新页面。")
    # what was asked on facts that the refused step did not save: the newest is what the officer wants now
    for one in waiting[:1]:
        grant(row.dossier, one, reason, by, at)
    return row


def grant(dossier, referral, reason, by, at):
    """Answer a referral with a ruling on the very facts that it was about."""
    _, fresh = dossier.rulings.get_or_create(
        rule=referral.rule, gate=referral.gate, facts_digest=referral.facts_digest,
        defaults={"reason": reason.strip()[:500], "by": by, "at": at},
    )  # fmt: skip
    if fresh:
        told = {"rule": referral.rule, "gate": referral.gate, "reason": reason.strip()}
        record(dossier, "ruling", by=by, at=at, **told)


def referred(row):
    """Return [(step, referral)] of what waits for the head and its step may still be taken."""
    steps = {step.gate: step for step in row.STEPS.values() if step.follows(row)}
    return [(steps[one.gate], one) for one in open_referrals(dossier=row.dossier) if one.gate in steps]
