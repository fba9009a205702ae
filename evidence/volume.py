"""The whole file of any procedure's row as one PDF: its papers in the order of a volume, then its evidence (R-923)."""

from enforcement.documents.binding import Cover, bind, paper_part
from enforcement.documents.models import Document
from enforcement.journal.services import record
from enforcement.limits import require_few_exports
from enforcement.teams.models import Team
from evidence.exhibits import list_of, originals
from evidence.models import Piece


def volume_of(row, *, day, masked):
    """Return the file in which a row of a table of steps lies as PDF bytes.

    masked: print numbers masked and no photographs, for who may not see them in full.
    """
    dossier = row.dossier
    team = Team.objects.get(path=dossier.path)
    papers = Document.objects.filter(dossier=dossier).standing().select_related("team", "dossier")
    pieces = list(Piece.objects.filter(dossier=dossier).prefetch_related("capturers").order_by("serial"))
    parts = [paper_part(paper, masked) for paper in sorted(papers, key=lambda paper: paper.place)]
    parts.append(list_of(pieces, team, day, lambda piece: piece.note))
    if not masked:
        parts.append(originals(pieces, team, "证据照片", day))
    return bind(cover_of(row, team, day), [part for part in parts if part])


def cover_of(row, team, day):
    handlers = tuple(
        member.officer.name for member in row.dossier.members.present().select_related("officer")
    )
    return Cover(
        agency=team.full_name, title=f"{row}（{row.STEPS.noun}）", case_number="", party="", matter=str(row),
        filed_on=None, closed_on=None, outcome=row.get_state_display(), handlers=handlers, bound_on=day,
    )  # fmt: skip


def take_volume(row, *, masked, by, at, day):
    """Return the file as PDF bytes; what is handed out is counted and journalled."""
    require_few_exports(by, at)
    pdf = volume_of(row, day=day, masked=masked)
    record(row.dossier, "case.export", by=by, at=at, masked=masked, bytes=len(pdf))
    return pdf
