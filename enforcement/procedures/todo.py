"""Who has to do what next: the rows of Task, written from what the course of a table says, which also tells the page.

`act` writes them at its end. Whatever else changes what comes next writes them too, with the row locked (`write`).
Each night everything that is open is written anew, so that what no act has changed is right as well: the calendar,
a parameter, a day that turned. A task that turns by itself says so in its row: its desk is right at 00:01 without us.
"""

import logging
from collections import defaultdict
from itertools import groupby
from operator import itemgetter

from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from enforcement import clock
from enforcement.dossiers.referring import left_of, open_referrals
from enforcement.journal.models import Entry
from enforcement.piecemeal import Pieces
from enforcement.prepared import prepared
from enforcement.procedures.models import Task
from enforcement.procedures.offering import course_of
from enforcement.procedures.questions import Then, still_asked
from enforcement.procedures.steps import table_of, tables
from enforcement.procedures.tasked import left_to_superior

logger = logging.getLogger(__name__)
BATCH = 100  # rows in one transaction: some tenths of a second
# what is due by another limit than the one that is first of its row
WITH_DAYS_OF_THEIR_OWN = (Task.Slot.ANSWER, Task.Slot.OVERDUE)
COLUMNS = tuple(field.attname for field in Task._meta.concrete_fields if not field.primary_key)


@prepared
def held_by(subject, row):
    return Task.objects.filter(subject=subject, row=row).order_by("pk")


def write(row, *, at, near=None, new=False, taken="", by=None):
    """Write what is to be done with a row that the caller holds locked; where nothing changed, nothing is written.

    near: what the caller has read around the row and kept true. new: the row was made just now. taken: the gate of
    the step that `by` has just taken, which needs no superior's answer any more.
    """
    if not row.STEPS.home:
        return
    course = course_of(row)
    day = timezone.localdate(at)
    wanted = course.tasks(row, near or course.ahead([row], day), at)
    if not new and may_be_referred(row):
        asked = still_asked(row, left_of(row.dossier_id), taken=taken, by=by, at=at)
        wanted += left_to_superior(row, asked)
    settle(wanted, [] if new else held_by(row.STEPS.subject, row.pk), day)


def drop(row, key):
    """Take away what was to be done with a row that is there no more; key: under which it was."""
    Task.objects.filter(subject=row.STEPS.subject, row=key).delete()


def move_due(row):
    """Show on the tasks of a row that what is due first has moved, outside every act; the caller holds it locked."""
    shown = row.for_desk()
    names = ("due_on", "due_words", "due_unit", "provisional")
    tasks = Task.objects.filter(subject=row.STEPS.subject, row=row.pk).exclude(
        slot__in=WITH_DAYS_OF_THEIR_OWN
    )
    tasks.update(**{name: shown[name] for name in names})


def settle(wanted, held, day):
    """Make the rows `held` of one row of a subject, or of several, those that are `wanted`."""
    pairs, gone = paired(wanted, held)
    made, changed = [], []
    for one, was in pairs:
        begun = was.since if was and alike(one, was) else None
        if one.since is None:
            one.since = min(begun or day, day)
        if was is None:
            made.append(one)
        elif names := [name for name in COLUMNS if getattr(one, name) != getattr(was, name)]:
            one.pk = was.pk
            changed.append((one, names))
    if gone:
        Task.objects.filter(pk__in=[each.pk for each in gone]).delete()
    if len(changed) == 1:
        [(one, names)] = changed
        Task.objects.filter(pk=one.pk).update(**{name: getattr(one, name) for name in names})
    elif changed:
        Task.objects.bulk_update(
            [one for one, _ in changed], {name for _, names in changed for name in names}
        )
    if made:
        Task.objects.bulk_create(made)


def paired(wanted, held):
    """Return [(wanted, the held row it goes on in, or None)], and the held rows that are over."""
    left, found = list(held), {}
    for same in (alike, of_one_officer, of_one_slot):
        for place, one in enumerate(wanted):
            if place not in found and (match := next((each for each in left if same(one, each)), None)):
                found[place] = match
                left.remove(match)
    return [(one, found.get(place)) for place, one in enumerate(wanted)], left


def of_one_slot(one, other):
    return (one.subject, one.row, one.slot) == (other.subject, other.row, other.slot)


def of_one_officer(one, other):
    return of_one_slot(one, other) and one.officer_id == other.officer_id


def alike(one, other):
    return of_one_officer(one, other) and one.step == other.step


def models_with_tasks():
    """Return the model of every table whose rows have pages, and so tasks."""
    return [table.model for table in tables() if table.home]


