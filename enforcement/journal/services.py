"""Writing the journal: `record` is the only way in."""

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F, Max, OuterRef, Subquery
from django.utils import timezone

from enforcement.journal.models import Chain, DailyRoot, DayHead, Entry, Looked
from enforcement.prepared import prepared

SYSTEM = "系统"
DAYS = "journal:days"  # the chain of the daily roots
LONGEST_TRANSACTION = timedelta(days=1)
_gathering = ContextVar("gathering", default=None)


@transaction.atomic(savepoint=False)
def record(subject, verb, *, by, at, **data):
    """Append one entry to the chain of `subject` and return it; the chain stays locked until the commit.

    Its `after` is the moment of the entry before it, None for the first.

    `subject` has a `chain_key`, or is such a key itself; `by` is None where the system acts by itself. Inside
    `gathered` the entry is written at its end.
    """
    gathering = _gathering.get()
    chain = (gathering.chain if gathering else locked_chain)(
        subject if isinstance(subject, str) else subject.chain_key
    )
    entry = Entry(
        chain=chain,
        serial=chain.length + 1,
        at=at,
        day=timezone.localdate(at),
        actor=by,
        actor_words=actor_in_words(by, at),
        verb=verb,
        data=plain(data),
        previous=chain.head,
    )
    entry.digest, entry.after = entry.compute_digest(chain.key), chain.last_at
    chain.last_at = at
    chain.length, chain.head = entry.serial, entry.digest
    if gathering:
        gathering.entries.append(entry)
        return entry
    entry.save(force_insert=True)
    chain.save(update_fields=["length", "head"])
    return entry


class Gathering:
    """The entries of one act that wait to be written together, and the chains that it holds locked."""

    def __init__(self):
        self.entries, self.chains = [], {}

    def chain(self, key):
        if key not in self.chains:
            self.chains[key] = locked_chain(key)
        return self.chains[key]

    def write(self):
        if self.entries:
            Entry.objects.bulk_create(self.entries)
            for chain in self.chains.values():
                chain.save(update_fields=["length", "head"])


@contextmanager
def gathered():
    """Write all entries of one act in one statement at its end; must stand inside the act's transaction."""
    if _gathering.get():
        yield
        return
    gathering = Gathering()
    token = _gathering.set(gathering)
    try:
        yield
        gathering.write()
    finally:
        _gathering.reset(token)


def locked_chain(key):
    """Return the chain of `key`, made if need be, locked until the end of the transaction."""
    # two first entries at once: the database keeps one row, and who did not make it queues for its lock
    return (under_lock(key) or made(key) or under_lock(key))[0]


def made(key):
    """Return the new chain of `key` in a list, nobody else's before the commit; [] where there is one by now."""
    chain = Chain(key=key)
    columns = [field for field in CHAIN if field != "id"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO journal_chain ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) "
            "ON CONFLICT (key) DO NOTHING RETURNING id",
            [getattr(chain, name) for name in columns],
        )
        row = cursor.fetchone()
    if row is None:
        return []
    chain.pk, chain.last_at, chain._state.adding = row[0], None, False
    return [chain]


def under_lock(key):
    """Return the chain of `key` in a list, locked, with the moment of its last entry as `last_at`; [] without one."""
    found = []
    for *columns, last_at in locked_columns(key):
        chain = Chain.from_db("default", CHAIN, columns)
        chain.last_at = last_at
        found.append(chain)
    return found


CHAIN = [field.attname for field in Chain._meta.concrete_fields]


@prepared
def locked_columns(key):
    entries = Entry.objects.filter(chain=OuterRef("pk")).order_by("-serial")
    chains = Chain.objects.select_for_update().filter(key=key)
    return chains.annotate(last_at=Subquery(entries.values("at")[:1])).values_list(*CHAIN, "last_at")


def actor_in_words(by, at):
    """Return the actor with post and unit as they are at that moment, since both change later."""
    if by is None:
        return SYSTEM
    words = by.posts_in_words(at) if hasattr(by, "posts_in_words") else str(by)
    return words[:200]


def plain(value):
    """Return `value` in the few types that both databases give back unchanged, so that it hashes alike.

    Numbers with a point become text: PostgreSQL would give 100 back for 1e2.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value).replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


LOOKED_AGAIN = 600  # seconds in which looking again at the same is the same look
LOOKS = 2000  # taken over at once


def note_look(subject, what, *, by, at):
    """Note that `by` opened something of a subject: one row without a lock, once in ten minutes."""
    key = subject if isinstance(subject, str) else subject.chain_key
    if cache.add(look_key(key, what, by), True, LOOKED_AGAIN):
        Looked.objects.create(subject=key, what=what, officer=by, at=at)


def look_key(key, what, by):
    """Return under what the cache remembers a look."""
    # words of any length and with blanks: no cache takes them as a key
    seen = hashlib.sha256(f"{key}:{what}".encode()).hexdigest()
    return f"looked:{by.pk}:{seen}"


@transaction.atomic
def take_over_looks():
    """Write the noted looks into the chains of their subjects, one entry for each person and day; return how many."""
    noted = Looked.objects.select_related("officer").order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        noted = noted.select_for_update(of=("self",), skip_locked=True)
    rows = list(noted[:LOOKS])
    looks = {}
    for row in rows:
        key = row.subject, row.officer_id, timezone.localdate(row.at)
        looks.setdefault(key, []).append(row)
    with gathered():
        for (subject, *_), seen in sorted(looks.items()):
            record(
                subject, "looked", by=seen[0].officer, at=seen[-1].at, times=len(seen),
                since=timezone.localtime(seen[0].at).isoformat(timespec="minutes"),
                what=sorted({row.what for row in seen}),
            )  # fmt: skip
    Looked.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def close_day(*, day, at):
    """Seal the heads of all chains that grew since the last root, and return the root; a day is closed once.

    An entry that is being written meanwhile is not seen here and comes into the next root.
    """
    locked_chain(DAYS)
    if root := DailyRoot.objects.filter(day=day).first():
        return root
    seal, sealed = Seal(), []
    for entry in unsealed_heads(at).iterator():
        seal.add(entry)
        sealed.append(entry.pk)
    position = sealed[-1] if sealed else 0
    root = DailyRoot.objects.create(
        day=day, digest=seal.digest, chains=len(sealed), position=position, made_at=at
    )
    DayHead.objects.bulk_create((DayHead(root=root, entry_id=key) for key in sealed), batch_size=500)
    record(DAYS, "close_day", by=None, at=at, day=day, digest=root.digest, chains=root.chains)
    return root


def unsealed_heads(at):
    """Return the chains' last entries that no root holds yet, in the order of the journal.

    Keys are given out before they are committed, so the search starts a day's length behind the last root.
    """
    behind = DailyRoot.objects.filter(made_at__lt=at - LONGEST_TRANSACTION)
    start = behind.aggregate(last=Max("position"))["last"] or 0
    heads = Entry.objects.filter(pk__gt=start, serial=F("chain__length"), day_head__isnull=True)
    return heads.select_related("chain").order_by("pk")


class Seal:
    """The digest over a row of heads, one line for each."""

    def __init__(self):
        self.hash = hashlib.sha256()

    def add(self, entry):
        self.hash.update(f"{entry.chain.key} {entry.serial} {entry.digest}\n".encode())

    @property
    def digest(self):
        return self.hash.hexdigest()
