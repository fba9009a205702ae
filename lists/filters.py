"""The one filter behind the item list, its search and `/api/items/`."""

from collections import Counter

import django_filters as filters
from django import forms
from django.db.models import Case, Count, Q, When
from django_filters.widgets import BooleanWidget

from enforcement import clock
from enforcement.teams.models import valid_on
from lists.models import Catalogue, ItemVersion, Simple
from lists.pages import chip
from lists.search import matching, ranked

FIELDS = 8  # fields shown as chips; the drop-down has all
STATES = [("IN_FORCE", "现行"), ("ENDED", "已废止"), ("UNVERIFIED", "待核实")]


class WhoMay(BooleanWidget):
    """true, false or nothing, as a drop-down in Chinese."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.choices = [("", "全部"), ("true", "本机关可办"), ("false", "不在本机关清单")]


class Day(forms.DateInput):
    input_type = "date"

    def format_value(self, value):
        return str(value or "")


class ItemFilter(filters.FilterSet):
    """Items as they were known on a day, today if none is asked; `mine` is for the units of whoever asks."""

    on = filters.DateFilter(label="哪一天的清单", method="already", widget=Day)
    mine = filters.BooleanFilter(label="谁可办", method="only_mine", widget=WhoMay)
    field = filters.CharFilter(label="领域", field_name="item__field")
    catalogue = filters.ChoiceFilter(label="目录类别", choices=Catalogue.choices)
    simple = filters.ChoiceFilter(label="可否简易", choices=Simple.choices, method="by_simple")
    state = filters.ChoiceFilter(label="状态", choices=STATES, method="by_state", empty_label="全部")
    q = filters.CharFilter(label="名称、俗称、法条、拼音或者编码", method="search")

    class Meta:
        model = ItemVersion
        fields = []

    @property
    def day(self):
        return (self.form.is_valid() and self.form.cleaned_data.get("on")) or clock.today()

    @property
    def asked(self):
        """Return the words searched for, "" where none are."""
        return (self.form.is_valid() and self.form.cleaned_data.get("q")) or ""

    def filter_queryset(self, queryset):
        own = self.request.user.sight(clock.today()).own_agencies
        return super().filter_queryset(queryset.known_on(self.day).with_mine(own, self.day))

    def already(self, versions, name, day):
        return versions

    def only_mine(self, versions, name, wanted):
        return versions.filter(mine=wanted)

    def by_simple(self, versions, name, wanted):
        """Ask for PART and get WHOLE as well: both have an amount that fits the summary procedure."""
        if wanted == "PART":
            return versions.exclude(simple_possible="NO")
        return versions.filter(simple_possible=wanted)

    def by_state(self, versions, name, state):
        if state == "UNVERIFIED":
            return versions.filter(Q(unverified=True) | Q(assumed=True))
        in_force = valid_on(self.day)
        return versions.filter(in_force) if state == "IN_FORCE" else versions.exclude(in_force)

    def search(self, versions, name, text):
        return matching(versions, text)

    def chips(self):
        """Return the chips above the list: who may act, and the fields that hold most of what was found."""
        query = self.data
        free = query.copy()
        free.pop("mine", None), free.pop("field", None)
        found = type(self)(free, self.queryset, request=self.request).qs
        rows = list(found.values_list("item__field", "mine").annotate(n=Count("pk")))
        field, mine = self.form.cleaned_data.get("field"), self.form.cleaned_data.get("mine")
        here = [(own, n) for name, own, n in rows if not field or name == field]
        fields = Counter()
        for name, own, n in rows:
            if mine is None or bool(own) == mine:
                fields[name] += n
        who = [
            chip(query, "本机关可办", sum(n for own, n in here if own), "mine", "true"),
            chip(query, "全部", sum(n for _, n in here), "mine", ""),
        ]
        return who, [chip(query, name, n, "field", name) for name, n in fields.most_common(FIELDS)]

    def in_order(self):
        """Return the found versions as a list shows them: closest first where words were asked for."""
        if self.asked:
            return ranked(self.qs, self.day)
        in_force = Case(When(valid_on(self.day), then=1), default=0)
        return self.qs.annotate(in_force=in_force).order_by("-in_force", "-mine", "item__field", "item__code")
