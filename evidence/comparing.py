"""Evidence held against the journal, which knows what was taken in, by whom, where and when, and what it proves."""

from collections import Counter

from enforcement.checks import check, chunks
from enforcement.journal.models import Entry
from evidence.models import Piece, Support
from evidence.saying import words_digest
from evidence.services import verify_all


@check("证据")
def faults(*, at):
    """Yield what is wrong with files, chains of custody, rows, and links; a changed file is locked."""
    for damage in verify_all(by=None, at=at, pieces=Piece.objects.select_related("dossier")):
        yield str(damage)
    yield from rows()
    yield from links()


def rows():
    """Yield the pieces that the journal has seen come in and that are gone, or of which something else is said."""
    taken = Entry.objects.filter(verb="evidence.receive").order_by("pk")
    for chunk in chunks(taken):
        keys = [entry.data["piece"] for entry in chunk]
        there = Piece.objects.prefetch_related("capturers").in_bulk(keys)
        for entry in chunk:
            data, piece = entry.data, there.get(entry.data["piece"])
            if piece is None:
                yield f"{data['title']}：日志记有入库，证据不见了"
            elif (str(piece), piece.sha256) != (data["title"], data["sha256"]):
                yield f"{data['title']}：名称、序号或者摘要与日志不一致，现在是“{piece}”"
            # pieces that came in before 2026-12 have no such digest in the journal
            elif data.get("said", words := words_digest(piece)) != words:
                yield f"{piece}：时间、地点、位置、取证人或者说明与入库时不一致"


def links():
    """Yield what a piece is said to prove otherwise than the journal knows."""
    told, back, found, removed = Counter(), Counter(), Counter(), Counter()
    for verb, count in (("evidence.support", told), ("evidence.unsupport", back)):
        for entry in Entry.objects.filter(verb=verb).select_related("chain").iterator():
            count[entry.chain.key, entry.data["piece"], entry.data["fact"]] += 1
    for row in Support.objects.select_related("piece__dossier").order_by("pk").iterator():
        key = row.piece.dossier.chain_key, str(row.piece), row.get_fact_display()
        found[key] += 1
        removed[key] += row.removed_at is not None
    for key in sorted(told.keys() | found.keys()):
        if (told[key], back[key]) != (found[key], removed[key]):
            yield f"{key[1]}：与“{key[2]}”的关联同日志不一致"
