"""Identity numbers and mobile numbers in a content: found, masked where they stand, kept apart (R-1104)."""

import re

from enforcement.templatetags.marks import masked_id, masked_phone

SHAPE = 3
DAY = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
IDENTITY = re.compile(rf"(?<![0-9A-Za-z])[1-9]\d{{5}}{DAY}\d{{3}}[\dXx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def apart(stored, named):
    """Return `stored` masked, and what was masked by its dotted place.

    `named`: places that are secret as a whole; in every other text only the numbers are masked.
    """
    kept = {}

    def walk(value, place):
        if isinstance(value, dict):
            return {name: walk(each, f"{place}.{name}" if place else name) for name, each in value.items()}
        if isinstance(value, list):
            return [walk(each, f"{place}.{index}") for index, each in enumerate(value)]
        if not isinstance(value, str):
            return value
        hidden = whole(place, value) if place in named else numbers_hidden(value)
        if hidden != value:
            kept[place] = value
        return hidden

    return walk(stored, ""), kept


def whole(place, value):
    return masked_phone(value) if place.endswith(".phone") else masked_id(value)


def numbers_hidden(text):
    """Return a text with the numbers in it masked."""
    text = IDENTITY.sub(lambda found: masked_id(found.group()), text)
    return MOBILE.sub(lambda found: masked_phone(found.group()), text)


def together(masked, kept):
    """Return the content from the two parts of `apart`."""

    def walk(value, place):
        if place in kept:
            return kept[place]
        if isinstance(value, dict):
            return {name: walk(each, f"{place}.{name}" if place else name) for name, each in value.items()}
        if isinstance(value, list):
            return [walk(each, f"{place}.{index}") for index, each in enumerate(value)]
        return value

    return walk(masked, "")


def boxed(kept, form_version):
    """Return what is sealed: the secrets by their dotted places, with the versions of this shape and of the form."""
    return {"shape": SHAPE, "form": form_version, "kept": kept}


def unboxed(stored):
    """Return the secrets by their dotted places from whatever shape an issued document was sealed in.

    Shape 1: nested by field, {"party": {"identity": …}}; 2: {"party.identity": …}; both without a version.
    """
    if isinstance(stored.get("shape"), int):
        return stored["kept"]
    return dict(flattened(stored, ""))


def flattened(value, place):
    for name, each in value.items():
        here = f"{place}.{name}" if place else name
        if isinstance(each, dict):
            yield from flattened(each, here)
        else:
            yield here, each
