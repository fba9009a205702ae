"""What the API has beside the list of cases itself: its orders, its export, the filters that a person keeps."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action

from cases.listing.export import take_list
from cases.listing.order import order_of
from cases.listing.saved import save_view
from cases.models import Case, SavedView
from enforcement import clock
from enforcement.api import KeyPagination
from enforcement.spreadsheets import CSV, MIMES


class OrderedPagination(KeyPagination):
    """By key, in the order that `sort` names."""

    def get_ordering(self, request, queryset, view):
        order = order_of(request.query_params)
        signs = ("" if order.forward else "-") + "{}"
        return tuple(signs.format(name) for name in (order.field, "id") if name)

    def paginate_queryset(self, queryset, request, view=None):
        order = order_of(request.query_params)
        return super().paginate_queryset(order.of(queryset), request, view)


class ListExport:
    """The verb that hands out what a list shows as a file."""

    @extend_schema(
        responses={(200, MIMES[CSV]): OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("kind", str, enum=list(MIMES), default=CSV)],
        filters=True,
    )
    @action(detail=False, pagination_class=None)
    def export(self, request):
        """Return the cases that the filters leave as CSV or XLSX, at most 5,000; it is journalled."""
        seen = Case.objects.visible_to(request.user, clock.today(), walked=True)
        content, mime, name = take_list(
            cases=self.filter_queryset(seen),
            query=request.query_params,
            kind=request.query_params.get("kind", CSV),
            by=request.user,
            at=clock.now(),
        )
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=mime, headers=headers)


class SavedViewSerializer(serializers.ModelSerializer):
    class Meta:
        model = SavedView
        fields = ["id", "name", "query"]

    def create(self, given):
        return save_view(**given, by=self.context["request"].user, at=clock.now())


class SavedViewSet(
    mixins.ListModelMixin, mixins.CreateModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet
):
    """The filters of the case list that whoever asks keeps under names (常用筛选)."""

    queryset = SavedView.objects.none()
    serializer_class = SavedViewSerializer
    pagination_class = None

    def get_queryset(self):
        return SavedView.objects.filter(officer=self.request.user).order_by("name")
