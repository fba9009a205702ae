"""What an earlier version wrote is read for ever (ruling 21): every landed version's data, upgraded and looked at.

On SQLite as they were left; on PostgreSQL, where the tests have one, by their rows.
"""

import ast
import json
import os
from pathlib import Path

import pytest

from enforcement.documents.contents import boxed, unboxed
from tests.starting.running import manage, own_servers
from tests.upgrade.unpacking import HERE, VERSIONS, unpack

PAPERS = {"6a0192f": 121, "6e43582": 16}
OPEN = {"6a0192f": 36, "6e43582": 6}  # cases that are not over: each has its task


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_of_an_earlier_version_is_read(version, tmp_path):
    with own_servers(5 + VERSIONS.index(version)) as given:
        folder = tmp_path / "data"
        database = unpack(version, folder)
        if "DATABASE_URL" in given:
            moved = database.rename(tmp_path / "packed.sqlite3")
            said(folder, given | {"PACKED_DATABASE": str(moved)}, "shell", "-v0", "-c", script("load"))
        said(folder, given, "migrate", "-v0")
        assert "不一致" not in said(folder, given, "verify")
        seen = ast.literal_eval(said(folder, given, "shell", "-v0", "-c", script("look")).splitlines()[-1])

    assert seen["faults"] == []
    assert seen["papers"] == PAPERS[version]
    assert seen["open"] == OPEN[version]
    assert seen["pages"] > 2 * seen["papers"]


def said(folder, given, *command):
    done = manage(folder, *command, env=given | {"PYTHONPATH": os.getcwd()})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def script(name):
    return (Path(HERE) / f"{name}.py").read_text()


def test_every_shape_of_sealed_secrets_is_read():
    flat = {"party.identity": "331021199001011234", "party.phone": "13800000000", "others.0.identity": "X"}
    nested = {"party": {"identity": "331021199001011234", "phone": "13800000000"}}
    assert unboxed(nested) == {name: flat[name] for name in ("party.identity", "party.phone")}
    assert unboxed(flat) == flat
    assert unboxed(json.loads(json.dumps(boxed(flat, 1)))) == flat
    assert (unboxed({}), unboxed({"party": {}}), unboxed(boxed({}, 1))) == ({}, {}, {})
