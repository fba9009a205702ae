"""Evidence in the API's words."""

from rest_framework import serializers

from enforcement.dossiers.models import Dossier
from enforcement.teams.models import Officer
from evidence.models import Custody, Piece, PieceOfficer


class CapturerSerializer(serializers.ModelSerializer):
    class Meta:
        model = PieceOfficer
        fields = ["officer", "name", "certificate"]


class CustodySerializer(serializers.ModelSerializer):
    class Meta:
        model = Custody
        fields = ["serial", "at", "actor_words", "action", "source", "target", "reason", "sha256", "digest"]


class PieceSerializer(serializers.ModelSerializer):
    officers = CapturerSerializer(source="capturers", many=True, read_only=True)
    locked = serializers.SerializerMethodField()

    class Meta:
        model = Piece
        fields = [
            *(
                "id",
                "dossier",
                "serial",
                "kind",
                "title",
                "media_type",
                "size",
                "sha256",
                "sm3",
                "original_name",
            ),
            *("captured_at", "time_source", "place", "latitude", "longitude", "datum", "device", "note"),
            *("width", "height", "metadata", "received_at", "officers", "locked"),
        ]

    def get_locked(self, piece) -> bool:
        return piece.last_check is False


class PieceDetailSerializer(PieceSerializer):
    custody = CustodySerializer(many=True, read_only=True)

    class Meta(PieceSerializer.Meta):
        fields = [*PieceSerializer.Meta.fields, "custody"]


class UploadSerializer(serializers.Serializer):
    dossier = serializers.PrimaryKeyRelatedField(queryset=Dossier.objects.none())
    file = serializers.FileField(allow_empty_file=True)
    title = serializers.CharField(max_length=100, required=False, allow_blank=True)
    kind = serializers.ChoiceField(Piece.Kind.choices, required=False)
    captured_at = serializers.DateTimeField(required=False)
    time_source = serializers.ChoiceField(Piece.TimeSource.choices, required=False)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    latitude = serializers.FloatField(required=False)
    longitude = serializers.FloatField(required=False)
    officers = serializers.PrimaryKeyRelatedField(queryset=Officer.objects.none(), many=True, required=False)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)

    def __init__(self, *args, by=None, day=None, **kwargs):
        super().__init__(*args, **kwargs)
        if by is not None:
            self.fields["dossier"].queryset = Dossier.objects.visible_to(by, day)
            self.fields["officers"].child_relation.queryset = Officer.objects.visible_to(by, day)
