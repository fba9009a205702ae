"""From a cut table to a published one, to a final one; and beside it, never over it, a corrected one."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from enforcement.errors import DomainError
from enforcement.journal.services import record
from enforcement.parameters.services import calendar_for
from enforcement.teams.roles import RANK
from supervision.league.definitions import Level
from supervision.league.models import Appeal, Snapshot
from supervision.league.periods import appeal_limit, final_from
from supervision.league.services.computing import computed, digest_of, keep, lock, read
from supervision.league.services.differing import differences

State = Snapshot.State


class Unchanged(DomainError):
    """A recomputation that came out as what is published already."""


def require(officer, permission, act, at, path=None):
    """Raise PermissionDenied where no post of that day grants `permission`."""
    if not officer.may(permission, timezone.localdate(at), path):
        raise PermissionDenied(f"您的岗位不能{act}")


@transaction.atomic
def publish(period, *, at, by=None):
    """Publish every table of a period that is cut and waits, and return them; again changes nothing.

    Before the planned hour (`period.publish_at`) only with somebody's name under it: nobody publishes early by
    mistake. The limit for appeals runs from the real publication.
    """
    lock(period)
    if by is not None:
        require(by, RANK, "发布榜单", at)
    elif at < period.publish_at:
        raise DomainError(
            f"{period.label}应于 {timezone.localtime(period.publish_at):%m-%d %H:%M} 发布，还没有到时间。"
        )
    waiting = Snapshot.objects.select_for_update().filter(period=period.key, state=State.CUT)
    until = appeal_limit(at, calendar_for())
    made = list(waiting)
    for snapshot in made:
        snapshot.state, snapshot.published_at, snapshot.appeal_until = State.PUBLISHED, at, until
        snapshot.by = by or snapshot.by
        snapshot.save(update_fields=["state", "published_at", "appeal_until", "by"])
        record(snapshot, "league.published", by=by, at=at, edition=snapshot.serial, appeal_until=until)
    return made


@transaction.atomic
def finalise(period, *, at, by=None):
    """Make final what nobody disputes any more: the limit is over and every appeal has its answer."""
    lock(period)
    made = []
    open_ones = Snapshot.objects.shown().filter(period=period.key, state=State.PUBLISHED, appeal_until__lt=at)
    for snapshot in open_ones:
        if at < final_from(snapshot.appeal_until, calendar_for()):
            continue
        # an objection to the version before this one waits for its answer too
        if waiting_appeals(snapshot).exists():
            continue
        snapshot.state, snapshot.final_at = State.FINAL, at
        snapshot.save(update_fields=["state", "final_at"])
        record(snapshot, "league.final", by=by, at=at, edition=snapshot.serial, digest=snapshot.digest)
        made.append(snapshot)
    return made


def waiting_appeals(snapshot):
    """Return the open appeals against any version of this table."""
    rows = Appeal.objects.filter(standing__snapshot__period=snapshot.period, state=Appeal.State.OPEN)
    return rows.filter(standing__snapshot__level=snapshot.level)


def is_shown(snapshot):
    """Return whether this is the version that stands: not withdrawn, and none after it."""
    return Snapshot.objects.shown().filter(pk=snapshot.pk).exists()


def to_correct(period, level):
    """Return the table that a correction starts from: the one that stands, else the last that was taken back."""
    tables = Snapshot.objects.filter(period=period.key, level=level, published_at__isnull=False)
    return tables.shown().first() or tables.order_by("-serial").first()


def next_serial(snapshot):
    """Return the number of the next version of this table, those that were taken back counted."""
    versions = Snapshot.objects.filter(period=snapshot.period, level=snapshot.level)
    return versions.aggregate(last=Max("serial"))["last"] + 1


def next_name(snapshot):
    """Return what a correction of this table would be called: W46-2."""
    return Snapshot(period=snapshot.period, serial=next_serial(snapshot)).name


@transaction.atomic
def correct(period, level, *, reason, by, at):
    """Compute a published table anew from its records as of its cut-off, beside the old one, and say what differs.

    A table that was taken back is made again the same way. Raises DomainError where nothing was published or no
    reason is given, Unchanged where the table that stands would come out the same.
    """
    require(by, RANK, "更正榜单", at)
    lock(period)
    old = to_correct(period, level)
    if old is None:
        raise DomainError(f"{period.label}{Level(level).label}没有已发布的榜单，没有可以更正的。")
    if not reason.strip():
        raise DomainError("更正榜单要写明理由，理由会随新榜单公布。请填写更正理由。")
    reading = read(period, old.cut_off, old.rules)
    new = keep(
        reading, computed(reading, Level(level)), serial=next_serial(old),
        state=State.PUBLISHED, at=at, by=by, reason=reason.strip(),
    )  # fmt: skip
    new.differences = differences(old, new)
    if not new.differences and old.state != State.WITHDRAWN:
        raise Unchanged("重新计算的结果与已发布的榜单完全相同，不需要更正。")
    new.published_at, new.appeal_until = at, appeal_limit(at, calendar_for())
    new.save(update_fields=["differences", "published_at", "appeal_until"])
    return new


@transaction.atomic
def withdraw(snapshot, *, reason, by, at):
    """Take a published table back, with the reason that its page will show; its rows stay as they were."""
    require(by, RANK, "撤回榜单", at)
    snapshot = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    if snapshot.state not in (State.PUBLISHED, State.CUT):
        raise DomainError(
            f"榜单现在是“{snapshot.get_state_display()}”，不能撤回。定稿后有误的，用更正出新版。"
        )
    if not is_shown(snapshot):
        raise DomainError("这一版已被后面的更正代替，不必撤回。请撤回现在公布的一版。")
    if not reason.strip():
        raise DomainError("撤回榜单要写明理由，理由会在原页面公布。请填写撤回理由。")
    snapshot.state, snapshot.withdrawn_at, snapshot.by, snapshot.reason = (
        State.WITHDRAWN,
        at,
        by,
        reason.strip(),
    )
    snapshot.save(update_fields=["state", "withdrawn_at", "by", "reason"])
    record(snapshot, "league.withdrawn", by=by, at=at, edition=snapshot.serial, reason=snapshot.reason)
    return snapshot


def is_intact(snapshot):
    """Return whether the rows of a snapshot are still those that it was sealed with."""
    return digest_of(snapshot) == snapshot.digest


def publication_words(period, at):
    """Return when the table of a period is expected, for the page of one that is not there yet."""
    late = at - period.publish_at
    when = f"{timezone.localtime(period.publish_at):%m-%d %H:%M}"
    return (
        f"本期已过预计发布时间（{when}），正在补算" if late > timedelta(0) else f"本期尚未发布，预计 {when}"
    )
