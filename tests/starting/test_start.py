"""One command from nothing to a served page, worker and beat; and nothing left behind, however it ends."""

import os
import signal

import pytest

from tests.starting.running import HEALTHY, Running, lives, manage, until

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")),
    reason="在内置数据库上逐项试；PostgreSQL 与 Redis 上由 kill_parts 从头启动、核对健康、正常停止",
)


def test_from_nothing_to_a_page_and_back(folder, servers):
    assert not folder.exists()
    with Running(folder, "--no-demonstration", env=servers) as running:
        running.await_health()
        family = running.family()
        assert len(family) >= 4  # web and its server process, worker, beat
        until(lambda: f"http://127.0.0.1:{running.port}/" in running.said)  # said once a page has answered
        for key in ("secret_key", "field_key"):
            assert (folder / key).stat().st_mode & 0o777 == 0o600

        assert running.stop() == 0
        assert not any(map(lives, family))
        assert "已停止。" in running.said
        assert "Traceback" not in running.said


def test_ctrl_c_ends_every_child(start):
    with start() as running:
        family = running.await_health().family()
        assert running.stop(signal.SIGINT) == 0
        assert not any(map(lives, family))


def test_a_second_start_keeps_keys_and_data(start, folder, servers):
    with start() as running:
        running.await_health()
        running.stop()
    keys = [(folder / name).read_text() for name in ("secret_key", "field_key")]
    seen = [
        "from enforcement.jobs.models import Heartbeat as H",
        "print(*H.objects.order_by('pk').values_list('pk', flat=True))",
    ]
    before = manage(folder, "shell", "-v0", "-c", "\n".join(seen), env=servers).stdout
    with start() as running:
        running.await_health()
        running.stop()
    assert [(folder / name).read_text() for name in ("secret_key", "field_key")] == keys
    assert manage(folder, "shell", "-v0", "-c", "\n".join(seen), env=servers).stdout == before != "\n"


def test_a_second_start_at_once_is_refused(start, folder, servers):
    with start() as running:
        running.await_health()
        second = manage(folder, "start", env=servers)
        assert second.returncode == 2
        assert f"已由另一个 start（进程 {running.process.pid}）使用" in second.stderr
        assert running.health() == HEALTHY
