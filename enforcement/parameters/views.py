"""Pages of administrators: single parameters with their standing, and the holidays of a year."""

from datetime import timedelta
from functools import cached_property

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from enforcement import clock
from enforcement.errors import DomainError
from enforcement.parameters import services
from enforcement.parameters.forms import ConfirmForm, NoticeForm, YearForm
from enforcement.parameters.keys import KEYS
from enforcement.parameters.models import CalendarYear, Parameter
from enforcement.parameters.notices import months_of, read_notice, sheet_of
from enforcement.teams.models import Team
from enforcement.teams.roles import EDIT_LISTS
from enforcement.web import RequiresPermission, refused_response

ORDER = {name: place for place, name in enumerate(KEYS)}


def areas():
    return dict(Team.objects.filter(kind__in=("CITY", "COUNTY")).values_list("path", "name"))


class ParameterList(RequiresPermission, TemplateView):
    """Every value in force or to come, what is unverified first to be seen."""

    template_name = "parameters/parameter_list.html"
    permissions = (EDIT_LISTS,)

    def get_context_data(self, **kwargs):
        officer, today = self.request.user, clock.today()
        rows = Parameter.objects.visible_to(officer, today).exclude(valid_to__lt=today)
        wanted = self.request.GET.get("status", "")
        counts = {code: sum(row.status == code for row in rows) for code in Parameter.Status.values}
        shown = [row for row in rows if wanted in ("", row.status)]
        shown.sort(key=lambda row: (ORDER[row.key], row.path, row.valid_from))
        named = areas()
        groups = [(row, named.get(row.path, row.path) or "全部") for row in shown]
        told = [(code, label, counts[code]) for code, label in Parameter.Status.choices]
        return super().get_context_data(rows=groups, told=told, wanted=wanted, **kwargs)


class Confirm(RequiresPermission, FormView):
    """Confirm one value by its source, or set another one from a day on."""

    template_name = "parameters/confirm.html"
    permissions = (EDIT_LISTS,)
    form_class = ConfirmForm

    @cached_property
    def row(self):
        seen = Parameter.objects.visible_to(self.request.user, clock.today())
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_initial(self):
        value = self.row.words if KEYS[self.row.key].is_choice else self.row.value
        tomorrow = clock.today() + timedelta(days=1)
        return {"value": value, "valid_from": tomorrow}

    def form_valid(self, form):
        who = {"by": self.request.user, "at": clock.now()}
        try:
            services.confirm_parameter(parameter=self.row, **form.cleaned_data, **who)
        except DomainError as refused:
            return refused_response(
                self.request, refused, self.template_name, self.get_context_data(form=form)
            )
        messages.success(self.request, f"已确认：{self.row.label}")
        return redirect("parameters:list")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        history = Parameter.objects.filter(key=self.row.key, path=self.row.path).order_by("-valid_from")
        may = services.may_set(self.request.user, self.row.path, clock.today())
        area = areas().get(self.row.path, self.row.path) or "全部"
        context = {"row": self.row, "history": history, "may": may, "area": area, "key": KEYS[self.row.key]}
        return super().get_context_data(**kwargs) | context


class Year(RequiresPermission, FormView):
    """The holidays of a year on twelve months; a new notice replaces them, once it was shown what that moves."""

    template_name = "parameters/year.html"
    permissions = (EDIT_LISTS,)
    form_class = YearForm

    def dispatch(self, request, *args, year, **kwargs):
        if not 2000 <= year <= 2100:
            raise Http404
        self.year = year
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return NoticeForm if "days" in self.request.POST else YearForm

    def form_valid(self, form):
        given, who = form.cleaned_data, {"by": self.request.user, "at": clock.now()}
        shown = isinstance(form, NoticeForm)
        try:
            days = read_notice(given["days"].encode() if shown else given["file"].read(), self.year)
            asked = {"year": self.year, "days": days, "source": given["source"], **who}
            if not shown:
                return self.foreseen(services.foresee_calendar_year(**asked), days, given["source"])
            changed = services.load_calendar_year(**asked)
        except DomainError as refused:
            return refused_response(
                self.request, refused, self.template_name, self.get_context_data(form=form)
            )
        words = f"{self.year}年节假日已更新" if changed else "与现有的日历相同，没有变化"
        messages.success(self.request, words)
        return redirect("parameters:year", self.year)

    def foreseen(self, effect, days, source):
        """Show what the notice would move, with the notice itself to be taken over."""
        notice = NoticeForm(initial={"source": source, "days": sheet_of(days)})
        changes = services.changes_of_year(self.year, days)
        context = self.get_context_data(form=YearForm(), notice=notice, effect=effect, changes=changes)
        return self.render_to_response(context)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        if isinstance(kwargs.get("form"), NoticeForm):  # what was shown is refused: the sheet is chosen anew
            kwargs["form"] = YearForm(initial={"source": kwargs["form"]["source"].value()})
        known = (
            CalendarYear.objects.visible_to(self.request.user, clock.today()).filter(year=self.year).first()
        )
        near = [(year, reverse("parameters:year", args=[year])) for year in (self.year - 1, self.year + 1)]
        months = months_of(self.year)
        return super().get_context_data(**kwargs) | {
            "year": self.year, "known": known, "months": months, "near": near,
        }  # fmt: skip


class ThisYear(RequiresPermission, TemplateView):
    """Lead to the calendar of the year we are in."""

    permissions = (EDIT_LISTS,)

    def get(self, request, *args, **kwargs):
        return redirect("parameters:year", clock.today().year)
