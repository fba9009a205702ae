"""Production starts with its keys or not at all: web, worker and beat say which key is missing or wrong."""

import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from enforcement.documents import keys
from enforcement.stores import MARK
from tests.documents.making import issue_penalty, make_desk
from tests.folders import mark_stores
from tests.starting.running import ROOT, environment

pytestmark = pytest.mark.django_db
OTHER = "another-key"


@pytest.fixture(autouse=True)
def production(settings, tmp_path):
    settings.PRODUCTION = True
    settings.EVIDENCE_DIR, settings.DOCUMENTS_DIR = tmp_path / "evidence", tmp_path / "documents"


def said_by_check():
    return [each.msg for each in run_checks(include_deployment_checks=True) if each.id == "documents.E001"]


def test_nothing_is_said_of_the_right_keys(settings):
    settings.PRODUCTION = False
    mark_stores()
    issue_penalty(*make_desk())
    settings.PRODUCTION = True
    keys.require()
    assert said_by_check() == []


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEY"])
def test_a_missing_key_stops_the_start(settings, name):
    setattr(settings, name, "")
    with pytest.raises(ImproperlyConfigured, match=f"没有 {name}"):
        keys.require()
    if name == "FIELD_KEY":
        assert said_by_check()


def test_another_key_than_that_of_the_papers_stops_the_start(settings):
    settings.PRODUCTION = False
    mark_stores()
    issue_penalty(*make_desk())
    for store in keys.STORES:
        (store.folder / MARK).unlink()
    settings.PRODUCTION, settings.FIELD_KEY = True, OTHER
    with pytest.raises(ImproperlyConfigured, match="不是这个数据库"):
        keys.require()
    assert said_by_check()


def test_another_key_than_that_of_the_stores_stops_the_start(settings):
    mark_stores()
    settings.FIELD_KEY = OTHER
    with pytest.raises(ImproperlyConfigured, match="不是这个数据库和存储"):
        keys.require()


def test_a_newcomer_is_not_asked(settings):
    settings.PRODUCTION, settings.FIELD_KEY = False, ""
    keys.require()


@pytest.mark.parametrize(
    "command",
    [
        ("-c", "import enforcement.wsgi"),
        ("-m", "celery", "-A", "enforcement.celery", "beat", "--pidfile="),
        ("-m", "celery", "-A", "enforcement.celery", "worker", "--pool=threads"),
    ],
    ids=["web", "beat", "worker"],
)
def test_each_part_refuses_with_words(tmp_path, command):
    env = environment(tmp_path, {"PRODUCTION": "1", "SECRET_KEY": "x"}) | {
        "DATABASE_URL": "",
        "REDIS_URL": "",
    }
    ended = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=240
    )
    assert ended.returncode != 0
    assert "没有 FIELD_KEY" in ended.stderr + ended.stdout
