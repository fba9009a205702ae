"""Documents in the API's words; identity numbers are masked as they are in the register."""

from rest_framework import serializers

from enforcement.documents.models import Delivery, Document, Rendering, Signature, Voiding


class SignatureSerializer(serializers.ModelSerializer):
    class Meta:
        model = Signature
        fields = [
            "role",
            "name",
            "content_digest",
            "identity_check",
            "refused",
            "refusal_note",
            "witness",
            "at",
        ]


class RenderingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Rendering
        fields = ["layout", "size", "sha256", "sm3", "made_at"]


class VoidingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Voiding
        fields = ["reason", "at"]


class DeliverySerializer(serializers.ModelSerializer):
    servers = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)

    class Meta:
        model = Delivery
        fields = ["method", "day", "moment", "place", "recipient", "relation", "note", "servers", "at"]


class DocumentSerializer(serializers.ModelSerializer):
    team = serializers.SlugRelatedField(slug_field="path", read_only=True)
    issued_by = serializers.SlugRelatedField(slug_field="name", read_only=True)
    voiding = VoidingSerializer(read_only=True, allow_null=True, default=None)
    signatures = SignatureSerializer(many=True, read_only=True)
    files = RenderingSerializer(source="renderings", many=True, read_only=True)
    deliveries = DeliverySerializer(many=True, read_only=True)

    class Meta:
        model = Document
        fields = [
            "id", "dossier", "kind", "number", "title", "team", "day", "issued_at", "issued_by", "replaces",
            "content", "content_digest", "sha256", "sm3", "voiding", "signatures", "files", "deliveries",
        ]  # fmt: skip
