"""What the rulebook points out to a reviewer: its findings at the decision, each under the point it belongs to.

What a review or the discussion after it still owes is no hint: the review answers the one, the heads the other.
"""

from django.utils import timezone

from cases.facts import facts_of
from enforcement import law
from enforcement.law import facts as stated
from enforcement.law.findings import Level
from enforcement.law.kinds import ReviewPoint

GATE = "case.decide"
LATER = {"R-131", "R-132", "R-603", "R-604", "R-605"}
# fmt: off
RULES = {
    ReviewPoint.STANDING:  ("R-118", "R-119"),
    ReviewPoint.PROCEDURE: ("R-114", "R-120", "R-121", "R-123", "R-125", "R-128", "R-134", "R-136", "R-137", "R-503",
                            "R-608"),
    ReviewPoint.EVIDENCE:  ("R-117", "R-122", "R-129"),
    ReviewPoint.LAW:       ("R-107", "R-108", "R-109", "R-110", "R-111", "R-112", "R-113", "R-115", "R-116"),
    ReviewPoint.POWERS:    ("R-101", "R-102", "R-103", "R-104"),
    ReviewPoint.PAPERS:    ("R-133", "R-913", "R-915", "R-916"),
}
# fmt: on
POINT_OF = {rule: point for point, held in RULES.items() for rule in held}


def point_of(rule):
    """Return the point under which a rule is shown; one that names no other concerns the law applied."""
    return POINT_OF.get(rule, ReviewPoint.LAW)


def hints_in(facts):
    """Return the hints on these facts as the review keeps them, the gravest first."""
    found = [finding for finding in law.check(facts, gate=GATE) if finding.rule not in LATER]
    return [
        {
            "rule": finding.rule,
            "level": finding.level.value,
            "message": finding.message,
            "clause": str(finding.clause or ""),
            "remedy": finding.remedy,
            "point": point_of(finding.rule).value,
        }
        for finding in found
    ]


def hints_of(case, at):
    """Return the hints on the case as it stands."""
    [facts] = facts_of([case], at=at)
    return hints_in(facts)


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
