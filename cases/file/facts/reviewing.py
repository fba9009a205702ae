"""The legal review and the collective discussion of an ordinary case."""

from decimal import Decimal

from django.utils import timezone

from cases.file.facts.shared import PENALTIES
from enforcement.law import facts as law
from enforcement.law import kinds


def crew_of(case, near):
    """Return the keys of everybody who investigated the case, those who left it among them."""
    asked = {key for row in near.records[case.pk] for key in (row.asker_id, row.recorder_id)}
    return asked | {key for key in (case.handler_id, case.partner_id) if key}


def reviewing(case, near):
    crew = crew_of(case, near)
    return law.Reviewing(
        rounds=tuple(review_round(row, crew, near) for row in near.reviews[case.pk]),
        all_cases=near.parameter("review.all_ordinary", case.path),
        public_interest=case.major,
        complex=case.major,
        disagreement="；".join(row.disagreement for row in near.reviews[case.pk] if row.disagreement),
    )


def review_round(row, crew, near):
    who = row.reviewer
    return law.Review(
        reviewer=str(who.pk) if who else None,
        name=who.name if who else "",
        first_review_on=who.first_review_on if who else None,
        qualification=who.qualification if who else "",
        on_case_team=bool(who) and who.pk in crew,
        submitted_on=timezone.localdate(row.submitted_at),
        concluded_on=timezone.localdate(row.concluded_at) if row.concluded_at else None,
        result=kinds.ReviewResult(row.result) if row.result else None,
        points=tuple(
            law.Point(point=kinds.ReviewPoint(code), sound=held["sound"], comment=held["comment"])
            for code, held in row.marks.items()
        ),
        remarks="；".join(
            [*(each.text for each in row.remarks.all()), *([row.opinion] if row.opinion else [])]
        ),
        hints_open=tuple(hint["message"] for hint in row.hints_open),
        extra_days=row.extra_days,
        standing=tuple(str(each) for each in row.remarks.all()),
        unanswered=tuple(str(each) for each in row.remarks.all() if not each.answered_at),
    )


def discussion(case, near):
    held = near.discussions.get(case.pk)
    crew = tuple(str(key) for key in sorted(crew_of(case, near)))
    if held is None:
        return law.Discussion(held_on=None, investigators=crew, public_attention=case.major, complex=False)
    there = near.attendees[held.pk]
    return law.Discussion(
        held_on=held.held_on,
        minutes=str(held.pk),
        attendees=tuple(str(each.officer_id) for each in there),
        names=tuple(each.officer.name for each in there),
        voters=tuple(str(each.officer_id) for each in there if each.vote),
        heads=tuple(str(each.officer_id) for each in there if each.head),
        views="；".join(f"{each.officer.name}：{each.view}" for each in there if each.view),
        conclusion=held.conclusion,
        investigators=crew,
        public_attention=case.major,
        **concluded(held.concluded),
    )


def concluded(held):
    """Return {fact: value} of what the heads concluded; nothing of minutes from before it was kept part by part."""
    if not held:
        return {}
    return {
        "kinds": PENALTIES[held["outcome"]],
        "fine": Decimal(held["fine"]) if held["fine"] else None,
        "order": held["order"],
    }
