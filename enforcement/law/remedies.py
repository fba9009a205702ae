"""The party's remedies: route, body, and the words of a decision about them (R-301 … R-303)."""

from enforcement.law.calendar import DAY
from enforcement.law.deadlines import Excluded
from enforcement.law.kinds import AgencyKind, Procedure

RECONSIDERATION, SUIT = "RECONSIDERATION", "SUIT"


def routes(procedure: Procedure) -> tuple[str, ...]:
    """Return the routes open at once: a penalty on the spot must go to reconsideration first (复议前置)."""
    return (RECONSIDERATION,) if procedure == Procedure.SUMMARY else (RECONSIDERATION, SUIT)


def reconsideration_body(kind: AgencyKind, *, own_level: str, above: str) -> str:
    """Return the one government that reconsiders.

    `own_level`: government of the agency's own level (for a department, or a branch acting in its own name);
    `above`: the government above a township, or the one that set up a street office.
    """
    return above if kind in (AgencyKind.TOWNSHIP, AgencyKind.STREET) else own_level


def wording(procedure: Procedure, body: str, court: str = "人民法院") -> str:
    """Return the paragraph on remedies for a decision of this procedure."""
    if procedure == Procedure.SUMMARY:
        return (
            f"如不服本决定，应当自收到本决定书之日起六十日内，先向{body}申请行政复议；对行政复议决定不服的，"
            f"可以自收到行政复议决定书之日起十五日内，依法向{court}提起行政诉讼。"
            "行政复议、行政诉讼期间，本决定不停止执行，法律另有规定的除外。"
        )
    return (
        f"如不服本决定，可以自收到本决定书之日起六十日内向{body}申请行政复议，"
        f"也可以自收到本决定书之日起六个月内依法向{court}提起行政诉讼。"
    )


def days_lost(lost):
    """Return the days of suits wrongly brought as days that do not count towards the sixty (R-312).

    lost: (first, last) days of suits that the party brought because nobody told him to ask for reconsideration
    first, from the suit to the service of the dismissal, both included.
    """
    return tuple(Excluded(first, last + DAY, "没有告知先复议而起诉") for first, last in lost)
