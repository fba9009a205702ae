"""The case list: chips, search, key-based paging; the same filter as the API."""

from django.views.generic import TemplateView

from cases.filters import CaseFilter
from cases.models import Case
from cases.neighbours import query_of
from cases.workflow import State
from enforcement import clock
from enforcement.teams.roles import READ_CASES
from enforcement.web import PartialMixin, RequiresPermission

PAGE, LONGEST = 20, 100


class CaseListView(RequiresPermission, PartialMixin, TemplateView):
    template_name = "cases/case_list.html"
    partial_name = "cases/_case_rows.html"
    permissions = (READ_CASES,)

    def get_context_data(self, **kwargs):
        request = self.request
        seen = Case.objects.visible_to(request.user, clock.today()).for_list()
        filtered = CaseFilter(request.GET, queryset=seen, request=request)
        cases = filtered.qs if filtered.is_valid() else seen.none()
        page, older, newer = page_of(cases, request.GET)
        return super().get_context_data(
            filter=filtered,
            cases=page,
            older=older,
            newer=newer,
            kept=query_of(request),
            states=State.choices,
            **kwargs,
        )


def page_of(cases, query):
    """Return (rows, address of older, address of newer): newest first, by key, without counting.

    `size` asks for another number of rows, as in the API.
    """
    size = min(_key(query.get("size")) or PAGE, LONGEST)
    before, after = _key(query.get("before")), _key(query.get("after"))
    if after is not None:
        rows = list(cases.filter(pk__gt=after).order_by("pk")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        older, newer = bool(rows), more
    else:
        if before is not None:
            cases = cases.filter(pk__lt=before)
        rows = list(cases.order_by("-pk")[: size + 1])
        older, newer = len(rows) > size, before is not None
        rows = rows[:size]
    return (
        rows,
        _address(query, before=rows[-1].pk) if older and rows else "",
        _address(query, after=rows[0].pk) if newer and rows else "",
    )


def _address(query, **key):
    kept = query.copy()
    kept.pop("before", None), kept.pop("after", None)
    for name, value in key.items():
        kept[name] = value
    return f"?{kept.urlencode()}"


def _key(text):
    return int(text) if text and text.isdigit() else None
