"""The shapes of a step's input as the API's description tells them, taken from the forms that the pages use."""

from functools import cache

from django import forms
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from enforcement.openapi import FindingSerializer

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
    """Return the name of a form's shape, with as many rooms before it as tell it from the others of its name."""
    name = form.__name__.removesuffix("Form").removesuffix("Row") + "Input"
    rooms = form.__module__.title().replace("_", "").split(".")
    longer = ("".join(rooms[-count:]) + name for count in range(1, len(rooms) + 1))
    return next(each for each in (name, *longer) if SHAPES.setdefault(each, form) is form)


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


class QuestionSerializer(serializers.Serializer):
    """What was left to a superior at a step: who asked when, whose post answers, why it lapsed where it did."""

    rule = serializers.CharField()
    message = serializers.CharField()
    clause = serializers.CharField()
    by = serializers.IntegerField()
    at = serializers.DateTimeField()
    waits_for = serializers.CharField()
    lapsed = serializers.CharField()


class ChoiceSerializer(serializers.Serializer):
    """A step that can be taken now or that the law holds, with every finding in its way."""

    step = serializers.CharField()
    label = serializers.CharField()
    primary = serializers.BooleanField()
    allowed = serializers.BooleanField()
    open = serializers.BooleanField()
    findings = FindingSerializer(many=True)
    referred = QuestionSerializer(many=True)


def reasons_of(data):
    """Return the reasons sent for findings, {rule id: reason}, whatever else was sent in their place."""
    given = data.get("reasons")
    if given and not isinstance(given, dict):
        raise ValidationError({"reasons": ["应为 {规则编号: 理由}"]})
    return {str(rule): str(reason) for rule, reason in (given or {}).items()}
