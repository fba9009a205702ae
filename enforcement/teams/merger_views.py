"""撤并: which units were merged into which, and the form by which an administrator records one."""

from django import forms
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from enforcement import clock
from enforcement.teams import services
from enforcement.teams.form_pages import FormPage
from enforcement.teams.forms import day_field
from enforcement.teams.models import Merger, Team
from enforcement.teams.people_views import ManagesPeople
from enforcement.teams.services.mergers import MERGING


def managed(officer, day):
    """Return the units of this administrator that can be merged."""
    sight = officer.sight(day)
    teams = Team.objects.visible_to(officer, day).filter(sight.within(sight.managed), kind__in=MERGING)
    return teams.select_related("parent").order_by("path")


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
        return super().get_context_data(rows=rows, **kwargs)


class MergerAdd(ManagesPeople, FormPage):
    """Record one merger, after its effect was read."""

    template_name = "teams/merger_add.html"
    form_class = MergerForm
    done = "撤并已登记"
    success_url = reverse_lazy("teams:mergers")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"manager": self.request.user, "day": clock.today()}

    def act(self, form, **who):
        services.merge_teams(**form.cleaned_data, **who)
