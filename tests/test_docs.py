"""What docs/ says of the house is so: what it names is there, be it a path, a name, an address, a gate or a rule."""

import ast
import re
from functools import cache
from importlib import import_module

import pytest
from django.core.management import call_command, get_commands
from django.urls import Resolver404, resolve

from enforcement.documents.register import papers
from enforcement.law import rulebook
from enforcement.procedures.steps import gates, tables
from supervision.league.indicators import catalogue
from supervision.management.commands import glossary
from tests.test_architecture import ROOT

pytestmark = pytest.mark.once
PAGES = ("tour.md", "adding.md", "CONTRIBUTING.md")
ROOMS = (*glossary.ROOMS, "tests")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^(?P<path>[\w./-]+(?:/|\.(?:py|html|js|css|md|typ|toml|csv)))(?::(?P<name>[\w.]+))?$")
ADDRESS = re.compile(r"^(?:GET |POST )?(/\S+)$")
DOTTED = re.compile(r"^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$")


def mentioned(text):
    """Yield what a page names: all in backticks, and in its drawings whatever looks like a file."""
    for kind, body in FENCE.findall(text):
        if kind == "text":
            yield from (
                word.strip("(),") for word in body.split() if FILE.match(word.strip("(),")) and "/" in word
            )
    yield from re.findall(r"`([^`\n]+)`", FENCE.sub("", text))


def examples(text):
    return [body for kind, body in FENCE.findall(text) if kind == "python"]


@cache
def names_in(path):
    """Return the names that a file of Python gives, those in its classes with the class before them."""

    def of(body, before=""):
        for node in body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield before + node.name
            if isinstance(node, ast.ClassDef):
                yield from of(node.body, f"{before}{node.name}.")
            if isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                yield from (
                    before + each.id for target in targets for each in ast.walk(target) if hasattr(each, "id")
                )

    return frozenset(of(ast.parse(path.read_text("utf-8")).body))


@cache
def known():
    """Return every dotted name of the house, and each end of one, such as `steps.Step.on` and `Step.on`."""
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for name in (module, *(f"{module}.{each}" for each in names_in(path))):
                parts = name.split(".")
                found |= {".".join(parts[start:]) for start in range(len(parts))}
    return frozenset(found)


@cache
def checks():
    """Return the ids of what stops the start."""
    sources = [path.read_text("utf-8") for room in glossary.ROOMS for path in (ROOT / room).rglob("*.py")]
    return frozenset(found for source in sources for found in re.findall(r'id="(\w+\.E\d+)"', source))


def answered(address):
    try:
        return resolve(address.partition("?")[0])
    except Resolver404:
        return None


def fault_of(name):
    """Return in words why a page cannot name this, "" where it can, or where it is nothing that could be gone."""
    if address := ADDRESS.match(name):
        return "" if answered(address[1]) else "no such address"
    if file := FILE.match(name):
        path = ROOT / file["path"]
        if not path.exists():
            return "no such file"
        inside = file["name"]
        return "" if not inside or inside in names_in(path) else f"the file has no {inside}"
    if re.fullmatch(r"R-\d+", name):
        return "" if name in {one.id for one in rulebook.rules()} else "no such rule"
    if command := re.match(r"manage\.py (\w+)", name):
        return "" if command[1] in get_commands() else "no such command"
    if re.fullmatch(r"\w+\.E\d+", name):
        return "" if name in checks() else "no such check"
    if DOTTED.match(name) and name not in gates() and name not in known():
        return "no such name"
    return ""


@pytest.mark.parametrize("written", PAGES)
def test_what_a_page_names_is_there(written):
    named = set(mentioned((ROOT / "docs" / written).read_text("utf-8")))
    assert len(named) > 20
    assert {name: fault for name in sorted(named) if (fault := fault_of(name))} == {}


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("enforcement/procedures/gone.py", "no such file"),
        ("enforcement/procedures/acting.py:gone", "the file has no gone"),
        ("cases.gone.service", "no such name"),
        ("Taking.gone", "no such name"),
        ("case.gone", "no such name"),
        ("/cases/1/gone/", "no such address"),
        ("R-99999", "no such rule"),
        ("procedures.E999", "no such check"),
        ("manage.py gone", "no such command"),
        ("enforcement/procedures/acting.py:Taking.go", ""),
        ("Taking.go", ""),
        ("case.conclude", ""),
        ("POST /api/cases/1/conclude/", ""),
    ],
)
def test_what_is_gone_is_found(name, fault):
    assert fault_of(name) == fault


def test_the_examples_import_what_is_there():
    """Each is whole Python; what it takes from the house must be there, but for what the recipes themselves make."""
    for body in [each for name in PAGES for each in examples((ROOT / "docs" / name).read_text("utf-8"))]:
        for node in ast.walk(ast.parse(body)):
            if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] in ROOMS:
                module = import_module(node.module)
                for alias in node.names:
                    assert hasattr(module, alias.name) or import_module(f"{node.module}.{alias.name}"), (
                        alias.name
                    )


# -- the glossary ---------------------------------------------------------------------------------------------------
def of_the_product():
    """Return what the page is made of, without the procedure that only the tests have."""

    def ours(made):
        return not made.__module__.startswith("tests.")

    return (
        [one for one in tables() if ours(one.model)],
        glossary.models_of(glossary.ROOMS),
        [one for one in papers().values() if ours(one.content)],
        catalogue().values(),
    )


def test_the_glossary_is_what_the_command_writes(monkeypatch, tmp_path, capsys):
    assert glossary.PAGE.read_text("utf-8") == glossary.page_of(*of_the_product()), "manage.py glossary"
    monkeypatch.setattr(glossary, "PAGE", tmp_path / "glossary.md")
    call_command("glossary")
    assert "案件" in (tmp_path / "glossary.md").read_text("utf-8") and "行" in capsys.readouterr().out


def test_no_word_of_the_glossary_leads_nowhere():
    assert [where for _, _, where in glossary.WORDS if not (ROOT / where).exists()] == []
    models = {one.__name__: str(one._meta.verbose_name) for one in glossary.models_of(glossary.ROOMS)}
    needless = {
        name for name in glossary.UNNAMED if name not in models or glossary.CHINESE.search(models[name])
    }
    assert needless == set()
