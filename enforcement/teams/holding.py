"""What a person or a unit holds, told by the apps above: teams know people, and no case.

A registered kind says in words and numbers what is in somebody's hands before his post ends, and passes it on.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Holding:
    """One kind of thing in hand. permission: without which nobody can go on with it.

    of(officer, path, day) → [(what it is called, address)] of one person in one unit.

    pass_on(officer, path, to, by=, at=) → how many it gave to `to`, or put before the unit's heads where `to` is None.
    in_unit(path, day) → [(words, number)] of what a unit has, for the page of a merger.
    """

    name: str
    permission: str
    of: Callable
    pass_on: Callable
    in_unit: Callable = lambda path, day: []


KINDS: dict[str, Holding] = {}


def declare(holding):
    KINDS[holding.name] = holding


def held_by(officer, path, day, lost):
    """Return [(name of the kind, [(title, address), …]), …] of what a person has in a unit and can go on with no more.

    lost: the permissions that he loses there.
    """
    found = [
        (kind.name, list(kind.of(officer, path, day))) for kind in KINDS.values() if kind.permission in lost
    ]
    return [(name, rows) for name, rows in found if rows]


def pass_on(officer, path, to, lost, *, by, at):
    """Give all of it to `to`, or put it before the unit's heads; return how many things went."""
    return sum(
        kind.pass_on(officer, path, to, by=by, at=at) for kind in KINDS.values() if kind.permission in lost
    )


def in_unit(path, day):
    """Return [(words, number), …] of what a unit has."""
    return [row for kind in KINDS.values() for row in kind.in_unit(path, day)]
