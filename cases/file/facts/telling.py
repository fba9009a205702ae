"""What was told beside what is decided, as the law compares them."""

from cases.wording.told import as_parts, parts_now, told_of
from enforcement.law import facts as law
from enforcement.law import kinds


def telling(case, near):
    """Return the parts of the standing notice, of the decision as proposed now, and of what a review agreed to."""
    notice = near.notice_of(case)
    agreed = [row for row in near.reviews[case.pk] if row.result == kinds.ReviewResult.AGREE]
    kept = agreed[-1].approved if agreed else {}
    return law.Telling(
        told=as_parts(told_of(notice)) if notice else None,
        decided=as_parts({"parts": parts_now(case, near)}),
        approved=as_parts(kept) if kept else None,
    )
