"""The evidence of a row's file, as a part of every row's page."""

from enforcement.procedures.parts import part
from evidence.models import Piece

SHOWN = 60


@part("evidence/_of_row.html", place=30)
def pieces_of(row, officer, at):
    """Return the pieces of the row's file, the newest of them where there are many, and how many there are."""
    pieces = Piece.objects.filter(dossier=row.dossier)
    found = sorted(pieces.order_by("-serial")[:SHOWN], key=lambda piece: piece.serial)
    count = len(found) if len(found) < SHOWN else pieces.count()
    return {
        "pieces": found,
        "count": count,
        "dossier": row.dossier_id,
        "may_add": row.dossier.locked_at is None,
    }
