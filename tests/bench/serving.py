"""Granian as production runs it, in a process of its own, and one client that keeps its connection."""

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from enforcement.management.commands.start import answers, web

BASE_DIR = Path(__file__).resolve().parents[2]
PRODUCT, FLOOR = "enforcement.starting.web:application", "tests.bench.floor.web:application"
SETTINGS = {PRODUCT: "tests.bench.product.settings", FLOOR: "tests.bench.floor.settings"}
PATIENCE = 60


class Failed(Exception):
    """An answer that is not the expected one."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(target, database, folder):
    """Serve `target` on the database at that address and yield its port; `folder` takes what the server says."""
    port = free_port()
    command = [*web("127.0.0.1", port)[:-1], target]
    given = {"DJANGO_SETTINGS_MODULE": SETTINGS[target], "DATABASE_URL": database}
    with (folder / f"web-{port}.log").open("wb") as said:
        server = subprocess.Popen(
            command, cwd=BASE_DIR, env=os.environ | given, stdout=said, stderr=said, start_new_session=True
        )
    try:
        await_answer(port, server, folder)
        yield port
    finally:
        server.terminate()
        try:
            server.wait(10)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def await_answer(port, server, folder):
    end = time.monotonic() + PATIENCE
    while not answers("127.0.0.1", port):
        if server.poll() is not None or time.monotonic() > end:
            raise Failed((folder / f"web-{port}.log").read_text(errors="replace")[-2000:])
        time.sleep(0.1)


class Client:
    """One client with one connection, as a person's browser or a program has it."""

    def __init__(self, port, **headers):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.headers = {"X-Forwarded-Proto": "https"} | headers

    def call(self, path, body=None, *, expected=200):
        """Return (seconds, body) of one answer; anything but the expected status is a failure."""
        method, headers = ("GET", self.headers) if body is None else ("POST", self.headers | JSON)
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - began
        if answer.status != expected:
            raise Failed(f"{method} {path}: {answer.status} {content[:500].decode(errors='replace')}")
        return seconds, content

    def close(self):
        self.connection.close()


JSON = {"Content-Type": "application/json"}
