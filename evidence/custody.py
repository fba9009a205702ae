"""The chain of custody of a piece: adding to it, and finding where it was broken (R-902).

Every row is also told to the journal of the dossier with its digest, so that cutting off the end of a chain,
which the chain itself cannot show, is found as well.
"""

from enforcement.journal.models import Entry
from enforcement.journal.services import actor_in_words, record
from evidence.models import GENESIS, Custody, Piece


def add(piece, action, *, by, at, source="", target="", reason="", sha256="", **told):
    """Append one row; the piece stays locked until the commit, so that two readers make two rows.

    `told`: what the journal keeps beside it.
    """
    Piece.objects.select_for_update().get(pk=piece.pk)
    last = piece.custody.order_by("-serial").first()
    row = Custody(
        piece=piece,
        serial=last.serial + 1 if last else 1,
        at=at,
        actor=by,
        actor_words=actor_in_words(by, at),
        action=action,
        source=source,
        target=target,
        reason=reason,
        sha256=sha256,
        previous=last.digest if last else GENESIS,
    )
    row.digest = row.compute_digest()
    row.save(force_insert=True)
    words = {
        "piece": piece.pk,
        "title": str(piece),
        "serial": row.serial,
        "custody": row.digest,
        "sha256": sha256,
    }
    record(piece.dossier, f"evidence.{action.lower()}", by=by, at=at, reason=reason, **words, **told)
    return row


def first_break(piece):
    """Return the serial of the first row that is missing or changed, or 0 while the chain is whole."""
    previous, expected = GENESIS, 0
    for row in piece.custody.order_by("serial"):
        expected += 1
        if row.serial != expected or row.previous != previous or row.digest != row.compute_digest():
            return expected
        previous = row.digest
    told = told_to_the_journal(piece) | {1}
    return next((serial for serial in sorted(told) if serial > expected), 0)


def told_to_the_journal(piece):
    """Return the serials of the piece's custody rows that the journal of its dossier knows."""
    actions = [f"evidence.{action.lower()}" for action in Custody.Action.values]
    entries = Entry.objects.filter(chain__key=piece.dossier.chain_key, verb__in=actions)
    data = entries.values_list("data", flat=True)
    return {one["serial"] for one in data if one.get("piece") == piece.pk}
