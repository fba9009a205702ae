"""Steps that need a reason or no more than the press, and handing a paper over on the spot."""

from django import forms

from cases.forms.fields import RADIO, Form


class DeliverForm(Form):
    receipt = forms.ChoiceField(
        label="签收", choices=[("SIGNED", "当事人签收"), ("REFUSED", "当事人拒绝签收")], widget=RADIO
    )
    note = forms.CharField(label="拒签情况", max_length=300, required=False)


class ReasonForm(Form):
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NothingForm(Form):
    """A step that needs no more than the press."""
