"""From nothing to a served page, worker and beat, with one command (the embedded default)."""

import http.client
import importlib
import os
import socket
import sys
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from enforcement.starting import servers
from enforcement.starting.family import Family, Part
from enforcement.starting.ground import UNFIT, Unfit
from enforcement.starting.traces import PidFile, take_lock

DEMONSTRATION = "load_demonstration"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PYTHON = sys.executable
HOPELESS = 3  # falls of the web server before its first page
# said once to whoever runs a server, and of no use to whoever wants to see the product
HUSH = ["-W", "ignore:No directory at", "-W", "ignore:You're running the worker with superuser"]


class Command(BaseCommand):
    help = "启动全部：网页、后台作业和定时器，首次启动时建立数据目录、密钥、数据库和演示数据。Ctrl-C 停止。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--no-demonstration", action="store_true", help="不装演示数据")

    def handle(self, *, host, port, no_demonstration, **options):
        began = time.monotonic()
        try:
            lock = take_lock(settings.DATA_DIR)
            PidFile(settings.DATA_DIR).clear_leftovers()
            self.look_around(host, port)
            self.migrate()
        except Unfit as reason:
            self.stderr.write(str(reason))
            sys.exit(UNFIT)
        except KeyboardInterrupt:
            sys.exit(130)
        with lock:
            self.run(host, port, began, demonstration=not no_demonstration and not settings.PRODUCTION)

    def look_around(self, host, port):
        servers.check_port(host, port)
        servers.check_database()
        servers.check_redis(settings.REDIS_URL)

    def migrate(self):
        self.say("正在准备数据库……")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except DatabaseError as error:
            raise Unfit(f"数据库没有准备好：{servers.reason_of(error)}。") from None
        finally:
            connections.close_all()

    def run(self, host, port, began, demonstration):
        """Start the children, tell where the page is, and stay until asked to stop."""
        self.family = Family(settings.DATA_DIR, self.say)
        self.family.listen()
        try:
            open_to(host)
            if demonstration:
                os.environ["DEMONSTRATION"] = (
                    "1"  # the pages say from the first on that the data are invented
                )
            self.family.add(Part("网页", web(host, port)))
            self.family.add(Part("后台作业", celery("worker", *WORKER)))
            self.family.add(Part("定时器", celery("beat", "--pidfile=")))
            self.await_page(host, port)
            if not self.family.asked_to_stop.is_set():
                self.welcome(host, port, time.monotonic() - began)
                if demonstration:
                    self.load_demonstration()
            self.family.watch()
        except Unfit as reason:
            self.stderr.write(str(reason))
            sys.exit(UNFIT)
        finally:
            self.say("正在停止……")
            self.family.stop()
            self.say("已停止。")

    def await_page(self, host, port):
        """Wait until the web child answers, looking after the others meanwhile."""
        page = self.family.parts[0]
        while not self.family.asked_to_stop.wait(0.1) and not answers(host, port):
            self.family.look()
            if page.falls >= HOPELESS:
                raise Unfit("网页没有启动成功，原因见上。")

    def welcome(self, host, port, seconds):
        shown = host if host not in {"0.0.0.0", "::", ""} else "localhost"
        shown = f"[{shown}]" if ":" in shown else shown
        self.say(f"\n  执法已启动，用时 {seconds:.1f} 秒：http://{shown}:{port}/\n  按 Ctrl-C 停止。\n")

    def load_demonstration(self):
        """Load the demonstration beside the served page, and have the worker fill its city; only once each."""
        if DEMONSTRATION not in get_commands():
            return
        self.say("正在装入演示数据，网页已可打开……")
        command = [PYTHON, "manage.py", DEMONSTRATION, "--whole"]
        self.family.add(Part("演示数据", command, when_done=self.introduce))

    def introduce(self, code):
        """Print one account per role, or say that the demonstration is not there."""
        if code:
            self.say(f"演示数据没有装好（退出码 {code}），下次启动时会再装。")
            return
        if known := accounts():
            self.say("\n  演示数据均为虚构。各岗位的演示账号（登录名、密码）：")
        for role, username, password in known:
            self.say(f"  {username}  {password}  {role}")

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()


WORKER = ["--pool=threads", "--concurrency=2", "--without-gossip", "--without-mingle", "--without-heartbeat"]


def web(host, port):
    """Return the command of the web server: two processes, so that pages stay when one dies and is started again.

    Of the threads at most half wait for slow uploads (`serving.SlowBodies`), so that the others serve pages.
    """
    size = ["--workers", "2", "--blocking-threads", "32", "--backpressure", "128"]
    size += ["--respawn-failed-workers", "--respawn-interval", "0.1"]
    address = ["--host", host, "--port", str(port), "--http1-header-read-timeout", "15000"]
    quiet = ["--log-level", "error", "--no-ws", "--workers-kill-timeout", "5"]
    target = "enforcement.starting.web:application"
    return [PYTHON, *HUSH, "-m", "granian", "--interface", "wsgi", *address, *size, *quiet, target]


def celery(*what):
    return [PYTHON, *HUSH, "-m", "celery", "--quiet", "-A", "enforcement.celery", *what, "--loglevel=WARNING"]


def open_to(host):
    """Let the children answer under the address that was asked for, unless somebody has decided otherwise."""
    if host in LOOPBACK or "ALLOWED_HOSTS" in os.environ:
        return
    name = socket.gethostname()
    try:
        addresses = {found[4][0] for found in socket.getaddrinfo(name, None)}
    except OSError:
        addresses = set()
    os.environ["ALLOWED_HOSTS"] = ",".join(
        ["localhost", "127.0.0.1", "[::1]", *sorted(addresses | {name, host})]
    )


def answers(host, port):
    """Return whether a page is served, whatever it says."""
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(asked, port, timeout=5)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def accounts():
    """Return (role in words, user name, password) of the demonstration's people who are in this database."""
    try:
        people = importlib.import_module("cases.demonstration").ACCOUNTS
    except ModuleNotFoundError:
        return []
    users = get_user_model().objects.filter(username__in=[username for _, username, _ in people])
    there = set(users.values_list("username", flat=True))
    connections.close_all()
    return [person for person in people if person[1] in there]
