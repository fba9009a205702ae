"""The one filter behind the item list, its search and `/api/items/`."""

import django_filters as filters
from django.db.models import Case, Q, When

from enforcement import clock
from enforcement.teams.models import valid_on
from lists.models import Catalogue, ItemVersion, Simple
from lists.search import matching, ranked

STATES = [("IN_FORCE", "现行"), ("ENDED", "已废止"), ("UNVERIFIED", "待核实")]


class ItemFilter(filters.FilterSet):
    """Items as they were known on a day, today if none is asked; `mine` is for the units of whoever asks."""

    on = filters.DateFilter(label="哪一天的清单", method="already")
    mine = filters.BooleanFilter(label="本机关可办", method="only_mine")
    field = filters.CharFilter(label="领域", field_name="item__field")
    catalogue = filters.ChoiceFilter(label="目录类别", choices=Catalogue.choices)
    simple = filters.ChoiceFilter(label="可否简易", choices=Simple.choices, method="by_simple")
    state = filters.ChoiceFilter(label="状态", choices=STATES, method="by_state")
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

    def in_order(self):
        """Return the found versions as a list shows them: closest first where words were asked for."""
        if self.asked:
            return ranked(self.qs, self.day)
        in_force = Case(When(valid_on(self.day), then=1), default=0)
        return self.qs.annotate(in_force=in_force).order_by("-in_force", "-mine", "item__field", "item__code")
