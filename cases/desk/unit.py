"""What a unit has to do, for who looks after it: by whom, how much is late, and given to others in one press."""

from collections import Counter, namedtuple
from dataclasses import dataclass, field

from django.utils import timezone

from cases.crew.forms import able
from cases.desk.person import SHOWN, goes_with_case, rows_of
from cases.models import Case
from enforcement.parameters.services import calendar_for
from enforcement.procedures import desks
from enforcement.procedures.together import take_each
from enforcement.teams.models import Officer
from enforcement.teams.roles import APPROVE

COLUMNS = ("pk", "officer", "due_on", "first")
Line = namedtuple("Line", COLUMNS)
POSTS = "posts"  # what no person but a post does


@dataclass
class Load:
    """What one person of the unit has to do: how much, and how much of it is late. key: "" for all of the unit."""

    key: str
    name: str
    count: int
    late: int


@dataclass
class UnitDesk:
    """The rows of a unit, or of one of its people, what is late first; `loads` of everybody, the fullest first.

    takers: who may be given a case, [] for who only looks.
    """

    rows: list = field(default_factory=list)
    loads: list = field(default_factory=list)
    more: int | None = None
    takers: list = field(default_factory=list)
    calendar: object = None

    @property
    def picks(self):
        """Which rows are ticked: those that may be given away, where anybody may be given one."""
        return "moves" if self.takers and any(row.moves for row in self.rows) else ""


def unit_desk_of(officer, *, at, who="", page=1):
    """Return what the units of `officer` have to do. who: the key of one of their people, POSTS, "" for everybody."""
    day = timezone.localdate(at)
    lines = [Line._make(line) for line in desks.by_day(desks.of_units(officer, day)).values_list(*COLUMNS)]
    loads = loads_of(lines, day)
    chosen = desks.returned_first([line for line in lines if not who or key_of(line) == who], day)
    assigns = officer.may(APPROVE, day)
    return UnitDesk(
        rows=rows_of(chosen[SHOWN * (page - 1) : SHOWN * page], named=True),
        loads=loads,
        more=page + 1 if len(chosen) > SHOWN * page else None,
        takers=takers(officer, day, loads) if assigns and chosen else [],
        calendar=calendar_for(),
    )


def key_of(line):
    return str(line.officer or POSTS)


def loads_of(lines, day):
    """Return the load of the whole unit, then of each of its people, the fullest first."""
    counts = Counter(map(key_of, lines))
    late = Counter(key_of(line) for line in lines if line.due_on and line.due_on < day)
    people = Officer.objects.in_bulk([int(key) for key in counts if key != POSTS])
    names = {str(key): person.name for key, person in people.items()} | {POSTS: "按岗位"}
    found = [Load(key, names[key], count, late[key]) for key, count in counts.most_common()]
    return [Load("", "全部", len(lines), late.total()), *found]


def takers(officer, day, loads):
    """Return [(key, name with what he has already)] of whom a case of the unit may be given to."""
    counts = {load.key: load.count for load in loads}
    return [(one.pk, f"{one.name}（{counts.get(str(one.pk), 0)}）") for one in able(None, officer, day)]


def reassign(keys, *, handler, reason, by, at):
    """Give the cases of these tasks to the officer with the key `handler`, each by the step of its own.

    Who goes with him stays; where it was he, who handled it before goes with him. Of several tasks of one case the
    first is taken, and the others go with it. What cannot be given away is refused in words, each by itself.
    """
    found = list(desks.of_units(by, timezone.localdate(at)).filter(pk__in=keys).order_by("pk"))

    def given(task):
        partner = task.handler_id if task.partner_id == handler else task.partner_id
        return {"handler": handler, "partner": partner, "reason": reason}

    moving = [task for task in found if goes_with_case(task)]
    said = take_each({task.row: task for task in reversed(moving)}.values(), "assign", given, by=by, at=at)
    moved = {task.row for task in said.done}
    said.done = [task for task in moving if task.row in moved]
    for task in found:
        if not goes_with_case(task):
            said.leave(task, why_it_stays(task))
    if gone := len(set(keys)) - len(found):
        said.leave(f"{gone} 项", "已经不在本单位的待办里。刷新这一页再看。")
    return said


def why_it_stays(task):
    if task.subject != Case.STEPS.subject:
        return "不是案件，没有承办人员可以更换。到它自己的页面办理。"
    return f"“{task.words}”不能在这里改派。要更换承办人员的，勾选这个案件正在办的一项，或者到案件页面办理。"
