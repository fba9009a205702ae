"""What follows when limits of a case have moved: the case shows its nearest, the review its own."""

from cases.limits import due
from cases.models import Case, Review
from enforcement.procedures.limits import follows


@follows(Case)
def follow(case, moved, *, by, at):
    due.show(case, due.next_of(case), tasks=False)  # the act, or who counts anew, writes what is to be done
    for each in moved:
        if each.limit.key == "review":
            Review.objects.filter(case=case, concluded_at__isnull=True).update(due_on=each.limit.safe_day)
