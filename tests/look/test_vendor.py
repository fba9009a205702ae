"""What was copied from elsewhere is what the lock says, and the first load stays light."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from enforcement.compressing import squeezed

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "enforcement" / "static"
LOCK = json.loads((ROOT / "vendor.lock.json").read_text())


def vendored():
    folders = (STATIC / "vendor", ROOT / "tests" / "vendor")
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(ROOT))
        for path in files
        if path.name != "LICENSE" and path.suffix not in {".br", ".gz"}
    }


@pytest.mark.parametrize("row", LOCK, ids=lambda row: row["name"])
def test_a_vendored_file_is_what_the_lock_says(row):
    path = ROOT / row["file"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]
    assert row["version"] in path.parts
    assert (path.parent / "LICENSE").exists(), "每个引入的文件旁要有许可证"
    assert row["licence"] and row["package"]
    assert b"sourceMappingURL" not in path.read_bytes()


def test_nothing_is_vendored_without_the_lock():
    assert vendored() == {row["file"] for row in LOCK}


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.br")), ids=lambda path: path.name)
def test_the_compressed_copies_hold_the_same(path):
    whole = path.with_suffix("").read_bytes()
    assert brotli.decompress(path.read_bytes()) == whole
    assert gzip.decompress(path.with_suffix(".gz").read_bytes()) == whole


def compressed(path):
    """Return the bytes that travel: the copy beside the file, or the file as the product compresses it."""
    copy = path.with_name(path.name + ".br")
    return copy.stat().st_size if copy.exists() else len(squeezed(path.read_bytes()))


def test_the_house_sheet_stays_small():
    assert (STATIC / "house" / "house.css").stat().st_size <= 15 * 1024


def named_in(template):
    """Return the static files that a template names, but for pictures that are drawn where they stand."""
    names = re.findall(r"{% asset '([^']+)' %}", template.read_text())
    return {STATIC / name for name in names}


FRAME = named_in(TEMPLATES / "base.html") | {STATIC / "house" / "icons.svg"}
PAGES = [
    page for page in sorted(TEMPLATES.rglob("*.html")) if '{% extends "base.html" %}' in page.read_text()
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_sheets_and_scripts_of_a_page_keep_the_budget(page):
    files = FRAME | named_in(page)
    weight = {
        kind: sum(compressed(path) for path in files if path.suffix == kind)
        for kind in (".css", ".js", ".svg")
    }
    assert weight[".css"] <= 95 * 1000
    assert weight[".js"] <= 60 * 1000
    assert sum(weight.values()) <= 140 * 1000, "一页自身还要留 40 kB"
