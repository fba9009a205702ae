"""What `deploy/` names exists: it cannot rot unseen."""

import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOY = Path(settings.BASE_DIR) / "deploy"
COMMANDS = [
    line.split("=", 1)[1].removeprefix("/opt/enforcement/.venv/bin/")
    for unit in sorted((DEPLOY / "systemd").glob("*.service"))
    for line in unit.read_text().splitlines()
    if line.startswith("ExecStart")
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.split(" -")[0])
def test_every_unit_runs_something_that_is_there(command):
    program, *arguments = command.split()
    if program == "/bin/sh":
        assert "mail" in command
    elif program == "python":
        assert arguments[0] == "manage.py"
        assert arguments[1] in get_commands()
    else:
        target = arguments[-1] if program == "granian" else arguments[arguments.index("-A") + 1] + ":app"
        module, _, name = target.partition(":")
        assert hasattr(importlib.import_module(module), name)


def test_every_setting_in_the_example_is_read():
    """Nothing is asked for that the settings do not know."""
    source = (Path(settings.BASE_DIR) / "enforcement" / "settings.py").read_text()
    named = re.findall(r"^([A-Z_]+)=", (DEPLOY / "enforcement.env.example").read_text(), re.MULTILINE)
    assert len(named) >= 8
    assert [name for name in named if f'"{name}"' not in source] == []


def test_every_file_that_is_copied_is_there():
    named = re.findall(r"deploy/([\w./-]+\.\w+)", (DEPLOY / "README.md").read_text())
    assert named
    assert [name for name in named if not (DEPLOY / name).exists()] == []


def test_the_nightly_check_is_the_whole_one_and_tells_somebody():
    unit = (DEPLOY / "systemd" / "enforcement-verify.service").read_text()
    assert "manage.py verify\n" in unit
    alarm = re.search(r"^OnFailure=(\S+?)@%n\.service$", unit, re.MULTILINE)[1]
    assert (DEPLOY / "systemd" / f"{alarm}@.service").exists()


def test_a_web_process_that_dies_comes_back_and_slow_phones_hold_no_thread():
    unit = (DEPLOY / "systemd" / "enforcement-web.service").read_text()
    assert "--respawn-failed-workers" in unit
    nginx = (DEPLOY / "nginx.conf").read_text()
    assert "proxy_request_buffering on;" in nginx
    assert nginx.count("server 127.0.0.1:8000 max_fails=0;") == 2  # one alone is never asked again
