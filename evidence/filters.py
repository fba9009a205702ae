"""The one filter of evidence, behind the page and the API."""

from datetime import datetime, time, timedelta

import django_filters as filters
from django.forms import DateInput
from django.utils import timezone

from evidence.models import Piece

LINKED = [("yes", "已关联"), ("no", "未关联")]


def begin_of(day):
    """Return the first moment of a day in Shanghai."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


class PieceFilter(filters.FilterSet):
    """By name, kind, days of taking, and whether it is said to prove anything yet."""

    q = filters.CharFilter(label="名称或地点", method="search")
    kind = filters.ChoiceFilter(label="证据种类", empty_label="全部", choices=Piece.Kind.choices)
    since = filters.DateFilter(label="取得日期从", method="taken_since", widget=DateInput({"type": "date"}))
    until = filters.DateFilter(label="到", method="taken_until", widget=DateInput({"type": "date"}))
    linked = filters.ChoiceFilter(label="关联", empty_label="全部", choices=LINKED, method="is_linked")
    dossier = filters.NumberFilter(label="案卷")

    class Meta:
        model = Piece
        fields = ["q", "kind", "since", "until", "linked", "dossier"]

    def search(self, pieces, name, text):
        return pieces.filter(title__contains=text) | pieces.filter(place__contains=text)

    def taken_since(self, pieces, name, day):
        return pieces.filter(captured_at__gte=begin_of(day))

    def taken_until(self, pieces, name, day):
        return pieces.filter(captured_at__lt=begin_of(day + timedelta(days=1)))

    def is_linked(self, pieces, name, answer):
        return pieces.filter(supports_something=answer == "yes")
