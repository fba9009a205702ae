"""What a person or a unit holds, told by the apps above: teams know people, and no case.

A registered kind says in words and numbers what is in somebody's hands before his post ends, and passes it on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from enforcement.teams import paths


@dataclass(frozen=True)
class Ground:
    """Where a permission ends with a post: at `path` and below it, but for `kept`, where another post grants it."""

    path: str
    kept: frozenset = frozenset()

    def holds(self, field="path"):
        """Return the condition that the path in `field` lies there."""
        condition = paths.below(self.path, field)
        for path in sorted(self.kept):
            condition &= ~paths.below(path, field)
        return condition


@dataclass(frozen=True)
class Holding:
    """One kind of thing in hand. permission: without which nobody can go on with it.

    of(officer, ground, day) → [(what it is called, address)] of one person on a Ground.

    pass_on(officer, ground, to, by=, at=) → how many it gave to `to`; None puts it before the unit's heads.
    in_unit(path, day) → [(words, number)] of what a unit has, for the page of a merger.
    """

    name: str
    permission: str
    of: Callable
    pass_on: Callable
    in_unit: Callable = lambda path, day: []


KINDS: dict[str, Holding] = {}
_naming = []


def names_people(write):
    """Register what writes a person's name anew where rows of an app above say it: write(officer, at=)."""
    _naming.append(write)
    return write


def name_anew(officer, *, at):
    """Let every app above say the name that a person has now."""
    for write in _naming:
        write(officer, at=at)


def declare(holding):
    KINDS[holding.name] = holding


def held_by(officer, day, lost):
    """Return [(name of the kind, [(title, address), …]), …] of what a person has and can go on with no more.

    lost: {permission that he loses: the Ground on which he does}.
    """
    found = [(kind.name, list(kind.of(officer, ground, day))) for kind, ground in ending(lost)]
    return [(name, rows) for name, rows in found if rows]


def pass_on(officer, to, lost, *, by, at):
    """Give all of it to `to`, or put it before the unit's heads; return how many things went."""
    return sum(kind.pass_on(officer, ground, to, by=by, at=at) for kind, ground in ending(lost))


def ending(lost):
    return [(kind, lost[kind.permission]) for kind in KINDS.values() if kind.permission in lost]


def in_unit(path, day):
    """Return [(words, number), …] of what a unit has."""
    return [row for kind in KINDS.values() for row in kind.in_unit(path, day)]
