"""Nothing stands in the product that nothing in the product uses: a function, property or class named once is dead.

What a framework calls by its name is passed over, and so is what a decorator hands to somebody: a rule, a task, a test
of the start. A name that only tests use is dead too, unless it stands here with the reason.
"""

import ast
import re

import pytest

from tests.test_architecture import ROOT, modules

pytestmark = pytest.mark.once
CALLED = re.compile(r"__|_|clean_|get_|validate_|process_|perform_|setup_|format_|authenticate_|add_prefix")
HANDED = {"property", "cached_property", "staticmethod", "classmethod"}
BASES = {"AppConfig", "Command", "KnoxTokenScheme", "Lookup", "Transform", "Func"}
# computed for nobody yet: why it stays
WAITING = {
    "named_in_reconsideration": "who is named in reconsideration, a worked example of the law that no page shows yet",
    "named_in_court": "who is named in court, likewise",
}


def names():
    """Yield (name, module) of what nobody is handed by a decorator."""
    for module, path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                given = {getattr(part, "id", getattr(part, "attr", "?")) for part in node.decorator_list}
                bases = {
                    getattr(part, "id", getattr(part, "attr", "")) for part in getattr(node, "bases", ())
                }
                if given <= HANDED and not bases & BASES and not CALLED.match(node.name):
                    yield node.name, module


def used():
    """Return how often each word stands in the product: in its modules, its templates, and the layouts of papers."""
    files = [ROOT / "manage.py", *(path for _, path in modules())]
    files += [path for ending in ("html", "typ", "js") for path in (ROOT / "templates").rglob(f"*.{ending}")]
    files += list((ROOT / "enforcement").rglob("*.typ"))
    count = {}
    for path in files:
        for word in re.findall(r"\w+", path.read_text("utf-8")):
            count[word] = count.get(word, 0) + 1
    return count


def test_nothing_is_dead():
    count = used()
    dead = {name: module for name, module in names() if count[name] == 1}
    assert set(dead) == set(WAITING), dead
