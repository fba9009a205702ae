"""The papers of a row's file, as a part of every row's page."""

from enforcement.documents.models import Document
from enforcement.procedures.parts import part


@part("documents/_of_row.html", place=40)
def papers_of(row, officer, at):
    """Return the papers of the row's file in the order of issue."""
    return {"papers": Document.objects.filter(dossier=row.dossier).select_related("voiding").order_by("pk")}
