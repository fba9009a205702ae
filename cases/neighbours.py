"""The case before and the case after, in the list from which somebody came: by key, two queries, nothing counted."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from cases.filters import CaseFilter

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


def neighbours_of(case, seen, request):
    """Return the neighbours of a case in the list that its address names; none where it names no list."""
    kept = request.GET.get(KEPT)
    if kept is None:
        return Neighbours(reverse("cases:list"))
    filtered = CaseFilter(QueryDict(kept), queryset=seen, request=request)
    rows = (filtered.qs if filtered.is_valid() else seen.none()).order_by("pk").values_list("pk", flat=True)
    back = f"{reverse('cases:list')}?{kept}" if kept else reverse("cases:list")
    newer, older = rows.filter(pk__gt=case.pk).first(), rows.filter(pk__lt=case.pk).last()
    return Neighbours(back, address(newer, kept), address(older, kept))


def address(key, kept):
    return f"{reverse('cases:detail', args=[key])}?{urlencode({KEPT: kept})}" if key else ""
