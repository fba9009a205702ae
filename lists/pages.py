"""Pages of a list that does not grow with history: by number, without counting."""

from dataclasses import dataclass

from enforcement.gate import whole


@dataclass(frozen=True)
class Page:
    """Rows with the addresses of the pages before and after, "" where there is none."""

    rows: list
    newer: str = ""
    older: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def page_of(rows, query, size):
    """Return the page that `query` (the address's parameters) asks for; nonsense asks for the first."""
    number = whole(query.get("page"), at_most=9999) or 1
    found = list(rows[(number - 1) * size : number * size + 1])
    newer = address(query, number - 1) if number > 1 else ""
    older = address(query, number + 1) if len(found) > size else ""
    return Page(found[:size], newer, older)


def address(query, number):
    kept = query.copy()
    kept["page"] = number
    return f"?{kept.urlencode()}"


@dataclass(frozen=True)
class Chip:
    """A filter as one press: its word, how many rows it would leave, where it leads, whether it is on."""

    word: str
    count: int
    address: str
    here: bool


def chip(query, word, count, name, value):
    """Return the chip that sets parameter `name` to `value`; the one that is on takes it off again."""
    kept = query.copy()
    kept.pop("page", None)
    here = kept.get(name, "") == value
    kept.pop(name, None)
    if value and not here:
        kept[name] = value
    return Chip(word, count, f"?{kept.urlencode()}", here)
