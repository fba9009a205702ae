from django import forms

from enforcement.procedures.step_forms import Form


class ApproveForm(Form):
    serial = forms.CharField(label="编号", max_length=30)


class ReturnForm(Form):
    intact = forms.BooleanField(label="已当面检查，没有损坏")


class ReasonForm(Form):
    reason = forms.CharField(label="理由", max_length=300)
