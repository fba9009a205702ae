"""What a league page says, read from its HTML: rows, the opened row, how heavy it is."""

import gzip
import re
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser

from django.test import Client

TAG = re.compile(r"<[^>]+>")
CELL = re.compile(r"<(t[dh])\b[^>]*>(.*?)</\1>", re.S)


def words(html):
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", html))).strip()


def signed_in(officer):
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@dataclass(frozen=True)
class Line:
    path: str
    cells: list

    @property
    def rank(self):
        return int(self.cells[0]) if self.cells[0].isdigit() else None

    @property
    def name(self):
        return self.cells[2]

    @property
    def total(self):
        return Decimal(self.cells[9])


def lines(page):
    """Return the rows of units as a reader sees them, in order."""
    rows = re.findall(r'<tr id="u(\d+)"[^>]*>(.*?)</tr>', page, re.S)
    return [
        Line(path, [words(cell) for _, cell in re.findall(r"<(t[dh])\b[^>]*>(.*?)</\1>", row, re.S)])
        for path, row in rows
    ]


@dataclass(frozen=True)
class Opened:
    """The row that is open. points: of its causes; total: what they say that they add up to; links: to records."""

    text: str
    points: list
    total: Decimal
    before: Decimal
    after: Decimal
    links: list

    @property
    def places(self):
        """Return (place before, place now, own part, others' part), places lost being positive; None without one."""
        said = re.search(r"位次 (\d+) → (\d+)", self.text)
        if not said:
            return None
        own = moved(r"自己(?:失分|提分)，(升|降) (\d+) 位", self.text)
        others = moved(r"因其他单位变动，(升|降) (\d+) 位", self.text)
        return int(said[1]), int(said[2]), own, others


def moved(pattern, text):
    found = re.search(pattern, text)
    return 0 if not found else int(found[2]) * (1 if found[1] == "降" else -1)


def points(text):
    return Decimal(text.replace("−", "-").replace("+", ""))


def opened(page):
    """Return what the open row says, None where none is open."""
    found = re.search(r'<tr class="why".*?<table class="changes">(.*?)</table>(.*?)</tr>', page, re.S)
    if not found:
        return None
    start = page.index('<tr class="why"')
    whole = page[start : found.end()]
    cells = re.findall(r'<td class="num points">(.*?)</td>', found[1])
    totals = re.search(r"总分 <b>([\d.]+)</b> → <b>([\d.]+)</b>", whole)
    return Opened(
        words(whole),
        [points(cell) for cell in cells[:-1]],
        points(cells[-1]),
        Decimal(totals[1]),
        Decimal(totals[2]),
        re.findall(r'href="([^"]+)">看 \d+ 件', whole),
    )


class Counter(HTMLParser):
    def __init__(self):
        super().__init__()
        self.number = 0

    def handle_starttag(self, tag, attrs):
        self.number += 1


def nodes(page):
    counter = Counter()
    counter.feed(page)
    return counter.number


def compressed(page):
    return len(gzip.compress(page.encode()))
