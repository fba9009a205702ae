"""Publication of a decision, its masking, its withdrawal."""

from django import forms

from cases.forms.fields import RADIO, DayField, Form
from cases.models import pairs
from enforcement.law import facts as law
from enforcement.law.kinds import Secrecy
from enforcement.law.rules import openness

YES_NO = [("yes", "公示"), ("no", "不公示")]


class PublishForm(Form):
    publish = forms.ChoiceField(label="处罚决定是否公示", choices=YES_NO, widget=RADIO)
    reason = forms.CharField(label="公示审查理由", max_length=300)
    secrets = forms.MultipleChoiceField(
        label="是否涉及", choices=pairs(Secrecy), widget=forms.CheckboxSelectMultiple, required=False
    )
    secret_papers = forms.CharField(label="涉密的文书或者证据", max_length=300, required=False)
    masked = forms.BooleanField(label="已隐去涉密内容、身份证号、住址、联系方式", required=False)
    published_on = DayField(label="公示日期", required=False)
    address = forms.CharField(label="公示网址", max_length=200, required=False)
    overturned_on = DayField(label="决定被变更、撤销、确认违法或者无效的日期", required=False)
    withdrawn_on = DayField(label="撤回日期", required=False)
    withdrawal_reason = forms.CharField(label="撤回的公开说明", max_length=300, required=False)

    def clean_publish(self):
        return self.cleaned_data["publish"] == "yes"

    def clean(self):
        typed = super().clean()
        papers, reason = typed.get("secret_papers", ""), typed.get("withdrawal_reason", "")
        shown = law.Publication(
            secrets=tuple(
                law.Secret(document=papers, kind=Secrecy(code)) for code in typed.get("secrets", ())
            ),
            withdrawn_on=typed.get("withdrawn_on"),
            withdrawal_reason=reason,
        )
        self.ask(openness.a_secret_is_named_by_its_paper, "secret_papers", publication=shown)
        self.ask(openness.a_withdrawal_is_explained_in_public, "withdrawal_reason", publication=shown)
        return typed


def publish_initial(case, at):
    """Return the publication as registered; else the answer on the closing form, where one was given."""
    held, form = getattr(case, "publication", None), getattr(case, "closing", None)
    if held:
        names = [name for name in PublishForm.base_fields if name != "publish"]
        return {name: getattr(held, name) for name in names} | {"publish": "yes" if held.publish else "no"}
    if form:
        return {"publish": "yes" if form.publish else "no", "reason": form.publish_reason}
    return {}
