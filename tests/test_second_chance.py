"""The second chance of a journey in CI: one, for browser tests alone, and never for a run that broke."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
PATH = Path(__file__).resolve().parent.parent / ".ci" / "second_chance.py"
spec = importlib.util.spec_from_file_location("second_chance", PATH)
second_chance = importlib.util.module_from_spec(spec)
spec.loader.exec_module(second_chance)

JOURNEY, OTHER = (
    "tests/journeys/test_desk.py::test_walk[phone]",
    "tests/cases/test_api.py::TestAll::test_list",
)


@pytest.fixture
def report(tmp_path):
    def write(*names, kind="failure"):
        cases = "".join(
            f'<testcase classname="{classname}" name="{name}"><{kind}/></testcase>'
            for classname, name in names
        )
        path = tmp_path / "junit.xml"
        passed = '<testcase classname="tests.cases.test_api" name="test_fine"/>'
        path.write_text(f"<testsuites><testsuite>{passed}{cases}</testsuite></testsuites>")
        return path

    return write


WALK, LIST = ("tests.journeys.test_desk", "test_walk[phone]"), ("tests.cases.test_api.TestAll", "test_list")


def judged(code, path, results=()):
    """Return (exit code, what was run again) where journeys end as `results` say."""
    again, left = [], list(results)

    def run(name):
        again.append(name)
        return left.pop(0)

    return second_chance.main(code, path, run=run, journeys=lambda names: {JOURNEY}), again


@pytest.mark.parametrize("kind", ["failure", "error"])
def test_a_journey_that_passes_then_is_called_shaky(report, capsys, kind):
    assert judged(1, report(WALK, kind=kind), [0]) == (0, [JOURNEY])
    assert f"shaky: {JOURNEY}" in capsys.readouterr().out


def test_a_journey_that_fails_twice_fails_the_run(report):
    assert judged(1, report(WALK), [1]) == (1, [JOURNEY])


@pytest.mark.parametrize("ended", [2, 3, 4, 5])
def test_a_second_run_that_did_not_run_is_no_pass(report, ended):
    assert judged(1, report(WALK), [ended])[0] == 1


def test_any_other_test_fails_the_run_at_once(report, capsys):
    assert judged(1, report(WALK, LIST)) == (1, [])
    assert OTHER in capsys.readouterr().out


@pytest.mark.parametrize("code", [2, 3, 4, 5, 137])
def test_a_run_that_broke_gets_no_chance(report, code):
    assert judged(code, report(WALK)) == (1, [])


def test_a_report_that_is_not_there_or_names_nothing_gets_no_chance(report, tmp_path):
    assert judged(1, tmp_path / "none.xml") == (1, [])
    assert judged(1, report()) == (1, [])
    (tmp_path / "half.xml").write_text("<testsuites>")
    assert judged(1, tmp_path / "half.xml") == (1, [])


BROKEN = """
from pathlib import Path
import pytest

@pytest.mark.browser
@pytest.mark.parametrize("size", ["phone", "桌面"])
def test_shaky(size):
    there = Path(__file__).with_name(f"second-{size}")
    if not there.exists():
        there.touch()
        raise AssertionError

@pytest.mark.browser
class TestAll:
    def test_never(self):
        assert False

def test_other():
    assert False
"""


@pytest.mark.parametrize(
    ("chosen", "ends", "said"),
    [("shaky", 0, "shaky:"), ("never or shaky", 1, "failed twice:"), ("other or shaky", 1, "no journey:")],
)
def test_with_pytest_itself(tmp_path, chosen, ends, said):
    """The report, the node ids and the exit codes are pytest's own, with the options of pyproject.toml."""
    (tmp_path / "test_walk.py").write_text(BROKEN)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\naddopts = -q --strict-markers -p no:cacheprovider -p no:django\nmarkers =\n  browser: in Chromium\n"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_"))}
    run = {"cwd": tmp_path, "env": env, "capture_output": True, "text": True}
    first = [sys.executable, "-m", "pytest", "--junitxml=junit.xml", "-k", chosen]
    code = subprocess.run(first, **run).returncode
    assert code == 1
    then = subprocess.run([sys.executable, PATH, str(code), "junit.xml"], **run)
    assert (then.returncode, said in then.stdout) == (ends, True), then.stdout + then.stderr


def test_the_run_asks_for_it():
    text = (PATH.parent / "run").read_text()
    assert text.count("second_chance.py") == 1
