"""Time limits: fixed when their event happens, met when the duty is done, counted anew here and nowhere else.

A limit is counted from what is stored with it (`enforcement.law.reckoning`). When a calendar, a setting or what is
excluded changes, every open one is counted anew, journalled and passed to who keeps its row; a met one stays.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import Count, TextField
from django.db.models.functions import Cast

from enforcement.journal.services import record
from enforcement.law import reckoning
from enforcement.law.clauses import Clause
from enforcement.law.reckoning import Reckoning
from enforcement.law.terms import Term
from enforcement.parameters.services import NoParameter, calendar_for, parameter
from enforcement.piecemeal import Pieces
from enforcement.procedures import todo
from enforcement.procedures.models import Limit
from enforcement.procedures.steps import table_of

CHUNK = 2000
MOST_STARTS = 400  # days that are named in one statement
WRITTEN = (
    "dossier", "label", "start_on", "legal_last_day", "safe_day", "for_party", "provisional", "clause", "explanation",
    "term", "met_on",
)  # fmt: skip
COUNTED = ("start_on", "legal_last_day", "safe_day", "provisional", "clause", "explanation", "term")
_following = {}


@dataclass(frozen=True)
class Due:
    """A time limit to be fixed: key and label, the term, the event that starts it; the rest as `Reckoning` has it."""

    key: str
    label: str
    term: Term | None
    start: date | datetime
    for_party: bool = False
    excluded: tuple = ()
    extensions: tuple = ()
    setting: reckoning.Setting | None = None
    until: date | None = None
    words: tuple = ()
    clause: Clause | None = None

    def limit(self, row, calendar):
        parts = ("start", "term", "excluded", "extensions", "setting", "until", "words", "clause")
        limit = Limit(
            subject=row.STEPS.subject, row=row.pk, dossier=row.dossier, key=self.key, label=self.label,
            for_party=self.for_party,
        )  # fmt: skip
        made = Reckoning(**{name: getattr(self, name) for name in parts})
        put(limit, made, made.count(calendar))
        return limit


@dataclass(frozen=True)
class Moved:
    """A limit whose days are others: as it stood, and as it is counted now."""

    limit: object
    before: tuple
    after: tuple

    @property
    def days_differ(self):
        """Say whether a day moved; else the limit only ceased to be provisional, or became so."""
        return self.before[:2] != self.after[:2]

    @property
    def due_on(self):
        """Return the days that count on a desk, before and after."""
        place = 0 if self.limit.for_party else 1
        return self.before[place], self.after[place]


def follows(model):
    """Register what is done when limits of a row of `model` have moved: follow(row, [Moved], by=, at=).

    What is registered for `Subject` is done for every row.
    """

    def register(follow):
        _following[model] = follow
        return follow

    return register


def fix(row, *dues):
    """Fix time limits of a row, one that was fixed before anew, and return them."""
    calendar = calendar_for()
    return Limit.objects.bulk_create(
        [due.limit(row, calendar) for due in dues],
        update_conflicts=True,
        unique_fields=["subject", "row", "key"],
        update_fields=WRITTEN,
    )


def meet(row, key, day):
    """Note that the duty under `key` was done on `day`, and say whether one was open."""
    return bool(Limit.objects.of(row).open().filter(key=key).update(met_on=day))


def settle(row, day, *, but=()):
    """End every duty of ours on a row that is over, besides those under the keys `but`; the party's go on."""
    Limit.objects.of(row).open().filter(for_party=False).exclude(key__in=but).update(met_on=day)


def drop(row, key):
    """Take away a limit that does not run after all, and say whether there was one."""
    gone, _ = Limit.objects.of(row).filter(key=key).delete()
    return bool(gone)


def change(row, key, *, by, at, **parts):
    """Count an open limit of a locked row anew with other `parts` of its reckoning: excluded, extensions, until, start.

    Returns the limit, None where none is open under `key`.
    """
    limit = Limit.objects.of(row).open().filter(key=key).first()
    if limit is not None:
        made = replace(limit.reckoning, **parts)
        _pass_on(row, [rewrite(row, limit, made, calendar_for(), by=by, at=at)], by, at)
    return limit


@dataclass(frozen=True)
class Scope:
    """Which open limits are counted anew: those that days touch, those that a setting gave, or all provisional.

    days: the first and last day that a calendar has otherwise. setting, since: a parameter, and the first day of its
    new value.
    """

    days: tuple = ()
    setting: str = ""
    since: date | None = None

    @property
    def limits(self):
        found = Limit.objects.open()
        if self.setting:
            return found.filter(term__setting__key=self.setting)
        return found.touching(*self.days) if self.days else found.exclude(provisional="")

    def now(self, made, numbers):
        """Return the reckoning with the number that its setting has now, where that is what changed."""
        asked = made.setting
        if not self.setting or asked is None or (self.since and asked.day < self.since):
            return made
        if asked not in numbers:
            numbers[asked] = number_of(asked)
        return made if numbers[asked] is None else made.with_number(numbers[asked])


def number_of(setting):
    """Return the number that a setting gives now for the area and day it was asked for, None where it has no value."""
    try:
        return int(parameter(setting.key, setting.day, setting.path).typed)
    except NoParameter:
        return None


