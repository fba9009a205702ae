"""Extensions of the ninety days, and days that do not count."""

from django import forms

from cases.forms.fields import RADIO, CaseForm, DayField, Form
from enforcement.law.domains import PERIODS
from enforcement.law.kinds import Domain
from evidence.models import Piece

AREA = forms.Textarea(attrs={"rows": 3})
GROUNDS = [(word, word) for word in ("检测", "检验", "检疫", "鉴定", "听证", "公告", "中止调查")]
# the domains whose procedural rule lets the period be longer (第六十条 asks for one)
LONGER = [(domain.value, domain.label) for domain, periods in PERIODS.items() if periods.extension]


class PaperForm(CaseForm):
    """A form whose act rests on a paper of the file."""

    PAPER = "piece"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[self.PAPER].queryset = self.case.dossier.pieces.order_by("pk")


class ExtendForm(PaperForm):
    domain = forms.ChoiceField(label="按哪个领域的程序规定", choices=LONGER, widget=RADIO)
    days = forms.IntegerField(
        label="延长天数", min_value=1, max_value=365, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    reason = forms.CharField(label="延长的理由", max_length=300, widget=AREA)
    piece = forms.ModelChoiceField(label="审批文书或者讨论记录", queryset=Piece.objects.none())
    minutes = forms.BooleanField(label="这份文书是负责人集体讨论记录（再次延期须经集体讨论）", required=False)


# the domains whose procedural rule lets a clue be checked for longer
CLUE_LONGER = [(domain.value, domain.label) for domain, periods in PERIODS.items() if periods.clue_longer]


class ClueForm(Form):
    domain = forms.ChoiceField(label="按哪个领域的程序规定", choices=CLUE_LONGER, widget=RADIO)
    reason = forms.CharField(
        label="延长的理由", max_length=300, widget=AREA, help_text="写明为什么在原期限内查不清。"
    )


class ReviewTermForm(Form):
    days = forms.IntegerField(
        label="延长几个工作日",
        min_value=1,
        max_value=30,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    reason = forms.CharField(
        label="延长的理由", max_length=300, widget=AREA, help_text="写明案情重大或者疑难在哪里。"
    )


def extend_initial(case, at):
    form = getattr(case, "filing", None)
    known = form and form.domain != Domain.GENERAL
    return {"days": 30} | ({"domain": form.domain} if known else {})


class ExcludeForm(PaperForm):
    ground = forms.ChoiceField(label="原因", choices=GROUNDS, widget=RADIO)
    start = DayField(label="起")
    end = DayField(label="止")
    reason = forms.CharField(label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    piece = forms.ModelChoiceField(
        label="证明文书（委托书、鉴定意见、公告、中止决定）", queryset=Piece.objects.none()
    )
