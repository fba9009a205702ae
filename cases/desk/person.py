"""Due work of one person: what he must do, what others keep, what he has not sent yet."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.draft.service import goes_on, words_of
from cases.models import Case, Reminder
from enforcement.addresses import address_of
from enforcement.dossiers.models import Draft
from enforcement.parameters.services import calendar_for
from enforcement.prepared import prepared
from enforcement.procedures import desks, unsent
from enforcement.procedures.models import Task
from enforcement.procedures.offering import course_of
from enforcement.procedures.steps import table_of
from enforcement.teams.roles import HANDLE, READ_CASES, REVIEW

SHOWN, DRAFTS = 20, 50  # on one page
WEEKDAYS = "一二三四五六日"
REMINDED = 10
OF_CASES = ("summary:", "lead:", "case:")  # what drafts of case work begin with
# what moves with the officer who handles the case
MOVED = (Task.Slot.MAIN, Task.Slot.ASSIGN)


@dataclass
class Row:
    """A task on a desk. who: whom it waits for, "" for whoever looks; waits: whether from which day on is shown."""

    task: Task
    who: str = ""
    waits: bool = False

    @property
    def next(self):
        return self.task.words

    @cached_property
    def table(self):
        return table_of(self.task.subject)

    @property
    def url(self):
        if self.table is Case.STEPS:
            return address_of("cases:detail", self.task.row)
        return course_of(self.table.model).leads(self.task, self.table)

    @property
    def since(self):
        return self.task.since if self.waits else None

    @property
    def together(self):
        """Return the step where one press may take it for several rows, None for one that is taken row by row."""
        step = self.table[self.task.step]
        return step if step.together and self.task.slot == Task.Slot.MAIN else None

    @property
    def moves(self):
        """Return whether its case may be given to another officer now."""
        return goes_with_case(self.task) and self.task.state in Case.STEPS["assign"].sources

    @property
    def kind(self):
        return Case.Procedure(self.task.lane).label if self.table is Case.STEPS else self.table.noun

    @property
    def state(self):
        return self.table.states(self.task.state).label

    @property
    def due(self):
        """The day until which as the deadline component takes it, None where nothing is due."""
        task = self.task
        if task.due_on is None:
            return None
        return {
            "due": task.due_on,
            "title": task.due_words,
            "unit": task.due_unit,
            "provisional": task.provisional,
        }


@dataclass
class Group:
    """What is late, due today, this week or later: its rows of this page, and how many there are in all."""

    code: str
    words: str
    count: int
    rows: list


@dataclass
class Desk:
    """`rows` of the chosen tab, in `groups` where they are this person's own; counts of every tab and group; the next
    ten working days with how much falls due.

    queue: how many files wait for any reviewer, None for who reviews nothing. reminders: the oldest that stand,
    one more than is shown where there are more. more: the number of the page after, None without. unit: whether he
    looks after his unit's work.
    """

    rows: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    more: int | None = None
    mine: int = 0
    waiting: int = 0
    queue: int | None = None
    drafts: list = field(default_factory=list)
    reminders: list = field(default_factory=list)
    late: int = 0
    today: int = 0
    week: int = 0
    later: int = 0
    soon: int = 0
    strip: list = field(default_factory=list)
    done_this_week: int = 0
    handles: bool = False
    unit: bool = False
    reads: bool = False
    calendar: object = None

    @property
    def together(self):
        """Return the steps that one press may take for several of the rows shown."""
        found = {row.task.step: row.together for row in self.rows if row.together and not row.who}
        return list(found.values())

    @property
    def picks(self):
        return "together" if self.together else ""

    @property
    def chips(self):
        """The head of the desk in words: (words, tone), only what there is."""
        counted = (
            ("超期", self.late, "overdue"),
            ("今天到期", self.today, "today"),
            ("3 个工作日内", self.soon, "soon"),
        )
        return [(f"{words} {count}", tone) for words, count, tone in counted if count]


def desk_of(officer, *, at, tab="mine", day=None, group="", page=1):
    """Return the desk of `officer`: at most eight queries beside those of sight, however much lies on it.

    day: only what is due on it; group: a code of `desks.GROUPS`, "" for all. page: of SHOWN rows each.
    """
    today = timezone.localdate(at)
    if not officer.may(READ_CASES, today):
        return Desk()
    calendar, found = calendar_for(), desks.lying_on(officer, today)
    handles, reviews = officer.may(HANDLE, today), officer.may(REVIEW, today)
    lines = chosen(found, tab, _day(day or ""), group, today)
    shown = lines[SHOWN * (page - 1) : SHOWN * page]
    rows = rows_of(shown, waits=tab == "waiting")
    return Desk(
        rows=rows,
        groups=grouped(rows, counts_of(lines, today), today) if tab == "mine" else [],
        more=page + 1 if len(lines) > SHOWN * page else None,
        waiting=len(found.waiting),
        queue=len(found.queue) if reviews else None,
        drafts=drafts_of(officer, today),
        reminders=reminders_of(officer, today),
        done_this_week=len(closed_since(officer.pk, today - timedelta(days=today.weekday())))
        if handles
        else 0,
        handles=handles,
        unit=officer.has_role(*desks.LOOKS_AFTER, day=today),
        reads=True,
        calendar=calendar,
        **_by_day(found.mine, today, calendar),
    )


def chosen(found, tab, day, group, today):
    """Return the lines of one tab: what is due first, of one's own what was returned first in each group."""
    lines = {"waiting": found.waiting, "queue": found.queue, "drafts": []}.get(tab, found.mine)
    if tab == "mine":
        if day:
            lines = [line for line in lines if line.due_on == day]
        if group:
            lines = [line for line in lines if desks.group_of(line.due_on, today) == group]
        return desks.returned_first(lines, today)
    return lines


