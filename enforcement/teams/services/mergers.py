"""Units that are merged into another (撤并): from a day on their work and their record are the other's."""

from django.db import transaction

from enforcement.journal.services import record
from enforcement.teams import divisions
from enforcement.teams.models import Merger, Team
from enforcement.teams.refusals import refuse, stop
from enforcement.teams.services.units import require_manager

MERGING = (*divisions.RANKED, Team.Kind.DEPARTMENT)


@transaction.atomic
def merge_teams(*, team, into, merged_on, document, by, at):
    """Merge a unit into another one of its county from `merged_on`, by the document that ordered it.

    The unit keeps its code, its people and its files; the league tables count them for the other one. Nothing is
    undone by a second act: a merger is once and for all.
    """
    for path in (team.path, into.path):
        require_manager(by, at, path)
    locked = Team.objects.select_for_update().filter(pk__in=(team.pk, into.pk)).order_by("pk")
    locked = {each.pk: each for each in locked}
    team, into = locked[team.pk], locked[into.pk]
    refuse("撤并机构", *faults_of_merger(team, into, document))
    row = Merger.objects.create(team=team, into=into, merged_on=merged_on, document=document.strip())
    record(team, "team.merged", by=by, at=at, into=into.name, since=merged_on.isoformat(), basis=row.document)
    return row


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
