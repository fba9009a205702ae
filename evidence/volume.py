"""The whole file of any procedure's row as one PDF: its papers in the order of a volume, then its evidence (R-923).

A room whose file shows more says so once (`binds`). It is handed out at once where it is short, bound by a job where it
is long, and always journalled.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from enforcement.documents import storage
from enforcement.documents.binding import Cover, bind, paper_part
from enforcement.documents.models import Document
from enforcement.jobs.models import Job
from enforcement.jobs.services import enqueue, job_of
from enforcement.journal.services import record
from enforcement.limits import require_few_exports
from enforcement.procedures.steps import table_of
from enforcement.teams.models import Team
from evidence.exhibits import list_of, originals
from evidence.models import Piece

HANDFUL, PIECES = 12, 40  # papers, and pieces of evidence, that are bound while the person waits
VOLUME = "evidence.volume"
FOLDER, KEPT = "volumes", timedelta(hours=6)


@dataclass(frozen=True)
class Kind:
    """How the files of one kind of rows are bound.

    bound(row, day=, masked=) → PDF bytes. shows(row) → in text how much the file has beside its papers and evidence.
    joined: what is read with a row. masked: print numbers masked and no photographs, for who may not see them in full.
    """

    bound: object
    shows: object = lambda row: ""
    joined: tuple = ("dossier",)


_kinds = {}


def binds(model, **how):
    """Register the function below as what binds the files of a model's rows, see `Kind`."""

    def register(bound):
        _kinds[model] = Kind(bound, **how)
        return bound

    return register


def kind_of(model):
    return _kinds.get(model) or Kind(volume_of)


def papers_of(row):
    """Return the papers of the row's file that stand, in the order of the volume."""
    standing = Document.objects.filter(dossier=row.dossier_id).standing()
    return sorted(standing.select_related("team", "dossier"), key=lambda paper: paper.place)


def volume_of(row, *, day, masked):
    """Return the file in which a row of a table of steps lies as PDF bytes, where its room binds it no other way."""
    dossier = row.dossier
    team = Team.objects.get(path=dossier.path)
    pieces = list(Piece.objects.filter(dossier=dossier).prefetch_related("capturers").order_by("serial"))
    parts = [paper_part(paper, masked) for paper in papers_of(row)]
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


@transaction.atomic
def take_volume(*, row, masked, by, at):
    """Return the file as PDF bytes, or None while a worker still binds it; what is handed out is journalled."""
    require_few_exports(by, at)
    papers, pieces = papers_of(row), Piece.objects.filter(dossier=row.dossier_id).count()
    if len(papers) <= HANDFUL and pieces <= PIECES:
        pdf = kind_of(type(row)).bound(row, day=timezone.localdate(at), masked=masked)
    else:
        pdf = bound_by_job(row, papers, pieces, masked, at)
    if pdf is not None:
        record(row.dossier, "case.export", by=by, at=at, papers=len(papers), masked=masked, bytes=len(pdf),
               sha256=storage.sha256(pdf))  # fmt: skip
    return pdf


def bound_by_job(row, papers, pieces, masked, at):
    """Return what the job has bound of the file as it stands today, asking for it the first time."""
    day, subject = timezone.localdate(at).isoformat(), row.STEPS.subject
    last = papers[-1].pk if papers else 0
    held = f"{last}:{len(papers)}:{pieces}-{kind_of(type(row)).shows(row)}:{row.state}"
    key = f"{subject}:{row.pk}:{held}:{day}:{'masked' if masked else 'full'}"
    enqueue(VOLUME, key, due=at, subject=subject, row=row.pk, day=day, masked=masked, name=name_of(key))
    job = job_of(VOLUME, key)
    path = settings.DATA_DIR / job.arguments["name"]
    return path.read_bytes() if job.done_at and path.exists() else None


def name_of(key):
    return f"{FOLDER}/{storage.sha256(key.encode())}.pdf"


def keep_volume(*, subject, row, day, masked, name):
    """Bind the file of the row with this key and keep it under `name`; again leaves the same."""
    model = table_of(subject).model
    kind = kind_of(model)
    row = model._default_manager.select_related(*kind.joined).get(pk=row)
    path = settings.DATA_DIR / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(kind.bound(row, day=day, masked=masked))
    draft.replace(path)


def sweep_volumes(*, at):
    """Delete the files that were bound longer than KEPT ago, with the jobs that made them."""
    folder = settings.DATA_DIR / FOLDER
    old = [path for path in folder.glob("*") if made_at(path) < at - KEPT] if folder.exists() else []
    for path in old:
        # the job first: while its row says done, the file is taken for there
        Job.objects.filter(kind=VOLUME, arguments__name=f"{FOLDER}/{path.name}").delete()
        path.unlink(missing_ok=True)


def made_at(path):
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return datetime.max.replace(tzinfo=UTC)
