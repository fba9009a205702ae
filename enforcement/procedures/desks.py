"""What lies on a person's desk: what he does, what his posts do, whom he waits for. It reads tasks alone."""

import json
from collections import defaultdict, namedtuple
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.functions import Cast, Substr

from enforcement.dossiers.models import Sensitivity
from enforcement.procedures.models import Task
from enforcement.teams import paths
from enforcement.teams.models import Officer, Post
from enforcement.teams.roles import FIRST_HELD, PERMISSIONS, REACHES_BELOW, REVIEW, Role
from enforcement.teams.sight import area_of

# what is counted and sorted of every task; the rest is read of those that are shown
COLUMNS = (
    "pk", "step", "officer", "handler", "partner", "permission", "path", "for_unit", "due_on", "first",
)  # fmt: skip
Line = namedtuple("Line", (*COLUMNS, "barred"))
# whose posts look after what their unit has to do
LOOKS_AFTER = (Role.LEADER, Role.HEAD)
# groups of a desk by the day until which it is to be done
LATE, TODAY, WEEK, LATER = "late", "today", "week", "later"
GROUPS = {LATE: "已超期", TODAY: "今天", WEEK: "本周", LATER: "以后"}
PLACES = {code: place for place, code in enumerate(GROUPS)}


@dataclass
class Lying:
    """The lines of one person: mine, what he can do; queue, what any of his kind may take; waiting, with others."""

    mine: list = field(default_factory=list)
    queue: list = field(default_factory=list)
    waiting: list = field(default_factory=list)


def lying_on(officer, day):
    """Return what lies on the desk of `officer`, in one statement however much it is: what is due first first."""
    his = Q(officer=officer) | Q(handler=officer) | Q(partner=officer)
    units = sorted(officer.sight(day).own_agencies)
    theirs = Q(officer=None, for_unit=True, path__in=units)
    by_post = by_posts(officer, day) & Q(for_unit=False)
    tasks = Task.objects.on(day).visible_to(officer, day).filter(his | theirs | by_post)
    # as text: few of the rows need it read
    tasks = by_day(tasks).annotate(kept_out=Cast("barred", TextField())).values_list(*COLUMNS, "kept_out")
    found, may = Lying(), {}
    for line in map(Line._make, tasks):
        unit = line.permission, line.path
        if unit not in may:
            may[unit] = officer.may(line.permission, day, line.path or None), is_first(officer, *unit, day)
        pile(found, line, officer.pk, *may[unit])
    return found


def is_first(officer, permission, path, day):
    """Return whether a post of `officer` is the one on whose desk it lies before others that may do it too."""
    roles = FIRST_HELD.get(permission)
    return roles is None or any(
        post.role == roles[0] and path.startswith(area_of(post)) for post in officer.sight(day).posts
    )


def pile(found, line, me, may, first):
    """Put one line where it belongs; his own work of a partner is nobody's to wait for.

    Another's post may come first: then the line was found since its row is his, or since nobody holds that post.
    """
    by_post = may and (first or me not in (line.handler, line.partner))
    if line.officer is None and by_post and me not in json.loads(line.barred):
        (found.queue if line.permission == REVIEW else found.mine).append(line)
    elif line.officer == me:
        found.mine.extend([line] if may else ())
    elif line.handler == me or line.for_unit or (line.partner == me and line.officer != line.handler):
        found.waiting.append(line)


def by_posts(officer, day):
    """Return the condition on tasks that the posts of `officer` do, whoever holds them."""
    sight = officer.sight(day)
    wanted = Q(pk__in=[])
    for post in sight.posts:
        area = reach = paths.below(area_of(post))
        if post.role not in REACHES_BELOW and sight.served:
            reach = area | Q(path__in=sorted(sight.served))
        shared = sorted(PERMISSIONS[post.role] - FIRST_HELD.keys())
        wanted |= Q(officer=None, permission__in=shared) & reach
        for permission, roles in FIRST_HELD.items():
            if post.role in roles:
                wanted |= (
                    Q(officer=None, permission=permission)
                    & area
                    & held_by_nobody(before(roles, post.role), day)
                )
    return wanted


def of_units(officer, day):
    """Return the tasks of the units that `officer` looks after: what lies in their files, and what they do themselves.

    What others do about a unit, outside every file, is no work of it: who checks an objection, who warns it.
    """
    wanted = Q(pk__in=[])
    for post in officer.sight(day).posts:
        if post.role in LOOKS_AFTER:
            own = Q(dossier__isnull=False) | Q(permission__in=sorted(PERMISSIONS[post.role]))
            wanted |= paths.below(area_of(post)) & own
    return Task.objects.on(day).visible_to(officer, day).filter(wanted)


def posts_on(day, path=None):
    """Return who holds which post in every agency on a day, or in the one at `path`: {(agency, role): officers}."""
    found, posts = defaultdict(list), Post.objects.in_force(day)
    posts = posts if path is None else posts.filter(paths.below(path, "team__path"))
    for unit, role, officer in posts.order_by("pk").values_list("team__path", "role", "officer"):
        found[paths.agency_of(unit), role].append(officer)
    return found


class Doers:
    """On whose desks tasks lie on a day, as far as these people see the file (R-1102)."""

    def __init__(self, day, path=None):
        self.day, self.posts, self.people = day, posts_on(day, path), {}

    def __call__(self, task):
        return [officer for officer in doers_of(task, self.posts) if self.sees(officer, task)]

    def sees(self, officer, task):
        """Return whether a person sees the file: who may act reads every ordinary one of his unit."""
        if task.sensitivity == Sensitivity.ORDINARY:
            return True
        if officer not in self.people:
            self.people[officer] = Officer.objects.get(pk=officer)
        return Task.objects.filter(pk=task.pk).visible_to(self.people[officer], self.day).exists()


def doers_of(task, posts):
    """Return the keys of those on whose desks a task lies, each once: nobody's yet where any of a queue may take it."""
    if task.officer_id:
        return [task.officer_id]
    if task.permission == REVIEW:
        return []
    roles = [role for role, held in PERMISSIONS.items() if task.permission in held]
    held = [posts.get((task.path, role), []) for role in FIRST_HELD.get(task.permission, roles)]
    if task.permission in FIRST_HELD:
        held = [next(filter(None, held), [])]
    return list(dict.fromkeys(each for officers in held for each in officers if each not in task.barred))


def before(roles, role):
    return roles[: roles.index(role)]


def held_by_nobody(roles, day):
    """Return the condition on tasks in whose unit nobody holds one of `roles`."""
    near = Post.objects.in_force(day).annotate(agency=Substr("team__path", 1, paths.AGENCY))
    return ~Exists(near.filter(role__in=roles, agency=OuterRef("path"))) if roles else Q()


def group_of(due, day):
    """Return the group of what is to be done until `due` (None: whenever), on the day `day`."""
    if due is None or due > day + timedelta(days=6 - day.weekday()):
        return LATER
    return WEEK if due > day else TODAY if due == day else LATE


def by_day(tasks):
    """Return tasks by the day until which they are to be done, what is due on none last, the newest first on a day."""
    return tasks.order_by(F("due_on").asc(nulls_last=True), "-pk")


def returned_first(lines, day):
    """Return lines that stand `by_day` with what was returned before the others of its group."""
    if not any(line.first for line in lines):
        return lines
    places = {due: PLACES[group_of(due, day)] for due in {line.due_on for line in lines}}
    return sorted(lines, key=lambda line: (places[line.due_on], not line.first))
