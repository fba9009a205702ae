"""How the parts of one act stand in its one transaction."""

from contextlib import contextmanager
from functools import wraps

from django.db import IntegrityError, connection, transaction

from enforcement.errors import DomainError


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


@contextmanager
def once(words):
    """Refuse in `words` what another has written at the same moment, where a constraint lets it stand only once.

    A check before the write sees what is committed; of two that write at once the constraint stops the second.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise DomainError(words) from error
