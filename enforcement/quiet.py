"""Log lines of Celery on a broker that is out of reach: said in a line, without the traceback of a library."""

import logging

LIBRARIES = ("redis", "kombu", "amqp")  # by name: a process that serves pages loads none of them for this


class BrokerInALine(logging.Filter):
    """Take the traceback off what Celery and kombu say about a lost connection; everything else stays as it is."""

    def filter(self, record):
        ours = record.name.startswith(("celery", "kombu"))
        error = record.exc_info[1] if ours and record.exc_info else None
        if isinstance(error, OSError) or type(error).__module__.startswith(LIBRARIES):
            record.msg = f"{record.getMessage().strip().splitlines()[-1]}（{error}）"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True
