"""The fine: taken on the spot, handed in, paid."""

from decimal import Decimal

from django import forms

from cases.forms.fields import RADIO, DayField, Form
from cases.limits.forms import PaperForm
from cases.models import Collection, pairs
from enforcement.law.clauses import PENALTY, Clause, sourced
from enforcement.law.kinds import PauseKind
from evidence.models import Piece

LANDED = sourced("在水上收缴的才填；交款期限自抵岸之日起算。", Clause(PENALTY, 71))


class CollectForm(Form):
    amount = forms.DecimalField(
        label="收缴金额（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    ground = forms.ChoiceField(label="当场收缴的理由", choices=pairs(Collection.Ground), widget=RADIO)
    explanation = forms.CharField(label="情况说明", max_length=300, required=False)
    receipt_number = forms.CharField(label="财政票据号码", max_length=40)
    collected_on = DayField(label="收缴日期")
    landed_on = DayField(label="抵岸日期", required=False, help_text=LANDED)


class HandInForm(Form):
    handed_in_on = DayField(label="上交机关日期")
    landed_on = DayField(label="抵岸日期", required=False, help_text=LANDED)


class PaymentForm(Form):
    amount = forms.DecimalField(
        label="缴款金额（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    paid_on = DayField(label="缴款日期")
    reference = forms.CharField(label="缴款凭证号", max_length=60)


class DeferForm(PaperForm):
    """The head's approval that the party pays later (延期缴纳, 第六十六条第二款)."""

    until = DayField(label="延期到")
    reason = forms.CharField(
        label="当事人的经济困难和核实情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    piece = forms.ModelChoiceField(label="当事人的申请书", queryset=Piece.objects.none())


class NoteReviewForm(PaperForm):
    """Reconsideration or suit: while it lasts no surcharge grows (第七十三条第三款)."""

    KINDS = tuple((kind.value, kind.label) for kind in PauseKind if kind != PauseKind.DEFERRAL)
    kind = forms.ChoiceField(label="什么程序", choices=KINDS, widget=RADIO)
    filed_on = DayField(label="申请或者起诉日期")
    served_on = DayField(
        label="结果送达日期", required=False, help_text="还没有结果的不填；有结果后再登记一次，起日不变。"
    )
    piece = forms.ModelChoiceField(label="受理通知书或者裁判文书", queryset=Piece.objects.none())


class TellRemediesForm(PaperForm):
    """The party was told of reconsideration only after the decision (R-312)."""

    received_on = DayField(label="当事人收到补充告知的日期")
    piece = forms.ModelChoiceField(label="补充告知的送达回证", queryset=Piece.objects.none())
