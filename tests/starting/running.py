"""The product as a newcomer runs it: `manage.py start` in a folder of its own, on a free port."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120
PARTS = {"web": "网页", "worker": "后台作业", "beat": "定时器"}
HEALTHY = {"database": "ok", "broker": "ok", "worker": "ok", "beat": "ok", "storage": "ok"}


def until(condition, seconds=PATIENCE):
    """Return what `condition` answers as soon as it is true; fail after `seconds`."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not (answer := condition()):
        assert time.monotonic() < end, f"{condition} 在 {seconds} 秒内没有成立"
        pause.wait(0.05)
    return answer


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def lives(pid):
    """Return whether a process is alive, and not merely unburied."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@contextmanager
def own_servers(number):
    """Give the settings of a database and a Redis of one's own, where the tests run on real servers."""
    given = {}
    if redis_url := os.environ.get("REDIS_URL"):
        given["REDIS_URL"] = urlsplit(redis_url)._replace(path=f"/{number % 8 + 8}").geturl()
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield given
        return
    name = f"start_{os.getpid()}_{number}"
    given["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
    admin = psycopg2.connect(urlsplit(url)._replace(path="/postgres").geturl())
    admin.autocommit = True
    try:
        with admin.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield given
    finally:
        with admin.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.close()


class Running:
    """One run of `manage.py start`; what it says is read as it comes."""

    def __init__(self, folder, *options, env=None, port=None):
        self.folder, self.port = Path(folder), port or free_port()
        self.env = environment(folder, env)
        command = [sys.executable, "manage.py", "start", "--port", str(self.port), *options]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.lines = []
        self.reader = threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True)
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pid in self.children().values():
            if lives(pid):
                os.kill(pid, signal.SIGKILL)
        self.reader.join(5)

    @property
    def said(self):
        return "".join(self.lines)

    def children(self):
        """Return the numbers of the children that the pid file names: web, worker, beat."""
        try:
            named = {name: pid for pid, _, name in json.loads((self.folder / "start.pids").read_text())}
        except (OSError, ValueError):
            return {}
        return {part: named[name] for part, name in PARTS.items() if name in named}

    def family(self):
        """Return the numbers of children and grandchildren."""
        return [pid for child in self.children().values() for pid in (child, *offspring(child))]

    def health(self):
        """Return what /healthz says, or nothing while nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def await_health(self):
        """Wait until all parts say that they work."""

        def healthy():
            assert self.process.poll() is None, self.said
            return self.health() == HEALTHY

        until(healthy)
        return self

    def stop(self, number=signal.SIGTERM):
        """Ask it to stop and return its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.reader.join(5)
        return code


def environment(folder, env=None):
    """Return the environment of a newcomer: no key, no setting but the folder."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "FIELD_KEY"}}
    return {**inherited, "DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1", **(env or {})}


def offspring(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [one for child in map(int, children) for one in (child, *offspring(child))]


def manage(folder, *arguments, env=None):
    """Run one command of manage.py to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder, env),
        capture_output=True,
        text=True,
        timeout=300,
    )
