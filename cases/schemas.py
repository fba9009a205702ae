"""What the API shows of a case, and the shapes of its inputs, taken from the forms that the pages use."""

from functools import cache
from inspect import ismethod
from operator import attrgetter

from django import forms
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from cases.models import Case, CaseDeadline
from enforcement.openapi import ErrorSerializer, FindingSerializer  # noqa: F401 - said to the rooms above
from enforcement.templatetags.marks import masked_id, masked_phone

KINDS = (
    (forms.BooleanField, serializers.BooleanField),
    (forms.IntegerField, serializers.IntegerField),
    (forms.DateTimeField, serializers.DateTimeField),
    (forms.DateField, serializers.DateField),
    (forms.ModelChoiceField, serializers.IntegerField),
)


SHAPES = {}  # {name in the schema: form}: two forms of one name are told apart by their modules


@cache
def shape_of(form):
    """Return a serializer class with the fields of `form`, for the published schema alone."""
    fields = {name: _field(field) for name, field in form.base_fields.items()}
    for name, (row, _) in getattr(form, "ROWS", {}).items():
        fields[name] = shape_of(row)(many=True, required=False)
    return type(name_of(form), (serializers.Serializer,), fields)


def name_of(form):
    """Return the name of a form's shape, its room before it where another form has taken the name."""
    name = form.__name__.removesuffix("Form").removesuffix("Row") + "Input"
    if SHAPES.setdefault(name, form) is not form:
        name = form.__module__.rpartition(".")[2].title().replace("_", "") + name
        SHAPES.setdefault(name, form)
    return name


@cache
def taken_as(form):
    """Return what a step takes: the fields of its form, and the reasons that pass what may be passed with one."""
    words = "{规则编号: 理由}，答复要说明理由的提示；由负责人决定的，只有负责人的理由有效"
    reasons = serializers.DictField(child=serializers.CharField(), required=False, help_text=words)
    shape = shape_of(form)
    return type(f"{shape.__name__.removesuffix('Input')}StepInput", (shape,), {"reasons": reasons})


def _field(field):
    words = {"required": field.required, "help_text": str(field.label or "")}
    if isinstance(field, forms.DecimalField):
        return serializers.DecimalField(field.max_digits, field.decimal_places, **words)
    if isinstance(field, forms.NullBooleanField):
        return serializers.BooleanField(allow_null=True, **words)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return serializers.ListField(child=serializers.IntegerField(), **words)
    if isinstance(field, forms.MultipleChoiceField):
        known = list(field.choices)
        choices = serializers.ChoiceField(choices=known) if known else serializers.CharField()
        return serializers.ListField(child=choices, **words)
    if isinstance(field, forms.ModelChoiceField):
        return serializers.IntegerField(allow_null=True, **words)
    if isinstance(field, forms.ChoiceField) and not any(value for value, _ in field.choices):
        # known only with the case
        return serializers.CharField(allow_blank=not field.required, **words)
    if isinstance(field, forms.ChoiceField):
        return serializers.ChoiceField(choices=list(field.choices), **words)
    for known, made in KINDS:
        if isinstance(field, known):
            return made(**words)
    return serializers.CharField(allow_blank=not field.required, **words)


class ChoiceSerializer(serializers.Serializer):
    """A step that can be taken now or that the law holds, with every finding in its way."""

    step = serializers.CharField()
    label = serializers.CharField()
    primary = serializers.BooleanField()
    allowed = serializers.BooleanField()
    open = serializers.BooleanField()
    findings = FindingSerializer(many=True)


def reasons_of(data):
    """Return the reasons sent for findings, {rule id: reason}, whatever else was sent in their place."""
    given = data.get("reasons")
    if given and not isinstance(given, dict):
        raise ValidationError({"reasons": ["应为 {规则编号: 理由}"]})
    return {str(rule): str(reason) for rule, reason in (given or {}).items()}


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


class DeadlineSerializer(serializers.ModelSerializer):
    class Meta:
        model = CaseDeadline
        fields = (
            "key", "label", "start_on", "legal_last_day", "safe_day", "for_party", "provisional", "clause",
            "explanation", "met_on",
        )  # fmt: skip


class CaseDetailSerializer(CaseSerializer):
    """One case; identity number and telephone masked."""

    deadlines = DeadlineSerializer(many=True, read_only=True)
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
