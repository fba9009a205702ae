"""Kills a web process under load, and holds slow sockets open beside it: how long does anybody wait for a page?

    python -m tests.starting.under_load [--clients 6] [--slow 10] [--seconds 15] [--kills 3]

Clients open pages one after the other on a connection that they keep, as a browser does: an answer lost with a kept
connection is asked for once more by itself, any other loss is seen by somebody and counted. The slow ones drip their
headers, drip a body, or read a large answer byte by byte. Exit code 1 if somebody waited longer than a second, or
nobody was shown a page for so long. It runs on SQLite, or on a database and a Redis of its own where DATABASE_URL and
REDIS_URL are given.
"""

import argparse
import http.client
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.starting.running import Running, lives, offspring, own_servers, until

DARK = 1.0  # seconds
DRIP = 0.2  # seconds from one byte of a slow socket to the next
PATIENCE = 60
LISTENS = "0A"  # in /proc/net/tcp
PAGE = "/login/"
LARGE = "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js.map"  # 1.9 MB, sent in pieces


@dataclass
class Answer:
    """What somebody saw who asked for a page: from the press to the page, with what was lost on the way."""

    asked: float
    answered: float
    lost: tuple = ()
    again: int = 0  # asked for once more by the client itself

    @property
    def waited(self):
        return self.answered - self.asked


class Client:
    """Somebody with a browser: one connection, kept from page to page."""

    def __init__(self, port, path=PAGE):
        self.port, self.path, self.kept = port, path, None

    def open(self):
        """Ask until the page is there, for as long as somebody would, and return what he saw."""
        asked, lost, again = time.monotonic(), [], 0
        while time.monotonic() < asked + PATIENCE:
            kept = self.kept is not None
            try:
                self.ask()
                break
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if kept:
                    again += 1
                else:
                    lost.append(f"{type(error).__name__} {error}")
        return Answer(asked, time.monotonic(), tuple(lost), again)

    def ask(self):
        if self.kept is None:
            self.kept = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.kept.request("GET", self.path)
        answer = self.kept.getresponse()
        answer.read()
        if answer.status != 200:
            raise http.client.HTTPException(answer.status)

    def close(self):
        if self.kept is not None:
            self.kept.close()
        self.kept = None


class Slow:
    """A socket that sends or reads one byte at a time; `begun` is what it sends at once."""

    def __init__(self, port):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(("127.0.0.1", port))
        self.socket.sendall(self.begun.replace(b"\n", b"\r\n"))

    def drip(self):
        self.socket.sendall(b"x")


class SlowHeaders(Slow):
    """Never says that its headers end."""

    begun = b"GET /login/ HTTP/1.1\nHost: localhost\nX-Slow: "


class SlowBody(Slow):
    """A phone in a valley: its form of 100 kB takes hours."""

    begun = (
        b"POST /login/ HTTP/1.1\nHost: localhost\nContent-Type: application/x-www-form-urlencoded\n"
        b"Cookie: csrftoken=" + b"a" * 32 + b"\n"  # without it the form is refused unread
        b"Content-Length: 100000\n\nusername="
    )


class SlowReader(Slow):
    """Takes a large answer a byte at a time."""

    begun = b"GET " + LARGE.encode() + b" HTTP/1.1\nHost: localhost\n\n"

    def drip(self):
        self.socket.recv(1)


KINDS = (SlowHeaders, SlowBody, SlowReader)


@contextmanager
def slow_sockets(port, number, kinds=KINDS):
    """Hold `number` sockets of each kind open; who is turned away comes back at once."""
    held = [kind(port) for kind in kinds for _ in range(number)]
    enough = threading.Event()

    def hold():
        while not enough.wait(DRIP):
            for place, one in enumerate(held):
                try:
                    one.drip()
                except OSError:
                    one.socket.close()
                    held[place] = type(one)(port)

    holder = threading.Thread(target=hold, daemon=True)
    holder.start()
    try:
        yield held
    finally:
        enough.set()
        holder.join()
        for one in held:
            one.socket.close()


