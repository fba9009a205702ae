"""Every page says at its top what it is."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.once
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PAGES = sorted(
    path
    for path in TEMPLATES.rglob("*.html")
    if '{% extends "base.html" %}' in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("template", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_page_has_its_heading(template):
    """Who hears pages read aloud is taken to the heading; an empty one says nothing."""
    text = template.read_text(encoding="utf-8")
    assert "{% block heading %}" in text or "{% block header %}" in text
