"""Units: the import of the divisions, the agencies beside the towns, squads, modes."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.journal.services import record
from enforcement.teams import divisions, paths
from enforcement.teams.models import Team, TeamMode
from enforcement.teams.refusals import refuse, stop
from enforcement.teams.roles import MANAGE_PEOPLE

TAKEN, CHANGED, SAME, REFUSED = "新增", "更新", "未变", "未采用"


@dataclass
class Report:
    """What an import did with every row: (line, code, outcome, reason)."""

    rows: list = field(default_factory=list)

    def add(self, line, code, outcome, reason=""):
        self.rows.append((line, code, outcome, reason))

    def count(self, outcome):
        return sum(row[2] == outcome for row in self.rows)

    def __str__(self):
        return "，".join(f"{word} {self.count(word)}" for word in (TAKEN, CHANGED, SAME, REFUSED))


def require_manager(by, at, path):
    """Let only an administrator of that unit pass, or the product itself (`by` None)."""
    if by is not None and not by.may(MANAGE_PEOPLE, timezone.localdate(at), path):
        raise PermissionDenied("只有管理该机构的系统管理员可以这样做")


def keep_unit(*, path, by, at, mark="", **values):
    """Make or rename the unit at `path`, return (unit, outcome). A mark stays: numbers carry it."""
    team = Team.objects.filter(path=path).first()
    if team is None:
        parent = Team.objects.filter(path=paths.parent_of(path)).first()
        team = Team.objects.create(path=path, parent=parent, mark=mark, **values)
        record(team, "team.add", by=by, at=at, name=team.name, mark=mark)
        return team, TAKEN
    changed = {name: value for name, value in values.items() if getattr(team, name) != value}
    if not changed:
        return team, SAME
    was = {name: getattr(team, name) for name in changed}
    for name, value in changed.items():
        setattr(team, name, value)
    team.save(update_fields=list(changed))
    record(team, "team.change", by=by, at=at, was=was, now=changed)
    return team, CHANGED


@transaction.atomic
def import_divisions(*, rows=None, by, at):
    """Take the city, its counties, townships, streets and zones from the sheet; twice gives the same."""
    rows = divisions.read_divisions() if rows is None else rows
    report, good, seen = Report(), [], set()
    for line, row in rows:
        if fault := divisions.fault_of(row, seen):
            report.add(line, row.get("code", ""), REFUSED, fault)
            continue
        seen.add(row["code"])
        good.append((line, row))
    marks = divisions.marks_of([row for _, row in good])
    city = next((row["name"] for _, row in good if row["level"] == "city"), "")
    for line, row in good:
        kind, name = divisions.KINDS[row["level"]], row["name"].strip()
        _, outcome = keep_unit(
            path=row["code"],
            kind=kind,
            name=name,
            full_name=divisions.full_name_of(row["level"], name, city),
            mark=marks.get(row["code"], ""),
            ranked=kind in divisions.RANKED,
            by=by,
            at=at,
        )
        report.add(line, row["code"], outcome)
    return report


# fmt: off
CITY_AGENCIES = (
    (divisions.DEPARTMENT,  "市综合执法指导办", "综合行政执法指导办公室", "综指办"),
    (divisions.SUPERVISION, "市司法局监督处",   "司法局行政执法监督处",   ""),
)
COUNTY_AGENCIES = (
    (divisions.DEPARTMENT,  Team.Kind.DEPARTMENT, "综合行政执法局", "综合行政执法局"),
    (divisions.CENTRE,      Team.Kind.CENTRE,     "案审中心",       "行政执法案审中心"),
    (divisions.SUPERVISION, Team.Kind.DEPARTMENT, "司法局",         "司法局"),
)
# fmt: on


@transaction.atomic
def add_agencies(*, by, at):
    """Add the county departments, review centres and justice bureaus, and the city's two offices."""
    report = Report()
    for city in Team.objects.filter(kind=Team.Kind.CITY):
        for code, name, ending, mark in CITY_AGENCIES:
            path = f"{city.path}00{code}"
            full_name, kind = city.name + ending, Team.Kind.DEPARTMENT
            mark = mark and city.name[0] + mark
            _, outcome = keep_unit(
                path=path, kind=kind, name=name, full_name=full_name, mark=mark, by=by, at=at
            )
            report.add(0, path, outcome)
    for county in Team.objects.filter(kind=Team.Kind.COUNTY).order_by("path"):
        for code, kind, name, ending in COUNTY_AGENCIES:
            path = county.path + code
            mark = f"{county.name[0]}综执" if code == divisions.DEPARTMENT else ""
            _, outcome = keep_unit(
                path=path,
                kind=kind,
                name=bare_county(county, name),
                full_name=county.full_name + ending,
                mark=mark,
                by=by,
                at=at,
            )
            report.add(0, path, outcome)
    return report


