"""The one edge at which the clock is read. Pages, API, jobs and commands call `now`; nothing below them does."""

from contextlib import contextmanager
from datetime import date, datetime

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.utils import timezone

_set: datetime | None = None


def now() -> datetime:
    """Return this moment, or the moment a test or the demonstration has set."""
    if _set is not None:
        return _set
    if settings.CLOCK:
        return datetime.fromisoformat(settings.CLOCK)
    return timezone.now()


def today() -> date:
    """Return the legal day: the day in Shanghai."""
    return timezone.localdate(now())


@contextmanager
def set_to(moment: datetime):
    """Hold the clock at `moment`. Refused in production."""
    global _set
    if settings.PRODUCTION:
        raise RuntimeError("生产环境不能设置时钟")
    before, _set = _set, moment
    try:
        yield moment
    finally:
        _set = before


@register(Tags.security)
def clock_is_real(app_configs, **kwargs):
    """Refuse to start production with a clock that somebody has set."""
    if settings.PRODUCTION and settings.CLOCK:
        return [Error("生产环境不能设置 ENFORCEMENT_CLOCK", id="enforcement.E001")]
    return []
