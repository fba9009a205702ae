"""Granian as production runs it, in a process of its own, and one client that keeps its connection."""

import gzip
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
IDLE = 5  # seconds after which a client connects anew before it asks


class Failed(Exception):
    """An answer that is not the expected one."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(target, database, folder, *, processes=None, ready=answers):
    """Serve `target` on the database at that address and yield its port; `folder` takes what the server says.

    processes: how many web processes, None for as many as in production. ready(host, port): whether it is up.
    """
    port = free_port()
    command = [*web("127.0.0.1", port)[:-1], target]
    if processes:
        command[command.index("--workers") + 1] = str(processes)
    given = {"DJANGO_SETTINGS_MODULE": SETTINGS[target], "DATABASE_URL": database}
    with (folder / f"web-{port}.log").open("wb") as said:
        server = subprocess.Popen(
            command, cwd=BASE_DIR, env=os.environ | given, stdout=said, stderr=said, start_new_session=True
        )
    try:
        await_answer(port, server, folder, ready)
        yield port
    finally:
        server.terminate()
        try:
            server.wait(10)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def await_answer(port, server, folder, ready):
    end = time.monotonic() + PATIENCE
    while not ready("127.0.0.1", port):
        if server.poll() is not None or time.monotonic() > end:
            raise Failed((folder / f"web-{port}.log").read_text(errors="replace")[-2000:])
        time.sleep(0.1)


class Client:
    """One client with one connection, as a person's browser or a program has it."""

    def __init__(self, port, **headers):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.last = -IDLE
        self.given = headers
        self.headers = {"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"} | headers

    def call(self, path, body=None, *, expected=200):
        """Return (seconds, body as it travelled) of one answer; anything but the expected status is a failure."""
        method, headers = ("GET", self.headers) if body is None else ("POST", self.headers | JSON)
        self.reach()
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - began
        self.last = time.monotonic()
        self.packed = answer.headers.get("Content-Encoding") == "gzip"
        if answer.status != expected:
            raise Failed(f"{method} {path}: {answer.status} {self.read(content)[:500]}")
        return seconds, content

    def reach(self):
        """Connect again where nobody asked for a while: the server closes what says nothing."""
        if time.monotonic() - self.last > IDLE:
            self.connection.close()
            self.connection.connect()

    def read(self, content):
        return (gzip.decompress(content) if self.packed else content).decode(errors="replace")

    def close(self):
        self.connection.close()


JSON = {"Content-Type": "application/json"}