def refresh(model, keys, at):
    """Write anew what is to be done with rows of one model, locked as in an act, and return how many there were."""
    day, course = timezone.localdate(at), course_of(model)
    with transaction.atomic():
        # locked without joins: a joined row is the one that stood there before the wait for the lock
        held_rows = model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
        keys = list(held_rows.values_list("pk", flat=True))
        rows = list(course.rows(model).filter(pk__in=keys).order_by("pk"))
        near = course.ahead(rows, day)
        held = Task.objects.filter(subject=model.STEPS.subject, row__in=keys).order_by("pk")
        begun = last_acts(rows) if len({each.row for each in held}) < len(rows) else {}
        known, asked = {}, referrals_of(rows)
        for each in held:
            known.setdefault(each.row, []).append(each)
        wanted, then = [], Then(rows, asked)
        for row in rows:
            mine = course.tasks(row, near, at)
            if row.dossier is not None:
                mine += left_to_superior(row, still_asked(row, asked[row.dossier_id], then=then, at=at))
            if row.pk not in known:
                for one in mine:
                    one.since = one.since or begun.get(chain_key(row))
            wanted += mine
        settle(wanted, list(held), day)
    return len(rows)


def may_be_referred(row):
    """Return whether a HOLD on a row, or on rows of a model, is left to a superior."""
    return bool(row.LIFTS) and row.dossier is not None


def referrals_of(rows):
    """Return what was left to superiors in the files of rows and waits for their word: {dossier: [referral]}."""
    found = defaultdict(list)
    keys = [row.dossier_id for row in rows if may_be_referred(row)]
    for one in open_referrals(dossier__in=keys) if keys else ():
        found[one.dossier_id].append(one)
    return found


def open_in(model):
    """Return the condition on rows with which something may be left to do."""
    return course_of(model).open_rows(model) | referred_in(model)


def referred_in(model):
    """Return the condition on rows in whose file something waits for a superior's word."""
    if not may_be_referred(model):
        return Q(pk__in=[])
    return Q(Exists(open_referrals(dossier=OuterRef("dossier"))))


def lacking(model):
    """Return the condition on open rows with which more is to be done than an earlier version has written."""
    known = Task.objects.filter(subject=model.STEPS.subject, row=OuterRef("pk"))
    unasked = referred_in(model) & ~Exists(known.filter(slot=Task.Slot.REFERRAL))
    return open_in(model) & (~Exists(known) | unasked | course_of(model).lacking(known))


def name_anew(officer, *, at):
    """Write anew the tasks that say a person's name: those that wait for him, and those of what he keeps.

    A row that cannot be written keeps nobody from his new name: it is logged, and every night tries it again.
    """
    pieces = Pieces()
    tasks = Task.objects.filter(Q(officer=officer) | Q(handler=officer) | Q(partner=officer))
    rows = tasks.order_by("subject", "row").values_list("subject", "row").distinct()
    for subject, found in groupby(rows, key=itemgetter(0)):
        refresh_each(table_of(subject).model, [key for _, key in found], at, pieces)


def refresh_all(model, condition, at):
    """Write anew what is to be done with the rows of a condition, and return how many; Unfinished where one failed."""
    keys = list(model._default_manager.filter(condition).order_by("pk").values_list("pk", flat=True))
    pieces = Pieces()
    done = refresh_each(model, keys, at, pieces)
    pieces.tell()
    return done


def refresh_each(model, keys, at, pieces):
    """Write anew what is to be done with rows, a batch in a transaction; return how many.

    A batch that fails is done row by row: one row that contradicts itself keeps no other waiting.
    """
    done = 0
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        try:
            done += refresh(model, batch, at)
        except Exception:
            for key in batch:
                with pieces.piece(f"{model.STEPS.subject} {key}"):
                    done += refresh(model, [key], at)
    return done


def last_acts(rows):
    """Return the day of the last entry on the chain of each row, {chain key: day}: nothing has changed since."""
    keys = list(map(chain_key, rows))
    told = Entry.objects.filter(chain__key__in=keys).values("chain__key").annotate(last=Max("day")).order_by()
    return dict(told.values_list("chain__key", "last"))


def chain_key(row):
    """Return the key of the chain on which the journal keeps the steps of a row."""
    return row.chain if isinstance(row.chain, str) else row.chain.chain_key


def refresh_open(at):
    """Write anew what is to be done with everything that is open, batch by batch; may run twice."""
    done, pieces = 0, Pieces()
    for model in models_with_tasks():
        with pieces.piece(model.STEPS.subject):
            left = Task.objects.filter(subject=model.STEPS.subject).values("row")
            done += refresh_all(model, open_in(model) | Q(pk__in=left), at)
    pieces.tell()
    return done


def fill_missing(at):
    """Write what is to be done with open rows that an earlier version left without the tasks of this one."""
    done, pieces = 0, Pieces()
    for model in models_with_tasks():
        with pieces.piece(model.STEPS.subject):
            done += refresh_all(model, lacking(model), at)
    pieces.tell()
    return done


def filled_after_migrate(sender, using, plan=None, **kwargs):
    """Django's hook after migrate: what an earlier version left open has its tasks before anybody opens his desk.

    Only once the whole schema is this version's; where all is there already, it asks and writes nothing. What fails is
    logged and stops no upgrade: every night tries it again.
    """
    if plan is None:
        return
    loader = MigrationLoader(connections[using])
    if set(loader.applied_migrations) >= set(loader.graph.leaf_nodes()):
        try:
            fill_missing(clock.now())
        except Exception:
            logger.exception("升级以后有待办没有补写，每天夜里会再补")
