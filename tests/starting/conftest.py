"""A folder and, where the tests run on real servers, a database and a Redis for one start."""

import os
import shutil

import pytest

from enforcement.starting import ground
from tests.starting.running import Running, manage, own_servers


@pytest.fixture
def servers():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    with own_servers(int(worker)) as given:
        yield given


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture(scope="session")
def first_folder(tmp_path_factory):
    """Return a data folder with keys, stores and tables, made once: whoever starts on a copy need not wait for them.

    That `start` makes them from nothing is tried by `test_start` and, on real servers, by `kill_parts`.
    """
    folder = tmp_path_factory.mktemp("first") / "data"
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SECRET_KEY", "FIELD_KEY"):
            patch.delenv(name, raising=False)
        ground.make_writable(folder)
        ground.make_keys(folder)
    done = manage(folder, "migrate", "-v0")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def start(folder, servers, first_folder):
    """Return a function that starts on a copy of the first folder."""
    shutil.copytree(first_folder, folder)

    def run(*options, port=None):
        return Running(folder, "--no-demonstration", *options, env=servers, port=port)

    return run


@pytest.fixture(scope="module")
def running(first_folder, tmp_path_factory):
    """Return a product that runs while the tests of a module do something to it, each of them healthy before."""
    folder = tmp_path_factory.mktemp("running") / "data"
    shutil.copytree(first_folder, folder)
    with own_servers(15) as given, Running(folder, "--no-demonstration", env=given) as started:
        yield started.await_health()
