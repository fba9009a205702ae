"""The one filter behind the case list, its API and the links that lead to it."""

import django_filters as filters
from django import forms
from django.db import models

from cases.models import Case
from cases.workflow import State
from enforcement import clock
from enforcement.teams.models import Team


def my_agencies(request):
    """Return the agencies this person may filter by; a drop-down that lists more is a leak."""
    day = clock.today()
    sight = request.user.sight(day)
    kinds = (Team.Kind.TOWNSHIP, Team.Kind.STREET, Team.Kind.DEPARTMENT)
    return (
        Team.objects.visible_to(request.user, day).filter(sight.work("path"), kind__in=kinds).order_by("path")
    )


class CaseFilter(filters.FilterSet):
    q = filters.CharFilter(label="文号、案由或当事人", method="search")
    state = filters.MultipleChoiceFilter(label="状态", choices=State.choices)
    procedure = filters.ChoiceFilter(label="程序", choices=Case.Procedure.choices)
    team = filters.ModelChoiceFilter(
        label="办案机构",
        queryset=my_agencies,
        empty_label="全部机构",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    handler = filters.BooleanFilter(label="只看我承办的", method="mine")
    due_by = filters.DateFilter(label="期限不晚于", method="due")
    opened_from = filters.DateFilter(label="登记不早于", field_name="opened_at", lookup_expr="date__gte")
    opened_to = filters.DateFilter(label="登记不晚于", field_name="opened_at", lookup_expr="date__lte")

    class Meta:
        model = Case
        fields = []

    def search(self, cases, name, text):
        text = text.strip()
        return cases.filter(
            models.Q(number__contains=text)
            | models.Q(title__contains=text)
            | models.Q(party__name__startswith=text)
        )

    def mine(self, cases, name, wanted):
        return cases.filter(handler=self.request.user) if wanted else cases

    def due(self, cases, name, day):
        return cases.due_by(day)