def rows_of(lines, *, named=False, waits=False):
    """Return the rows of these lines. named: with whom each waits for; waits: and since when."""
    found = {task.pk: task for task in on_desk(tuple(line.pk for line in lines))} if lines else {}
    tasks = [found[line.pk] for line in lines if line.pk in found]
    return [Row(task, task.waits_for if named or waits else "", waits) for task in tasks]


def goes_with_case(task):
    """Return whether a task goes to another officer when its case does."""
    return task.subject == Case.STEPS.subject and task.slot in MOVED


def counts_of(lines, today):
    """Return how many of the lines each group has."""
    found = Counter()
    for due, count in Counter(line.due_on for line in lines).items():
        found[desks.group_of(due, today)] += count
    return found


def grouped(rows, counts, today):
    """Return the groups that have rows here. counts: how many each has in all."""
    found = {code: [] for code in desks.GROUPS}
    for row in rows:
        found[desks.group_of(row.task.due_on, today)].append(row)
    return [Group(code, desks.GROUPS[code], counts[code], own) for code, own in found.items() if own]


@prepared
def on_desk(keys):
    return Task.objects.filter(pk__in=keys)


@prepared
def closed_since(officer, day):
    """The cases that this handler closed since a day."""
    return Case.objects.filter(handler=officer, closed_on__gte=day).values_list("pk")


def reminders_of(officer, day):
    """Return the oldest of what stands of this person's reminders, with what each is about, as far as he sees it."""
    if not reminded(officer.pk):  # what he sees of them is a long question, and most are reminded of nothing
        return []
    standing = Reminder.objects.seen_by(officer, day).select_related("limit").order_by("day")
    return list(standing.only("day", "words", "limit__subject", "limit__row")[: REMINDED + 1])


@prepared
def reminded(officer):
    """The first of what stands of this person's reminders, whatever he sees of it."""
    return Reminder.objects.standing(officer).values_list("pk")[:1]


def _by_day(mine, today, calendar):
    """Return every count of what falls due: how many on which day."""
    due = Counter(line.due_on for line in mine)
    soon = calendar.add_working_days(today, 3)
    groups = counts_of(mine, today)
    return {
        "mine": len(mine),
        **{code: groups[code] for code in desks.GROUPS},
        "soon": sum(count for day, count in due.items() if day and today < day <= soon),
        "strip": _strip(due, today, calendar),
    }


@prepared
def mine_unsent(officer):
    """The drafts of this person's case work, and of what has the pages of every procedure, newest first."""
    ours = unsent.named()
    for name in OF_CASES:
        ours |= Q(form__startswith=name)
    return Draft.objects.filter(ours, officer=officer).exclude(data={}).order_by("-saved_at")[:DRAFTS]


def drafts_of(officer, day):
    """Return this person's drafts that can still go on; one whose row or step is over has ended with it."""
    drafts = mine_unsent(officer.pk)
    others = [draft for draft in drafts if not draft.form.startswith(OF_CASES)]
    going_on = set(unsent.going_on(others, officer, day)) if others else set()
    keys = {key: int(key) for key in (case_key(draft) for draft in drafts) if key}
    held = cases_of_drafts(tuple(sorted(keys.values()))) if keys else []
    found = {str(case.pk): case for case in held}
    return [
        draft
        for draft in drafts
        if draft in going_on or (draft not in others and drafted(draft, found.get(case_key(draft))))
    ]


@prepared
def cases_of_drafts(keys):
    return Case.objects.for_desk().filter(pk__in=keys)


def case_key(draft):
    """Return the key of the case whose page a draft is of, nothing for a new case's."""
    kind, key, _ = f"{draft.form}::".split(":", 2)
    return key if kind == "case" and key.isdecimal() else ""


def drafted(draft, case):
    """Return a draft with the page on which it goes on and what it is in words, None where it has ended."""
    if draft.form.startswith("case:"):
        if case is None or not goes_on(case, draft.form):
            return None
        draft.url = reverse(f"cases:{draft.form.split(':')[2]}", args=[case.pk])
    else:
        draft.url = reverse(
            "cases:lead" if draft.form.startswith("lead:") else "cases:start", args=[draft.pk]
        )
    draft.words = words_of(draft, case)
    return draft


def _strip(due, today, calendar):
    """Return the next ten working days with how many fall due on each."""
    days, day = [], today - timedelta(days=1)
    while len(days) < 10:
        day = calendar.add_working_days(day, 1)
        days.append(day)
    return [
        {
            "day": day,
            "count": due.get(day, 0),
            "weekday": WEEKDAYS[day.weekday()],
            "date": f"{day.month}-{day.day}",
        }
        for day in days
    ]


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
