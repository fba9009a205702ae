"""The ninety days of an ordinary case as its filing form has them: domain, extensions, days that do not count."""

from datetime import date

from enforcement.law import facts as law
from enforcement.law.deadlines import Excluded
from enforcement.law.kinds import Domain


def extension(held):
    """Return a granted extension as the law reads it. held: one of `Filing.extensions`."""
    return law.Extension(
        days=held["days"],
        approved_on=date.fromisoformat(held["approved_on"]),
        approved_by=held["approved_by"],
        minutes=str(held["piece"]) if held.get("minutes") else "",
    )


def interval(held):
    """Return days that do not count as the law reads them. held: one of `Filing.excluded`."""
    return Excluded(date.fromisoformat(held["start"]), date.fromisoformat(held["end"]), held["ground"])


def period_of(form, filed_on):
    """Return {fact of law.Filing: value} of what the ninety days rest on."""
    return {
        "domain": Domain(form.domain),
        "filed_on": filed_on,
        "extensions": tuple(map(extension, form.extensions)),
        "excluded": tuple(map(interval, form.excluded)),
    }


def counted(form, filed_on):
    """Return a Filing that holds the period alone, for `decision_due` and `extension_faults`."""
    return law.Filing(
        source="", criteria=(), investigators=(), opinion="", proposed_on=None, decided_by="",
        **period_of(form, filed_on),
    )  # fmt: skip
