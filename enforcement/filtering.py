"""The API's filters: a value that says nothing is refused, where a page's empty field means all."""

import django_filters as filters
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError

ORDER = "sort"  # an empty one is the first
ANSWERS = {"true", "false"}


class StrictFilters(DjangoFilterBackend):
    """Refuses an empty number, day or choice, and an answer that is neither true nor false."""

    def filter_queryset(self, request, queryset, view):
        found = self.get_filterset_class(view, queryset)
        require_said(found.base_filters if found else {}, request.query_params)
        return super().filter_queryset(request, queryset, view)


def require_said(known, query):
    """Refuse a query with a value that says nothing to one of the `known` filters."""
    wrong = {
        name: ["应为 true 或者 false" if isinstance(known[name], filters.BooleanFilter) else "没有值"]
        for name, text in query.items()
        if name in known and name != ORDER and says_nothing(known[name], text)
    }
    if wrong:
        raise ValidationError(wrong)


def says_nothing(known, text):
    if isinstance(known, filters.BooleanFilter):
        return text.lower() not in ANSWERS
    return not text and not isinstance(known, filters.CharFilter)
