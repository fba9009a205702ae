"""A folder and, where the tests run on real servers, a database and a Redis for one start."""

import os

import pytest

from tests.starting.running import own_servers


@pytest.fixture
def servers():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    with own_servers(int(worker)) as given:
        yield given


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"
