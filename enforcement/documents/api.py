"""Documents to read. They are issued, voided and delivered by the verbs of what they belong to."""

from rest_framework import viewsets

from enforcement import clock
from enforcement.documents.filters import DocumentFilter
from enforcement.documents.glyph_views import GlyphViewSet
from enforcement.documents.models import Document
from enforcement.documents.serializers import DocumentSerializer


class DocumentViewSet(viewsets.ReadOnlyModelViewSet):
    """Issued documents, newest first."""

    serializer_class = DocumentSerializer
    filterset_class = DocumentFilter
    queryset = Document.objects.none()

    def get_queryset(self):
        seen = Document.objects.visible_to(self.request.user, clock.today())
        return seen.select_related("team", "issued_by", "voiding").prefetch_related(
            "signatures", "renderings", "deliveries__servers"
        )


def register(router):
    router.register("glyphs", GlyphViewSet, basename="glyphs")
    router.register("documents", DocumentViewSet, basename="documents")
