"""A unit's objection to its result (异议): made in time, answered with a recomputation where it is right."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from enforcement.errors import DomainError
from enforcement.journal.services import record
from enforcement.procedures import todo
from enforcement.procedures.acting import act
from enforcement.teams.roles import ANSWER
from supervision.league.indicators import catalogue
from supervision.league.models import Appeal, Snapshot
from supervision.league.periods import parse
from supervision.league.services import recounting
from supervision.league.services.computing import lock
from supervision.league.services.publishing import (
    Unchanged,
    is_shown,
    publish_outcomes,
    refuse_unseen,
    require,
)
from supervision.league.services.unsent import hold_tables


def is_open(snapshot, at):
    """Return whether units may still object to this table."""
    return snapshot.state == Snapshot.State.PUBLISHED and at <= snapshot.appeal_until and is_shown(snapshot)


@transaction.atomic
def appeal(standing, *, text, indicator="", by, at):
    """Object to a unit's result, in whole or in one indicator, before the limit of its table is over."""
    require(by, ANSWER, "提出异议", at, standing.path)
    hold_tables()
    snapshot = Snapshot.objects.select_for_update().get(pk=standing.snapshot_id)
    require_open(snapshot, at)
    require_said(standing, indicator, text)
    try:
        with transaction.atomic():
            row = Appeal.objects.create(
                standing=standing, team_id=standing.team_id, path=standing.path, indicator=indicator,
                text=text.strip(), by=by, at=at,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError("这项异议已经提出，正在复核，不必重复。") from None
    record(snapshot, "league.appealed", by=by, at=at, unit=standing.path, indicator=indicator)
    todo.write(row, at=at, new=True)
    return row


def require_open(snapshot, at):
    """Refuse an appeal against a table that is not shown, or whose period is over."""
    if snapshot.state != Snapshot.State.PUBLISHED:
        raise DomainError(
            f"榜单现在是“{snapshot.get_state_display()}”，只有已发布、尚未定稿的榜单可以提出异议。"
        )
    if not is_shown(snapshot):
        raise DomainError("这一版已被更正后的榜单代替。请打开现在公布的一版，对它提出异议。")
    if at > snapshot.appeal_until:
        until = f"{timezone.localtime(snapshot.appeal_until):%m-%d %H:%M}"
        raise DomainError(f"异议期已于 {until} 结束。确有错误的，请书面向市指导办说明，由其决定是否更正。")


def require_said(standing, indicator, text):
    """Refuse an appeal that names nothing, or what has been reviewed already."""
    if indicator and indicator not in catalogue():
        raise DomainError(f"没有“{indicator}”这项指标。请从本单位成绩单选择指标后提出异议。")
    if not text.strip():
        raise DomainError("请写明异议：哪项指标、哪些记录、为什么不对。")
    answered = standing.appeals.filter(indicator=indicator).exclude(state=Appeal.State.OPEN).first()
    if answered:
        raise DomainError(
            f"这项异议已经复核（{answered.get_state_display()}），一期榜单不重复受理。有其他指标的问题，请另选指标提出。"
        )


def reply(row, *, upheld, text, by, at, seen=None):
    """Answer an objection. One that is upheld puts its unit's records right in the tables of its period.

    Only what the objection is about is counted again, upon what was counted when the tables were frozen; the corrected
    tables are published together. seen: the seal of what was shown before the press (`recounting.seal_of`); what has
    changed meanwhile is refused, and so is upholding where no record of the unit counts otherwise.
    """
    with act(row, "uphold" if upheld else "reject", by=by, at=at) as row:
        if not text.strip():
            raise DomainError("请写明复核意见：查了哪些记录，为什么采纳或者不采纳。")
        row.reply, row.replied_by, row.replied_at = text.strip(), by, at
        if upheld:
            reason = f"采纳{row.standing.name}的异议：{text.strip()}"[:500]
            row.corrected, row.changes = corrected_for(row, reason, by, at, seen)
        row.taking.go(unit=row.path, upheld=upheld, records=row.changes)
    return row


def corrected_for(row, reason, by, at, seen):
    """Return (the new version, the records put right), or the version that another answer has made already."""
    period = parse(row.standing.snapshot.period)
    lock(period)
    outcomes = recounting.upheld(row, period)
    refuse_unseen(outcomes, seen)
    first = outcomes[0]
    if first.changes:
        made = publish_outcomes(outcomes, reason=reason, by=by, at=at)[0]
        return made, [each.told for each in first.changes]
    if put_right_before(row, first.base):
        return first.base, []
    raise Unchanged(
        "采纳要有根据：这项异议所说的记录，现在与榜单截数时计入的完全相同，采纳不会改变任何成绩。"
        "记录确有错误的，先由承办单位在案件里更正，再来采纳；没有错误的，答复不采纳并说明。"
    )


def put_right_before(row, base):
    """Return whether a later version already counts the unit's records otherwise than the one that was disputed."""
    if base.pk == row.standing.snapshot_id:
        return False
    now = recounting.traces_of(base)
    return any(
        each.path == row.path and row.indicator in ("", each.indicator)
        for each in recounting.changed(row.standing.snapshot, now)
    )
