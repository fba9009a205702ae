"""The head's word on a HOLD."""

from django import forms

from enforcement.procedures.step_forms import Form


class LiftForm(Form):
    """step and rule name the HOLD; reason is kept in the file."""

    step = forms.CharField(label="步骤", max_length=40)
    rule = forms.CharField(label="规则", max_length=10)
    reason = forms.CharField(label="理由", max_length=500)
