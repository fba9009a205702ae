"""Shown, told, heard, signed: the last page of the simple procedure."""

from django import forms

from cases.forms.fields import BLANK, RADIO, TICK, Form, PictureField
from cases.models import Collection, pairs
from enforcement.law import kinds

GROUNDS = [("", "不当场收缴（到银行或者电子支付）"), *pairs(Collection.Ground)]


class NoticeForm(Form):
    """Page 3: shown, told, heard, signed. Never pre-ticked."""

    certificates_shown = forms.BooleanField(label="已向当事人出示执法证", required=False, widget=TICK)
    rights_told = forms.BooleanField(
        label="已口头告知拟作出的处罚、事实、理由、依据和陈述申辩的权利", required=False, widget=TICK
    )
    has_defence = forms.ChoiceField(
        label="当事人意见", choices=[("no", "没有意见"), ("yes", "有陈述申辩")], widget=RADIO
    )
    defence = forms.CharField(
        label="陈述申辩内容", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    defence_answer = forms.CharField(
        label="复核意见", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    signature = PictureField(label="当事人签名", required=False)
    signer = forms.CharField(label="签名人或者拒签人", max_length=60, required=False)
    signer_relation = forms.ChoiceField(
        label="签名人与当事人的关系", choices=BLANK + pairs(kinds.Recipient), required=False
    )
    signer_authority = forms.IntegerField(label="授权委托书（证据编号）", min_value=1, required=False)
    refused = forms.BooleanField(label="当事人拒绝签名", required=False)
    refusal_note = forms.CharField(label="拒签情况", max_length=300, required=False)
    recording = forms.CharField(label="告知过程的录像编号", max_length=60, required=False)
    ground = forms.ChoiceField(
        label="当场收缴的理由",
        choices=GROUNDS,
        required=False,
    )
    receipt_number = forms.CharField(label="财政票据号码", max_length=40, required=False)
    explanation = forms.CharField(label="情况说明", max_length=300, required=False)
    education = forms.CharField(
        label="批评教育", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self):
        typed = super().clean()
        typed["has_defence"] = typed.get("has_defence") == "yes"
        if typed["has_defence"] and not typed.get("defence"):
            self.add_error("defence", "选了“有陈述申辩”，还没有写。请记下当事人说了什么。")
        return typed

    def collection(self):
        """Return the on-the-spot collection, None where the fine goes to the bank."""
        typed = self.cleaned_data
        names = ("ground", "receipt_number", "explanation")
        return {name: typed[name] for name in names} if typed["ground"] else None

    def notice(self):
        """Return what the deciding services take; a refusal wins over a drawn signature."""
        typed = self.cleaned_data
        signed = kinds.Signature.SIGNED if typed["signature"] else kinds.Signature.NONE
        return {
            "certificates_shown": typed["certificates_shown"],
            "rights_told": typed["rights_told"],
            "has_defence": typed["has_defence"],
            "defence": typed["defence"],
            "defence_answer": typed["defence_answer"],
            "receipt": kinds.Signature.REFUSED if typed["refused"] else signed,
            "refusal_note": typed["refusal_note"] if typed["refused"] else "",
            "recording": typed["recording"],
            "signer": typed["signer"],
            "signer_relation": typed["signer_relation"],
            "signer_authority": typed["signer_authority"],
        }
