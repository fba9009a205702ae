"""Measure the league tables at the size of the city, write docs/benchmarks-league.md, fail when a bound is broken.

    .venv/bin/python tests/bench/league.py                   # 850,000 cases over ten years: about ten minutes
    .venv/bin/python tests/bench/league.py --years 1 2       # a smoke run; writes nothing

Takes PostgreSQL and Redis of this machine, makes databases of its own there and drops them at the end.
"""

import argparse
import gc
import os
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import databases
from tests.bench.run import settle

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks-league.md"
FULL = [1, 10]
NEWLINE = "\n"
ROUNDS = 7


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--years", type=int, nargs=2, default=FULL, help="years of history, 85,000 cases each"
    )
    given = parser.parse_args()
    databases.require_this_machine()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="enforcement-bench-")))
        endings = ("short", "long")
        names = held.enter_context(databases.databases(*endings))
        settle(folder, held.enter_context(databases.broker()), names["short"])
        from tests.bench.league_filling import League

        tiers = []
        for ending, years in zip(endings, given.years, strict=True):
            say(f"{years} years of history")
            tiers.append(League(names[ending], years))
        say("runs, in turns")
        runs = in_turns(tiers)
        say("pages")
        pages = asked(tiers[-1], folder)
        lines = judged(tiers, runs, pages)
        print(page := described(tiers, runs, pages, lines))
    if given.years == FULL:
        PAGE.write_text(page, encoding="utf-8")
    return 1 if any("**broken**" in line for line in lines) else 0


def in_turns(tiers):
    """Return {(years, "run" or "statement"): [seconds, …]} and the growth of memory, tier after tier in each round."""
    taken = {}
    for number in range(ROUNDS):
        for tier in tiers if number % 2 else tiers[::-1]:
            taken.setdefault((tier.years, "statement"), []).append(tier.statement())
            taken.setdefault((tier.years, "read"), []).append(tier.read())
            taken.setdefault((tier.years, "run"), []).append(tier.run())
            gc.collect()
            taken.setdefault((tier.years, "memory"), []).append(resident())
    return taken


def resident():
    """Return this process's resident memory in MB now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def asked(tier, folder):
    """Return {what: seconds, queries, bytes} of the league page and the empty page, served as in production."""
    from tests.bench import serving
    from tests.bench.measuring import Subject, take_turns

    databases.use(tier.name)
    tier.publish()
    found = tier.page_facts()
    with serving.served(serving.PRODUCT, databases.address_of(tier.name), folder) as port:
        client = serving.Client(port, Cookie=tier.session)
        league = Subject("league", lambda: client.call(tier.address)[0])
        empty = Subject("empty", lambda: client.call("/bench/empty/")[0])
        for _ in range(5):
            league.act(), empty.act()
        fresh = median(client.call(address)[0] for address in tier.earlier)
        take_turns([league, empty], rounds=14, each=5)
    return found | {"league": league.p50, "empty": empty.p50, "ratio": league.over(empty), "fresh": fresh}


def judged(tiers, runs, pages):
    short, long = (tier.years for tier in tiers)

    def ratio(years):
        pairs = zip(runs[years, "run"], runs[years, "statement"], strict=True)
        return median(run / statement for run, statement in pairs)

    grown = median(b / a for a, b in zip(runs[short, "run"], runs[long, "run"], strict=True))
    memory = runs[long, "memory"][-1] - runs[long, "memory"][1]
    return [
        line(
            "Weekly run, all levels ÷ one hand-written statement over the same rows",
            3,
            ratio(short),
            ratio(long),
        ),
        line("Weekly run: long history ÷ short", 1.2, None, grown),
        line("Memory that the later runs added, MB", 8, None, memory),
        line("League page of the largest group ÷ empty page", 4, None, pages["ratio"]),
        line("League page: queries", 10, None, pages["queries"]),
        line("League page: HTML compressed, kB", 30, None, pages["compressed"] / 1000),
        line("All units on one page: rows", None, None, pages["rows"]),
    ]


def line(what, bound, *values):
    shown = ["" if value is None else f"{value:.2f}" for value in values]
    known = [value for value in values if value is not None]
    verdict = (
        "reported" if bound is None else "kept" if all(each <= bound for each in known) else "**broken**"
    )
    return "| " + " | ".join([what, "" if bound is None else f"≤ {bound}", *shown, verdict]) + " |"


def described(tiers, runs, pages, lines):
    from tests.bench.judging import machine

    short, long = tiers
    times = [
        f"| {words} | {1000 * median(runs[short.years, what]):.0f} | {1000 * median(runs[long.years, what]):.0f} |"
        for what, words in (
            ("statement", "One statement over the same rows"),
            ("read", "Reading for all indicators"),
            ("run", "Weekly run, four levels, kept and sealed"),
        )
    ]
    return f"""# Benchmarks of the league tables

Measured on {time.strftime("%Y-%m-%d")} by `.venv/bin/python tests/bench/league.py`, which writes this page and fails
when a bound is broken.

{machine()}

{short.total:,} cases over {short.years} year and {long.total:,} over {long.years} years in 130 towns and 9 bureaus,
each case with a photograph and every seventh an ordinary one with decision, limit and review; {short.window:,} and
{long.window:,} of them in the twelve weeks that a weekly run reads. The statement counts n and N of every indicator by
agency, in the period and in the twelve weeks, in one round trip; the run reads the same, splits it by unit at four
levels, scores, ranks, lights, and writes snapshot, standings, results, the records that cost points and the seal. A
sealed table is read and drawn once by each process that serves it.

| What | Bound | {short.years} year | {long.years} years |  |
| --- | --- | --- | --- | --- |
{NEWLINE.join(lines)}

Median times in milliseconds:

| What | {short.years} year | {long.years} years |
| --- | --- | --- |
{NEWLINE.join(times)}
| Empty page |  | {1000 * pages["empty"]:.1f} |
| League page, {pages["rows"]} rows, read by this process before |  | {1000 * pages["league"]:.1f} |
| League page, read for the first time |  | {1000 * pages["fresh"]:.1f} |
"""


began = time.monotonic()


def say(words):
    print(f"[{time.monotonic() - began:5.0f} s] {words}", file=sys.stderr)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
