"""Who stands in a table on a day, in which group, and to which unit a case belongs."""

from collections import Counter
from dataclasses import dataclass

from enforcement.teams import paths
from enforcement.teams.models import Certificate, Merger, Post, Team, TeamMode
from enforcement.teams.roles import Role
from supervision.league.definitions import Level

MODES = {"EMPOWERED": "赋权镇街", "STATIONED": "派驻镇街", "SERVED": "辐射镇街"}
GROUPS = {**MODES, "COUNTY": "县（市、区）", "DEPARTMENT": "县级部门", "CITY": "全市"}
SIZES = (("LARGE", 10, "较大"), ("MIDDLE", 5, "中等"), ("SMALL", 0, "较小"))


@dataclass(frozen=True)
class Unit:
    """One line of a table. why: what keeps it out of the ranking, "" where nothing does."""

    path: str
    name: str
    team_id: int
    level: Level
    group: str
    county: str = ""
    size: str = ""
    why: str = ""


class Map:
    """The units of a day, and the way from a record's agency, team and place to its town or department.

    A town acts in its own name where it is empowered. Where a county's squad acts for it, the place of the act
    decides, then the town in which the squad is stationed; what is left is the department's own. What a merged unit
    did belongs to the one it was merged into.
    """

    def __init__(self, day):
        self.day = day
        teams = Team.objects.select_related("parent").exclude(kind__in=(Team.Kind.SQUAD, Team.Kind.CENTRE))
        self.teams = {team.path: team for team in teams}
        self.modes = {
            mode.team.path: mode for mode in TeamMode.objects.on(day).select_related("team", "served_by")
        }
        self.stationed = {
            mode.served_by.path: path for path, mode in self.modes.items() if mode.mode == "STATIONED"
        }
        merged = Merger.objects.filter(merged_on__lte=day).exclude(ended_on__lte=day)
        merged = merged.select_related("team", "into")
        self.mergers = {each.team.path: each for each in merged}
        self.sizes = self.read_sizes()
        self.city = next((path for path, team in self.teams.items() if team.kind == Team.Kind.CITY), "")

    def read_sizes(self):
        """Return {agency's path: certified officers on the day}."""
        held = Post.objects.on(self.day).filter(role__in=(Role.OFFICER, Role.LEADER))
        certified = held.filter(officer__in=Certificate.objects.qualifying(self.day).values("officer"))
        return Counter(path[: paths.AGENCY] for path in certified.values_list("team__path", flat=True))

    def unit_of(self, path, team, area):
        """Return the path of the town or department that a record of this agency, team and place belongs to."""
        if path in self.modes:
            own = path
        elif area[: paths.AGENCY] in self.modes and area.startswith(path[: paths.COUNTY]):
            own = area[: paths.AGENCY]
        else:
            own = self.stationed.get(team, path)
        while own in self.mergers:
            own = self.mergers[own].into.path
        return own

    def units(self, level):
        """Return the units of a level, in the order of their codes."""
        return [unit for path in sorted(self.teams) if (unit := self.unit(self.teams[path], level))]

    def unit(self, team, level):
        if level is Level.CITY:
            return self.made(team, level, "CITY") if team.kind == Team.Kind.CITY else None
        if level is Level.COUNTY:
            return self.made(team, level, "COUNTY") if team.kind == Team.Kind.COUNTY else None
        if level is Level.DEPARTMENT:
            of_county = team.kind == Team.Kind.DEPARTMENT and not team.county_path.endswith("00")
            return self.made(team, level, "DEPARTMENT") if of_county and team.path.endswith("901") else None
        if not team.ranked or not (team.is_active or team.path in self.mergers):
            return None
        mode = self.modes.get(team.path)
        return self.made(team, level, mode.mode if mode else "EMPOWERED", "" if mode else "当日没有执法模式")

    def made(self, team, level, group, why=""):
        merger = self.mergers.get(team.path)
        if merger:
            why = f"{merger.merged_on:%Y-%m-%d} 并入{merger.into.name}"
        county = team.parent.name if team.parent and team.parent.kind == Team.Kind.COUNTY else ""
        staff = self.sizes.get(team.path, 0)
        size = next(code for code, least, _ in SIZES if staff >= least) if level is Level.TOWN else ""
        return Unit(team.path, team.name, team.pk, level, group, county, size, why)


def above(path, level):
    """Return the path under which a town's or department's records count at `level`."""
    if level is Level.CITY:
        return path[: paths.CITY]
    return path[: paths.COUNTY] if level is Level.COUNTY else path
