"""Backup, restore into an empty place, verify, sign in, next number: with the data of an earlier version."""

import ast
import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from enforcement.backing import NotPossible, targets_of
from tests.starting.running import manage, own_servers
from tests.upgrade.test_upgrade import script
from tests.upgrade.unpacking import unpack

AFTER = """
from django.test import Client
from django.conf import settings
from enforcement import clock
from enforcement.documents.models import Document, NumberSeries
from enforcement.documents.services import next_serial
from enforcement.teams.models import Officer
settings.ALLOWED_HOSTS.append("testserver")
document = Document.objects.filter(kind="ON_THE_SPOT").order_by("pk").last()
officer = document.issued_by
officer.set_password("Huifu-2026-yanzheng")
officer.save()
client = Client()
answer = client.post("/login/", {"username": officer.username, "password": "Huifu-2026-yanzheng"})
desk = client.get("/desk/", follow=True)
series = NumberSeries.objects.filter(team=document.team, kind=document.kind).get(year=document.day.year)
new = Officer.objects.create(username="restored", name="新人")
print({
    "signed_in": answer.status_code, "desk": desk.status_code, "inside": "登录名" not in desk.content.decode(),
    "next": next_serial(document.team_id, document.kind, document.day.year) - series.last,
    "row": new.pk > officer.pk, "full": any(each.full_content() != each.content for each in Document.objects.all()),
})
"""


def done(folder, given, *command):
    ended = manage(folder, *command, env=given)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a backup of an upgraded demonstration, and the key that goes with it."""
    place = tmp_path_factory.mktemp("backup")
    with own_servers(13) as given:
        database = unpack("6e43582", place / "data")
        if "DATABASE_URL" in given:
            moved = {"PACKED_DATABASE": str(database.rename(place / "packed.sqlite3"))}
            done(place / "data", given | moved, "shell", "-v0", "-c", script("load"))
        done(place / "data", given, "migrate", "-v0")
        said = done(place / "data", given, "backup", str(place / "saved"))
        assert "缺 0 个" in said and "分开保管" in said
        again = manage(place / "data", "backup", str(place / "saved"), env=given)
        assert (again.returncode, "已有内容" in again.stderr) == (2, True)
        over = manage(place / "data", "restore", str(place / "saved"), env=given)
        assert (over.returncode, "恢复不覆盖任何内容" in over.stderr) == (2, True)
    return place / "saved", (place / "data" / "field_key").read_text().strip()


def test_a_backup_comes_back_into_an_empty_place(saved, tmp_path):
    folder, key = saved
    with own_servers(14) as given:
        given |= {"FIELD_KEY": key, "SECRET_KEY": "another-one-is-fine"}
        done(tmp_path / "data", given, "restore", str(folder))
        assert "不一致" not in done(tmp_path / "data", given, "verify")
        seen = ast.literal_eval(done(tmp_path / "data", given, "shell", "-v0", "-c", AFTER).splitlines()[-1])
    assert seen == {"signed_in": 302, "desk": 200, "inside": True, "next": 1, "row": True, "full": True}


@pytest.mark.django_db
@pytest.mark.parametrize("stand_ins", [True, False])
def test_the_tables_are_made_by_what_the_backup_had(stand_ins):
    """By those that stand for many, or one by one where the backup is older than they: forwards, and no other."""
    executor = MigrationExecutor(connection)
    short = executor.loader.replacements
    applied = {key for key in executor.loader.disk_migrations if stand_ins or key not in short}
    replaced = {old for key in applied & set(short) for old in short[key].replaces}
    assert bool(replaced) is stand_ins
    plan = executor.migration_plan(targets_of(executor, applied), clean_start=True)
    assert {(each.app_label, each.name) for each, _ in plan} == applied - replaced
    assert [each for each, backwards in plan if backwards] == [] and len(plan) == len(applied - replaced)
    with pytest.raises(NotPossible, match="0099_later"):
        targets_of(executor, applied | {("cases", "0099_later")})


def test_a_backup_is_refused_with_another_key_and_when_it_is_not_whole(tmp_path):
    keys, data = {"FIELD_KEY": "x", "SECRET_KEY": "x"}, tmp_path / "data"
    (tmp_path / "saved").mkdir()
    part = manage(data, "restore", str(tmp_path / "saved"), env=keys)
    assert (part.returncode, "不是完整的备份" in part.stderr) == (2, True), part.stderr
    said = {
        "form": 1,
        "engine": "sqlite",
        "field_key": "0" * 16,
        "migrations": [],
        "at": "",
        "demonstration": False,
    }
    (tmp_path / "saved" / "backup.json").write_text(json.dumps(said))
    wrong = manage(data, "restore", str(tmp_path / "saved"), env=keys)
    assert (wrong.returncode, "FIELD_KEY 不是" in wrong.stderr) == (2, True), wrong.stderr
    assert not (data / "evidence").exists()
