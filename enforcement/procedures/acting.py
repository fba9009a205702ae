"""The one way in and out of a step, and the one place that writes a state.

    with act(case, "conclude", by=by, at=at, reasons=reasons) as case:
        Report.objects.create(case=case, …)

Inside stands what the step writes. Before it: the lock, the post, the crew, the open file, the state. After it: the
law on the facts as they then are, the new state, the journal, the tasks. Any refusal rolls all of it back.
"""

from contextlib import contextmanager, nullcontext
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from enforcement.dossiers.services import require_open
from enforcement.errors import Refused
from enforcement.journal.services import record
from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.facts import StepTaken
from enforcement.law.findings import Finding, Level
from enforcement.law.rulebook import findings_of
from enforcement.procedures import todo
from enforcement.procedures.asking import Barred, ask, permitted, refusal, root_of, wrong_state

# two machines' clocks may differ by this much without anybody noticing
CLOCKS_APART = timedelta(minutes=5)


class Taking:
    """A step while it is being taken on a row under lock."""

    def __init__(self, row, step, by, at, reasons):
        self.row, self.step, self.by, self.at = row, step, by, at
        self.day, self.reasons, self.asked, self.gone = timezone.localdate(at), reasons, None, False
        # what the body has read around the row and kept true; changed: False where nothing was done
        self.near, self.changed = None, True
        self.said = StepTaken(by=str(by.pk) if by else "")

    def tells(self, **facts):
        """Keep for the law what the step itself says, see `StepTaken`: its reason, its paper, what it changes."""
        self.said = self.said.but(**facts)

    def require(self, *rules, **groups):
        """Refuse at once where one of these rules speaks, before something is written that could not stand.

        It is asked of what the step itself says and of `groups`, facts by their names that are typed and not written
        yet; of the row nothing is read. The gate asks the same rules of the whole once more.
        """
        root = root_of(self.row.STEPS.subject)
        known = {"step": self.said} if "step" in root.__dataclass_fields__ else {}
        facts = root(**known, **groups)
        if found := [finding for each in rules for finding in findings_of(each, facts)]:
            raise Refused(self.step.label, found)

    def ask(self):
        """Ask the law now, and refuse with every finding that stands in the way; what follows is not asked again."""
        if self.asked is None:
            name, row = self.step.name, self.row
            self.asked = ask(row=row, step=name, at=self.at, reasons=self.reasons, by=self.by)
        if self.asked.stops:
            raise refusal(self.row, self.step, self.asked, self.by, self.at)

    def instead(self, step):
        """Take another step of the same crew and states: what came of the body shows which of the two it is."""
        self.step = self.row.STEPS[step].on(self.row)

    def nothing(self):
        """Leave the row as it is: what was sent is what stands already, and the journal has nothing to tell."""
        self.gone, self.changed = True, False

    def go(self, **words):
        """Ask the law, write the new state onto the row, and journal the step; words: what the journal keeps of it."""
        self.ask()
        row, was = self.row, self.row.state
        if self.step.target is not None:
            row.state = self.step.target
        row.table_version = row.STEPS.version
        self.gone = True
        entry = record(row.chain, self.step.said, by=self.by, at=self.at, was=was, now=row.state, **words)
        require_after(entry, self.step)


@contextmanager
def act(row, step, *, by, at, reasons=None, new=False):
    """Take the step called `step` on a row; yields the row as it stands under its lock, with `taking` on it.

    reasons: {rule id: reason} for findings that may be passed with one. new: the caller has just made the row in this
    transaction, where nobody else knows it. What the body changes on the row is saved at
    the end with the state, in one statement. `row.taking.go(…)` in the body takes the step there and then: what
    follows builds on the new state, such as a paper that the law must let pass before it takes a number. A step
    inside another one's body, on the same row, is part of its act.
    Raises PermissionDenied where no post, or not this person's, allows it; Refused with every finding.
    """
    outer = getattr(row, "taking", None)
    # one inside another is part of its act: what refuses it refuses the whole
    with nullcontext() if outer else transaction.atomic():
        held = row if outer or new else type(row).locked(row.pk)
        move = held.STEPS[step].on(held)
        taking = Taking(held, move, by, at, reasons)
        require_allowed(taking)
        held.taking = taking
        before, key = None if outer else values_of(held), held.pk
        try:
            yield held
            if not taking.gone:
                taking.go()
        finally:
            held.taking = outer
        if before is not None and held.pk is not None:
            keep(held, before)
            if taking.changed:
                todo.write(held, at=at, near=taking.near, new=new, taken=taking.step.gate, by=by)
        elif before is not None:
            todo.drop(held, key)


def require_allowed(taking):
    """Refuse at once what needs no look at the facts: the post, the crew, the locked file, the state."""
    row, step, by = taking.row, taking.step, taking.by
    if not permitted(row, step, by, taking.day):
        raise PermissionDenied(f"您的岗位不能{step.label}")
    if by is not None and not step.crew.allows(row, by, None):
        raise Barred(step.crew.finding(step.label))
    if not step.follows(row):
        raise Refused(step.label, [wrong_state(row, step)])
    if row.dossier is not None and not step.sealed:
        require_open(row.dossier)


def values_of(row):
    """Return the row's own columns as they were read."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def keep(row, before):
    """Save what the act has changed on the row."""
    fields = {field.attname: field.name for field in row._meta.concrete_fields}
    changed = [fields[name] for name, value in before.items() if getattr(row, name) != value]
    if changed:
        row.save(update_fields=changed)


def require_after(entry, step):
    """Refuse a step that is dated before what the file already holds: it would be built on what comes after it."""
    if entry.after is None or entry.at >= entry.after - CLOCKS_APART:
        return
    raise Refused(step.label, [too_early(entry)])


def too_early(entry):
    """Return the finding that what follows would be dated before what the file already holds (R-608)."""
    now, last = (f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" for moment in (entry.at, entry.after))
    return Finding(
        rule="R-608",
        level=Level.BLOCK,
        message=f"现在的系统时间{now}早于上一次办理的时间{last}，后做的步骤日期不能在前",
        clause=Clause(HOUSE),
        remedy="请系统管理员校准服务器时间后再办，已填的内容保留在草稿里",
    )
