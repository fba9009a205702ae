"""The fields that the forms of a case share, and the form that says in our words what is missing."""

import base64
import binascii
from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms

from enforcement.law.facts import CaseFacts
from enforcement.procedures.step_forms import Form as PlainForm
from enforcement.procedures.step_forms import StepForm

__all__ = [
    "BLANK",
    "RADIO",
    "TICK",
    "CaseForm",
    "DayField",
    "Form",
    "MomentField",
    "PictureField",
    "YesNo",
    "as_amount",
]

BLANK = [("", "———")]


class Radios(forms.RadioSelect):
    """Radio buttons whose group has an address, so that the error summary can lead to it."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, index) or id_


RADIO = Radios


TICK = forms.CheckboxInput(attrs={"data-no-draft": ""})  # nobody's draft ticks what was not done


class Form(PlainForm):
    """A form of a case, which may ask the law about what was typed."""

    def ask(self, rule, field, **groups):
        """Ask one rule about these groups of a case's facts, and say beside the field what it finds."""
        super().ask(rule, field, CaseFacts(**groups))


class CaseForm(Form, StepForm):
    """A form about one case: its choices are the case's people and pieces."""

    def __init__(self, *args, case=None, row=None, **kwargs):
        super().__init__(*args, row=row or case, **kwargs)
        self.case = self.row

    @property
    def about(self):
        return {"case": self.case, "officer": self.officer, "now": self.now}


class YesNo(forms.NullBooleanSelect):
    """Yes, no, or not looked into yet: what nobody answered is not taken for a no."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.choices = [("unknown", "还没有核实"), ("true", "是"), ("false", "否")]


class Written:
    """A day or moment is text; what a program sends in its place (a number, a list) is refused like any other."""

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, str | date):
            return super().to_python(value)
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class MomentField(Written, forms.DateTimeField):
    """A moment to the minute, in Shanghai time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class DayField(Written, forms.DateField):
    """A day typed or picked, ISO order everywhere."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]


def as_amount(text):
    """Return a typed amount as Decimal, None where it is none."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount > 0 else None


class PictureField(forms.CharField):
    """A drawn signature: a PNG as a data address, at most 300 kB; cleaned to bytes or None."""

    widget = forms.HiddenInput
    HEAD = "data:image/png;base64,"

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if not text.startswith(self.HEAD) or len(text) > 400_000:
            raise forms.ValidationError("签名图像不正确，请清除后重签。")
        try:
            return base64.b64decode(text.removeprefix(self.HEAD), validate=True)
        except binascii.Error as error:
            raise forms.ValidationError("签名图像不完整，请清除后重签。") from error
