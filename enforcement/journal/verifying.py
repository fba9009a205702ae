"""Verifying the journal: every chain from its first entry, every daily root, in constant memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef

from enforcement.journal import triggers
from enforcement.journal.models import GENESIS, Chain, DailyRoot, DayHead, Entry
from enforcement.journal.services import DAYS, Seal

CHUNK = 1000


@dataclass(frozen=True)
class Damage:
    """Where something is not as it was written, and what is wrong there."""

    where: str
    what: str

    def __str__(self):
        return f"{self.where}：{self.what}"


@dataclass
class Tally:
    """How much was looked at."""

    chains: int = 0
    entries: int = 0
    roots: int = 0


def verify(tally: Tally | None = None, *, key=None) -> Iterator[Damage]:
    """Yield all damage found, the first broken entry of each chain; with `key`, of that chain only."""
    tally = tally or Tally()
    for name in triggers.missing():
        yield Damage("数据库", f"缺少只增不改触发器 {name}")
    yield from verify_chains(tally, key)
    yield from verify_emptied(key)
    if key is None:
        yield from verify_roots(tally)


def faults(*, at):
    """Yield all damage of the journal in words, for `manage.py verify`."""
    yield from map(str, verify())


def verify_chains(tally, key=None):
    """Walk all chains in one statement, which sees every chain and its head at the same moment."""
    entries = Entry.objects.select_related("chain").order_by("chain_id", "serial")
    entries = entries.filter(chain__key=key) if key else entries
    for _, chain_entries in groupby(entries.iterator(chunk_size=CHUNK), key=lambda entry: entry.chain_id):
        tally.chains += 1
        if damage := first_damage(chain_entries, tally):
            yield damage


def first_damage(entries, tally):
    """Return the first damage in the entries of one chain, or None."""
    serial, previous, damage = 0, GENESIS, None
    for entry in entries:
        tally.entries += 1
        serial += 1
        if damage is None:
            damage = damage_of(entry, serial, previous)
        previous = entry.digest
    if damage is None and (entry.chain.length, entry.chain.head) != (serial, previous):
        damage = Damage(entry.chain.key, f"链首记为 {entry.chain.length} 条，实有 {serial} 条或末条摘要不符")
    return damage


def damage_of(entry, serial, previous):
    """Return what is wrong with one entry that should be the `serial`-th after `previous`, or None."""
    where = f"{entry.chain.key} 第 {serial} 条"
    if entry.serial != serial:
        return Damage(where, f"缺失，其后是第 {entry.serial} 条")
    if entry.previous != previous:
        return Damage(where, "与上一条接不上")
    if entry.digest != entry.compute_digest(entry.chain.key):
        return Damage(where, "内容与摘要不符")
    return None


def verify_emptied(key=None):
    """Yield the chains whose entries are all gone."""
    chains = Chain.objects.filter(key=key) if key else Chain.objects.all()
    emptied = chains.filter(~Exists(Entry.objects.filter(chain=OuterRef("pk"))), length__gt=0)
    for chain in emptied.order_by("pk").iterator(chunk_size=CHUNK):
        yield Damage(chain.key, f"应有 {chain.length} 条，一条也没有")


def verify_roots(tally):
    """Yield the days whose heads are no longer what was sealed, or whose root is not the journalled one."""
    journalled = Entry.objects.filter(chain__key=DAYS, verb="close_day")
    sealed = {entry.data["day"]: entry.data["digest"] for entry in journalled.only("data").iterator()}
    for root in DailyRoot.objects.order_by("pk").iterator(chunk_size=CHUNK):
        tally.roots += 1
        yield from damage_of_root(root, sealed.pop(root.day.isoformat(), None))
    for day in sealed:
        yield Damage(f"{day} 每日总摘要", "缺失")


def damage_of_root(root, journalled):
    heads = DayHead.objects.filter(root=root).select_related("entry__chain").order_by("entry_id")
    seal, count = Seal(), 0
    for head in heads.iterator(chunk_size=CHUNK):
        seal.add(head.entry)
        count += 1
    where = f"{root.day} 每日总摘要"
    if journalled != root.digest:
        yield Damage(where, "与日志所记不符")
    if (seal.digest, count) != (root.digest, root.chains):
        yield Damage(where, "与当日各链末条不符")
