"""What can be read before a paper is issued: the notice beside the decision, and the paper itself as a preview."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from cases.file.facts import facts_of
from cases.page.beside import as_json, comparison
from cases.page.previewing import preview_response
from enforcement import clock
from enforcement.openapi import ErrorSerializer


class PartSerializer(serializers.Serializer):
    part = serializers.CharField(help_text="项目，例如认定事实")
    told = serializers.ListField(child=serializers.CharField(), help_text="告知的，逐项")
    decided = serializers.ListField(child=serializers.CharField(), help_text="拟决定的，逐项")
    verdict = serializers.CharField()
    same = serializers.BooleanField()
    needs_new_notice = serializers.BooleanField()


class PdfRenderer(BaseRenderer):
    """Lets a client ask for PDF alone; a refusal is still JSON."""

    media_type, format = "application/pdf", "pdf"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return JSONRenderer().render(data)


PAPER = OpenApiParameter(
    "paper", str, enum=["notice", "decision"], description="不写的，是下一份要出具的文书"
)
LAYOUT = OpenApiParameter("layout", str, description="版式，不写的，是该文书常用的版式")


class ToldVerbs:
    """Adds the two reads to the viewset of cases."""

    @extend_schema(responses={200: PartSerializer(many=True), 404: ErrorSerializer})
    @action(detail=True)
    def told(self, request, pk):
        """Read the notice that stands beside the decision as it is proposed now, part by part."""
        [facts] = facts_of([self.whole_case()], at=clock.now())
        compared = comparison(facts)
        return Response(as_json(compared) if compared else [])

    @extend_schema(
        parameters=[PAPER, LAYOUT],
        responses={
            (200, "application/pdf"): OpenApiResponse(
                OpenApiTypes.BINARY, description="预览，没有编号和印章"
            ),
            404: ErrorSerializer,
            409: ErrorSerializer,
        },
    )
    @action(detail=True, renderer_classes=[JSONRenderer, PdfRenderer])
    def preview(self, request, pk):
        """Read the notice or the decision as it would print now, without number and seal."""
        return preview_response(self.whole_case(), request.user, request.query_params, clock.now())