def bare_county(county, name):
    """Return the short name of a county's agency, told apart from the other eight: 玉环综合行政执法局."""
    return divisions.bare(county.name) + name


@transaction.atomic
def add_squad(*, agency, number, name, full_name="", by, at):
    """Add a squad 中队 to an agency: its path is the agency's with two digits more."""
    require_manager(by, at, agency.path)
    bad = []
    if len(agency.path) != paths.AGENCY:
        bad.append(stop(f"{agency.name}下不能设中队", "选择乡镇、街道或部门"))
    if not 1 <= number <= 99:
        bad.append(stop(f"中队序号 {number} 不在 1 到 99 之间", "改用两位以内的序号"))
    refuse("设立中队", *bad)
    path, full_name = f"{agency.path}{number:02d}", full_name or agency.full_name + name
    squad, _ = keep_unit(path=path, kind=Team.Kind.SQUAD, name=name, full_name=full_name, by=by, at=at)
    return squad


@transaction.atomic
def set_mode(*, town, mode, served_by=None, valid_from, invented=False, by, at):
    """Set how a town is enforced from a day on, and end the mode before it on the day before."""
    require_manager(by, at, town.path)
    Team.objects.select_for_update().get(pk=town.pk)
    refuse("设置执法模式", *faults_of_mode(town, mode, served_by, valid_from))
    same = town.modes.filter(
        mode=mode, served_by=served_by, valid_from__lte=valid_from, valid_to__isnull=True
    )
    if known := same.first():
        return known
    town.modes.on(valid_from).update(valid_to=valid_from - timedelta(days=1))
    row = TeamMode.objects.create(
        team=town, mode=mode, served_by=served_by, valid_from=valid_from, invented=invented
    )
    who = served_by.name if served_by else ""
    record(town, "team.mode", by=by, at=at, mode=mode, served_by=who, since=valid_from.isoformat())
    return row


def faults_of_mode(town, mode, served_by, valid_from):
    """Return what forbids this mode for the town from that day."""
    bad = []
    if town.kind not in divisions.RANKED:
        bad.append(stop(f"{town.name}不是乡镇或街道", "选择乡镇或街道"))
    if (mode == TeamMode.Mode.EMPOWERED) != (served_by is None):
        bad.append(stop("派驻、辐射要选派驻单位，赋权不选", "核对模式和派驻单位"))
    elif served_by and served_by.county_path != town.county_path:
        bad.append(stop(f"{served_by.name}不是本县（市、区）的单位", "选择本县的派驻中队"))
    if town.modes.filter(valid_from__gte=valid_from).exclude(mode=mode, served_by=served_by).exists():
        bad.append(stop("这一天或以后已经设过执法模式", "选择更晚的日期，以往的记录不能改"))
    return bad


@transaction.atomic
def set_demonstration_modes(*, valid_from, by, at):
    """Give the towns their invented modes (G11), with the squads that these need."""
    towns = {team.path: team for team in Team.objects.filter(kind__in=divisions.RANKED)}
    modes = {path: mode for path, mode in divisions.demonstration_modes().items() if path in towns}
    squads = {}
    for path in sorted(modes):
        town = towns[path]
        if modes[path][0] == TeamMode.Mode.EMPOWERED:
            name = f"{town.name}综合行政执法队"
            add_squad(agency=town, number=1, name=name, full_name=name, by=by, at=at)
        elif modes[path][0] == TeamMode.Mode.STATIONED:
            bureau = Team.objects.get(path=town.county_path + divisions.DEPARTMENT)
            number = 1 + sum(squad.county_path == town.county_path for squad in squads.values())
            name = f"派驻{divisions.bare(town.name)}中队"
            squads[path] = add_squad(agency=bureau, number=number, name=name, by=by, at=at)
    for path in sorted(modes):
        mode, hub = modes[path]
        served_by = squads[hub] if hub else None
        set_mode(
            town=towns[path],
            mode=mode,
            served_by=served_by,
            valid_from=valid_from,
            invented=True,
            by=by,
            at=at,
        )
    return modes
