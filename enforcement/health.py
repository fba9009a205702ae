"""/healthz: one word for each part, for whoever watches; nothing else is told to strangers."""

import os
import tempfile
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enforcement import clock
from enforcement.jobs.models import Heartbeat

OK, DOWN, UNKNOWN = "ok", "down", "unknown"
SILENT = timedelta(minutes=3)  # both say every minute that they live
KEEPERS = ("EVIDENCE_DIR", "DOCUMENTS_DIR")


@never_cache
@require_safe
def healthz(request):
    """Answer 200 if database, worker, beat and storage all work, else 503; the body says which."""
    state = {"database": database(), **heartbeats(clock.now()), "storage": storage()}
    return JsonResponse(state, status=200 if set(state.values()) == {OK} else 503)


def database():
    """Return whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return DOWN
    return OK


def heartbeats(now):
    """Return whether worker and beat said lately that they live; unknown if nobody can be asked."""
    try:
        said = dict(Heartbeat.objects.values_list("part", "at"))
    except DatabaseError:
        return {"worker": UNKNOWN, "beat": UNKNOWN}
    alive = {part: part in said and abs(now - said[part]) < SILENT for part in ("worker", "beat")}
    return {part: OK if lives else DOWN for part, lives in alive.items()}


def storage():
    """Return whether evidence and documents can be written, by writing."""
    try:
        for name in KEEPERS:
            folder = getattr(settings, name)
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as probe:
                probe.write(b"healthz")
                probe.flush()
                os.fsync(probe.fileno())
    except OSError:
        return DOWN
    return OK
