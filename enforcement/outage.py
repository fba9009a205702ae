"""What passes by itself: a lost database, a full disk. It is said as such (503), never as a fault of who asked."""

import errno

from django.db import InterfaceError, OperationalError

RETRY_SECONDS = 30
BEYOND = "填写的日期或者数字超出可以保存的范围，没有保存。请核对后再提交。"
# what SQLite calls an OperationalError and passes; its other ones are faults of ours
PASSING = ("locked", "full", "unable to open", "disk i/o", "readonly", "busy")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def passes(exception):
    """Say whether the same request may succeed a little later."""
    if isinstance(exception, InterfaceError):
        return True
    if isinstance(exception, OperationalError):
        said = str(exception).lower()
        return is_of_server(exception) or any(word in said for word in PASSING)
    return isinstance(exception, OSError) and exception.errno in FULL


def is_of_server(exception):
    """Say whether a database server said it, whose OperationalErrors all pass (lost, full, dead-locked)."""
    return type(exception.__cause__).__module__.startswith("psycopg")
