"""What was written about a case beyond what every case needs, as the API reads it back."""

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from cases.models import Assessment, Case, Filing, Publication, Review, Vetting


class VettingSerializer(serializers.ModelSerializer):
    """The check of one piece of evidence: a copy, a capture of a device, sound, what is not used."""

    class Meta:
        model = Vetting
        exclude = ("id", "case")


class SpecialSerializer(serializers.ModelSerializer):
    """Capacity, mitigations, a longer limitation, the other norms that the act breaks."""

    class Meta:
        model = Assessment
        fields = (
            "capacity", "appraisal", "capacity_reason", "mitigations", "mitigation_note", "mitigations_rejected",
            "aggravations", "band", "norms",
        )  # fmt: skip


class PeriodSerializer(serializers.ModelSerializer):
    """The domain of the case, extensions of its ninety days, and days that do not count."""

    class Meta:
        model = Filing
        fields = ("domain", "extensions", "excluded")


class PublicationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Publication
        exclude = ("id", "case")


class DisagreementSerializer(serializers.ModelSerializer):
    class Meta:
        model = Review
        fields = ("serial", "disagreement", "disagreed_by", "disagreed_at")


class AskedSerializer(serializers.ModelSerializer):
    special = SpecialSerializer(source="assessment", default=None)
    period = PeriodSerializer(source="filing", default=None)
    publication = PublicationSerializer(default=None)
    vettings = VettingSerializer(many=True)
    disagreements = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = (
            "act_span", "ended_on", "safety_harm", "ecological_damage", "item", "version", "special", "period",
            "publication", "vettings", "disagreements",
        )  # fmt: skip

    @extend_schema_field(DisagreementSerializer(many=True))
    def get_disagreements(self, case):
        rows = case.reviews.exclude(disagreement="").order_by("serial")
        return DisagreementSerializer(rows, many=True).data


class AskedVerb:
    """Adds to the viewset of cases the reading of what few cases carry."""

    @extend_schema(responses=AskedSerializer)
    @action(detail=True)
    def asked(self, request, pk):
        """Return copies and devices checked, capacity, mitigations, norms, extensions, disagreement, publication."""
        return Response(AskedSerializer(self.whole_case()).data)
