"""The request to close."""

from django import forms

from cases.forms.fields import RADIO, DayField, Form

AREA = forms.Textarea(attrs={"rows": 3})


class ClosingForm(Form):
    performance = forms.CharField(label="执行情况", max_length=500, widget=AREA)
    rechecked_on = DayField(label="改正复查日期", required=False)
    recheck = forms.CharField(
        label="改正复查结果", max_length=300, required=False, help_text="如“现场已清理，违法行为已改正”"
    )
    publish = forms.ChoiceField(
        label="处罚决定是否公示", choices=[("yes", "公示"), ("no", "不公示")], widget=RADIO
    )
    publish_reason = forms.CharField(label="公示审查理由", max_length=300)

    def clean_publish(self):
        return self.cleaned_data["publish"] == "yes"


def closing_initial(case, at):
    """Return the request as it was made before; else the payments in words."""
    form = getattr(case, "closing", None)
    if form:
        start = {
            name: getattr(form, name) for name in ("performance", "rechecked_on", "recheck", "publish_reason")
        }
        return start | {"publish": "yes" if form.publish else "no"}
    paid, held = list(case.decision.payments.order_by("paid_on")), getattr(case, "publication", None)
    start = {"publish": "yes" if held.publish else "no", "publish_reason": held.reason} if held else {}
    if not paid:
        return start
    total = sum(row.amount for row in paid)
    return start | {"performance": f"罚款{total:.2f}元已于{paid[-1].paid_on.isoformat()}缴清。"}
