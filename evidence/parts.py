"""The evidence of a row's file, as a part of every row's page."""

from enforcement.procedures.parts import part
from evidence.models import Piece

SHOWN = 60


@part("evidence/_of_row.html", place=30)
def pieces_of(row, officer, at):
    """Return the newest pieces of the row's file."""
    if row.dossier is None:
        return None
    found = Piece.objects.filter(dossier=row.dossier).order_by("serial")[:SHOWN]
    return {"pieces": found, "dossier": row.dossier_id, "may_add": row.dossier.locked_at is None}
