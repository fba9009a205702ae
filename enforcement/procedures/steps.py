"""What a step is, and the table of one subject's steps: declared once, read by page, API, journal and tests.

A table says what may follow what and who may do it. What the law asks of a step stands in `enforcement.law`, under
the step's gate.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.apps import apps

from enforcement import addresses
from enforcement.law.clauses import Clause
from enforcement.law.findings import Finding, Level
from enforcement.procedures.step_forms import StepForm
from enforcement.teams.roles import READ_CASES

HOME = "procedures:row"


@dataclass(frozen=True)
class Crew:
    """Who, of those whose post allows a step, may take it on this row.

    allows(row, officer, near) → bool; near: what a page has read around the row, None inside an act.
    people(row, near) → the officers meant, [] where the post alone says it. refusal: what anybody else is told, with
    {label} for the step, and remedy: who may; by the rule with that id, resting on `clause`. bars(row, near) → keys of
    those who may not although their post allows it.
    """

    name: str
    allows: Callable
    refusal: str
    people: Callable = lambda row, near: []
    bars: Callable = lambda row, near: ()
    remedy: str = ""
    rule: str = ""
    clause: Clause | None = None

    def finding(self, label):
        """Return what anybody else is told who would take the step called `label`."""
        said = self.refusal.format(label=label)
        return Finding(Level.BLOCK, said, self.remedy, (), self.rule, self.clause)


ANYONE = Crew("岗位允许的人员", lambda row, officer, near: True, "")


def nothing(row, at):
    return {}


def no_lines(row, at):
    return []


@dataclass(frozen=True)
class Step:
    """One thing that may be done with a row of a subject: all that page, API, law, desk and journal know of it.

    name, label: in the API and in words. sources: states from which it goes; target: the state after it, None where
    it stays. permission: what the post must allow. crew: who of those. lane: the one procedure that has the step, ""
    for every one. automatic: taken by another step when its time has come, by nobody's press.

    form: the shape of its input, on page and API. act(row, typed, by=, at=, reasons=) → row: its one service; typed is
    the form's cleaned data, the bound form itself for a form about the row. initial(row, at) → the form's start;
    shows(row, at) → [(name, value)] that the page repeats before the press. words: what it does and by which article.
    asks: facts (or groups, with a dot at the end) that its own page asks for, so that a finding about them says
    nothing before. page: name of the address of its own page, "" for the page that every step has; query: what is
    added to that address. shaped: that page, and the API's verb, have a shape of their own. within: taken on another
    step's page, and offered nowhere else. rare: few rows ever need it. draft: under which name its page keeps a
    draft, "" for none. template: how its fields are laid out. title: what its page is called where the label would
    not say it. sealed: also in a locked file. together: one press may take it for many rows. system: also taken by
    nobody, on schedule. verb: under which word the journal keeps it, the gate where none is given. shut: (what is
    said, what helps) where the state does not allow it, with {state}; () for the words that every step has.
    no_rule: why the law asks nothing at the step's gate, for one that no rule guards. by_lane: {lane: the fields above
    that differ there}.
    """

    name: str
    label: str
    sources: frozenset
    target: str | None
    permission: str
    subject: str
    crew: Crew
    lane: str = ""
    automatic: bool = False
    form: type | None = None
    act: Callable | None = None
    initial: Callable = nothing
    shows: Callable = no_lines
    words: str = ""
    asks: tuple = ()
    page: str = ""
    query: str = ""
    shaped: bool = False
    within: bool = False
    rare: bool = False
    draft: str = ""
    template: str = "procedures/_step_fields.html"
    title: str = ""
    sealed: bool = False
    together: bool = False
    system: bool = False
    verb: str = ""
    shut: tuple = ()
    no_rule: str = ""
    by_lane: Mapping = field(default_factory=dict)

    def follows(self, row):
        """Return whether the table has the step in the row's state and procedure."""
        return row.state in self.sources and self.lane in ("", row.lane)

    @property
    def gate(self):
        return f"{self.subject}.{self.name}"

    @property
    def said(self):
        """Return the verb under which the journal keeps the step."""
        return self.verb or self.gate

    @property
    def heading(self):
        return self.title or self.label

    @property
    def aside(self):
        """Return whether nobody is offered the step by itself: another page, or another step, takes it."""
        return self.within or self.automatic

    @property
    def common(self):
        """Return whether the page and the API's verb are those that every step has."""
        return not (self.shaped or self.aside)

    def on(self, row):
        """Return the step as this row's procedure takes it."""
        differs = self.by_lane.get(row.lane)
        return replace(self, **differs, by_lane={}) if differs else self

    def filled(self, row, by, at, *, data=None, initial=None, more=""):
        """Return the form, bound to `data` or starting with `initial`."""
        if not issubclass(self.form, StepForm):
            return self.form(data, initial=initial)
        grows = {"more": more} if hasattr(self.form, "ROWS") else {}
        return self.form(data, initial=initial, row=row, officer=by, now=at, **grows)

    def take(self, row, form, *, by, at, reasons):
        """Call the service with what the valid form holds, and return the row."""
        typed = form if isinstance(form, StepForm) else form.cleaned_data
        return self.act(row, typed, by=by, at=at, reasons=reasons)


