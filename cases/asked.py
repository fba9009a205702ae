"""What the rooms above the cases ask of a person: they register where to look, the desk shows what there is."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Ask:
    """One thing to do that is no case. next: what is to be done; what: about what; url: where."""

    next: str
    what: str
    url: str
    due: date | None = None


SOURCES = []


def source(find):
    """Register `find(officer, day)`, which yields the Asks of a person on a day; to be called when an app is ready."""
    if find not in SOURCES:
        SOURCES.append(find)
    return find


def asked_of(officer, day):
    """Return everything that is asked of this person, what is due first before what has no day."""
    found = [ask for find in SOURCES for ask in find(officer, day)]
    return sorted(found, key=lambda ask: (ask.due or date.max, ask.next))
