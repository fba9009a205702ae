"""The case list: filters, search, order, pages by key, how many, and as a file; the same filter as the API."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import TemplateView, View

from cases.listing.export import take_list
from cases.listing.filters import CaseFilter, parties_of
from cases.listing.neighbours import query_of
from cases.listing.order import order_of, page_of
from cases.listing.saved import views_of
from cases.models import Case
from cases.search import asked
from cases.workflow import State
from enforcement import clock
from enforcement.teams.roles import READ_CASES
from enforcement.web import PartialMixin, RequiresPermission

MOST = 1000  # counted; beyond it the page says so
FOLDED = ("procedure", "item", "due_by", "opened_from", "opened_to", "decided_from", "decided_to", "sort")


class FilteredCases(RequiresPermission):
    """What the case list, its count and its export share: the cases in sight that the address asks for."""

    permissions = (READ_CASES,)

    def filtered(self):
        seen = Case.objects.visible_to(self.request.user, clock.today(), walked=True)
        asked_for = CaseFilter(self.request.GET, queryset=seen, request=self.request)
        return asked_for, asked_for.qs if asked_for.is_valid() else seen.none()


class CaseListView(FilteredCases, PartialMixin, TemplateView):
    template_name = "cases/listing/list.html"
    partial_name = "cases/listing/_rows.html"

    def get(self, request, *args, **kwargs):
        # an identity number stays out of addresses: they lie in histories and logs
        if parties := parties_of(asked(request.GET.get("q", ""))):
            kept = request.GET.copy()
            del kept["q"]
            kept["party"] = parties[0]
            return redirect(f"{request.path}?{kept.urlencode()}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        request = self.request
        filtered, cases = self.filtered()
        page, older, newer = page_of(cases, request.GET)
        return super().get_context_data(
            filter=filtered,
            cases=page,
            older=older,
            newer=newer,
            whole=not (older or newer),
            kept=query_of(request),
            states=State.choices,
            order=order_of(request.GET),
            more=[filtered.form[name] for name in FOLDED],
            folded=any(request.GET.get(name) for name in FOLDED if name != "sort"),
            saved=views_of(request.user),
            **kwargs,
        )


class CountView(FilteredCases, View):
    """How many cases the filters leave, counted to a limit, in a request of its own: the page waits for nothing."""

    def get(self, request):
        _, cases = self.filtered()
        number = cases.order_by()[: MOST + 1].count()
        return render(
            request, "cases/listing/_count.html", {"number": number, "most": MOST, "over": number > MOST}
        )


class ExportView(FilteredCases, View):
    """What the list shows, as a file: the same rows, order and masks."""

    def get(self, request, kind):
        _, cases = self.filtered()
        content, mime, name = take_list(
            cases=cases, query=request.GET, kind=kind, by=request.user, at=clock.now()
        )
        return HttpResponse(
            content, content_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )
