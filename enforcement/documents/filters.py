"""The one filter of documents."""

import django_filters as filters
from django.utils.functional import lazy

from enforcement.documents.models import Document
from enforcement.documents.register import titles


class DocumentFilter(filters.FilterSet):
    number = filters.CharFilter(label="文号")
    dossier = filters.NumberFilter(label="案卷")
    kind = filters.MultipleChoiceFilter(label="种类", choices=lazy(titles, list)(), distinct=False)
    since = filters.DateFilter(label="不早于", field_name="day", lookup_expr="gte")
    until = filters.DateFilter(label="不晚于", field_name="day", lookup_expr="lte")

    class Meta:
        model = Document
        fields = ["number", "dossier", "kind", "since", "until"]
