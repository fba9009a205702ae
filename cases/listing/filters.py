"""The one filter behind the case list, its export, its API and the links that lead to it."""

from datetime import datetime, time, timedelta

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from cases.listing.order import ORDERS
from cases.models import Case, Party
from cases.party import secrets
from cases.party.models import bearing
from cases.search import asked, written
from cases.workflow import State
from enforcement import clock
from enforcement.teams.models import Team
from lists.models import ItemVersion

PHONE, SHORTEST_IDENTITY = 11, 7


def my_agencies(request):
    """Return the agencies this person may filter by; a drop-down that lists more is a leak."""
    day = clock.today()
    sight = request.user.sight(day)
    kinds = (Team.Kind.TOWNSHIP, Team.Kind.STREET, Team.Kind.DEPARTMENT)
    return (
        Team.objects.visible_to(request.user, day).filter(sight.work("path"), kind__in=kinds).order_by("path")
    )


def picked():
    """Return a list of choices as the pages draw it."""
    return forms.Select(attrs={"class": "form-select"})


def typed(kind):
    attrs = {"class": "form-control", "autocomplete": "off"}
    return (
        forms.DateInput(attrs={**attrs, "type": "date"}, format="%Y-%m-%d")
        if kind == "date"
        else forms.TextInput(attrs=attrs)
    )


def day_filter(label, **given):
    return filters.DateFilter(label=label, widget=typed("date"), **given)


class CaseFilter(filters.FilterSet):
    q = filters.CharFilter(label="当事人、案由、文号、证件号码或电话", method="search")
    # a column of the case itself: nothing comes twice, and DISTINCT would sort every case that is found
    state = filters.MultipleChoiceFilter(label="状态", choices=State.choices, distinct=False)
    procedure = filters.ChoiceFilter(
        label="程序", choices=Case.Procedure.choices, empty_label="全部程序", widget=picked()
    )
    team = filters.ModelChoiceFilter(
        label="办案机构",
        queryset=my_agencies,
        empty_label="全部机构",
        widget=picked(),
    )
    item = filters.CharFilter(label="事项（名称中的词或编码）", method="of_item", widget=typed("text"))
    party = filters.NumberFilter(label="当事人（登记号）", method="of_party", min_value=1, max_value=2**62)
    handler = filters.BooleanFilter(label="只看我承办的", method="mine")
    due_by = day_filter("期限不晚于", method="due")
    opened_from = day_filter("登记不早于", method="from_day")
    opened_to = day_filter("登记不晚于", method="to_day")
    decided_from = day_filter("决定不早于", field_name="decided_on", lookup_expr="gte")
    decided_to = day_filter("决定不晚于", field_name="decided_on", lookup_expr="lte")
    sort = filters.ChoiceFilter(
        label="排序",
        choices=[(each.code, each.label) for each in ORDERS.values() if each.code],
        empty_label=ORDERS[""].label,
        method="in_order",
        widget=picked(),
    )

    class Meta:
        model = Case
        fields = []

    def search(self, cases, name, text):
        """Find by a whole identity number or phone, else by any part of the words of a case, all words of it."""
        words = asked(text)
        if not words:
            return cases.none()
        if parties := parties_of(words):
            return cases.filter(party__in=parties)
        number = "".join(words)
        if number.isascii() and number.isdigit() and len(number) == PHONE and number.startswith("1"):
            return cases.filter(party_phone=number)
        return cases.filter(written(words))

    def of_party(self, cases, name, key):
        """Keep the cases of a party: of all rows of the register that bear one of his numbers."""
        party = Party.objects.filter(pk=int(key)).first()
        if party is None or not party.keys:
            return cases.filter(party=int(key))
        return cases.filter(party__in=Party.objects.filter(bearing(party.keys)).values("pk"))

    def of_item(self, cases, name, text):
        """Keep the cases of items of this code, or whose name holds every one of these words."""
        words, coded = asked(text), Q(item__code__iexact=text.strip())
        named = Q()
        for word in words:
            named &= Q(search_name__contains=word)
        versions = ItemVersion.objects.filter(coded | named if words else coded)
        return cases.filter(item__in=versions.values("pk"))

    def mine(self, cases, name, wanted):
        return cases.filter(handler=self.request.user) if wanted else cases

    def due(self, cases, name, day):
        return cases.due_by(day)

    def from_day(self, cases, name, day):
        return cases.filter(opened_at__gte=midnight(day))

    def to_day(self, cases, name, day):
        return cases.filter(opened_at__lt=midnight(day + timedelta(days=1)))

    def in_order(self, cases, name, code):
        """Leave the order to who makes the page: it pages by the key of that order."""
        return cases


def midnight(day):
    """Return the moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def parties_of(words):
    """Return the keys of the parties whose whole identity number was asked for, none where it is no number."""
    number = "".join(words).upper()
    if len(number) < SHORTEST_IDENTITY or not number.isascii() or not any(map(str.isdigit, number)):
        return []
    return list(Party.objects.filter(bearing([secrets.lookup(number)])).values_list("pk", flat=True))
