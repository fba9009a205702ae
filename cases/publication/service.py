"""Publication of a decision, and its withdrawal (第四十八条、第五十条, R-124, R-125)."""

from django.utils import timezone

from cases.file.facts.general import published
from cases.limits import due
from cases.models import Publication
from enforcement.law.rules import openness
from enforcement.procedures.acting import act


def publish(*, case, publication, by, at, reasons=None):
    """Write down whether the decision is published, and once it is: when, where, and what was masked.

    publication: the fields of Publication. Refused where its days contradict each other, or where what carries a
    secret would be shown unmasked.
    """
    with act(case, "publish", by=by, at=at, reasons=reasons) as case:
        typed = published(Publication(case=case, **publication))
        case.taking.require(openness.a_withdrawal_follows_the_publication, publication=typed)
        Publication.objects.update_or_create(case=case, defaults=publication | {"by": by, "at": at})
        if publication["published_on"] or not publication["publish"]:
            due.meet(case, "publish", publication["published_on"] or timezone.localdate(at))
        shown = "公示" if publication["publish"] else "不公示"
        case.taking.go(shown=shown, reason=publication["reason"], on=publication["published_on"])
    return case
