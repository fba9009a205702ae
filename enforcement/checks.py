"""All checks of what was written, one after the other: rooms register theirs, `manage.py verify` runs them."""

from collections.abc import Callable, Iterator
from itertools import islice

CHECKS: dict[str, Callable[..., Iterator[str]]] = {}
CHUNK = 500


def check(name):
    """Register a function that yields in Chinese, one line each, what is not as it was written. Called with `at`."""

    def register(function):
        CHECKS[name] = function
        return function

    return register


def chunks(rows):
    """Yield a queryset's rows in lists of CHUNK, read once."""
    running = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(running, CHUNK)):
        yield chunk
