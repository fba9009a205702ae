"""What can be done with a case now: one primary step, the others, and why a step is not open yet."""

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cases.around import around
from cases.facts import facts_on
from cases.models import Case, Decision
from cases.next_ordinary import Next, next_of, other_of, silent
from cases.next_ordinary import hidden as hidden_of_ordinary
from cases.services.rows import CREWS
from cases.workflow import State
from enforcement import law
from enforcement.law.findings import Level
from enforcement.teams.roles import PERMISSIONS
from enforcement.workflow import permitted, standing

PAGES = {
    "register": "cases:scene",
    "weigh": "cases:weigh",
    "issue": "cases:notice",
    "propose_exemption": "cases:notice",
    "sign_record": "cases:record",
    "amend": "cases:amend",
    "norms": "cases:norms",
}
QUERIES = {"sign_record": "?kind=INQUIRY"}
RARE = {
    "norms", "vet", "exclude", "extend", "transfer_out", "dismiss", "extend_review", "defer", "note_review",
    "tell_remedies", "confirm_address", "extend_clue", "dispute",
}  # fmt: skip
REVIEWING = ("take_review", "approve_review")


@dataclass
class Choice:
    """A step as a page offers it. `stops` are the findings in its way; `allowed` whether this person may take it."""

    step: object
    url: str
    allowed: bool
    findings: list = field(default_factory=list)
    stops: list = field(default_factory=list)
    label: str = ""
    words: str = ""
    who: str = ""

    @property
    def open(self):
        return self.allowed and not self.stops

    @property
    def rare(self):
        """Return whether few cases ever need the step, so that pages keep it apart."""
        return self.step.name in RARE


def primary_of(case):
    """Return the name of the one step that comes next in the simple procedure, or an empty string."""
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
    """Return the steps of the simple procedure that make no sense for this case, so that nobody is offered them."""
    names = {"register", "execute"}
    decision = getattr(case, "decision", None)
    if decision is None:
        names.add("issue" if primary_of(case) == "propose_exemption" else "propose_exemption")
        return names
    if not decision.fine:
        names |= {"collect", "hand_in", "record_payment", "defer"}
    if case.state == State.EXECUTED:
        names.add("record_payment")  # paid in full
    if hasattr(decision, "collection"):
        names |= {"collect", "record_payment"}
    else:
        names.add("hand_in")
    if hasattr(case, "registration") or decision.kind == Decision.Kind.NO_PENALTY:
        names.add("file_with_unit")
    return names


def choices_for(case, *, by, at, near=None):
    """Return (primary Choice or None, other Choices) with every finding, from one reading of the facts.

    near: what a page has read around the case already. Where no step follows, the law is not asked.
    """
    steps = [step for step in case.STEPS.values() if step.follows(case)]
    if not steps:
        return None, []
    looking = Looking(case, by, at, near)
    primary, others = None, []
    for step in steps:
        if step.name not in looking.hidden:
            choice = looking.choice(step)
            if step.name == looking.next.step:
                primary = choice
            else:
                others.append(choice)
    return primary, others


class Looking:
    """One person's look at the steps of a case at one moment."""

    def __init__(self, case, by, at, near=None):
        self.case, self.by, self.at, self.day = case, by, at, timezone.localdate(at)
        self.near = near or around([case], self.day)
        self.facts = facts_on(case, self.near, at)

    @cached_property
    def rulings(self):
        return list(self.case.dossier.rulings.all())

    @cached_property
    def next(self):
        if self.case.procedure == Case.Procedure.GENERAL:
            return next_of(self.case, self.near, self.facts) or Next("")
        return Next(primary_of(self.case))

    @cached_property
    def hidden(self):
        if self.case.procedure == Case.Procedure.GENERAL:
            return hidden_of_ordinary(self.case, self.near, self.next.step)
        return hidden(self.case)

    def choice(self, step):
        findings, stops = self.asked(step)
        mine = self.next if step.name == self.next.step else other_of(self.case, step)
        return Choice(
            step,
            self.url(step, mine),
            self.allows(step),
            findings,
            stops,
            mine.label or step.label,
            mine.words,
            self.who(step),
        )

    def who(self, step):
        """Return in words who must take the step: the officers by name, else the posts that may."""
        if step.name == "declare":
            return "、".join(officer.name for officer in silent(self.case, self.near))
        if step.name in CREWS:
            return "、".join(officer.name for officer in (self.case.handler, self.case.partner) if officer)
        return "、".join(role.label for role, held in PERMISSIONS.items() if held & step.permission_set)

    def url(self, step, mine):
        """Return the page on which the step is taken; a returned file with open remarks starts at these."""
        if mine.remarks:
            return address("cases:remarks", self.case.pk)
        if step.name in REVIEWING:
            return address("cases:review", self.near.ordinary.reviews[self.case.pk][-1].pk)
        finding = step.name == "amend" and self.case.state == State.INVESTIGATING
        page = address("cases:facts" if finding else PAGES.get(step.name), self.case.pk)
        return page + QUERIES.get(step.name, "") if page else address("cases:step", self.case.pk, step.name)

    def asked(self, step):
        """Return (every finding of the step's gate, those not settled); rulings are read where one could settle."""
        findings = law.check(self.facts, gate=step.gate)
        settled = self.rulings if any(one.level is not Level.BLOCK for one in findings) else ()
        return findings, standing(findings, settled, self.facts, step.gate)

    def allows(self, step):
        """Return whether this person's post, and his place in the case, allow the step."""
        case = self.case
        crew = self.by.pk in (case.handler_id, case.partner_id)
        if step.name == "take_review" and crew:
            return False
        if step.name == "declare":
            return self.by.pk in {officer.pk for officer in silent(case, self.near)}
        if step.name == "approve_review":
            rounds = self.near.ordinary.reviews[case.pk]
            return bool(rounds) and rounds[-1].reviewer_id == self.by.pk
        return permitted(case, step, self.by, self.day) and (crew or step.name not in CREWS)


def address(page, *keys):
    """Return the address of a page, or nothing where there is no such page."""
    try:
        return reverse(page, args=keys) if page else ""
    except NoReverseMatch:
        return ""
