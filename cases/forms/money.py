"""The fine: taken on the spot, handed in, paid."""

from decimal import Decimal

from django import forms

from cases.forms.fields import RADIO, DayField, Form
from cases.models import Collection, pairs


class CollectForm(Form):
    amount = forms.DecimalField(
        label="收缴金额（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    ground = forms.ChoiceField(label="当场收缴的理由", choices=pairs(Collection.Ground), widget=RADIO)
    explanation = forms.CharField(label="情况说明", max_length=300, required=False)
    receipt_number = forms.CharField(label="财政票据号码", max_length=40)
    collected_on = DayField(label="收缴日期")


class HandInForm(Form):
    handed_in_on = DayField(label="上交机关日期")


class PaymentForm(Form):
    amount = forms.DecimalField(
        label="缴款金额（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    paid_on = DayField(label="缴款日期")
    reference = forms.CharField(label="缴款凭证号", max_length=60)
