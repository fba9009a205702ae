"""Binding a case's file for a person: at once where it is short, by a job where it is long, always journalled."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.models import Case
from cases.volume import HANDFUL, papers_of, volume_of
from enforcement.documents import storage
from enforcement.documents.models import Delivery
from enforcement.jobs.models import Job
from enforcement.jobs.services import enqueue, job_of
from enforcement.journal.services import record
from enforcement.limits import require_few_exports

JOINED = ("party", "team", "handler", "partner", "dossier", "decision")
VOLUME = "cases.volume"
FOLDER, KEPT = "volumes", timedelta(hours=6)


@transaction.atomic
def take_volume(*, case, masked, by, at):
    """Return the file as PDF bytes, or None while a worker still binds it; what is handed out is journalled."""
    require_few_exports(by, at)
    papers = papers_of(case)
    if len(papers) <= HANDFUL:
        pdf = volume_of(case, day=timezone.localdate(at), masked=masked)
    else:
        pdf = bound_by_job(case, papers, masked, at)
    if pdf is not None:
        record(case.dossier, "case.export", by=by, at=at, papers=len(papers), masked=masked, bytes=len(pdf),
               sha256=storage.sha256(pdf))  # fmt: skip
    return pdf


def bound_by_job(case, papers, masked, at):
    """Return what the job has bound of the file as it stands today, asking for it the first time."""
    day = timezone.localdate(at).isoformat()
    held = f"{papers[-1].pk}:{len(papers)}:{added(case)}:{case.state}"
    key = f"{case.pk}:{held}:{day}:{'masked' if masked else 'full'}"
    enqueue(VOLUME, key, due=at, case=case.pk, day=day, masked=masked, name=name_of(key))
    job = job_of(VOLUME, key)
    path = settings.DATA_DIR / job.arguments["name"]
    return path.read_bytes() if job.done_at and path.exists() else None


def added(case):
    """Return how much the volume shows beside papers: evidence, services, payments; each of them only grows."""
    made = getattr(case, "decision", None)
    paid = made.payments.count() + hasattr(made, "collection") if made else 0
    served = Delivery.objects.filter(document__dossier=case.dossier_id).count()
    waived = case.prior_notices.filter(waiver__isnull=False).count()
    return "-".join(map(str, (case.dossier.pieces.count(), served, paid, waived)))


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


def name_of(key):
    return f"{FOLDER}/{storage.sha256(key.encode())}.pdf"


def bind_volume(*, case, day, masked, name):
    """Bind one file and keep it under `name`; again leaves the same."""
    row = Case.objects.select_related(*JOINED).get(pk=case)
    path = settings.DATA_DIR / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(volume_of(row, day=date.fromisoformat(day), masked=masked))
    draft.replace(path)
