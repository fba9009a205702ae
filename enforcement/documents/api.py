"""Documents to read. They are issued, voided and delivered by the verbs of what they belong to."""

from rest_framework import viewsets

from enforcement import clock
from enforcement.documents.filters import DocumentFilter
from enforcement.documents.glyph_views import GlyphViewSet
from enforcement.documents.models import Document
from enforcement.documents.serializers import DocumentSerializer
from enforcement.journal.services import note_look


class DocumentViewSet(viewsets.ReadOnlyModelViewSet):
    """Issued documents, newest first."""

    serializer_class = DocumentSerializer
    filterset_class = DocumentFilter
    queryset = Document.objects.none()

    def get_queryset(self):
        seen = Document.objects.visible_to(self.request.user, clock.today())
        return seen.select_related("team", "issued_by", "voiding", "dossier").prefetch_related(
            "signatures", "renderings", "deliveries__servers"
        )

    def get_object(self):
        document = super().get_object()
        what = f"{document.title} {document.number}".strip()[:60]
        note_look(document.dossier, what, by=self.request.user, at=clock.now())
        return document


def register(router):
    router.register("glyphs", GlyphViewSet, basename="glyphs")
    router.register("documents", DocumentViewSet, basename="documents")
