"""How the parts of one act stand in its one transaction."""

import logging
from contextlib import contextmanager
from functools import wraps

from django.db import IntegrityError, connection, transaction

from enforcement.errors import DomainError

logger = logging.getLogger(__name__)


def joins(part):
    """Run `part` inside the caller's transaction, or in one of its own where there is none.

    No savepoint: a part that fails is the failure of the whole act, and nobody goes on after it.
    """

    @wraps(part)
    def joined(*given, **named):
        if connection.in_atomic_block:
            return part(*given, **named)
        with transaction.atomic():
            return part(*given, **named)

    return joined


TWICE = "同样的内容刚刚已经有人保存，这一次没有保存。请刷新这一页，看过已经保存的再决定。"


def written_twice(exception):
    """Say whether a constraint has stopped what another wrote at the same moment; other breaches are our fault."""
    if not isinstance(exception, IntegrityError):
        return False
    cause, said = exception.__cause__, str(exception)
    if not (getattr(cause, "pgcode", "") == "23505" or said.startswith("UNIQUE constraint failed")):
        return False
    diagnosis = getattr(cause, "diag", None)  # its other words hold what was to be written
    logger.warning("stopped by a constraint: %s", diagnosis.constraint_name if diagnosis else said)
    return True


@contextmanager
def once(words):
    """Refuse in `words` what another has written at the same moment, where a constraint lets it stand only once.

    A check before the write sees what is committed; of two that write at once the constraint stops the second.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not written_twice(error):
            raise
        raise DomainError(words) from error
