"""The item list, one item, and the administrator's sheets."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from enforcement import clock
from enforcement.errors import Conflict, DomainError
from enforcement.teams.roles import EDIT_LISTS, READ_ITEMS
from enforcement.web import PartialMixin, RequiresPermission, conflict_response, refused_response
from lists import importing, showing
from lists.filters import ItemFilter
from lists.forms import SheetForm
from lists.importers import IMPORTERS
from lists.matching import guess, offered
from lists.models import DiscretionBenchmark, ImportLine, ImportReport, ItemVersion
from lists.pages import page_of
from lists.search import note_on

PAGE = 50
RECENT = 20


class ItemList(RequiresPermission, PartialMixin, TemplateView):
    """What may be enforced: live search, chips, the list as of a day."""

    template_name = "lists/item_list.html"
    partial_name = "lists/_items.html"
    permissions = (READ_ITEMS,)

    def get_context_data(self, **kwargs):
        versions = ItemVersion.objects.visible_to(self.request.user, clock.today())
        found = ItemFilter(self.request.GET, versions, request=self.request)
        valid = found.form.is_valid()
        rows = page_of(found.in_order().with_law() if valid else [], self.request.GET, PAGE)
        who, chips = found.chips() if valid else ([], [])
        fields = versions.order_by("item__field").values_list("item__field", flat=True).distinct()
        return super().get_context_data(
            filter=found,
            page=rows,
            who=who,
            chips=chips,
            fields=fields,
            day=found.day,
            note=note_on(self.request.GET.get("q", "")),
            **kwargs,
        )


class ItemDetail(RequiresPermission, PartialMixin, TemplateView):
    """One item in full, as of a day; as a part of the list it is the preview."""

    template_name = "lists/item_detail.html"
    partial_name = "lists/_item_preview.html"
    permissions = (READ_ITEMS,)

    def get_context_data(self, code, **kwargs):
        officer, today = self.request.user, clock.today()
        versions = ItemVersion.objects.visible_to(officer, today).filter(item__code=code).with_law()
        found = ItemFilter({"on": self.request.GET.get("on", "")}, versions, request=self.request)
        history = list(versions.order_by("-valid_from"))
        if not history:
            raise Http404
        version = found.qs.first() or history[-1]
        shown = showing.item(version, found.day, showing.agency_path_of(officer, today))
        return super().get_context_data(**shown, history=history, day=found.day, **kwargs)


class BenchmarkDetail(RequiresPermission, TemplateView):
    """One benchmark with its bands."""

    template_name = "lists/benchmark.html"
    permissions = (READ_ITEMS,)

    def get_context_data(self, pk, **kwargs):
        seen = DiscretionBenchmark.objects.visible_to(self.request.user, clock.today())
        benchmark = get_object_or_404(seen.select_related("item").prefetch_related("bands"), pk=pk)
        return super().get_context_data(benchmark=benchmark, **kwargs)


class SheetList(RequiresPermission, FormView):
    """Hand in a sheet to see what it would change; below, the sheets handed in before."""

    template_name = "lists/sheets.html"
    permissions = (EDIT_LISTS,)
    form_class = SheetForm

    def get_initial(self):
        return {"day": clock.today(), "kind": self.request.GET.get("kind", "items")}

    def form_valid(self, form):
        try:
            report = importing.preview_sheet(**form.sheet(), wait=True, by=self.request.user, at=clock.now())
        except DomainError as refused:
            context = self.get_context_data(form=form)
            return refused_response(self.request, refused, self.template_name, context)
        return redirect("lists_manage:report", report.pk)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        reports = ImportReport.objects.visible_to(self.request.user, clock.today()).without_file()
        reports = reports.select_related("made_by", "published_by").order_by("-pk")[:RECENT]
        return super().get_context_data(reports=reports, kinds=ImportReport.Kind, **kwargs)


class ReportMixin(RequiresPermission):
    permissions = (EDIT_LISTS,)

    def get_report(self):
        seen = ImportReport.objects.visible_to(self.request.user, clock.today()).without_file()
        return get_object_or_404(seen.select_related("made_by", "published_by"), pk=self.kwargs["pk"])


class Report(ReportMixin, TemplateView):
    """What a sheet would change or has changed, row by row; publishing it is confirmed here."""

    template_name = "lists/report.html"

    def get_context_data(self, **kwargs):
        report, outcome = self.get_report(), self.request.GET.get("outcome", "")
        lines = report.lines.order_by("line")
        if outcome in ImportLine.Outcome:
            lines = lines.filter(outcome=outcome)
        page = page_of(lines, self.request.GET, PAGE)
        matching = self.columns_to_match(report) if report.head else None
        return super().get_context_data(
            report=report, outcome=outcome, page=page, matching=matching, **kwargs
        )

    def columns_to_match(self, report):
        """Return a row for each column of theirs, chosen as typed, as remembered or as guessed."""
        typed = self.request.POST
        rows = []
        for number, their in enumerate(report.head):
            known = report.columns.get(their) or guess(report.kind, their)
            rows.append((f"column_{number}", their, typed.get(f"column_{number}", known)))
        return {"rows": rows, "offered": offered(report.kind)}

    def act(self, report):
        """Match the columns of a sheet that waits for it, else publish."""
        request, who = self.request, {"by": self.request.user, "at": clock.now()}
        if "match" in request.POST:
            given = {their: request.POST.get(f"column_{n}", "") for n, their in enumerate(report.head)}
            return importing.match_columns(report=report, columns=given, **who)
        asked = {name: name in request.POST for name in ("partial", "retire")}
        return importing.publish_sheet(report=report, **asked, **who)

    def post(self, request, pk):
        try:
            self.act(self.get_report())
        except Conflict as conflict:
            return conflict_response(request, conflict)
        except DomainError as refused:
            return refused_response(request, refused, self.template_name, self.get_context_data())
        return redirect("lists_manage:report", pk)


class SheetTemplate(RequiresPermission, View):
    """An empty sheet with the right head."""

    permissions = (EDIT_LISTS,)

    def get(self, request, kind):
        if kind not in IMPORTERS:
            raise Http404
        head = ",".join(IMPORTERS[kind].names)
        answer = HttpResponse(f"\ufeff{head}\r\n", content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
        return answer
