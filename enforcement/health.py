"""/healthz: one word for each part, for whoever watches; nothing else is told to strangers."""

from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enforcement import clock
from enforcement.errors import Unavailable
from enforcement.jobs.models import Heartbeat
from enforcement.stores import STORES

OK, DOWN, UNKNOWN, DEGRADED, LOW = "ok", "down", "unknown", "degraded", "low"
SILENT = timedelta(minutes=3)  # both say every minute that they live


@never_cache
@require_safe
def healthz(request):
    """Answer 200 while pages and acts work, else 503; the body has a word for each part.

    Without a broker they work: jobs wait as rows, and nobody can say whether a worker lives. A disk that is
    nearly full works too, but not for long: whoever watches looks for every word that is not `ok`.
    """
    state = {"database": database(), "broker": broker(), **heartbeats(clock.now()), "storage": storage()}
    if state["broker"] == DEGRADED:
        state |= {part: UNKNOWN for part in ("worker", "beat") if state[part] == DOWN}
    return JsonResponse(state, status=503 if DOWN in state.values() else 200)


def broker():
    """Return whether the broker answers: degraded if not, since jobs only wait for it."""
    if not settings.REDIS_URL:
        return OK
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError):
        return DEGRADED
    return OK


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
    """Return whether evidence and documents can be written, by writing; low when the disk is nearly full.

    No folder is made here: one that is not there, or without its mark, is an outage.
    """
    try:
        for store in STORES:
            store.probe()
        free = min(store.free() for store in STORES)
    except (Unavailable, OSError):
        return DOWN
    return LOW if free < settings.DISK_LOW_BYTES else OK
