"""All hostile requests: `python -m tests.hostile.run --requests 20000 --seed 7`; on DATABASE_URL where it is set."""

import argparse
import os
import sys

import pytest


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20261120)
    given = parser.parse_args()
    os.environ |= {"HOSTILE_REQUESTS": str(given.requests), "HOSTILE_SEED": str(given.seed)}
    return pytest.main(["-x", "-s", "tests/hostile/test_share.py"])


if __name__ == "__main__":
    sys.exit(main())
