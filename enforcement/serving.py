"""What a web process does beside the pages: be warm before the first request, and hold no thread for slow bodies."""

import gc
import threading
from contextlib import suppress

BUSY = "服务器正忙：同时上传的文件太多。没有保存，请过半分钟再试。".encode()
RETRY_AFTER = "30"  # seconds


def warm(application):
    """Load what a first request would wait for: addresses, forms, templates, translations, and one whole answer.

    Asks the product once for the sign-in page, on which nobody is signed in: nothing of it is kept.
    """
    from django.conf import settings
    from django.db import connections
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template
    from django.urls import get_resolver

    get_resolver()._populate()
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(folder.rglob("*.html")):
            with suppress(TemplateSyntaxError):
                get_template(path.relative_to(folder).as_posix())
    host = next((each for each in settings.ALLOWED_HOSTS if each not in ("*", "")), "localhost").lstrip(".")
    # a database that is away is told by the first page and by /healthz
    with suppress(Exception):
        b"".join(application(asked("/login/", host), lambda status, headers, error=None: None))
    connections.close_all()


def asked(path, host):
    """Return the environment of a request that nobody has sent."""
    from wsgiref.util import setup_testing_defaults

    environ = {"PATH_INFO": path, "HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(environ)
    return environ


def freeze():
    """Let the collector forget what was loaded: it need not walk over it, nor stop a page every 700 objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


class SlowBodies:
    """Let at most `most` threads wait for what is still being sent; who comes then is told to come again.

    A thread that reads the body of a slow phone can do nothing else. Pages have no body and are always served.
    """

    def __init__(self, application, most):
        self.application, self.slots = application, threading.BoundedSemaphore(most)

    def __call__(self, environ, start_response):
        length = environ.get("CONTENT_LENGTH") or ("-1" if environ.get("HTTP_TRANSFER_ENCODING") else "0")
        if length == "0":
            return self.application(environ, start_response)
        if not self.slots.acquire(blocking=False):
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", RETRY_AFTER)]
            start_response("503 Service Unavailable", headers)
            return [BUSY]
        body = Body(environ["wsgi.input"], int(length) if length.isdecimal() else -1, self.slots.release)
        environ["wsgi.input"] = body
        try:
            return self.application(environ, start_response)
        finally:
            body.done()


class Body:
    """A body while it comes in; `release` is called once, when it is whole or nobody wants more of it."""

    def __init__(self, stream, length, release):
        self.stream, self.left, self.release = stream, length, release

    def read(self, *size):
        return self.told(self.stream.read(*size))

    def readline(self, *size):
        return self.told(self.stream.readline(*size))

    def readlines(self, *hint):
        return [self.told(line) for line in self.stream.readlines(*hint)]

    def __iter__(self):
        return iter(self.readline, b"")

    def told(self, chunk):
        if self.left > 0:
            self.left -= len(chunk)
        if self.left == 0 or not chunk:
            self.done()
        return chunk

    def done(self):
        release, self.release = self.release, None
        if release:
            release()
