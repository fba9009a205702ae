"""What comes next in a case of the simple procedure, and what makes no sense in it."""

from cases.models import Decision
from cases.workflow import State


def primary_of(case, near):
    """Return the name of the one step that comes next in the simple procedure, or an empty string."""
    if case.state == State.ON_SITE:
        found = near.assessments.get(case.pk)
        if found is None:
            return "weigh"
        return "propose_exemption" if found.outcome == "NO_PENALTY" else "issue"
    if case.state == State.PROPOSED:
        return "confirm_exemption"
    if case.state == State.DECIDED:
        return "deliver"
    if case.state in (State.DELIVERED, State.EXECUTED):
        return _after_delivery(case, near)
    return ""


def _after_delivery(case, near):
    decision = near.decisions[case.pk]
    taken = getattr(decision, "collection", None)
    if taken and not taken.handed_in_on:
        return "hand_in"
    if decision.kind == Decision.Kind.PENALTY and case.pk not in near.registrations:
        return "file_with_unit"
    if decision.fine and case.state == State.DELIVERED:
        return "record_payment"
    return "close"


def hidden(case, near):
    """Return the steps of the simple procedure that make no sense for this case, so that nobody is offered them."""
    names = {"register"}
    decision = near.decisions.get(case.pk)
    if decision is None:
        names.add("issue" if primary_of(case, near) == "propose_exemption" else "propose_exemption")
        return names
    if not decision.fine:
        names |= {"collect", "hand_in", "record_payment", "defer"}
    if case.state == State.EXECUTED:
        names.add("record_payment")  # paid in full
    if hasattr(decision, "collection"):
        names |= {"collect", "record_payment"}
    else:
        names.add("hand_in")
    if case.pk in near.registrations or decision.kind == Decision.Kind.NO_PENALTY:
        names.add("file_with_unit")
    return names
