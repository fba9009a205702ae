"""What the rulebook points out to a reviewer, each finding under the point it belongs to.

Its findings at the decision, on the decision as it would read, and what records, filing and service were asked when
they were made, since another case or a correction may have changed their answer. What a review or the discussion
after it still owes is no hint: the review answers the one where it ends, the heads the other.
"""

from django.utils import timezone

from cases.facts import facts_of
from cases.models import PriorNotice
from cases.papers import decision
from enforcement import law
from enforcement.documents import services as documents
from enforcement.law import facts as stated
from enforcement.law import rulebook
from enforcement.law.findings import Level
from enforcement.law.kinds import ReviewPoint
from enforcement.procedures.asking import of_the_step

GATE = "case.decide"
PAPER = "document.issue"
SERVED = "case.serve_notice"
# gates that the file has passed, with the rules that are read again; elsewhere they ask for what is not yet due
PASSED = {
    "case.request_filing": ("R-128",),
    "case.sign_record": ("R-129", "R-910", "R-911"),
    SERVED: ("R-916", "R-1001", "R-1002"),
}
LATER = {"R-131", "R-132", "R-603", "R-604", "R-605"}
# fmt: off
RULES = {
    ReviewPoint.STANDING:  ("R-118", "R-119"),
    ReviewPoint.PROCEDURE: ("R-114", "R-120", "R-121", "R-125", "R-128", "R-134", "R-136", "R-137", "R-138", "R-503",
                            "R-608", "R-1001", "R-1002"),
    ReviewPoint.EVIDENCE:  ("R-117", "R-122", "R-129", "R-910", "R-911"),
    ReviewPoint.LAW:       ("R-107", "R-108", "R-109", "R-110", "R-111", "R-112", "R-113", "R-115", "R-116",
                            "R-1208"),
    ReviewPoint.POWERS:    ("R-101", "R-102", "R-103", "R-104"),
    ReviewPoint.PAPERS:    ("R-127", "R-133", "R-302", "R-303", "R-322", "R-906", "R-907", "R-908", "R-909", "R-913",
                            "R-915", "R-916", "R-920"),
}
# fmt: on
POINT_OF = {rule: point for point, held in RULES.items() for rule in held}


def rules_asked():
    """Return the ids of every rule that can become a hint; each has its point, or the start-up check stops."""
    found = {one.id for one in rulebook.rules() if GATE in one.gates or PAPER in one.gates}
    return (found | {rule for held in PASSED.values() for rule in held}) - LATER


def hints_in(facts, drafted=()):
    """Return the hints on these facts as the review keeps them, the gravest first.

    drafted: findings on the decision as it would read.
    """
    found = [*law.check(facts, gate=GATE), *drafted]
    if facts.filing.filed_on:
        told = facts.notice.told_at is not None  # a case that ends without a penalty may have told nothing
        passed = {gate: rules for gate, rules in PASSED.items() if told or gate != SERVED}
        found += [
            one for gate, rules in passed.items() for one in law.check(facts, gate=gate) if one.rule in rules
        ]
    found = [one for one in found if one.rule not in LATER and not of_the_step(one)]
    found = {(one.level, one.message): one for one in reversed(found)}
    found = sorted(reversed(found.values()), key=lambda one: list(Level).index(one.level))
    return [
        {
            "rule": finding.rule,
            "level": finding.level.value,
            "message": finding.message,
            "clause": str(finding.clause or ""),
            "remedy": finding.remedy,
            "point": POINT_OF[finding.rule].value,
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
