"""From one remark to the next: a page saved under ?remark=… answers its remark and opens the next one by itself."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from cases.models import Remark, Review
from cases.review import service
from cases.review.remarks import next_address, place_now, with_remark
from enforcement import clock
from enforcement.errors import DomainError
from enforcement.gate import whole

MOVED = 302


class NextRemark:
    """Look at what a form page answered: where it has saved the field of an open remark, lead on from there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        key = request.GET.get("remark", "")
        if request.method != "POST" or answer.status_code != MOVED or whole(key) is None:
            return answer
        seen = Review.objects.visible_to(request.user, clock.today())
        remark = Remark.objects.select_related("review__case").filter(pk=key, review__in=seen).first()
        if remark is None or remark.answered_at:
            return answer
        return follow(request, remark) or answer


def follow(request, remark):
    """Return the way to the next remark after the field of this one was saved, None for any other page."""
    case, place = remark.review.case, place_now(remark.review.case, remark)
    on_paper = remark.anchor.startswith("document:") and place.changed
    if urlsplit(place.url).path != request.path and not on_paper:
        return None
    if not place.changed:
        messages.warning(request, f"“{remark.label}”的内容没有变。不改的，请写明理由。")
        return redirect(with_remark(reverse("cases:remarks", args=[case.pk]), remark))
    now = place.changed if on_paper else f"{remark.shown or '空'} → {place.now or '空'}"
    said = f"已改：{now}"
    try:
        service.answer_remark(remark=remark, answer=said[:500], by=request.user, at=clock.now())
    except (DomainError, PermissionDenied):
        # the field is saved; who may not answer, or comes second, goes on as the page would have it
        return None
    return redirect(next_address(case))
