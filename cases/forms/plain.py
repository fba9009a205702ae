"""Steps that need a reason or no more than the press, and handing a paper over on the spot."""

from django import forms

from cases.forms.fields import BLANK, RADIO, Form
from cases.models import pairs
from enforcement.law.kinds import Recipient


class DeliverForm(Form):
    receipt = forms.ChoiceField(
        label="签收", choices=[("SIGNED", "当事人签收"), ("REFUSED", "当事人拒绝签收")], widget=RADIO
    )
    note = forms.CharField(label="拒签情况", max_length=300, required=False)
    signer = forms.CharField(label="签名人或者拒签人", max_length=60, required=False)
    signer_relation = forms.ChoiceField(
        label="签名人与当事人的关系", choices=BLANK + pairs(Recipient), required=False
    )
    signer_authority = forms.IntegerField(label="授权委托书（证据编号）", min_value=1, required=False)


class ReasonForm(Form):
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NothingForm(Form):
    """A step that needs no more than the press."""
