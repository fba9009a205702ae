"""The periods of an ordinary case as its rows have them: of the clue, and the ninety days with what lengthens them."""

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


def clue_grants(held):
    """Yield what a case holds of more time for its clue, the earliest grant first. held: its `clue_longer`."""
    if held:
        yield from clue_grants(held.get("before"))
        yield law.ClueGrant(domain=Domain(held["domain"]), granted_on=date.fromisoformat(held["approved_on"]))


def counted(form, filed_on):
    """Return a Filing that holds the period alone, for `extensions_counted` and `extension_faults`."""
    return law.Filing(
        source="", criteria=(), investigators=(), opinion="", proposed_on=None, decided_by="",
        **period_of(form, filed_on),
    )  # fmt: skip
