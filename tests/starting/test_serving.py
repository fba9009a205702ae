"""A web process is warm before its first request, and few of its threads wait for bodies."""

import io
import threading

from enforcement.serving import BUSY, SlowBodies
from tests.starting.running import manage

FIRST = """
import sys
from enforcement.serving import asked, warm
from enforcement.wsgi import application
warm(application)
from django.urls import get_resolver
from django.template.loader import get_template
before = set(sys.modules)
said = []
b"".join(application(asked("/login/", "localhost"), lambda status, headers, error=None: said.append(status)))
OURS = ("enforcement", "cases", "lists", "evidence", "supervision", "rest_framework", "drf_spectacular")
late = sorted(name for name in set(sys.modules) - before if name.startswith(OURS))
heavy = sorted({"pypinyin", "celery.app.base"} & set(sys.modules))
print(said, get_resolver()._populated, late, heavy)
"""


def test_the_first_request_loads_nothing_more(tmp_path):
    env = {"SECRET_KEY": "x", "FIELD_KEY": "x"}
    said = manage(tmp_path, "shell", "-v0", "-c", FIRST, env=env)
    assert said.stdout.strip() == "['200 OK'] True [] []", said.stderr


def request(body=b"", **given):
    return {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)} | given


def test_a_body_holds_its_place_until_it_is_read():
    reading, go_on = threading.Event(), threading.Event()

    def page(environ, start_response):
        environ["wsgi.input"].read(2)
        reading.set()
        go_on.wait(10)
        start_response("200 OK", [])
        return [b"page"]

    said = []
    served = SlowBodies(page, most=1)
    first = threading.Thread(target=lambda: served(request(b"slow"), lambda *given: None))
    first.start()
    assert reading.wait(10)

    assert served(request(b"next"), lambda status, headers: said.append((status, dict(headers)))) == [BUSY]
    assert said[0][0].startswith("503") and said[0][1]["Retry-After"]
    go_on.set()
    assert served(request(), lambda *given: None) == [b"page"]  # without a body: always
    first.join()
    assert served(request(b"next"), lambda *given: None) == [b"page"]


def test_a_body_that_is_whole_gives_its_place_back_before_the_answer():
    inner = []

    def page(environ, start_response):
        assert environ["wsgi.input"].read() == b"form"
        if not inner:
            inner.append("asked")
            inner.append(served(request(b"form"), lambda *given: None))
        return [b"page"]

    served = SlowBodies(page, most=1)
    assert served(request(b"form"), lambda *given: None) == [b"page"]
    assert inner == ["asked", [b"page"]]
