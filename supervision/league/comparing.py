"""League tables held against their seals, and against what the journal knows of cutting and publishing them."""

from datetime import datetime

from enforcement.checks import check
from enforcement.journal.models import Entry
from supervision.league.models import Snapshot
from supervision.league.services.publishing import is_intact

SEALED = ("league.cut", "league.published", "league.corrected")


@check("榜单")
def faults(*, at):
    """Yield the tables that are not as they were sealed or published, and those that are gone."""
    tables = Snapshot.objects.filter(serial__gt=0).order_by("last", "period", "level", "serial")
    known = {}
    for table in tables.iterator(chunk_size=100):
        known[table.chain_key, table.serial] = table
        if not is_intact(table):
            yield f"{table} 与封存时不同"
    for entry in Entry.objects.filter(verb__in=SEALED).select_related("chain").order_by("pk").iterator():
        yield from told(entry, known)


def told(entry, known):
    """Yield what one entry of the journal knows better than the table."""
    serial = entry.data.get("serial", entry.data.get("edition"))
    if not serial:
        return
    table = known.get((entry.chain.key, serial))
    if table is None:
        yield f"{entry.chain.key} 第 {serial} 版：日志记有，榜单不见了"
        return
    if entry.data.get("digest") not in (None, "", table.digest):
        yield f"{table} 的封存摘要与日志不一致"
    until = entry.data.get("appeal_until")
    if until and (table.published_at, table.appeal_until) != (entry.at, datetime.fromisoformat(until)):
        yield f"{table} 的发布时间或者异议截止与日志不一致"
