"""What the API shows of a case."""

from functools import cache
from inspect import ismethod
from operator import attrgetter

from rest_framework import serializers

from cases.models import Case
from enforcement.procedures.api import LimitSerializer
from enforcement.procedures.limits import limits_beside
from enforcement.templatetags.marks import masked_id, masked_phone


@cache
def columns_of(serializer):
    """Return (name, source, field) of every column of a serializer whose fields need no context."""
    return [(field.field_name, attrgetter(field.source), field) for field in serializer()._readable_fields]


class CaseSerializer(serializers.ModelSerializer):
    """A row of the list; the name of a natural person is masked (R-1101)."""

    party = serializers.CharField(source="party.shown_name")
    item = serializers.CharField(source="item.name")
    team = serializers.CharField(source="team.name")
    handler = serializers.CharField(source="handler.name")
    state_words = serializers.CharField(source="get_state_display")

    class Meta:
        model = Case
        fields = (
            "id", "number", "title", "procedure", "state", "state_words", "party", "item", "team", "handler", "place",
            "act_at", "opened_at", "next_due", "next_due_words", "next_due_provisional",
        )  # fmt: skip

    def to_representation(self, case):
        """Write a row; the framework's own way looks up every source again for every row, a third of a list's time."""
        row = {}
        for name, read, field in columns_of(type(self)):
            value = read(case)
            value = value() if ismethod(value) else value
            row[name] = None if value is None else field.to_representation(value)
        return row


class CaseDetailSerializer(CaseSerializer):
    """One case; identity number and telephone masked."""

    deadlines = serializers.SerializerMethodField()
    identity = serializers.SerializerMethodField()
    operator_identity = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    outcome = serializers.CharField(source="assessment.outcome", default=None)
    fine = serializers.DecimalField(14, 2, source="assessment.fine", default=None)
    document = serializers.IntegerField(source="decision.document_id", default=None)

    class Meta(CaseSerializer.Meta):
        fields = (
            *CaseSerializer.Meta.fields, "dossier", "version", "facts_found", "identity", "operator_identity", "phone",
            "outcome", "fine", "document", "decided_on", "closed_on", "deadlines",
        )  # fmt: skip

    to_representation = serializers.ModelSerializer.to_representation

    def get_deadlines(self, case) -> LimitSerializer(many=True):
        return LimitSerializer(limits_beside(case), many=True).data

    def get_identity(self, case) -> str:
        return masked_id(case.party.identity)

    def get_operator_identity(self, case) -> str:
        return masked_id(case.party.operator_identity)

    def get_phone(self, case) -> str:
        return masked_phone(case.party_phone)


@cache
def writer_of_details():
    """Return the function that writes a case in full; building its thirty fields takes longer than using them."""
    return CaseDetailSerializer().to_representation
