"""Every operation of the API's description, as officer and as city office: `python -m tests.contract.run`."""

import argparse
import os
import sys

import pytest


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=12)
    given = parser.parse_args()
    os.environ |= {"CONTRACT_EXAMPLES": str(given.examples), "CONTRACT_SHARE": "1"}
    return pytest.main(["-x", "-s", "tests/contract/test_contract.py"])


if __name__ == "__main__":
    sys.exit(main())
