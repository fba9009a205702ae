"""Runs failed browser journeys once more by themselves: second_chance.py EXIT_CODE JUNIT_XML.

A journey that passes then is printed as shaky and the run goes on. Only tests marked `browser` get the chance, and
only where pytest itself says that tests failed (exit code 1): a crash, an error while collecting, a failing test of
any other kind, or a second failure ends the run with 1.
"""

import subprocess
import sys
from xml.etree import ElementTree

SOME_FAILED = 1


def failed(path):
    """Return the node ids of what failed or could not be set up, as pytest takes them."""
    cases = ElementTree.parse(path).iter("testcase")
    return [
        node_id(case) for case in cases if case.find("failure") is not None or case.find("error") is not None
    ]


def node_id(case):
    """Return the node id of a junit testcase: its file, its class if it has one, its name with parameters."""
    parts = case.get("classname", "").split(".")
    while parts and not parts[-1].startswith("test_"):
        parts.pop()
    module, rest = "/".join(parts) + ".py", case.get("classname", "").split(".")[len(parts) :]
    return "::".join([module, *rest, case.get("name", "")])


def runs(*options):
    return subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]).returncode


def browser_tests(names):
    """Return those of the node ids that are tests marked `browser`, as pytest collects them from their files."""
    files = sorted({name.partition("::")[0] for name in names})
    options = ["-m", "browser", "-p", "no:cacheprovider", "-o", "addopts=-q"]  # -q once: one node id a line
    asked = [sys.executable, "-m", "pytest", "--collect-only", *options, *files]
    told = subprocess.run(asked, capture_output=True, text=True).stdout
    return {line.strip() for line in told.splitlines()} & set(names)


def main(code, path, run=runs, journeys=browser_tests):
    """Return the exit code of the run after the second chance."""
    if code != SOME_FAILED:
        print(f"pytest ended with {code}: no second chance")
        return 1
    try:
        names = failed(path)
    except (OSError, ElementTree.ParseError) as error:
        print(f"no report to read ({error}): no second chance")
        return 1
    known = journeys(names) if names else set()
    others = [name for name in names if name not in known]
    if not names or others:
        print("\n".join(["failed, and no journey:", *others]) if others else "the report names no failure")
        return 1
    shaky = []
    for name in names:
        if run(name) != 0:
            print(f"failed twice: {name}")
            return 1
        shaky.append(name)
    print("\n".join(f"shaky: {name} failed, and passed when run once more" for name in shaky))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2]))
