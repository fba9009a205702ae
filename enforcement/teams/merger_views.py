"""撤并: which units were merged into which, and the form by which an administrator records one."""

from functools import cached_property

from django import forms
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.generic import TemplateView

from enforcement import clock
from enforcement.teams import services
from enforcement.teams.form_pages import FormPage
from enforcement.teams.forms import day_field
from enforcement.teams.models import Merger, Team
from enforcement.teams.people_views import ManagesPeople
from enforcement.teams.services.mergers import faults_of_merger, managed, moves


class UnitField(forms.ModelChoiceField):
    """A unit with its county before its name."""

    def label_from_instance(self, team):
        return f"{team.parent.name} {team.name}" if team.parent else team.name


class MergerForm(forms.Form):
    team = UnitField(label="被撤并单位", queryset=Team.objects.none(), empty_label="选择单位")
    into = UnitField(label="并入单位", queryset=Team.objects.none(), empty_label="选择单位")
    merged_on = day_field("撤并日期", help_text="从这一天起，办案和成绩算作并入单位的。")
    document = forms.CharField(label="批准文件", max_length=200, help_text="文件名称和文号")

    def __init__(self, *args, manager, day, **kwargs):
        super().__init__(*args, **kwargs)
        teams = managed(manager, day)
        self.fields["team"].queryset = teams.filter(merger=None)
        self.fields["into"].queryset = teams


class Mergers(ManagesPeople, TemplateView):
    """The mergers of the units that this administrator manages."""

    template_name = "teams/mergers.html"

    def get_context_data(self, **kwargs):
        rows = Merger.objects.filter(team__in=managed(self.request.user, clock.today()))
        rows = rows.select_related("team__parent", "into").order_by("-merged_on", "-pk")
        today = clock.today()
        shown = [(row, bool(row.made_at) and timezone.localdate(row.made_at) == today) for row in rows]
        return super().get_context_data(rows=shown, **kwargs)


class MergerAdd(ManagesPeople, FormPage):
    """Record one merger, after what it moves was read on a page of its own."""

    template_name = "teams/merger_add.html"
    form_class = MergerForm
    done = "撤并已登记，当天可以撤销"
    success_url = reverse_lazy("teams:mergers")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"manager": self.request.user, "day": clock.today()}

    def form_valid(self, form):
        step = self.request.POST.get("step", "look")
        if step == "merge":
            return super().form_valid(form)
        typed = form.cleaned_data
        if step == "edit" or faults_of_merger(typed["team"], typed["into"], typed["document"]):
            return (
                super().form_valid(form)
                if step != "edit"
                else self.render_to_response(self.get_context_data(form=form))
            )
        return render(self.request, "teams/merger_confirm.html", {
            "form": form, "typed": typed, "moves": moves(typed["team"], clock.today()),
            "early": typed["merged_on"] < clock.today(),
        })  # fmt: skip

    def act(self, form, **who):
        services.merge_teams(**form.cleaned_data, **who)


class UndoForm(forms.Form):
    reason = forms.CharField(label="撤销登记的理由", max_length=200)


class PartForm(forms.Form):
    ended_on = day_field("恢复单设日期", help_text="从这一天起又是单独的单位，单独排名；以前已计入的不变。")
    document = forms.CharField(label="批准文件", max_length=200, help_text="文件名称和文号")


class OfMerger(ManagesPeople, FormPage):
    template_name = "teams/merger_act.html"
    success_url = reverse_lazy("teams:mergers")
    asked = ""

    @cached_property
    def merger(self):
        rows = Merger.objects.filter(team__in=managed(self.request.user, clock.today()))
        return get_object_or_404(rows.select_related("team", "into"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.merger, asked=self.asked, **kwargs)


class MergerUndo(OfMerger):
    """Take back what was entered by mistake, the same day."""

    form_class, asked, done = UndoForm, "撤销撤并登记", "撤并登记已撤销"

    def act(self, form, **who):
        services.undo_merger(merger=self.merger, **form.cleaned_data, **who)


class MergerPart(OfMerger):
    """Set a merged unit up again."""

    form_class, asked, done = PartForm, "恢复单设", "已登记恢复单设"

    def act(self, form, **who):
        services.part_teams(merger=self.merger, **form.cleaned_data, **who)
