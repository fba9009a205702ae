"""A part or the whole start that falls: it comes back, or leaves nothing that stops the next one."""

import os
import signal

import pytest

from tests.starting.running import Running, lives, until

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")),
    reason="在内置数据库上逐个试；PostgreSQL 与 Redis 上由 kill_parts 在作业中途逐个中断",
)


@pytest.fixture
def start(folder, servers):
    def run(*options, port=None):
        return Running(folder, "--no-demonstration", *options, env=servers, port=port)

    return run


def test_a_killed_start_leaves_nothing_that_stops_the_next(start):
    with start() as killed:
        family = killed.await_health().family()
        killed.process.kill()
        until(lambda: not any(map(lives, family)), 10)
        with start(port=killed.port) as running:
            running.await_health()
            assert running.stop() == 0


@pytest.mark.parametrize("part", ["web", "worker", "beat"])
def test_a_part_that_falls_comes_back_and_is_told(start, part):
    with start() as running:
        first = running.await_health().children()[part]
        below = [pid for pid in running.family() if pid != first and pid not in running.children().values()]
        os.kill(first, signal.SIGKILL)
        until(lambda: running.children().get(part, first) != first)
        running.await_health()
        assert "意外停止（信号 9），1 秒后重新启动。" in running.said
        if part == "web":
            assert not any(map(lives, below))


def test_a_stale_pid_file_harms_nobody(start, folder):
    """The number in it has been given to another process meanwhile: here, to this one."""
    folder.mkdir()
    (folder / "start.pids").write_text(f'[[{os.getpid()}, "1", "网页"], [1, "", "定时器"], "nonsense"]')
    (folder / "start.lock").write_text("1")
    with start() as running:
        running.await_health()
        assert running.stop() == 0
