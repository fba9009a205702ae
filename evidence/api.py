"""Evidence to list, read and take in: same filter, sight and service as the pages."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.response import Response

from enforcement import clock
from enforcement.parsers import StrictMultiPart
from evidence import services
from evidence.filters import PieceFilter
from evidence.forms import complete
from evidence.models import Piece
from evidence.serializers import PieceDetailSerializer, PieceSerializer, UploadSerializer


class PieceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Pieces of evidence. The file itself is at /evidence/<id>/file/."""

    filterset_class = PieceFilter
    parser_classes = [StrictMultiPart]
    queryset = Piece.objects.none()

    def get_queryset(self):
        pieces = Piece.objects.visible_to(self.request.user, clock.today())
        return pieces.with_state().prefetch_related("capturers")

    def get_serializer_class(self):
        return PieceDetailSerializer if self.action == "retrieve" else PieceSerializer

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses={201: PieceSerializer})
    def create(self, request):
        """Take a file in; one that the dossier has already is given back with 200."""
        at = clock.now()
        ask = UploadSerializer(data=request.data, by=request.user, day=clock.today())
        ask.is_valid(raise_exception=True)
        dossier = ask.validated_data["dossier"]
        given = complete(ask.validated_data, dossier, at)
        piece = services.receive(dossier=dossier, **given, by=request.user, at=at)
        shown = self.get_queryset().get(pk=piece.pk)
        return Response(PieceSerializer(shown).data, status=200 if piece.duplicate else 201)


def register(router):
    router.register("evidence", PieceViewSet, basename="evidence")