class Moving:
    """What would move of a scope under a calendar; nothing is written.

    Most limits of a day are counted alike: the database puts them together, and each count is made once.
    """

    ALIKE = ("kept", "start_on", "legal_last_day", "safe_day", "provisional")

    def __init__(self, scope, calendar, pieces=None):
        pieces = pieces or Pieces()  # a preview shows what can be counted
        self.limits = scope.limits.annotate(kept=Cast("term", TextField()))
        self.found, self.counts, numbers = {}, [], {}  # {what they have in common: their days after}
        for *alike, count in self.limits.values_list(*self.ALIKE).annotate(Count("pk")).order_by():
            kept, start_on, *before = alike
            with pieces.piece(partial(self.named, alike)):
                made = scope.now(reckoning.read(json.loads(kept), start_on), numbers)
                after = made.count(calendar).days
                if after != tuple(before):
                    self.found[tuple(alike)] = after
                    self.counts.append((after[:2] != tuple(before[:2]), count))

    def named(self, alike):
        """Return the names of the rows whose limits have this in common."""
        rows = self.limits.filter(**dict(zip(self.ALIKE, alike, strict=True))).order_by("pk")
        return [f"{subject} {row}" for subject, row in rows.values_list("subject", "row")]

    @property
    def moved(self):
        """Return how many limits have another day."""
        return sum(count for differ, count in self.counts if differ)

    @property
    def firm(self):
        """Return how many keep their days and are firm, or provisional, only now."""
        return sum(count for differ, count in self.counts if not differ)

    def __iter__(self):
        """Yield each as Moved, its limit without its working, the nearest first."""
        columns = ("pk", "subject", "row", "label", "for_party", *self.ALIKE)
        starts = {start_on for _, start_on, *_ in self.found}
        rows = self.limits.filter(start_on__in=starts) if len(starts) <= MOST_STARTS else self.limits
        rows = rows.order_by("legal_last_day", "pk").values_list(*columns, named=True)
        for row in rows.iterator(chunk_size=CHUNK) if starts else ():
            after = self.found.get(tuple(getattr(row, name) for name in self.ALIKE))
            if after:
                yield Moved(row, (row.legal_last_day, row.safe_day, row.provisional), after)


def recount(*, by, at, scope=None, ground=""):
    """Count the open limits of a scope anew, all provisional ones without, and return every Moved.

    One transaction a row, which is locked first like in every act. May run twice, or die in between: what stands as
    it is counted writes nothing. ground: why, in words. Unfinished at the end where a row failed.
    """
    scope, calendar, moved, pieces = scope or Scope(), calendar_for(), [], Pieces()
    rows = dict.fromkeys((each.limit.subject, each.limit.row) for each in Moving(scope, calendar, pieces))
    for subject, key in sorted(rows):
        with pieces.piece(f"{subject} {key}"):
            moved += _recount_row(table_of(subject).model, key, scope, calendar, by=by, at=at, ground=ground)
    pieces.tell()
    return moved


@transaction.atomic
def _recount_row(model, key, scope, calendar, *, by, at, ground):
    row = model.locked(key)
    limits, numbers = scope.limits.filter(subject=row.STEPS.subject, row=key).order_by("pk"), {}
    again = partial(rewrite, row, calendar=calendar, by=by, at=at, ground=ground)
    moved = _pass_on(row, [again(limit, scope.now(limit.reckoning, numbers)) for limit in limits], by, at)
    if moved:  # inside an act the act writes what is to be done next
        todo.write(row, at=at)
    return moved


def rewrite(row, limit, made, calendar, *, by, at, ground=""):
    """Write onto a limit what `made` gives, and journal it where its days are others; Moved then, else None."""
    counted, before = made.count(calendar), days_of(limit)
    if counted.days == before and made == limit.reckoning:
        return None
    put(limit, made, counted)
    limit.save(update_fields=COUNTED)
    if counted.days == before:
        return None
    said = {"before": before[0], "after": counted.legal_last_day}
    if before[0] == counted.legal_last_day and before[1] != counted.safe_day:
        said |= {"safe_before": before[1], "safe_after": counted.safe_day}
    record(
        row.chain, f"{limit.subject}.deadline", by=by, at=at, key=limit.label, **said, provisional=counted.provisional,
        ground=ground,
    )  # fmt: skip
    return Moved(limit, before, counted.days)


def _pass_on(row, found, by, at):
    moved = [each for each in found if each]
    for model, follow in _following.items() if moved else ():
        if isinstance(row, model):
            follow(row, moved, by=by, at=at)
    return moved


def put(limit, made, counted):
    """Put onto a limit what it is counted from and what that gives."""
    limit.start_on, limit.term, limit.clause = made.start_on, made.stored(), counted.clause
    limit.legal_last_day, limit.safe_day, limit.provisional = counted.days
    limit.explanation = list(counted.explanation)


def days_of(limit):
    return limit.legal_last_day, limit.safe_day, limit.provisional


def limits_beside(row):
    """Return a row's limits out of those of its file, which a page has read."""
    mine = (row.STEPS.subject, row.pk)
    return [limit for limit in row.dossier.limits.all() if (limit.subject, limit.row) == mine]
