"""The people of every unit of the demonstration city: officers, leader, head and reviewer; none of them signs in."""

from random import Random

from cases.demonstration import places
from cases.demonstration.cast import GIVEN, SURNAMES
from cases.demonstration.city import FROM, place_officer
from enforcement.teams.divisions import CENTRE, DEPARTMENT
from enforcement.teams.models import Officer, Post, Team, TeamMode
from enforcement.teams.roles import Role

TOWN = (Role.OFFICER, Role.OFFICER, Role.LEADER, Role.HEAD, Role.TOWNSHIP_REVIEWER)
SQUAD = (Role.OFFICER, Role.OFFICER, Role.LEADER)
BUREAU = (*SQUAD, Role.HEAD)
PAIRS = 2  # more pairs of officers where there is most to do


def units():
    """Return the units that are to be staffed, as [(path, roles)]: towns of their own, squads, bureaus, centres."""
    stationed = TeamMode.objects.filter(mode="STATIONED", invented=True).select_related("team", "served_by")
    squads = {mode.team.path: mode.served_by.path for mode in stationed}
    found = []
    for path, mode in sorted(places.modes().items()):
        if mode == "SERVED":
            continue
        roles = TOWN if mode == "EMPOWERED" else SQUAD
        more = (Role.OFFICER,) * 2 * PAIRS if path in places.busy() else ()
        found.append((squads.get(path, path), (*roles, *more)))
    for county in sorted({path[:6] for path in places.modes()}):
        found += [(county + DEPARTMENT, BUREAU), (county + CENTRE, (Role.COUNTY_REVIEWER,))]
    return found


def staff(path, roles, at):
    """Give a unit the people it does not have yet."""
    team = Team.objects.get(path=path)
    held = list(Post.objects.filter(team=team).values_list("role", flat=True))
    dice = Random(f"{places.SEED}:people:{path}")
    for number, role in enumerate(roles):
        name = dice.choice(SURNAMES) + dice.choice(GIVEN)
        if role in held:
            held.remove(role)
            continue
        officer = Officer(username=f"demo{path}{number}", name=name, password_changed_on=FROM)
        officer.set_unusable_password()
        officer.save()
        place_officer(officer, team, role, f"浙演示{path}{number:02d}", at)


class People:
    """Who works on a tale: read for a handful of places at a time."""

    def __init__(self, wanted):
        modes = TeamMode.objects.filter(team__path__in=wanted, served_by__isnull=False)
        squads = dict(modes.values_list("team__path", "served_by__path"))
        self.units = {path: squads.get(path, path) for path in wanted}
        agencies = {path[:9] for path in self.units.values()}
        centres = {path[:6] + CENTRE for path in wanted}
        posts = Post.objects.filter(team__path__in={*self.units.values(), *agencies, *centres})
        self.posts = list(posts.select_related("team", "officer").order_by("officer"))

    def holders(self, path, role):
        return [post.officer for post in self.posts if (post.team.path, post.role) == (path, role)]

    def team(self, place):
        """Return the unit that acts in a place: the town itself, or the squad that does it for the county."""
        return next(post.team for post in self.posts if post.team.path == self.units[place])

    def crew(self, place, dice):
        """Return [officer, partner, leader]. Who can sign in keeps a desk that can be looked over."""
        path = self.units[place]
        officers = self.holders(path, Role.OFFICER)
        pairs = list(zip(officers[::2], officers[1::2], strict=False))
        pair = dice.choice(pairs[1:] or pairs)
        return [*pair, *self.holders(path, Role.LEADER)[:1]]

    def leader(self, path):
        return self.holders(path, Role.LEADER)[0]

    def head(self, agency):
        return self.holders(agency, Role.HEAD)[0]

    def reviewer(self, agency):
        """Return who reviews for an agency: its own reviewer, else the county's."""
        own = self.holders(agency, Role.TOWNSHIP_REVIEWER)
        return (own or self.holders(agency[:6] + CENTRE, Role.COUNTY_REVIEWER))[0]
