"""What was measured, against its bounds, as a page that people read."""

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.db import connection

from enforcement import clock
from tests.bench.ordinary import ENDS
from tests.bench.sessions import LOOKED
from tests.bench.staging import EACH

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
PLACE = 6  # empty pages that a main page may take
PACKAGES = ("django", "djangorestframework", "granian", "psycopg2-binary")


@dataclass
class Line:
    """One thing measured at both sizes; a value may be a tuple. `bound` None: reported, not bound."""

    what: str
    bound: float | None
    values: list
    shown: str = "{:.2f}"
    same: bool = False

    @property
    def broken(self):
        known = [
            value if isinstance(value, tuple) else (value,) for value in self.values if value is not None
        ]
        if self.same and len({each for value in known for each in value}) > 1:
            return True
        return self.bound is not None and any(each > self.bound for value in known for each in value)

    def words(self, value):
        if value is None:
            return ""
        return ", ".join(
            self.shown.format(each) for each in (value if isinstance(value, tuple) else (value,))
        )

    @property
    def cells(self):
        bound = "" if self.bound is None else f"≤ {self.bound:g}" + (", the same" if self.same else "")
        verdict = "reported" if self.bound is None else "**broken**" if self.broken else "kept"
        return [self.what, bound, *map(self.words, self.values), verdict]


def judge(taken):
    """Return every line of the table, the bound ones first as the issue of the first release names them."""
    reads, writes, tiers = taken.reads, taken.writes, range(len(taken.counts))
    floor, create = reads["floor", None], writes["create", None]

    def list_over(what, base=None):
        there = [reads.get((what, each)) for each in tiers]
        return [one and one.over(base or reads["empty page", each]) for each, one in enumerate(there)]

    def issue_over(what):
        return [writes[f"issue, {what}", each].over(create) for each in tiers]

    def counted(what):
        return [taken.counts[each][what] for each in tiers]

    def grown(what):
        return [None, *(reads[what, each].over(reads[what, 0]) for each in tiers[1:])]

    def tail_over(what):
        """Return how many times the 95th of a hundred answers takes that of the empty page."""
        return [reads[what, each].p95 / reads["empty page", each].p95 for each in tiers]

    first = [None] * (len(tiers) - 1)

    printed = [(writes["issue, signed", each].p50 + taken.printing[each]) / create.p50 for each in tiers]
    return [
        Line("Case list, API: queries for 1, 20, 100 rows", 8, counted("case list, API"), "{}", same=True),
        Line("Case list, page: queries for 1, 20, 100 rows", 8, counted("case list, page"), "{}", same=True),
        Line("Case list, API ÷ floor's list", 5, list_over("case list, API", floor)),
        Line("Case list, API: ÷ at the smallest size", 1.2, grown("case list, API")),
        Line("Case list, page: ÷ at the smallest size", 1.2, grown("case list, page")),
        Line(
            "Review queue, API: queries for 1, 20, 100 rows", 8, counted("review queue, API"), "{}", same=True
        ),
        Line(
            "Review queue, page: queries for 1, 20, 100 rows",
            8,
            counted("review queue, page"),
            "{}",
            same=True,
        ),
        Line("Review queue, API: ÷ at the smallest size", 1.2, grown("review queue, API")),
        Line("Review queue, page: ÷ at the smallest size", 1.2, grown("review queue, page")),
        Line("Eight clients, list and desk: errors", 0, [len(failed) for _, failed in taken.crowds], "{}"),
        Line("Issue a decision, signed ÷ floor's create", 8, issue_over("signed")),
        Line("Issue a decision, signature refused ÷ floor's create", 8, issue_over("refused")),
        Line("Desk: queries", 12, counted("desk"), "{}"),
        Line("Desk ÷ empty page", 3, list_over("desk")),
        Line("Desk of 150 open cases: queries", 12, counted("desk of 150 open cases"), "{}"),
        Line("Desk of 150 open cases ÷ empty page", 4, list_over("desk of 150 open cases")),
        Line("Desk of a person with 500 tasks: queries", 12, counted("desk of 500 tasks"), "{}"),
        Line("Desk of a person with 500 tasks ÷ empty page", 2.5, list_over("desk of 500 tasks")),
        Line("Desk of a person with 500 tasks: ÷ at the smallest size", 1.1, grown("desk of 500 tasks")),
        Line("A leader's view of 500 tasks of his unit: queries", 12, counted("unit of 500 tasks"), "{}"),
        Line("A leader's view of 500 tasks of his unit ÷ empty page", 3, list_over("unit of 500 tasks")),
        Line("Issue a decision and print all its papers ÷ floor's create", None, printed),
        Line("Log a case by API: statements", 28, counted("create"), "{}"),
        Line(
            "Log a case by API ÷ floor's create",
            None,
            [writes["log a case", each].over(create) for each in tiers],
        ),
        Line("Case list, page ÷ empty page", 4, list_over("case list, page")),
        Line("Case search, in own sight, in the whole city: queries", 8, counted("case search"), "{}"),
        *(
            Line(f"{what[0].upper()}{what[1:]}: p95 ÷ the empty page's", 4, tail_over(what))
            for what in dict.fromkeys(what for what, _ in reads if what.startswith("case search"))
        ),
        Line("Review desk: queries", 20, counted("review desk"), "{}"),
        Line("Review desk ÷ empty page", 4.5, list_over("review desk")),
        Line("Case page: queries", 20, counted("case page"), "{}"),
        Line("Case page ÷ empty page", 4, list_over("case page")),
        Line(
            "Case page that notes a look ÷ one that need not",
            1.1,
            [reads[LOOKED, each].over(reads["case page", each]) for each in tiers],
        ),
        Line("Case page, ordinary, in six states: queries", 20, counted("case page, ordinary"), "{}"),
        *(
            Line(f"Case page, ordinary, {words} ÷ empty page", 4, list_over(f"case page, ordinary, {words}"))
            for words in ENDS.values()
        ),
        Line("The law on a case page, ordinary, in six states: ms", 2, [pages for pages, _ in taken.gates]),
        Line("The law at all gates of an ordinary case: ms", None, [gates for _, gates in taken.gates]),
        *(
            Line(
                f"First request of a web process, {page}, in {len(slower)} starts: ms more than the tenth",
                100,
                [*first, tuple(slower)],
                "{:.0f}",
            )
            for page, slower in taken.waking.items()
        ),
        Line("Pages and data that leave uncompressed", 0, taken.unpacked, "{}"),
        Line("The heaviest of them as it travels: kB", 30, taken.heaviest, "{:.1f}"),
        Line("Empty page: queries", None, counted("empty page"), "{}"),
    ]


