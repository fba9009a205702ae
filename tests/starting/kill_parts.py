"""Kills web, worker and beat with kill -9 on a fixed schedule while work is asked for, and counts afterwards.

    python -m tests.starting.kill_parts [--pieces 600] [--rounds 2]

Nothing may be lost, nothing doubled, the journal unbroken, every part back. It runs on SQLite and files, or on a
database and a Redis of its own where DATABASE_URL and REDIS_URL are given. Exit code 1 if something is wrong.
A further kind of work is one more class in WORK.
"""

import argparse
import os
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from tests.starting.running import HEALTHY, Running, own_servers, until

SCHEDULE = ("worker", "web", "beat", "worker")  # one kill after the other, PAUSE seconds apart
PAUSE = 2.0
PATIENCE = 240


class CloseDays:
    """Daily roots: one job, one root and one journal entry for every day asked for."""

    first = date(2020, 1, 1)

    def ask(self, number):
        from enforcement import clock
        from enforcement.jobs.services import enqueue

        day = (self.first + timedelta(days=number)).isoformat()
        enqueue("journal.close_day", day, due=clock.now(), day=day)

    def faults(self, pieces):
        from enforcement.journal.models import DailyRoot, Entry
        from enforcement.journal.services import DAYS

        asked = {(self.first + timedelta(days=number)).isoformat() for number in range(pieces)}
        roots = Counter(day.isoformat() for day in DailyRoot.objects.values_list("day", flat=True))
        entries = Counter(Entry.objects.filter(chain__key=DAYS).values_list("data__day", flat=True))
        for what, found in (("总摘要", roots), ("日志", entries)):
            yield from (f"{day} 没有{what}" for day in sorted(asked - set(found)))
            yield from (f"{day} 有 {found[day]} 个{what}" for day in sorted(asked) if found[day] > 1)


class IssueDecisions:
    """On-the-spot decisions: consecutive numbers, one document each, every file made once by the worker."""

    every = 20  # one decision among so many pieces: it costs a hundred times a daily root
    town = None

    def ask(self, number):
        from enforcement import clock
        from tests.cases.factories import Town, issued

        if number % self.every == 0:
            self.town = self.town or Town()
            issued(self.town, at=clock.now())

    def faults(self, pieces):
        from cases.models import Decision
        from enforcement.documents.models import Document, Rendering

        asked = len(range(0, pieces, self.every))
        numbers = sorted(int(number[-7:-1]) for number in Document.objects.values_list("number", flat=True))
        if numbers != list(range(1, asked + 1)):
            yield f"出具 {asked} 份，文号却是 {numbers}"
        if Decision.objects.count() != asked:
            yield f"出具 {asked} 份，决定却有 {Decision.objects.count()} 份"
        files = Counter(Rendering.objects.values_list("document", "layout"))
        wanted = {(each.pk, layout) for each in Document.objects.all() for layout, _ in each.layouts}
        yield from (f"文书 {key} 没有文件 {layout}" for key, layout in sorted(wanted - set(files)))


