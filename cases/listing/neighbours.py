"""The case before and the case after, in the list from which somebody came: by key, two queries, nothing counted."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from cases.listing.filters import CaseFilter
from cases.listing.order import order_of
from cases.models import Case

KEPT, PLACES = "list", ("before", "after", "size")


@dataclass(frozen=True)
class Neighbours:
    """back: the list's address. newer, older: addresses of the cases beside this one, "" where there is none."""

    back: str
    newer: str = ""
    older: str = ""


def query_of(request):
    """Return the list's filters as one value, without the place in it, for the addresses of its rows."""
    asked = request.GET.copy()
    for name in PLACES:
        asked.pop(name, None)
    return asked.urlencode()


def neighbours_of(case, request, day):
    """Return the neighbours of a case in the list that its address names; none where it names no list."""
    kept = request.GET.get(KEPT)
    if kept is None:
        return Neighbours(reverse("cases:list"))
    query = QueryDict(kept)
    order = order_of(query)
    seen = Case.objects.visible_to(request.user, day, walked=True)
    filtered = CaseFilter(query, queryset=seen, request=request)
    rows = filtered.qs if filtered.is_valid() else seen.none()
    back = f"{reverse('cases:list')}?{kept}" if kept else reverse("cases:list")
    place = order.place_of(case)
    if place is None:  # the case has left this order, e.g. its limit was met
        return Neighbours(back)
    newer = order.of(rows.filter(order.beyond(place, True)), True).values_list("pk", flat=True).first()
    older = order.of(rows.filter(order.beyond(place))).values_list("pk", flat=True).first()
    return Neighbours(back, address(newer, kept), address(older, kept))


def address(key, kept):
    return f"{reverse('cases:detail', args=[key])}?{urlencode({KEPT: kept})}" if key else ""
