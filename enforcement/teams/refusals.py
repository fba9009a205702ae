"""How this app says no: with a finding, like the law, so that a page shows it the same way."""

from enforcement.errors import Refused
from enforcement.law.findings import Finding, Level

HOUSE = "内部规定"


def stop(message, remedy, rule=HOUSE):
    """Return a finding that stands in the way."""
    return Finding(rule=rule, level=Level.BLOCK, message=message, clause=None, remedy=remedy, facts=())


def refuse(asked, *findings):
    """Refuse `asked` when anything stands in the way."""
    if findings:
        raise Refused(asked, findings)
