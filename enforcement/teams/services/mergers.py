"""Units that are merged into another (撤并): from a day on their work and their record are the other's."""

from django.db import transaction
from django.utils import timezone

from enforcement.journal.services import record
from enforcement.teams import divisions, holding, paths
from enforcement.teams.models import Merger, Post, Team
from enforcement.teams.refusals import refuse, stop
from enforcement.teams.services.units import require_manager

MERGING = (*divisions.RANKED, Team.Kind.DEPARTMENT)


def managed(officer, day):
    """Return the units of this administrator that can be merged."""
    sight = officer.sight(day)
    teams = Team.objects.visible_to(officer, day).filter(sight.within(sight.managed), kind__in=MERGING)
    return teams.select_related("parent").order_by("path")


def moves(team, day):
    """Return [(what, number), …] of what counts for the other unit from then on, and what stays as it is."""
    posts = Post.objects.on(day).filter(paths.below(team.path, "team__path"))
    squads = Team.objects.below(team.path).exclude(pk=team.pk).filter(is_active=True)
    return [
        ("在岗人员（岗位不变，另行任命）", posts.values("officer").distinct().count()),
        ("下设中队", squads.count()),
        *holding.in_unit(team.path, day),
    ]


@transaction.atomic
def merge_teams(*, team, into, merged_on, document, by, at):
    """Merge a unit into another one of its county from `merged_on`, by the document that ordered it.

    The unit keeps its code, its people and its files; the league tables count them for the other one. What was
    entered by mistake is taken back the same day (`undo_merger`); later a unit that is set up again parts
    (`part_teams`).
    """
    for path in (team.path, into.path):
        require_manager(by, at, path)
    locked = Team.objects.select_for_update().filter(pk__in=(team.pk, into.pk)).order_by("pk")
    locked = {each.pk: each for each in locked}
    team, into = locked[team.pk], locked[into.pk]
    refuse("撤并机构", *faults_of_merger(team, into, document))
    row = Merger.objects.create(
        team=team, into=into, merged_on=merged_on, document=document.strip(), made_at=at
    )
    record(team, "team.merged", by=by, at=at, into=into.name, since=merged_on.isoformat(), basis=row.document)
    return row


@transaction.atomic
def undo_merger(*, merger, reason, by, at):
    """Take back a merger on the day on which it was entered; the journal keeps both."""
    require_manager(by, at, merger.team.path)
    merger = Merger.objects.select_for_update(of=("self",)).select_related("team", "into").get(pk=merger.pk)
    bad = []
    if merger.made_at is None or timezone.localdate(merger.made_at) != timezone.localdate(at):
        bad.append(stop("撤销登记限当天", "已过登记当天的，依据批准文件登记恢复单设"))
    if not reason.strip():
        bad.append(stop("没有写撤销的理由", "补填理由"))
    refuse("撤销撤并登记", *bad)
    record(
        merger.team, "team.unmerged", by=by, at=at, into=merger.into.name, since=merger.merged_on.isoformat(),
        reason=reason.strip(),
    )  # fmt: skip
    merger.delete()


@transaction.atomic
def part_teams(*, merger, ended_on, document, by, at):
    """Set a merged unit up again from a day on, by the document that orders it; what was counted until then stays."""
    require_manager(by, at, merger.team.path)
    merger = Merger.objects.select_for_update(of=("self",)).select_related("team", "into").get(pk=merger.pk)
    bad = []
    if merger.ended_on:
        bad.append(stop(f"{merger.team.name}已从 {merger.ended_on} 起恢复单设", "不用再办"))
    if ended_on <= merger.merged_on:
        bad.append(stop("恢复单设的日期不晚于撤并日期", "核对日期；当天登记错的，撤销登记"))
    if not document.strip():
        bad.append(stop("没有批准文件", "填写批准恢复单设的文件名称和文号"))
    refuse("恢复单设", *bad)
    merger.ended_on, merger.end_document = ended_on, document.strip()
    merger.save(update_fields=["ended_on", "end_document"])
    record(
        merger.team, "team.parted", by=by, at=at, into=merger.into.name, since=ended_on.isoformat(),
        basis=merger.end_document,
    )  # fmt: skip
    return merger


def faults_of_merger(team, into, document):
    """Return everything that forbids this merger."""
    bad = []
    if team.pk == into.pk:
        bad.append(stop(f"{team.name}不能并入自己", "选择另一个并入单位"))
    for unit in {team.pk: team, into.pk: into}.values():
        if known := Merger.objects.filter(team=unit).select_related("into").first():
            said = f"{unit.name}已于 {known.merged_on} 并入{known.into.name}"
            bad.append(stop(said, f"改选{known.into.name}或者其他单位"))
        if unit.kind not in MERGING:
            bad.append(stop(f"{unit.name}是{unit.get_kind_display()}", "撤并只用于乡镇、街道和部门"))
    if team.county_path != into.county_path:
        bad.append(stop(f"{team.name}和{into.name}不在同一个县（市、区）", "选择本县（市、区）的并入单位"))
    elif (team.kind == Team.Kind.DEPARTMENT) != (into.kind == Team.Kind.DEPARTMENT):
        bad.append(stop("乡镇、街道和部门不能互相并入", "选择同类的单位"))
    if not document.strip():
        bad.append(stop("没有批准文件", "填写批准撤并的文件名称和文号"))
    return bad
