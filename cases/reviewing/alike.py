"""Like cases: the same item and grade, decided in the county within two years; what fines they got."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from dateutil.relativedelta import relativedelta

from cases.models import Case, Decision
from enforcement.teams import paths

MONTHS = 24
MOST = 2000


@dataclass(frozen=True)
class Alike:
    """How many like cases there are and what fines they got; amounts None where there are none."""

    count: int
    middle: Decimal | None
    least: Decimal | None
    most: Decimal | None


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


def summary_of(case, grade, day):
    """Return the fines of like cases in short; amounts alone, so sight does not matter here."""
    fines = list(like_cases(case, grade, day).values_list("fine", flat=True)[:MOST])
    if not fines:
        return Alike(0, None, None, None)
    return Alike(len(fines), median(fines), min(fines), max(fines))


def listed(case, grade, officer, day):
    """Return (the like cases that `officer` may see, how many more there are)."""
    found = like_cases(case, grade, day)
    seen = found.filter(case__in=Case.objects.visible_to(officer, day))
    rows = list(seen.select_related("case__team", "case__party", "document")[:100])
    return rows, max(found.count() - seen.count(), 0)
