"""What only a superior may let pass: left to him when the step that met it was refused (请示), and his own word on it.

It stands in the file before somebody else takes the step.
"""

from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.dossiers.referring import open_referrals
from enforcement.dossiers.services import require_open
from enforcement.errors import DomainError, Refused
from enforcement.journal.services import record
from enforcement.law.findings import Level
from enforcement.procedures import questions, todo
from enforcement.procedures.asking import ask, wrong_state
from enforcement.procedures.steps import table_of


def refer(refused, *, by, at):
    """Keep the HOLDs of a refused step for whoever lifts them; asking twice on the same facts keeps one row.

    refused: any exception; one without referrals leaves nothing. To be called after the act was rolled back.
    """
    if left := getattr(refused, "referrals", ()):
        with transaction.atomic():
            keep(left, by, at)


def keep(left, by, at):
    """Write what is left to superiors, [(dossier, gate, finding, digest)], and who has to do with it now."""
    found = defaultdict(list)
    for dossier, gate, one, asked in left:
        found[gate.partition(".")[0], dossier].append((gate, one, asked))
    for (subject, dossier), asked in found.items():
        # by its file: what was refused on a row that it had just made stands on another one by now
        model = table_of(subject).model
        keys = model._default_manager.filter(dossier=dossier).order_by("pk").values_list("pk", flat=True)
        rows = [model.locked(key) for key in keys]
        questions.ask_superior(dossier, rows[0] if len(rows) == 1 else None, asked, by, at)
        for row in rows:
            todo.write(row, at=at)


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
    # what was asked on facts that the refused step did not save
    for one in waiting:
        grant(row.dossier, one, reason, by, at)
    todo.write(row, at=at)
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
