"""A part or the whole start that falls: it comes back, or leaves nothing that stops the next one."""

import os
import signal

import pytest

from tests.starting.running import PARTS, lives, until
from tests.starting.under_load import (
    Client,
    all_ready,
    kill_a_worker,
    ready_workers,
    slow_sockets,
    web_workers,
)

BUSY_MACHINE = 15  # seconds; `under_load` measures by the second, on a machine that does nothing else
pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")),
    reason="在内置数据库上逐个试；PostgreSQL 与 Redis 上由 kill_parts 在作业中途逐个中断",
)


def test_a_killed_start_leaves_nothing_that_stops_the_next(start):
    with start() as killed:
        family = killed.await_health().family()
        killed.process.kill()
        until(lambda: not any(map(lives, family)), 10)
        with start(port=killed.port) as running:
            running.await_health()
            assert running.stop() == 0


@pytest.mark.parametrize("part", ["web", "worker", "beat"])
def test_a_part_that_falls_comes_back_and_is_told(running, part):
    first = running.await_health().children()[part]
    below = [pid for pid in running.family() if pid != first and pid not in running.children().values()]
    os.kill(first, signal.SIGKILL)
    until(lambda: running.children().get(part, first) != first)
    running.await_health()
    assert f"{PARTS[part]} 意外停止（信号 9），1 秒后重新启动。" in running.said
    if part == "web":
        assert not any(map(lives, below))


def test_while_a_web_process_comes_back_every_page_is_answered(running):
    all_ready(running.await_health())
    granian, before, seen = running.children()["web"], web_workers(running), []
    kill_a_worker(running)
    until(lambda: seen.append(opened_anew(running)) or ready_workers(running.port) == len(before))
    assert len(set(web_workers(running)) - set(before)) == 1
    seen += [opened_anew(running) for _ in range(20)]
    assert [answer.lost for answer in seen if answer.lost] == []
    assert max(answer.waited for answer in seen) < BUSY_MACHINE
    assert running.children()["web"] == granian


def opened_anew(running):
    client = Client(running.port)
    seen = client.open()
    client.close()
    return seen


def test_ten_slow_sockets_of_each_kind_leave_the_pages(running):
    running.await_health()
    with slow_sockets(running.port, 10):
        seen = [opened_anew(running) for _ in range(20)]
    assert [answer.lost for answer in seen if answer.lost] == []
    assert max(answer.waited for answer in seen) < BUSY_MACHINE


def test_a_stale_pid_file_harms_nobody(start, folder):
    """The number in it has been given to another process meanwhile: here, to this one."""
    (folder / "start.pids").write_text(f'[[{os.getpid()}, "1", "网页"], [1, "", "定时器"], "nonsense"]')
    (folder / "start.lock").write_text("1")
    with start() as running:
        running.await_health()
        assert running.stop() == 0
