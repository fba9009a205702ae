"""What can be done with a case now: one primary step, the others, and why a step is not open yet."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from cases.facts import facts_of
from cases.models import Decision
from cases.workflow import State
from enforcement import law
from enforcement.workflow import permitted, standing

PAGES = {
    "register": "cases:scene",
    "weigh": "cases:weigh",
    "issue": "cases:notice",
    "propose_exemption": "cases:notice",
}


@dataclass
class Choice:
    """A step as a page offers it. `stops` are the findings in its way; `allowed` whether this person's post may."""

    step: object
    url: str
    allowed: bool
    findings: list = field(default_factory=list)
    stops: list = field(default_factory=list)

    @property
    def open(self):
        return self.allowed and not self.stops


def primary_of(case):
    """Return the name of the one step that comes next in the ordinary run of the case, or an empty string."""
    if case.state == State.ON_SITE:
        if not hasattr(case, "assessment"):
            return "weigh"
        return "propose_exemption" if case.assessment.outcome == "NO_PENALTY" else "issue"
    if case.state == State.PROPOSED:
        return "confirm_exemption"
    if case.state == State.DECIDED:
        return "deliver"
    if case.state in (State.DELIVERED, State.EXECUTED):
        return _after_delivery(case)
    return ""


def _after_delivery(case):
    decision = case.decision
    taken = getattr(decision, "collection", None)
    if taken and not taken.handed_in_on:
        return "hand_in"
    if decision.kind == Decision.Kind.PENALTY and not hasattr(case, "registration"):
        return "file_with_unit"
    if decision.fine and case.state == State.DELIVERED:
        return "record_payment"
    return "close"


def hidden(case):
    """Return the steps that make no sense for this case, so that nobody is offered them."""
    names = {"register", "execute"}
    decision = getattr(case, "decision", None)
    if decision is None:
        names.add("issue" if primary_of(case) == "propose_exemption" else "propose_exemption")
        return names
    if not decision.fine:
        names |= {"collect", "hand_in", "record_payment"}
    if hasattr(decision, "collection"):
        names |= {"collect", "record_payment"}
    else:
        names.add("hand_in")
    if hasattr(case, "registration") or decision.kind == Decision.Kind.NO_PENALTY:
        names.add("file_with_unit")
    return names


def choices_for(case, *, by, at):
    """Return (primary Choice or None, other Choices) with every finding, from one reading of the facts."""
    [facts] = facts_of([case], at=at)
    rulings = list(case.dossier.rulings.all())
    day, out = timezone.localdate(at), hidden(case)
    primary, others = None, []
    for step in case.STEPS.values():
        if case.state not in step.sources or step.name in out:
            continue
        findings = law.check(facts, gate=step.gate)
        stops = standing(findings, rulings, facts, step.gate)
        choice = Choice(step, url_of(case, step), permitted(case, step, by, day), findings, stops)
        if step.name == primary_of(case):
            primary = choice
        else:
            others.append(choice)
    return primary, others


def url_of(case, step):
    """Return the page on which the step is taken."""
    if step.name in PAGES:
        return reverse(PAGES[step.name], args=[case.pk])
    return reverse("cases:step", args=[case.pk, step.name])