class PublishTables:
    """League tables of past weeks: one frozen, published table for every week and level asked for."""

    every = 20
    first = date(2025, 1, 6)
    ready = False

    def ask(self, number):
        from enforcement import clock
        from enforcement.jobs.services import enqueue
        from supervision.league.services.defining import first_rules

        if number % self.every == 0:
            if not self.ready:
                first_rules(
                    valid_from=date(2025, 1, 1), valid_to=date(2027, 12, 31), document="测试", title="首版口径",
                    invented=True, by=None, at=clock.now(),
                )  # fmt: skip
                self.ready = True
            key = self.week(number)
            enqueue("league.publish", key, due=clock.now(), period=key)

    def week(self, number):
        from supervision.league.periods import Kind, containing

        return containing(Kind.WEEK, self.first + timedelta(weeks=number // self.every)).key

    def faults(self, pieces):
        from supervision.league.definitions import Level
        from supervision.league.models import Snapshot
        from supervision.league.services.publishing import is_intact

        made = list(Snapshot.objects.all())
        found = Counter((each.period, each.level) for each in made if each.state == Snapshot.State.PUBLISHED)
        asked = {self.week(number) for number in range(0, pieces, self.every)}
        wanted = {(key, level) for key in asked for level in Level}
        yield from (f"{key} {level} 没有榜单" for key, level in sorted(wanted - set(found)))
        yield from (f"{key} {level} 有 {times} 张榜单" for (key, level), times in found.items() if times > 1)
        # beat asks for this week's own tables as well, if it happens to tick meanwhile
        of_these = sum(each.period in asked for each in made)
        if of_these != len(wanted):
            yield f"应有 {len(wanted)} 张榜单，却有 {of_these} 张"
        yield from (f"{each} 与封存时不同" for each in made if not is_intact(each))


WORK = [CloseDays(), IssueDecisions(), PublishTables()]


def main():
    parser = argparse.ArgumentParser(description="定时 kill -9 网页、后台作业和定时器，核对没有丢失和重复")
    parser.add_argument("--pieces", type=int, default=600, help="每种作业的件数")
    parser.add_argument("--rounds", type=int, default=2, help=f"轮数，每轮 {len(SCHEDULE)} 次")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        own_servers(7) as given,
        Running(Path(folder) / "data", "--no-demonstration", env=given) as running,
    ):
        running.await_health()
        faults = kill_and_count(running, options.pieces, options.rounds)
        if running.stop() != 0:
            faults.append("start 没有正常停止")
    for fault in faults:
        print(fault)
    print(f"发现 {len(faults)} 处问题" if faults else "没有丢失，没有重复")
    return 1 if faults else 0


def kill_and_count(running, pieces, rounds):
    """Ask for all work while the parts are being killed, wait until it is done, and return what is wrong."""
    set_up_django(running.env)
    asking = threading.Thread(target=ask_for, args=(pieces,))
    asking.start()
    killed = kill_on_schedule(running, rounds)
    asking.join()
    began = time.monotonic()
    until(nothing_open, PATIENCE)
    waited = time.monotonic() - began
    until(lambda: running.health() == HEALTHY)
    print(f"已 kill -9 {dict(killed)}；最后一次之后 {waited:.0f} 秒全部做完")
    return faults_of(running, pieces, killed)


def set_up_django(env):
    """Look into the same database as the product that runs; its keys lie in the same folder."""
    os.environ.update(env)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enforcement.settings")
    import django

    django.setup()


def ask_for(pieces):
    from django.db import connection

    for number in range(pieces):
        for work in WORK:
            work.ask(number)
    connection.close()


def kill_on_schedule(running, rounds):
    """Kill one part every PAUSE seconds; a part that is just coming back is waited for, then killed."""
    killed, pause = Counter(), threading.Event()
    for part in SCHEDULE * rounds:
        pause.wait(PAUSE)
        pid = until(lambda part=part: running.children().get(part))
        os.kill(pid, signal.SIGKILL)
        killed[part] += 1
        until(lambda part=part, pid=pid: running.children().get(part) != pid)
    return killed


def nothing_open():
    from enforcement.jobs.models import Job

    return not Job.objects.open().exists()


def faults_of(running, pieces, killed):
    """Return everything that was lost, doubled, given up, broken, or not told."""
    from enforcement.jobs.models import Job
    from enforcement.journal.verifying import verify

    faults = [f"已放弃 {job}：{job.error}" for job in Job.objects.filter(failed_at__isnull=False)]
    attempts = Counter(Job.objects.values_list("attempts", flat=True))
    print(
        "作业件数（按做的次数）：",
        "，".join(f"{times} 次 {count} 件" for times, count in sorted(attempts.items())),
    )
    for work in WORK:
        faults += work.faults(pieces)
    faults += [str(damage) for damage in verify()]
    told = running.said.count("意外停止")
    if told < sum(killed.values()):
        faults.append(f"停止 {sum(killed.values())} 次，只说了 {told} 次")
    return faults


if __name__ == "__main__":
    sys.exit(main())
