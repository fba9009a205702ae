"""/healthz: one word for each part, 503 as soon as one does not work."""

from datetime import timedelta

import pytest
from django.conf import settings as current
from django.db import connection

from enforcement import clock, health
from enforcement.jobs.services import beat
from enforcement.stores import MARK
from tests.starting.running import HEALTHY, manage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _alive(at):
    beat("worker", at)
    beat("beat", at)


def ask(client):
    response = client.get("/healthz")
    return response.status_code, response.json()


def test_all_parts_work(client):
    assert ask(client) == (200, HEALTHY)
    assert client.get("/healthz").headers["Cache-Control"].startswith("max-age=0")
    assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_a_part_that_was_silent_for_three_minutes_is_down(client, at, part):
    other = {"worker": "beat", "beat": "worker"}[part]
    with clock.set_to(at + timedelta(minutes=3)):
        beat(other, at + timedelta(minutes=3))
        status, state = ask(client)
    assert status == 503
    assert (state[part], state[other]) == ("down", "ok")


def test_storage_that_cannot_be_written_is_down(client, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.EVIDENCE_DIR = tmp_path / "file" / "evidence"
    assert ask(client) == (503, HEALTHY | {"storage": "down"})


def test_a_folder_that_is_gone_is_not_made_anew(client, settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    assert ask(client) == (503, HEALTHY | {"storage": "down"})
    assert not settings.EVIDENCE_DIR.exists()


def test_a_disk_that_is_nearly_full_is_told_while_it_still_works(client, settings):
    settings.DISK_LOW_BYTES = 2**62
    assert ask(client) == (200, HEALTHY | {"storage": "low"})


def test_without_a_broker_pages_work_and_nobody_knows_of_the_worker(client, settings, at):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with clock.set_to(at + timedelta(minutes=3)):
        beat("beat", at + timedelta(minutes=3))
        assert ask(client) == (200, HEALTHY | {"broker": "degraded", "worker": "unknown"})


def test_probing_leaves_nothing_behind(client):
    ask(client)
    assert list(current.EVIDENCE_DIR.glob("*")) == [
        path for path in current.EVIDENCE_DIR.glob("*") if path.is_dir() or path.name == MARK
    ]


def test_a_database_that_is_gone_is_told_and_nothing_more(tmp_path):
    env = {"DATABASE_URL": "postgres://zhifa:geheim@127.0.0.1:1/zhifa", "SECRET_KEY": "x", "FIELD_KEY": "x"}
    ask = "from django.test import Client; r = Client(HTTP_HOST='localhost').get('/healthz')"
    said = manage(tmp_path, "shell", "-v0", "-c", f"{ask}; print(r.status_code, r.content.decode())", env=env)
    assert said.stdout.strip() == (
        '503 {"database": "down", "broker": "ok", "worker": "unknown", "beat": "unknown", "storage": "down"}'
    )


def test_without_tables_nothing_is_known_of_the_parts():
    """A database that answers but holds nothing yet: the state between the first start and its migrations."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE jobs_heartbeat RENAME TO jobs_heartbeat_away")
    try:
        assert health.heartbeats(clock.now()) == {"worker": "unknown", "beat": "unknown"}
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE jobs_heartbeat_away RENAME TO jobs_heartbeat")
