"""What can be done with a row now: the one step that comes next, the others, and what stands in the way of each."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from enforcement import law
from enforcement.addresses import address_if_any
from enforcement.law.findings import Level
from enforcement.procedures.asking import build_facts, has_facts, of_the_step, permitted, standing
from enforcement.procedures.tasked import following
from enforcement.teams.roles import PERMISSIONS


@dataclass(frozen=True)
class Next:
    """What comes next. step: its name. label: what the button says where that is not the step's own. words: why now.

    page: name of the address at which to begin where that is not the step's own. until: the last day on which this is
    so; `then`: what follows it by itself.
    """

    step: str
    label: str = ""
    words: str = ""
    page: str = ""
    until: date | None = None
    then: "Next | None" = None


class Course:
    """How the rows of one table are read, and what comes next in them. An app gives its table one of its own."""

    def around(self, row, day):
        """Return what is read around a row, once for all its steps."""
        return None

    def facts(self, row, near, at):
        """Return the law's facts of a row."""
        return build_facts(row, at)

    def next(self, row, near, facts):
        """Return the Next of a row, None where nothing follows."""
        follows = [step for step in row.STEPS.values() if step.follows(row) and not step.aside]
        return Next(follows[0].name) if follows else None

    def hidden(self, row, near, following):
        """Return the names of steps that make no sense for this row now; following: the name of what comes next."""
        return set()

    def address(self, row, step, near):
        """Return the address of a step's own page, "" for one that only the row knows."""
        return address_if_any(step.page, row.pk)

    def leads(self, task, table):
        """Return the address at which a task is done, or begun: the page of its row."""
        return table.address_of(task.row)

    def rows(self, model):
        """Return the rows of the table with what `tasks` asks of each."""
        rows = model._default_manager.all()
        return rows if model.dossier is None else rows.select_related("dossier")

    def open_rows(self, model):
        """Return the condition on the rows with which something may be left to do."""
        offered = [step.sources for step in model.STEPS.values() if not step.aside]
        return Q(state__in=sorted(frozenset().union(*offered)))

    def lacking(self, tasks):
        """Return the condition on open rows that lack one of the tasks which only later versions write.

        tasks: those of the row, for a subquery.
        """
        return Q(pk__in=[])

    def ahead(self, rows, day):
        """Return what `tasks` reads around many rows, each thing when it is asked for."""
        return None

    def tasks(self, row, near, at):
        """Return the tasks on a row, unsaved: what `next` says, and what else waits for somebody."""
        near = near or self.around(row, timezone.localdate(at))
        found = self.next(row, near, self.facts(row, near, at) if has_facts(row) else None)
        if found is None:
            return []
        crew = row.STEPS[found.step].on(row).crew
        return following(row, found, crew.people(row, near), barred=sorted(crew.bars(row, near)))

    def reminds(self, limits):
        """Return those of the table's open limits that somebody of ours is told of."""
        return limits.filter(for_party=False)

    def near(self, day, until):
        """Return the condition on limits that are to be told of on `day`; until: a few working days later."""
        return Q(safe_day__lte=until)

    def told(self, row, limit, limits, tasks, doers):
        """Return the keys of who is told of a limit: on whose desk the row lies, else who keeps it.

        limits: all of this row that `reminds` leaves, the nearest first. tasks: what is to be done with it. doers:
        gives on whose desks a task lies. Which limit a task shows is not asked: an act writes that only at its end.
        """
        found = [officer for task in tasks for officer in doers(task)]
        return found or [task.handler_id for task in tasks if task.handler_id]


def course_of(row):
    """Return the course of a row, or of a model of such rows."""
    return row.STEPS.course or Course()


@dataclass
class Choice:
    """A step as a page offers it. `stops` are the findings in its way; `allowed` whether this person may take it."""

    step: object
    url: str
    allowed: bool
    findings: list = field(default_factory=list)
    stops: list = field(default_factory=list)
    label: str = ""
    words: str = ""
    who: str = ""

    @property
    def open(self):
        return self.allowed and not self.stops

    @property
    def rare(self):
        """Return whether few rows ever need the step, so that pages keep it apart."""
        return self.step.rare

    @property
    def left_over(self):
        """Return what stands in the step's way beyond what its own page asks for."""
        asked = self.step.asks
        return [stop for stop in self.stops if not any(f"{fact}.".startswith(asked) for fact in stop.facts)]


def choices_for(row, *, by, at, near=None, facts=None):
    """Return (primary Choice or None, other Choices) with every finding, from one reading of the facts.

    near: what a page has read around the row already; facts: the law's facts of it, where the page has them. Where
    no step follows, the law is not asked.
    """
    steps = [step.on(row) for step in row.STEPS.values() if step.follows(row)]
    if not steps:
        return None, []
    looking = Looking(row, by, at, near, facts)
    primary, others = None, []
    for step in steps:
        if step.name == looking.next.step:
            primary = looking.choice(step)
        elif step.name not in looking.hidden and not step.aside:
            others.append(looking.choice(step))
    return primary, others


class Looking:
    """One person's look at the steps of a row at one moment."""

    def __init__(self, row, by, at, near=None, facts=None):
        self.row, self.by, self.at, self.day = row, by, at, timezone.localdate(at)
        self.course = course_of(row)
        self.near = near or self.course.around(row, self.day)
        self.facts = facts or self.course.facts(row, self.near, at)

    @cached_property
    def rulings(self):
        return list(self.row.dossier.rulings.all())

    @cached_property
    def next(self):
        return self.course.next(self.row, self.near, self.facts) or Next("")

    @cached_property
    def hidden(self):
        return self.course.hidden(self.row, self.near, self.next.step)

    def choice(self, step):
        findings, stops = self.asked(step)
        mine = self.next if step.name == self.next.step else Next(step.name)
        return Choice(
            step,
            self.url(step, mine),
            permitted(self.row, step, self.by, self.day) and step.crew.allows(self.row, self.by, self.near),
            findings,
            stops,
            mine.label or step.label,
            mine.words,
            self.who(step),
        )

    def who(self, step):
        """Return in words who must take the step: people by name where the crew says so, else the posts that may."""
        if people := step.crew.people(self.row, self.near):
            return "、".join(officer.name for officer in people)
        return "、".join(role.label for role, held in PERMISSIONS.items() if step.permission in held)

    def url(self, step, mine):
        """Return the page on which the step is taken, or begun."""
        if mine.page:
            return address_if_any(mine.page, self.row.pk)
        page = self.course.address(self.row, step, self.near)
        return page + step.query if page else self.row.STEPS.step_address(self.row, step)

    def asked(self, step):
        """Return (every finding of the step's gate, those not settled); rulings are read where one could settle."""
        # what a step says of itself is not said before somebody takes it
        findings = [one for one in law.check(self.facts, gate=step.gate) if not of_the_step(one)]
        settled = self.rulings if any(one.level is not Level.BLOCK for one in findings) else ()
        return findings, standing(findings, settled, self.facts, step.gate)


def barred(stops):
    """Return whether any of `stops` is more than a warning, which a reason passes."""
    return any(stop.level is not Level.WARN for stop in stops)
