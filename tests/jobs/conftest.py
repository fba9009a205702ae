"""Kinds of jobs that tests do: real handlers, registered for the time of a test."""

from types import SimpleNamespace

import pytest

from enforcement.jobs import services
from enforcement.jobs.services import handles
from enforcement.journal.services import record


@pytest.fixture
def done():
    """Register three kinds, and return what they did: test.note works, test.fail fails, test.long is not atomic."""
    kept, seen = dict(services.HANDLERS), SimpleNamespace(long=[], fails=1)

    @handles("test.note")
    def note(*, at, subject):
        record(subject, "note", by=None, at=at)

    @handles("test.fail")
    def fail(*, at, subject):
        record(subject, "note", by=None, at=at)
        seen.fails -= 1
        if seen.fails >= 0:
            raise RuntimeError("纸用完了")

    @handles("test.long", atomic=False)
    def long(*, at, subject):
        seen.long.append(subject)

    yield seen
    services.HANDLERS.clear()
    services.HANDLERS.update(kept)
