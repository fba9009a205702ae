"""Measure the product against a floor in the same run, write docs/benchmarks.md, fail when a bound is broken.

    .venv/bin/python tests/bench/run.py            # about half an hour, 12 GB of disk meanwhile
    .venv/bin/python tests/bench/run.py --quick    # a smoke run of a minute or two; writes nothing

Takes PostgreSQL and Redis of this machine (DATABASE_URL, REDIS_URL, or their usual ports), makes databases of its
own there and drops them at the end.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import databases

FLOOR = "floor"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few rounds, small numbers, no page written")
    parser.add_argument("--rounds", type=int, help="rounds in which the subjects take turns")
    parser.add_argument("--sizes", type=int, nargs="+", help="cases in each database, the smallest first")
    parser.add_argument("--no-demonstration", action="store_true", help="leave the demonstration's time out")
    given = parser.parse_args()
    given.rounds = given.rounds or (6 if given.quick else 25)
    given.sizes = given.sizes or ([10_000, 20_000] if given.quick else [10_000, 100_000, 850_000])
    given.names = [f"of_{size}" for size in given.sizes]
    return given


def settle(folder, broker, database):
    """Set the environment that this process and the servers read their settings from, and load Django."""
    os.environ |= {
        "DATA_DIR": str(folder),
        "SECRET_KEY": secrets.token_hex(32),
        "FIELD_KEY": secrets.token_hex(32),
        "REDIS_URL": broker,
        "DATABASE_URL": databases.address_of(database),
        "DJANGO_SETTINGS_MODULE": "tests.bench.product.settings",
        "PRODUCTION": "1",
        "SSL_REDIRECT": "0",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
    }
    os.environ.pop("ENFORCEMENT_CLOCK", None)
    import django

    django.setup()


def main():
    given = arguments()
    databases.require_this_machine()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="enforcement-bench-")))
        names = held.enter_context(databases.databases(*given.names, FLOOR))
        settle(folder, held.enter_context(databases.broker()), names[given.names[0]])
        from tests.bench import judging, sessions

        tiers, taken = sessions.measure(given, names, folder, say)
        lines, places = judging.judge(taken), judging.judge_places(tiers, taken)
        page = judging.describe(tiers, taken, lines, places)
    print(page)
    if not given.quick:
        judging.PAGE.parent.mkdir(exist_ok=True)
        judging.PAGE.write_text(page, encoding="utf-8")
    broken = [line.what for line in (*lines, *places) if line.broken]
    for what in broken:
        say(f"broken: {what}")
    return 1 if broken else 0


began = time.monotonic()


def say(words):
    print(f"[{time.monotonic() - began:5.0f} s] {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
