"""The API of the lists: items are read with the page's filter; a sheet is handed in, then published."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from enforcement import clock
from enforcement.dossiers.services import send_once
from enforcement.filtering import require_said
from enforcement.gate import json_of
from enforcement.parsers import StrictForm, StrictJSON, StrictMultiPart
from lists import importing, serializers
from lists.filters import ItemFilter
from lists.forms import SheetForm
from lists.models import ImportReport, ItemVersion
from lists.search import ranked
from lists.showing import agency_path_of

FOUND = 20


class ItemViewSet(viewsets.ReadOnlyModelViewSet):
    """Power items as of a day (`on`, else today); `q` asks by name, everyday words, article, pinyin or code."""

    serializer_class = serializers.ItemSerializer
    filterset_class = ItemFilter
    lookup_field = "item__code"
    lookup_url_kwarg = "code"
    lookup_value_regex = r"[A-Za-z0-9.\-]+"
    queryset = ItemVersion.objects.none()

    def get_queryset(self):
        return ItemVersion.objects.visible_to(self.request.user, clock.today()).with_law()

    @extend_schema(responses=serializers.ItemDetailSerializer)
    def retrieve(self, request, code):
        """Return one item with its history, benchmark or default split, and holders."""
        found = ItemFilter({"on": request.query_params.get("on", "")}, self.get_queryset(), request=request)
        version = get_object_or_404(found.qs, item__code=code)
        context = {"day": found.day, "path": agency_path_of(request.user, clock.today())}
        return Response(serializers.ItemDetailSerializer(version, context=context).data)

    @extend_schema(responses=serializers.ItemSerializer(many=True))
    @action(detail=False, pagination_class=None)
    def search(self, request):
        """Return the twenty items that `q` means, best first: what my unit may act on, then the closest."""
        require_said(ItemFilter.base_filters, request.query_params)
        found = ItemFilter(request.query_params, self.get_queryset(), request=request)
        if not found.is_valid():
            raise ValidationError(found.errors)
        rows = ranked(found.qs, found.day)[:FOUND] if found.asked else []
        return Response(self.get_serializer(rows, many=True).data)


class SheetViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Sheets handed in by administrators: examined first, published on request."""

    parser_classes = [StrictMultiPart, StrictForm, StrictJSON]
    queryset = ImportReport.objects.none()

    def get_queryset(self):
        return ImportReport.objects.visible_to(self.request.user, clock.today()).without_file()

    def get_serializer_class(self):
        return serializers.ReportSerializer if self.action == "list" else serializers.ReportDetailSerializer

    @extend_schema(request=serializers.SheetInput, responses={201: serializers.ReportDetailSerializer})
    def create(self, request):
        """Examine a sheet and return what it would change; nothing changes yet."""
        asked = {name: text for name, text in request.data.items() if isinstance(text, str)}
        form = SheetForm(asked, request.FILES)
        if not form.is_valid():
            raise ValidationError(form.errors.get_json_data())
        sheet = form.sheet() | {"columns": columns_in(request.data.get("columns")), "wait": True}
        content = sheet | {"content": importing.digest_of(sheet["content"])}
        act = importing.preview_sheet
        return self.once(lambda at: act(**sheet, by=request.user, at=at), content, status=201)

    @extend_schema(request=serializers.SheetMatchInput, responses=serializers.ReportDetailSerializer)
    @action(detail=True, methods=["post"])
    def match(self, request, pk):
        """Say which column of a sheet is which of ours, where its `head` waits for it; then it is compared."""
        return self.act(serializers.SheetMatchInput, importing.match_columns)

    @extend_schema(request=serializers.SheetPublishInput, responses=serializers.ReportDetailSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request, pk):
        """Put an examined sheet in force as of its day."""
        return self.act(serializers.SheetPublishInput, importing.publish_sheet)

    def act(self, shape, service):
        """Do to this sheet what the service does with what was sent."""
        asked = shape(data=self.request.data)
        asked.is_valid(raise_exception=True)
        report, typed = self.get_object(), asked.validated_data
        return self.once(lambda at: service(report=report, by=self.request.user, at=at, **typed), typed)

    def once(self, act, content, status=200):
        """Run `act` under the request's Idempotency-Key and answer with the report."""
        request, at = self.request, clock.now()
        status, answer = send_once(
            key=request.headers.get("Idempotency-Key", ""), address=request.path, content=content,
            by=request.user, at=at, act=lambda: (status, {"report": act(at).pk}),
        )  # fmt: skip
        report = self.get_queryset().prefetch_related("lines").get(pk=answer["report"])
        return Response(serializers.ReportDetailSerializer(report).data, status=status)


def columns_in(given):
    """Return {their name: our column} of a field that a form carries as JSON."""
    if given in (None, ""):
        return {}
    found = json_of(given.encode()) if isinstance(given, str) else given
    if not isinstance(found, dict) or not all(isinstance(ours, str) for ours in found.values()):
        raise ValidationError({"columns": ["应为 {来表的列名: 清单的列}"]})
    return found


def register(router):
    """Hang the lists into the API's router."""
    router.register("items", ItemViewSet, basename="item")
    router.register("sheets", SheetViewSet, basename="sheet")
