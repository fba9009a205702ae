"""The law is cited by its clauses: no statute's name and no number of an article stands in the product's own strings.

Docstrings and comments may name the source; so may the law itself and the data of parameters, which is no code. Of the
templates it is the same: they name the rule (`|clauses`, `|sourced`), and the rule says where it stands.
"""

import ast
import re
from pathlib import Path

import pytest

from enforcement.templatetags.sources import clauses

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("cases", "dispatch", "enforcement", "evidence", "lists", "supervision")
CITES = re.compile(
    r"第[一二三四五六七八九十百零]+条|《[^《》]*(?:法|法典|条例|规定|办法)》|处罚法|强制法|复议法|诉讼法"
)


def modules():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts and not path.is_relative_to(ROOT / "enforcement" / "law"):
                yield path


def strings(tree):
    """Yield (line, text) of every string that is no docstring."""
    scopes = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, scopes) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def cited(source):
    return [(line, text) for line, text in strings(ast.parse(source)) if CITES.search(text)]


def test_nothing_but_the_law_cites_a_statute():
    found = [
        f"{path.relative_to(ROOT)}:{line} {text}"
        for path in modules()
        for line, text in cited(path.read_text("utf-8"))
    ]
    assert found == [], "cite it by a Clause: " + "\n".join(found)


# why a template may cite by itself
CITING = {"components/gallery.html": "the tests alone draw it, with invented words"}
COMMENT = re.compile(r"\{#.*?#\}")
NAMED = re.compile(r"""\|sourced:"([^"]*)"|"([^"]*)"\|clauses""")


def templates():
    folder = ROOT / "templates"
    for path in sorted(folder.rglob("*.html")):
        yield str(path.relative_to(folder)), COMMENT.sub("", path.read_text("utf-8"))


def test_no_template_cites_by_itself():
    cites = {name for name, text in templates() if CITES.search(text)}
    assert cites == set(CITING), 'name the rule: {{ "filing.the_head_files"|clauses }}'


def test_every_rule_that_a_template_names_is_there():
    named = {one or other for _, text in templates() for one, other in NAMED.findall(text)}
    assert len(named) > 20
    assert all("《" in clauses(names) for names in named)
    assert clauses("filing.the_head_files PENALTY.65") == "《行政处罚法》第五十四条第二款、第六十五条"
    with pytest.raises(KeyError):
        clauses("filing.nothing_of_the_kind")


@pytest.mark.parametrize(
    ("source", "hits"),
    [
        ('"""处罚法第四十二条."""', 0),
        ('def f():\n    """第四十二条."""\n    return "两人"', 0),
        ('x = "不得少于两人（处罚法第四十二条）"', 1),
        ('x = f"{name}：依据《行政处罚法》"', 1),
        ('x = f"《{law}》{article}"', 0),
        ('x = "告知书"  # 处罚法第四十四条', 0),
    ],
)
def test_what_counts_as_citing(source, hits):
    assert len(cited(source)) == hits