def judge_places(tiers, taken):
    """Return the two lines of each main page that has none above: queries, and how many empty pages it takes."""
    reads, sizes = taken.reads, range(len(tiers))
    lines = []
    for place in tiers[0].places:
        asked = [taken.counts[each]["places"][place.words] for each in sizes]
        lines.append(Line(f"{place.words}: queries", place.most, asked, "{}"))
        over = [reads[place.words, each].over(reads["empty page", each]) for each in sizes]
        lines.append(Line(f"{place.words} ÷ empty page", PLACE, over))
    return lines


def times(taken):
    """Return the median times in milliseconds as rows of a table."""
    floor, create = taken.reads["floor", None], taken.writes["create", None]
    tiers = range(len(taken.counts))
    empty = [""] * (len(tiers) - 1)
    rows = [
        ["Floor: list", milliseconds(floor.p50), *empty],
        ["Floor: create", milliseconds(create.p50), *empty],
    ]
    for found in (taken.reads, taken.writes):
        for what in dict.fromkeys(what for what, tier in found if tier is not None):
            mine = (found.get((what, each)) for each in tiers)
            rows.append([what[0].upper() + what[1:], *(milliseconds(one.p50) if one else "" for one in mine)])
    rows.append(["All papers of a decision, by the worker", *map(milliseconds, taken.printing)])
    rows.append(["The facts of one case", *(milliseconds(built) for built, _ in taken.alone)])
    asking = [milliseconds(asked) for _, asked in taken.alone]
    rows.append(["The law on one step of one case, with what it reads", *asking])
    return rows


def milliseconds(seconds):
    return f"{1000 * seconds:.2f}"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def machine():
    """Return what the figures were taken on."""
    known = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in known if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [server] = cursor.fetchone()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} × {names[0] if names else platform.machine()}, {memory:.0f} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}, PostgreSQL {server.split()[0]}, {packages}; "
        f"load {os.getloadavg()[1]:.1f} over the last five minutes."
    )


def series(words):
    """Return words as a series: 1, 2 and 3."""
    *many, last = words
    return f"{', '.join(many)} and {last}" if many else last


def describe(tiers, taken, lines, places):
    """Return docs/benchmarks.md as text."""
    sizes = [f"{tier.total:,} cases" for tier in tiers]
    own = series(f"{tier.own:,}" for tier in tiers)
    desk = series(str(tier.desk) for tier in tiers)
    agencies = len({team.pk for team, _ in tiers[0].city.crews})
    queued = series(f"{tier.queued:,}" for tier in tiers)
    answers = series(f"{done:,}" for done, _ in taken.crowds)
    looks = series(f"{noted:,}" for noted in taken.looks)
    demonstration = ""
    if taken.demonstration:
        seconds, processor = taken.demonstration
        demonstration = (
            f"\nThe demonstration city is loaded into an empty SQLite database in {seconds:.0f} s "
            f"({processor:.0f} s of processor time).\n"
        )
    return f"""# Benchmarks

Measured on {clock.today()} by `.venv/bin/python tests/bench/run.py`, which writes this page and fails when a bound is
broken.

{machine()}

Only ratios are bound: what else the machine does slows the floor as much as the product. **Floor**: a bare REST
framework list (one table, one foreign key, eight columns, 10,000 rows, 20 a page, no authentication, no middleware)
and its create, in `tests/bench/floor/`. **Empty page**: the frame of every page with nothing in it, signed in. All are
served by granian as `manage.py start` runs it, on PostgreSQL, and take turns; a ratio is the median of the rounds'
ratios of medians. The product is asked by an ordinary officer of one township, with a token where it is the API, with a
session where it is a page. The cases stand in {agencies} agencies of {EACH} officers, 85 of 100 are closed; {own} of
them are in this officer's sight, {desk} on his desk; {queued} files wait in the county reviewer's queue, and every
closed case has a review behind it. Eight clients gave {answers} answers. A search asks for parts of names, firms, items
and numbers of decisions in turn, by the officer and by the city office; its first page is measured by the 95th of a
hundred answers, and so is the empty page beside it. Looks noted: {looks}.

{table(["What", "Bound", *sizes, ""], [line.cells for line in lines])}

The other pages that people open daily, each asked by somebody whose work it is:

{table(["What", "Bound", *sizes, ""], [line.cells for line in places])}

Median times in milliseconds, one client:

{table(["What", *sizes], times(taken))}
{demonstration}"""