class Table(Mapping):
    """The steps of one subject by name, in the order in which they are declared.

    states: TextChoices of the row's `state`. noun: what people call a row of it. home: name of the address of a
    row's page, of (key); page: name of the address on which a step is taken, of (key, step). A table that names no
    home has the pages and the API that every procedure has; one that names "" has neither, and no tasks, since
    another room shows its rows and asks for what is to be done. reads: the permission without which nobody sees a row.
    `course`: how its rows are read and what comes next, see `enforcement.procedures.offering.Course`.
    version: counted on when states or steps change, and kept on each row by the step that it took last. no_rule: why
    the law asks nothing at any gate of the table, where that is so.
    """

    def __init__(self, subject, *, states, noun, home=HOME, page="", reads=READ_CASES, version=1, no_rule=""):
        if subject in _tables:
            raise ValueError(f"two tables of {subject}")
        self.subject, self.states, self.noun, self.reads, self.version = subject, states, noun, reads, version
        self.home, self.page, self._steps, self.course = home, page, {}, None
        self.no_rule = no_rule
        _tables[subject] = self

    @cached_property
    def model(self):
        """Return the class of the table's rows."""
        return next(model for model in apps.get_models() if getattr(model, "STEPS", None) is self)

    @property
    def plain(self):
        """Return whether pages and API are those that every procedure has."""
        return self.home == HOME

    def step(self, name, label, sources, target, permission, *, crew, **rest):
        """Declare a step, see `Step`, and return it."""
        if name in self._steps:
            raise ValueError(f"two steps {self.subject}.{name}")
        made = Step(name, label, frozenset(sources), target, permission, self.subject, crew, **rest)
        self._steps[name] = made
        return made

    def address(self, row):
        """Return the address of a row's page."""
        return self.address_of(row.pk)

    def address_of(self, key):
        """Return the address of the page of the row with this key."""
        return addresses.address_of(self.home, *([self.subject] if self.plain else []), key)

    def step_address(self, row, step):
        """Return the address of the page that every step of this table has."""
        if self.plain:
            return addresses.address_of("procedures:step", self.subject, row.pk, step.name)
        return addresses.address_of(self.page, row.pk, step.name)

    def __getitem__(self, name):
        return self._steps[name]

    def __iter__(self):
        return iter(self._steps)

    def __len__(self):
        return len(self._steps)


_tables = {}
_gates = set()


def tables():
    """Return every table, in the order of the house."""
    return tuple(_tables.values())


def table_of(subject):
    return _tables[subject]


def asked_at(*gates):
    """Declare gates that a service asks and that are no step of a table: document.issue."""
    _gates.update(gates)


def gates():
    """Return every gate that a table or a service has."""
    return {step.gate for table in tables() for step in table.values()} | _gates
