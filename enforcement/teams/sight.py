"""What a person sees on a day: the only place that turns posts into conditions (ruling 5)."""

from dataclasses import dataclass

from django.db.models import Q

from enforcement.teams import paths
from enforcement.teams.roles import MANAGE_PEOPLE, PERMISSIONS, REACHES_BELOW, READ_CASES, SEES_MINORS

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Sight:
    """A person's posts on one day, with the agencies whose work he shares.

    posts: the posts in force, each with its team. served: paths of the agencies which his units serve or are
    stationed in on that day.
    """

    officer_id: int
    posts: tuple
    served: frozenset[str]

    @property
    def own_agencies(self):
        """Paths of the agencies in which he holds a post."""
        return frozenset(post.team.agency_path for post in self.posts)

    @property
    def agencies(self):
        """Paths of single agencies whose cases he reads: his own, and those his unit serves."""
        own = {post.team.agency_path for post in self.reading if post.role not in REACHES_BELOW}
        return frozenset(own | self.served) if own else frozenset()

    @property
    def areas(self):
        """Paths below which he reads every case."""
        return frozenset(area_of(post) for post in self.reading if post.role in REACHES_BELOW)

    @property
    def minor_areas(self):
        """Paths below which he reads minors' files without being on their team (R-1102)."""
        return frozenset(area_of(post) for post in self.reading if post.role in SEES_MINORS)

    @property
    def sees_every_minor(self):
        """Whether all that he reads lies where he reads minors' files too."""
        inside = tuple(self.minor_areas)
        return all(path.startswith(inside) for path in self.agencies | self.areas)

    @property
    def managed(self):
        """Paths below which he administers people."""
        return frozenset(area_of(post) for post in self.posts if MANAGE_PEOPLE in PERMISSIONS[post.role])

    @property
    def reading(self):
        return [post for post in self.posts if READ_CASES in PERMISSIONS[post.role]]

    def covers(self, post, path):
        """Return whether `post` reaches the agency at `path`."""
        if path.startswith(area_of(post)):
            return True
        return post.role not in REACHES_BELOW and path in self.served

    def reach(self, permission):
        """Return the paths at or below which his posts grant `permission`."""
        granting = [post for post in self.posts if permission in PERMISSIONS[post.role]]
        near = any(post.role not in REACHES_BELOW for post in granting)
        return frozenset(map(area_of, granting)) | (self.served if near else frozenset())

    def units(self, field="path"):
        """Return the condition that the unit whose path stands in `field` lies within his reach."""
        return self.within({area_of(post) for post in self.posts} | self.served, field)

    def within(self, areas, field="path"):
        """Return the condition that the path in `field` lies at or below one of `areas`."""
        condition = NOTHING
        for area in sorted(areas):
            condition |= paths.below(area, field)
        return condition

    def work(self, field="path"):
        """Return the condition on the agency path of a dossier or case that he may read.

        An officer's agency is compared by equality, so that his list is one walk along an index.
        """
        own = Q(**{f"{field}__in": sorted(self.agencies)}) if self.agencies else NOTHING
        return own | self.within(self.areas, field)

    def works_at(self, path):
        """Return whether `work` holds of the agency at `path`, without asking the database."""
        return path in self.agencies or path.startswith(tuple(self.areas))


def area_of(post):
    """Return the path a post reaches: its unit and below, or just its agency.

    A department or review centre of a county works for the whole county, so posts there that reach below
    reach the county; likewise the city's departments reach the city.
    """
    if post.role not in REACHES_BELOW:
        return post.team.agency_path
    if post.team.kind in {"DEPARTMENT", "CENTRE"} and post.team.parent_id and post.role != "HEAD":
        return post.team.parent_path
    return post.team.path


def shares_work(post):
    """Return whether a post takes part in the case work of the towns that its unit serves."""
    return READ_CASES in PERMISSIONS[post.role] and post.role not in REACHES_BELOW
