"""From a cut table to a published one, to a final one; and beside it, never over it, a corrected one."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from enforcement.errors import DomainError
from enforcement.parameters.services import NoParameter, calendar_for, parameter
from enforcement.procedures.acting import act
from enforcement.teams.roles import RANK
from supervision.league.definitions import Level
from supervision.league.models import Appeal, Snapshot
from supervision.league.periods import appeal_limit, final_from
from supervision.league.services.computing import digest_of, keep, lock
from supervision.league.services.differing import differences
from supervision.league.services.recounting import anew, seal_of
from supervision.league.services.unsent import ask_again, hold_tables

State = Snapshot.State


class Unchanged(DomainError):
    """A recomputation that came out as what is published already."""


def require(officer, permission, called, at, path=None):
    """Raise PermissionDenied where no post of that day grants `permission`."""
    if not officer.may(permission, timezone.localdate(at), path):
        raise PermissionDenied(f"您的岗位不能{called}")


def wants_two(path, at):
    """Return whether the unit has drafting and publishing, and red warnings to counties, done by two people."""
    try:
        return parameter("league.two_people", timezone.localdate(at), path).value is True
    except NoParameter:
        return False


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
    hold_tables()
    until, made = appeal_limit(at, calendar_for()), []
    for waiting in Snapshot.objects.filter(period=period.key, state=State.CUT):
        with act(waiting, "publish", by=by, at=at) as snapshot:
            snapshot.published_at, snapshot.appeal_until, snapshot.by = at, until, by or snapshot.by
            snapshot.taking.go(edition=snapshot.serial, appeal_until=until)
        made.append(snapshot)
    ask_again(at)
    return made


@transaction.atomic
def finalise(period, *, at, by=None):
    """Make final what nobody disputes any more: the limit is over and every appeal has its answer."""
    lock(period)
    hold_tables()
    made = []
    open_ones = Snapshot.objects.shown().filter(period=period.key, state=State.PUBLISHED, appeal_until__lt=at)
    for snapshot in open_ones:
        if at < final_from(snapshot.appeal_until, calendar_for()):
            continue
        # an objection to the version before this one waits for its answer too
        if waiting_appeals(snapshot).exists():
            continue
        with act(snapshot, "finalise", by=by, at=at) as final:
            final.final_at = at
            final.taking.go(edition=final.serial, digest=final.digest)
        made.append(final)
    return made


def waiting_appeals(snapshot):
    """Return the open appeals against any version of this table."""
    rows = Appeal.objects.filter(standing__snapshot__period=snapshot.period, state=Appeal.State.OPEN)
    return rows.filter(standing__snapshot__level=snapshot.level)


def is_shown(snapshot):
    """Return whether this is the version that stands: not withdrawn, and none after it."""
    return Snapshot.objects.shown().filter(pk=snapshot.pk).exists()


def next_serial(snapshot):
    """Return the number of the next version of this table, those that were taken back counted."""
    versions = Snapshot.objects.filter(period=snapshot.period, level=snapshot.level)
    return versions.aggregate(last=Max("serial"))["last"] + 1


def next_name(snapshot):
    """Return what a correction of this table would be called: W46-2."""
    return Snapshot(period=snapshot.period, serial=next_serial(snapshot)).name


@transaction.atomic
def correct(period, level, *, reason, by, at, seen=None):
    """Compute a published table anew from its records as of its cut-off, beside the old one, and say what differs.

    The period's other tables that the same records would make otherwise are corrected with it. A table that was taken
    back is made again the same way. seen: the seal of what was shown before the press. Raises DomainError where
    nothing was published, no reason is given or something else would come out now, Unchanged where the table that
    stands would come out the same.
    """
    require(by, RANK, "更正榜单", at)
    lock(period)
    outcomes = anew(period, level)
    if not outcomes:
        raise DomainError(f"{period.label}{Level(level).label}没有已发布的榜单，没有可以更正的。")
    if not reason.strip():
        raise DomainError("更正榜单要写明理由，理由会随新榜单公布。请填写更正理由。")
    refuse_unseen(outcomes, seen)
    return publish_outcomes(outcomes, reason=reason.strip(), by=by, at=at)[0]


def refuse_unseen(outcomes, seen):
    """Raise DomainError where what would be published now is not what was shown; None: nothing was shown."""
    if seen is not None and seen != seal_of(outcomes):
        raise DomainError(
            "核对以后记录又有变动，要公布的榜单与您刚才看到的不同，没有公布。下面是最新的结果，请重新核对后再确认。"
        )


def publish_outcomes(outcomes, *, reason, by, at):
    """Publish the outcomes of one correction together and return the new tables, the asked level's first."""
    hold_tables()
    made = []
    for outcome in outcomes:
        old = outcome.base
        new = keep(
            outcome.reading, outcome.table, serial=next_serial(old), state=State.PUBLISHED, at=at, by=by,
            reason=reason,
        )  # fmt: skip
        new.differences = differences(old, new)
        if not new.differences and old.state != State.WITHDRAWN and not made:
            raise Unchanged("重新计算的结果与已发布的榜单完全相同，不需要更正。")
        new.published_at, new.appeal_until = at, appeal_limit(at, calendar_for())
        new.save(update_fields=["differences", "published_at", "appeal_until"])
        made.append(new)
    ask_again(at)
    return made


@transaction.atomic
def withdraw(snapshot, *, reason, by, at):
    """Take a published table back, with the reason that its page will show; its rows stay as they were."""
    hold_tables()
    with act(snapshot, "withdraw", by=by, at=at) as snapshot:
        if not is_shown(snapshot):
            raise DomainError("这一版已被后面的更正代替，不必撤回。请撤回现在公布的一版。")
        if not reason.strip():
            raise DomainError("撤回榜单要写明理由，理由会在原页面公布。请填写撤回理由。")
        snapshot.withdrawn_at, snapshot.by, snapshot.reason = at, by, reason.strip()
        snapshot.taking.go(edition=snapshot.serial, reason=snapshot.reason)
    ask_again(at)
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
