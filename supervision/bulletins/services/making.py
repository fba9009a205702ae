"""A draft from a published table, its refreshing when that table was corrected, and its end where nobody wants it."""

from django.db import IntegrityError, transaction

from enforcement.errors import DomainError
from enforcement.journal.services import record
from enforcement.procedures.acting import act
from enforcement.teams.roles import PERMISSIONS, RANK
from supervision.bulletins.figures import Figures
from supervision.bulletins.models import Block, Bulletin, group_words
from supervision.bulletins.sentences import BLOCKS, LABELS, written
from supervision.league.definitions import Level
from supervision.league.models import Snapshot
from supervision.league.services.publishing import require

State = Bulletin.State


def issuer(officer, day):
    """Return the unit in whose name `officer` writes bulletins, None where no post of that day lets him."""
    posts = officer.sight(day).posts
    return next((post.team for post in posts if RANK in PERMISSIONS[post.role]), None)


def obstacle(snapshot, figures):
    """Return in Chinese why no bulletin can be made of this group of the snapshot, "" where nothing forbids it."""
    if snapshot.state not in (Snapshot.State.PUBLISHED, Snapshot.State.FINAL):
        return f"榜单 {snapshot.name} 现在是“{snapshot.get_state_display()}”，发布以后才能编制通报。"
    if snapshot.level == Level.CITY:
        return "全市榜只有一个单位，没有位次可以通报。请从县级、镇街或者部门榜编制。"
    if not figures.ranked:
        return f"榜单 {snapshot.name} 的{group_words(figures.group)}没有参加排名的单位，不能编制通报。请换一个榜单。"
    return ""


def reach(figures):
    """Return the area that a bulletin speaks about: the city of its units."""
    rows = [*figures.ranked, *figures.apart]
    return rows[0].path[:4] if rows else None


def make(*, snapshot, group, by, at, day):
    """Make a draft from a published snapshot and return it; where one of its period and group is open, that one."""
    figures = Figures(snapshot, group)
    if stop := obstacle(snapshot, figures):
        raise DomainError(stop)
    require(by, RANK, "编制通报", at, reach(figures))
    try:
        with transaction.atomic():
            return draft(figures, by=by, at=at, day=day)
    except IntegrityError:
        held = {"period": snapshot.period, "level": snapshot.level, "group": group, "state": State.DRAFT}
        return Bulletin.objects.get(**held)


def draft(figures, *, by, at, day):
    snapshot, team = figures.snapshot, issuer(by, day)
    bulletin = Bulletin.objects.create(
        snapshot=snapshot, period=snapshot.period, level=snapshot.level, group=figures.group, team=team,
        path=team.path, made_by=by, made_at=at,
    )  # fmt: skip
    said = written(figures, team)
    Block.objects.bulk_create(
        Block(bulletin=bulletin, key=key, serial=serial, generated=said[key][0], figures=said[key][1])
        for serial, (key, *_) in enumerate(BLOCKS, 1)
    )
    record(bulletin, "bulletin.made", by=by, at=at, snapshot=snapshot.name, group=group_words(figures.group))
    return bulletin


def refresh(*, bulletin, by, at):
    """Write a draft anew from the snapshot that stands now; what somebody changed stays, marked where data differ."""
    with act(bulletin, "refresh", by=by, at=at) as bulletin:
        newer = bulletin.newer
        if newer is None:
            raise DomainError("榜单没有更正过，通报已经是最新数据，不用刷新。")
        was, bulletin.snapshot = bulletin.snapshot.name, newer
        said, kept = written(Figures(newer, bulletin.group), bulletin.team), []
        for block in bulletin.blocks.all():
            text, figures = said[block.key]
            if block.edited is not None and text != block.generated:
                block.outdated = True
                kept.append(block.key)
            if (text, figures) != (block.generated, block.figures):
                block.generated, block.figures, block.version = text, figures, block.version + 1
            block.save(update_fields=["generated", "figures", "outdated", "version"])
        bulletin.taking.go(table_before=was, snapshot=newer.name, kept=kept)
    return bulletin


def discard(*, bulletin, by, at):
    """Throw a draft away. It has had no number yet; the journal keeps what somebody had written in it."""
    with act(bulletin, "discard", by=by, at=at) as bulletin:
        changed = {LABELS[block.key]: block.edited for block in bulletin.blocks.exclude(edited=None)}
        bulletin.taking.go(snapshot=bulletin.snapshot.name, group=group_words(bulletin.group), before=changed)
        bulletin.delete()
