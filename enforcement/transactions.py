"""How the parts of one act stand in its one transaction."""

from functools import wraps

from django.db import connection, transaction


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
