"""Bonus, deduction and veto: proposed with a document by one, in force only when another has approved it."""

from django.db import transaction

from enforcement.errors import DomainError
from enforcement.journal.services import record
from enforcement.procedures import todo
from enforcement.procedures.acting import act
from enforcement.teams.roles import RANK
from supervision.league.models import Adjustment, Snapshot
from supervision.league.periods import parse
from supervision.league.services.publishing import require

MOST = 5  # points, a bonus or a deduction (mission 9.4 rule 2)


@transaction.atomic
def propose(*, kind, team, period, points, reason, document, by, at):
    """Propose an adjustment of a unit's total for a period that has no published table yet."""
    require(by, RANK, "提出加减分", at, team.path)
    kind, key = Adjustment.Kind(kind), parse(period).key
    if kind != Adjustment.Kind.VETO and not 0 < points <= MOST:
        raise DomainError(f"加分、扣分每次在 0 到 {MOST} 分之间。请修改分值。")
    if not reason.strip() or not document.strip():
        raise DomainError("加减分和一票否决都要有事由和依据文件，没有的不能提出。")
    refuse_after_cut(key)
    row = Adjustment.objects.create(
        kind=kind, team=team, path=team.path, period=key, points=0 if kind == Adjustment.Kind.VETO else points,
        reason=reason.strip(), document=document.strip(), by=by, at=at,
    )  # fmt: skip
    record(f"league:{key}", "league.adjustment", by=by, at=at, unit=team.path, kind=kind, score=row.points)
    todo.write(row, at=at, new=True)
    return row


def refuse_after_cut(key):
    """Raise DomainError once the period's tables are frozen: what came later would count in none of them."""
    frozen = Snapshot.objects.shown().filter(period=key, serial__gt=0)
    if frozen.exists():
        raise DomainError(f"{parse(key).label}的榜单已经截数，不能再加减分。请记入下一期。")


def decide(row, *, approved, reason="", by, at):
    """Approve or refuse a proposed adjustment; nobody approves his own."""
    with act(row, "approve" if approved else "refuse", by=by, at=at) as row:
        if not approved and not reason.strip():
            raise DomainError("不批准的，请写明理由。")
        if approved:
            refuse_after_cut(row.period)
            row.approved_by, row.approved_at = by, at
        else:
            row.refused = reason.strip()
        row.taking.go(unit=row.path, approved=approved)
    return row
