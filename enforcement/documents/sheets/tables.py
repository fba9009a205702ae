"""The rows of the forms in tables.

A row is a pair of cells, a wide cell, an opinion with its signature, or a list with its own columns.
"""

from enforcement.documents import wording
from enforcement.documents.sheets.parts import NAMES, ended
from enforcement.law.kinds import PartyKind


def pair(*cells):
    """Return a row of two labelled values."""
    return {"kind": "pair", "cells": [{"label": label, "value": value} for label, value in cells]}


def wide(label, *lines, room=0):
    """Return a row with one value of several paragraphs; `room`: least height in mm."""
    return {"kind": "wide", "label": label, "lines": [line for line in lines if line], "room": room}


def opinion(label, given, room=20):
    """Return a row with somebody's opinion, name and day."""
    return stated(label, ended(given.text), given.names, given.day, room)


def stated(label, text, names, day, room):
    """Return a row with a text, who stands for it, and the day."""
    words = {"lines": [text], "names": "　".join(names), "day": wording.day(day)}
    return {"kind": "opinion", "label": label, "room": room, **words}


def hand(label, place, day="", words="", room=20):
    """Return a row where somebody signs by hand: `place` names who, see `signing`."""
    return {"kind": "sign", "label": label, "place": place, "day": day, "words": words, "room": room}


def listing(label, heads, lines, widths, numeric=()):
    """Return a row with a small table: `widths` in shares, `numeric` columns are right aligned."""
    columns = {"heads": heads, "lines": lines, "widths": widths, "numeric": list(numeric)}
    return {"kind": "list", "label": label, **columns}


def party(content):
    """Return the party's rows."""
    mine = content.party
    _, head, address = NAMES[PartyKind(mine.kind)]
    second = (head, mine.representative) if head else ("性别", mine.gender)
    return [
        pair(("当事人", mine.name), second),
        pair((mine.identity_label(), mine.identity), ("联系电话", mine.phone)),
        wide(address, mine.address),
    ]


def opinions(content, room):
    """Return the chain of opinions: handlers, section, legal section, head; each with `room` mm at least."""
    rows = [
        ("承办人意见", content.proposal),
        ("承办机构意见", content.section),
        ("法制机构意见", content.legal),
        ("负责人决定", content.approval),
    ]
    return [opinion(label, given, room) for label, given in rows if given]
