"""What a paper shows, as plain text for the templates: party, sections, tables, signatures, pay code, notes."""

import re

from enforcement.documents import glyphs, wording
from enforcement.documents.sheets.parts import numbered, pay, rows
from enforcement.documents.sheets.signing import places, refusals, signatures


def sheet(form, content, layout, *, number, signed=(), picture=None, mark="", check="", title="", drawn=None):
    """Return the data of a template; of characters that no font has, those without a picture become code points.

    drawn: returns the pictures of characters that no font has, see `drawn.pictures_of`.
    """
    data = stopped(words(form, content, number, signed, picture, title or form.title))
    data, missing = glyphs.legible(data)
    drawn = drawn(missing) if drawn and missing else {}
    if missing := [sign for sign in missing if sign not in drawn]:
        signs = "、".join(f"U+{ord(sign):04X}" for sign in missing)
        data["notes"].append(f"本文书有字库中没有的字，以统一码代码点标出：{signs}。电子原件保留原字。")
    return data | {
        "layout": layout,
        "mark": mark,
        "check": check,
        "keywords": [form.title, number],
        "pay": pay(content),
        "drawn": {glyphs.code_of(sign): list(picture) for sign, picture in drawn.items()},
    }


def words(form, content, number, signed, picture, title):
    """Return everything that the paper says."""
    return {
        "title": title,
        "agency": content.agency,
        "number": number,
        "day": wording.day(content.day),
        "rows": rows(content.party),
        "sections": numbered(form.sections(content)),
        "signatures": signatures(form, content, signed, picture),
        "places": places(form.places(content), signed, picture),
        "refusals": refusals(signed) if form.places(content) else [],
        "notes": list(form.notes(content)),
        **form.body(content),
    }


STOPS = re.compile(r"[。；，、\s]*。(?:\s*。)*|；(?:\s*；)+")


def stopped(value):
    """Return what a paper says with one stop where typed words and the form's own would make two."""
    if isinstance(value, str):
        return STOPS.sub(lambda found: "。" if "。" in found.group() else "；", value)
    if isinstance(value, dict):
        return {name: each if name in SILENT else stopped(each) for name, each in value.items()}
    return [stopped(each) for each in value] if isinstance(value, list | tuple) else value


SILENT = {"code", "kind", "picture", "svg", "place", "widths", "numeric", "room", "wide", "open"}


def text_of(form, content, number, signed):
    """Return everything that the paper prints, for the lint of outdated texts (R-133)."""
    return "\n".join(texts(stopped(words(form, content, number, signed, lambda each: None, form.title))))


def texts(value):
    """Yield what the templates print of a value: a labelled value in one line, all other texts by themselves."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        said = {name: each for name, each in value.items() if name not in SILENT}
        if "label" in said and isinstance(said.get("value"), str):
            yield f"{said['label']}：{said['value']}"
        else:
            for each in said.values():
                yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
