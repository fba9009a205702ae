"""Like cases: the same item and grade, decided in the county within two years; what fines they got."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from cases.models import Assessment, Case, Decision
from enforcement.documents.models import Voiding
from enforcement.prepared import prepared
from enforcement.teams import paths
from lists.models import ItemVersion

MONTHS = 24
MOST = 300  # how far back the commonest items are read: the newest decisions on the item in the county


@dataclass(frozen=True)
class Alike:
    """How many like cases there are and what fines they got; amounts None where there are none."""

    count: int
    middle: Decimal | None
    least: Decimal | None
    most: Decimal | None


def summary_of(case, grade, day):
    """Return the fines of like cases in short; amounts alone, so sight does not matter here.

    Read from one index (item, county, day of decision) and at most MOST cases behind it: what a county decides on its
    commonest items grows without end, a page that waits for it must not. A decided case keeps the fine that was
    weighed; voided papers are read first, since there are few of them.
    """
    since = day - relativedelta(months=MONTHS)
    county = case.path[: paths.COUNTY]
    found = newest_fines(county, paths.after(county), case.item.item_id, since, day, case.pk, grade)
    fines = [fine for (fine,) in found]
    if not fines:
        return Alike(0, None, None, None)
    return Alike(len(fines), median(fines), min(fines), max(fines))


@prepared
def newest_fines(county, beyond, item, since, day, besides, grade):
    """The fines of a grade among the newest cases on an item in a county but one; beyond: the path after it."""
    newest = Case.objects.filter(
        path__gte=county,
        path__lt=beyond,
        item__in=ItemVersion.objects.filter(item=item).values("pk"),
        decided_on__gt=since,
        decided_on__lte=day,
    )
    voided = Voiding.objects.filter(document__decision__isnull=False)
    found = Assessment.objects.filter(
        ~Q(case__in=voided.values("document__decision__case")),
        case__in=newest.exclude(pk=besides).order_by("-decided_on", "-pk").values("pk")[:MOST],
        grade=grade,
        fine__isnull=False,
    )
    return found.values_list("fine")


def like_cases(case, grade, day):
    """Return the decisions of like cases in the county of `case`, the newest first."""
    since = day - relativedelta(months=MONTHS)
    found = Decision.objects.filter(
        paths.below(case.path[: paths.COUNTY], "case__path"),
        case__item__item=case.item.item_id,
        case__assessment__grade=grade,
        case__decided_on__gt=since,
        case__decided_on__lte=day,
        fine__isnull=False,
        document__voiding__isnull=True,
    )
    return found.exclude(case=case.pk).order_by("-decided_at", "-pk")


def listed(case, grade, officer, day):
    """Return (the like cases that `officer` may see, how many more there are)."""
    found = like_cases(case, grade, day)
    seen = found.filter(case__in=Case.objects.visible_to(officer, day))
    rows = list(seen.select_related("case__team", "case__party", "document")[:100])
    return rows, max(found.count() - seen.count(), 0)