def web_workers(running):
    """Return the numbers of the processes that serve pages: granian's children, without Python's own helper."""
    below = [pid for pid in offspring(running.children()["web"]) if lives(pid) and not offspring(pid)]
    return [pid for pid in below if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def ready_workers(port):
    """Return how many web processes take connections: each has a listening socket of its own."""
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(one[1].endswith(f":{port:04X}") and one[3] == LISTENS for one in sockets)


def all_ready(running):
    """Wait until every web process takes connections; one that was just started is still loading."""
    until(lambda: ready_workers(running.port) == len(web_workers(running)) > 1)


def kill_a_worker(running):
    """Kill one web process, and return once it and its socket are gone."""
    pid, ready = web_workers(running)[0], ready_workers(running.port)
    os.kill(pid, signal.SIGKILL)
    until(lambda: not lives(pid) and ready_workers(running.port) < ready)


def nobody_was_answered(answers):
    """Return the longest time in which nobody was shown the page."""
    moments = sorted(answer.answered for answer in answers)
    return max((later - sooner for sooner, later in pairwise(moments)), default=0.0)


def told(what, answers):
    """Print what everybody saw, and return what is wrong with it."""
    waits = sorted(answer.waited for answer in answers)
    dark, lost = nobody_was_answered(answers), Counter(one for answer in answers for one in answer.lost)
    print(
        f"{what}：{len(waits)} 页，中位 {waits[len(waits) // 2] * 1000:.0f} 毫秒，"
        f"95% {waits[int(len(waits) * 0.95)] * 1000:.0f} 毫秒，最长 {waits[-1] * 1000:.0f} 毫秒；"
        f"最久无人得到页面 {dark * 1000:.0f} 毫秒；随保持的连接断开、自动重取 {sum(a.again for a in answers)} 次，"
        f"有人看到的失败 {dict(lost) or '没有'}",
        flush=True,
    )
    if waits[-1] > DARK:
        yield f"{what}：有人等了 {waits[-1]:.2f} 秒"
    if dark > DARK:
        yield f"{what}：{dark:.2f} 秒内无人得到页面"


def under_load(port, clients, seconds, meanwhile=lambda: None):
    """Let clients open pages for `seconds`, with something happening in the middle, and return what they saw."""
    answers, enough, pause = [], threading.Event(), threading.Event()

    def ask():
        client = Client(port)
        while not enough.is_set():
            answers.append(client.open())
        client.close()

    asking = [threading.Thread(target=ask, daemon=True) for _ in range(clients)]
    for one in asking:
        one.start()
    pause.wait(seconds / 2)
    meanwhile()
    pause.wait(seconds / 2)
    enough.set()
    for one in asking:
        one.join(2 * PATIENCE)
    return answers


def main():
    parser = argparse.ArgumentParser(description="慢连接和被强行结束的网页进程之下，打开一页要等多久")
    parser.add_argument("--clients", type=int, default=6, help="同时打开网页的人数")
    parser.add_argument("--slow", type=int, default=10, help="每种慢连接的个数")
    parser.add_argument("--seconds", type=float, default=15, help="每一步多久")
    parser.add_argument("--kills", type=int, default=3, help="强行结束网页进程几次")
    options = parser.parse_args()
    faults = []
    with (
        tempfile.TemporaryDirectory() as folder,
        own_servers(6) as given,
        Running(Path(folder) / "data", "--no-demonstration", env=given) as running,
    ):
        until(running.health)
        all_ready(running)
        load = options.clients, options.seconds
        faults += told("没有慢连接", under_load(running.port, *load))
        for kind in KINDS:
            with slow_sockets(running.port, options.slow, [kind]):
                faults += told(f"{options.slow} 个 {kind.__name__}", under_load(running.port, *load))
        for number in range(options.kills):
            all_ready(running)
            answers = under_load(running.port, *load, lambda: kill_a_worker(running))
            faults += told(f"第 {number + 1} 次 kill -9 一个网页进程", answers)
        if running.stop() != 0:
            faults.append("start 没有正常停止")
        faults += [line.strip() for line in running.lines if "意外停止" in line]
    for fault in faults:
        print(fault)
    print(f"发现 {len(faults)} 处问题" if faults else f"没有一页等过 {DARK:.0f} 秒")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
