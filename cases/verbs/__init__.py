"""Every step as page and API ask for it, from one registration."""

from cases.models import Case
from cases.verbs.ordinary import ORDINARY
from cases.verbs.summary import SUMMARY
from cases.verbs.verb import Verb, reasons_in

__all__ = ["VERBS", "Verb", "reasons_in", "verb_of"]

# where both procedures have a step, the ordinary one has its own form
VERBS = SUMMARY | ORDINARY


def verb_of(case, step):
    """Return the Verb by which this case takes a step, None where it has a page of another shape or none."""
    if case.procedure == Case.Procedure.SUMMARY and step in SUMMARY:
        return SUMMARY[step]
    return VERBS.get(step)
