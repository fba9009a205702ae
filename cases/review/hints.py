"""What the rulebook points out to a reviewer, each finding under the point it belongs to.

Its findings at the decision, on the decision as it would read, and what records, filing and service were asked when
they were made, since another case or a correction may have changed their answer. What a review or the discussion
after it still owes is no hint: the review answers the one where it ends, the heads the other.
"""

from django.utils import timezone

from cases.decision.papers import decision
from cases.file.facts import facts_of
from cases.models import PriorNotice
from enforcement import law
from enforcement.documents import services as documents
from enforcement.law import facts as stated
from enforcement.law import rulebook
from enforcement.law.findings import Level
from enforcement.law.rulebook import LATER

GATE = "case.decide"
PAPER = "document.issue"
SERVED = "case.serve_notice"
# gates that the file has passed, whose rules with a point are read again; elsewhere they ask for what is not yet due
PASSED = ("case.request_filing", "case.sign_record", SERVED)


def asked():
    """Return the rules that a review asks: each has its point or says LATER, or the start-up check stops."""
    return [one for one in rulebook.rules() if {GATE, PAPER} & set(one.gates)]


def hints_in(facts, drafted=()):
    """Return the hints on these facts as the review keeps them, the gravest first.

    drafted: findings on the decision as it would read.
    """
    found = [*law.check(facts, gate=GATE), *drafted]
    if facts.filing.filed_on:
        told = facts.notice.told_at is not None  # a case that ends without a penalty may have told nothing
        found += law.check(facts, gate=tuple(gate for gate in PASSED if told or gate != SERVED))
    found = [one for one in found if one.point not in (None, LATER)]
    found = {(one.level, one.message): one for one in reversed(found)}
    found = sorted(reversed(found.values()), key=lambda one: list(Level).index(one.level))
    return [
        {
            "rule": finding.rule,
            "level": finding.level.value,
            "message": finding.message,
            "clause": str(finding.clause or ""),
            "remedy": finding.remedy,
            "point": str(finding.point),
        }
        for finding in found
    ]


def hints_of(case, at):
    """Return the hints on the case as it stands."""
    [facts] = facts_of([case], at=at)
    return hints_in(facts, on_the_draft(case, facts, at))


def on_the_draft(case, facts, at):
    """Return what the law says of the decision as it would be issued now, without number and signatures."""
    told = PriorNotice.objects.filter(case=case, cancelled_at__isnull=True)
    if not hasattr(case, "assessment") or case.assessment.outcome == "NO_PENALTY" or not told.exists():
        return []
    found = documents.obstacles(
        kind=decision.PAPER.kind, content=decision.content_of(case, at=at), team=case.team, by=case.handler,
        day=timezone.localdate(at), number=None, facts=facts,
    )  # fmt: skip
    # the number is taken when the paper is issued
    return [one for one in found if "document.number" not in one.facts]


def fitness(facts, review, officer, crew):
    """Return what bars `officer` from this review (R-132), whoever holds it now. crew: keys of the case's officers."""
    asked = stated.Review(
        reviewer=str(officer.pk),
        name=officer.name,
        first_review_on=officer.first_review_on,
        qualification=officer.qualification,
        on_case_team=officer.pk in crew,
        submitted_on=timezone.localdate(review.submitted_at),
        concluded_on=None,
        result=None,
    )
    facts = facts.but(reviewing=stated.Reviewing(rounds=(asked,)))
    return [one for one in law.check(facts, gate="case.take_review") if one.level is Level.BLOCK]
