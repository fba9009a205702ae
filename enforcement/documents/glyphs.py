"""Which characters the shipped fonts print; others are shown as code points, the data keep them (ux 3.10)."""

import functools
import zlib
from pathlib import Path

COVERAGE = Path(__file__).parent / "fonts" / "coverage.bin"


@functools.cache
def coverage():
    return zlib.decompress(COVERAGE.read_bytes())


def printable(sign):
    """Return whether body and titles can print the character `sign`."""
    point = ord(sign)
    bits = coverage()
    return sign == "\n" or (point >> 3 < len(bits) and bool(bits[point >> 3] >> (point & 7) & 1))


def missing_in(text):
    """Return the characters of `text` that no font has, each once, in order."""
    return list(dict.fromkeys(sign for sign in text if not printable(sign)))


def code_of(sign):
    """Return how a character is written that no font has: 〔U+4DAE〕."""
    return f"〔U+{ord(sign):04X}〕"


def legible(value):
    """Return `value` with every unprintable character written as 〔U+4DAE〕, and those characters."""
    missing = {}

    def walk(item):
        if isinstance(item, str):
            gone = missing_in(item)
            missing.update(dict.fromkeys(gone))
            return item.translate({ord(sign): code_of(sign) for sign in gone})
        if isinstance(item, dict):
            return {key: walk(inner) for key, inner in item.items()}
        return [walk(inner) for inner in item] if isinstance(item, list) else item

    return walk(value), list(missing)
