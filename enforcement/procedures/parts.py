"""What the page of any row shows beside its next step: each room says its own part once, and the page finds it."""

from dataclasses import dataclass

from enforcement.procedures.models import Limit
from enforcement.procedures.story import story_of

_parts = []


@dataclass(frozen=True)
class Part:
    """A part of a row's page. read(row, officer, at) → the template's context, None where there is nothing to show.

    aside: whether it stands beside the rest. place: where among the others, small ones first.
    """

    template: str
    place: int
    aside: bool
    read: object


def part(template, *, place, aside=False):
    """Declare the function below as the reader of a part of every row's page."""

    def declare(read):
        _parts.append(Part(template, place, aside, read))
        return read

    return declare


def parts_of(row, officer, at):
    """Return (template, aside, context) of all that there is to show of a row, in order."""
    found = sorted(_parts, key=lambda each: each.place)
    read = [(each, each.read(row, officer, at)) for each in found]
    return [
        {"template": each.template, "aside": each.aside, "shown": shown}
        for each, shown in read
        if shown is not None
    ]


@part("procedures/_limits.html", place=10)
def limits_of(row, officer, at):
    """Return the time limits of the row that are open, the first that falls due first."""
    found = list(Limit.objects.of(row).open().order_by("safe_day", "pk"))
    return {"limits": found} if found else None


@part("procedures/_timeline.html", place=90, aside=True)
def told_of(row, officer, at):
    """Return the story of the row's file."""
    return story_of(row.chain)
