"""What the reviewer wants changed, said on the page where it is changed."""

from django import template

from cases.models import Case, Remark, Review
from cases.review.remarks import place_now
from cases.workflow import BEFORE_REVIEW, State
from enforcement import clock
from enforcement.gate import whole

register = template.Library()
LIST = "cases:remarks"  # says it all itself
# where a file that was sent back may stand until it is submitted again
WORKED_ON = BEFORE_REVIEW | {State.NOTIFIED}


@register.inclusion_tag("components/_remark_banner.html", takes_context=True)
def remark_banner(context):
    """Draw the remark named in the address, else how many are open on the case of the page; nothing for others."""
    request, case = context.get("request"), context.get("case")
    officer = getattr(request, "user", None)
    if officer is None or not officer.is_authenticated:
        return {}
    if (key := whole(request.GET.get("remark"))) is not None:
        return one_remark(key, officer) | {"csrf_token": context.get("csrf_token")}
    listing = request.resolver_match and request.resolver_match.view_name == LIST
    if isinstance(case, Case) and may_hold_remarks(case) and not listing:
        known = context.get("remarks_left")
        return {"case": case, "open": open_on(case) if known is None else known}
    return {}


def may_hold_remarks(case):
    return case.procedure == Case.Procedure.GENERAL and case.state in WORKED_ON


def open_on(case):
    """Return how many remarks of the last round are open; a file never submitted has none."""
    last = Review.objects.filter(case=case, concluded_at__isnull=False).order_by("-serial").values("pk")[:1]
    return Remark.objects.filter(
        review__in=list(last.values_list("pk", flat=True)), answered_at__isnull=True
    ).count()


def one_remark(key, officer):
    seen = Review.objects.visible_to(officer, clock.today())
    remark = (
        Remark.objects.select_related("review__case", "by", "answered_by")
        .filter(pk=key, review__in=seen)
        .first()
    )
    if remark is None:
        return {}
    case = remark.review.case
    others = list(remark.review.remarks.order_by("pk").values_list("pk", "answered_at"))
    return {
        "remark": remark,
        "case": case,
        "number": [pk for pk, _ in others].index(remark.pk) + 1,
        "count": len(others),
        "place": place_now(case, remark),
        "may_answer": remark.answered_at is None and may_hold_remarks(case),
    }
