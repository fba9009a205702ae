"""Imports point one way, and the law loads without Django."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import LONGEST

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent
ORDER = (
    "enforcement.law", "enforcement.journal", "enforcement.jobs", "enforcement.teams", "enforcement.parameters",
    "enforcement.dossiers", "enforcement.procedures", "lists", "enforcement.documents", "evidence",
    "enforcement.dispatch", "cases", "supervision",
)  # fmt: skip
# Inside the room of cases: each may import itself and those before it. Models have one place of their own, since
# Django gathers them, and so have the doors, `steps`, `pages` and `api` of every room, which may ask any room.
ROOMS = (
    "search", "workflow", "case", "party.secrets", "MODELS", "party", "forms", "limits", "wording", "file", "papers",
    "listing", "crew", "weighing", "execution", "notice", "serving", "decision", "complaint", "street", "filing",
    "lead", "investigation", "correction", "closing", "publication", "draft", "page", "review", "volume",
    "templatetags", "desk", "course", "said", "DOORS", "steps", "demonstration", "management", "tasks", "apps", "urls",
)  # fmt: skip
FREE = {"enforcement.errors", "enforcement.clock", "enforcement.api", "enforcement.celery", "enforcement.web"}
PRIVATE = {"views", "forms", "serializers"}


def modules():
    for package in ("enforcement", "cases", "lists", "evidence", "supervision"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def room(name):
    """Return the place in ORDER that a module belongs to, or None for the frame of the house."""
    return next((place for place in ORDER if name == place or name.startswith(place + ".")), None)


def room_of_cases(name):
    """Return the place in ROOMS of a module of cases or of a name in it, None for what has none."""
    parts = name.split(".")[1:]
    if "models" in parts:
        return "MODELS"
    if {"pages", "api"} & set(parts) or "steps" in parts[1:]:
        return "DOORS"
    words = ".".join(parts) + "."
    return next((place for place in ROOMS if words.startswith(f"{place}.")), None)


def taken(path, known):
    """Return the files of ours from which one takes something: a module itself, or the module that has the name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {each if each in known else node.module for each in inside.values()}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known.keys()


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    ("name", "path"), list(modules()), ids=lambda part: part if isinstance(part, str) else ""
)
def test_imports_point_one_way(name, path):
    here = room(name)
    for target in imports(path):
        there = room(target)
        if name in FREE and name != "enforcement.web":
            assert there in (None,) or name == "enforcement.celery", (
                f"{name} must import no app, but imports {target}"
            )
        if here and there:
            assert ORDER.index(there) <= ORDER.index(here), f"{name} imports {target}, which lies above it"
        if here and there and here != there:
            assert target.split(".")[-1] not in PRIVATE, (
                f"{name} imports {target}, which is private to {there}"
            )
        if here and there == "cases" != here:
            assert room_of_cases(target) != "DOORS", f"{name} goes through a door of {there}, {target}"


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, path) for name, path in modules() if name.startswith("cases.")],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_rooms_of_cases_point_one_way(name, path):
    here = room_of_cases(name)
    assert here, f"{name} has no place in the order of rooms"
    for target in imports(path):
        # what a package gives are its modules, which are asked by their own names
        if target.startswith("cases.") and not ROOT.joinpath(*target.split(".")).is_dir():
            there = room_of_cases(target)
            assert there, f"{target} has no place in the order of rooms"
            assert ROOMS.index(there) <= ROOMS.index(here), f"{name} imports {target}, which lies above it"


def test_every_room_is_there_and_the_top_stays_small():
    cases = ROOT / "cases"
    own = {place for place in ROOMS if place == place.lower()}
    gone = {place for place in own if not [*cases.glob(f"{place.replace('.', '/')}*")]}
    assert gone == set()
    assert len([*cases.glob("*.py")]) <= 10


def test_no_imports_run_in_a_circle():
    """Whatever a file takes from others, at its top or in a function, leads never back to it."""
    known = dict(modules())
    graph = {name: taken(path, known) - {name} for name, path in known.items()}
    TopologicalSorter(graph).prepare()


def test_the_law_loads_without_django():
    blocked = "import sys; sys.modules['django'] = None; import enforcement.law as law; assert law.gates()"
    subprocess.run([sys.executable, "-c", blocked], cwd=ROOT, check=True)


def test_no_file_is_a_drawer_for_everything():
    names = {path.stem for _, path in modules()}
    assert not names & {"utils", "helpers", "common", "base", "manager"}


def test_files_stay_about_one_thing():
    long = {name: len(path.read_text().splitlines()) for name, path in modules()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_every_file_that_runs_first_is_there():
    assert [name for name in LONGEST if not (ROOT / name).exists()] == []
