"""The facts found on their evidence, and the report that ends the investigation."""

from decimal import Decimal

from django import forms

from cases.forms.fields import CaseForm, Form
from cases.forms.rows import RowForm, RowsForm
from cases.models import Assessment, Record
from cases.wording.assessment import breached_words
from enforcement.law.kinds import Domain
from evidence.models import Piece

AREA = forms.Textarea(attrs={"rows": 3})
BOXES = forms.CheckboxSelectMultiple


class FactRow(RowForm):
    LABEL = "事实"
    text = forms.CharField(label="认定的事实", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    pieces = forms.ModelMultipleChoiceField(
        label="证据", queryset=Piece.objects.none(), widget=BOXES, required=False
    )
    records = forms.ModelMultipleChoiceField(
        label="笔录", queryset=Record.objects.none(), widget=BOXES, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pieces"].queryset = self.case.dossier.pieces.order_by("pk")
        self.fields["records"].queryset = self.case.records.order_by("pk")


class FactsForm(RowsForm):
    """Facts in the order of the file. `version`: of the case as it was shown."""

    ROWS = {"facts": (FactRow, 2)}
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self):
        typed = super().clean()
        if not any(row.touched for row in self.rows["facts"]):
            self.add_error(None, "还没有写认定的事实。每项事实写一条，并勾选证明它的证据。")
        return typed

    def found(self):
        """Return the facts as the service takes them: [(text, piece keys, record keys)]."""
        return [
            (row["text"], [each.pk for each in row["pieces"]], [each.pk for each in row["records"]])
            for row in self.cleaned_data["facts"]
        ]


def facts_initial(case):
    """Return the facts as saved; else what was logged, as the first fact with nothing ticked."""
    start = {"version": case.version}
    for fact in case.found_facts.prefetch_related("pieces", "records"):
        number = fact.position
        start[f"text_{number}"] = fact.text
        start[f"pieces_{number}"] = [piece.pk for piece in fact.pieces.all()]
        start[f"records_{number}"] = [row.pk for row in fact.records.all()]
    return {"text_1": case.facts_found} | start


class ReportForm(CaseForm):
    """调查终结报告."""

    nature = forms.CharField(label="案件性质", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    reasoning = forms.CharField(label="裁量说理", max_length=1000, widget=AREA)
    proposal = forms.CharField(label="处理建议", max_length=1000, widget=AREA)
    verified = forms.BooleanField(label="所采用的证据均已查证属实", required=False)
    receipts = forms.DecimalField(
        label="违法收入（元）", max_digits=14, decimal_places=2, min_value=Decimal(0), required=False
    )
    refunded = forms.DecimalField(
        label="应当退赔（元）", max_digits=14, decimal_places=2, min_value=Decimal(0), required=False
    )
    outlays = forms.DecimalField(
        label="合法必要支出（元）", max_digits=14, decimal_places=2, min_value=Decimal(0), required=False,
        help_text="只有市场监管领域可以从违法所得中扣除，要有证据。",
    )  # fmt: skip
    outlay_pieces = forms.ModelMultipleChoiceField(
        label="证明支出的证据", queryset=Piece.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        filing = getattr(self.case, "filing", None)
        if filing is None or filing.domain != Domain.MARKET:  # elsewhere no outlay is deducted
            del self.fields["outlays"], self.fields["outlay_pieces"]
        else:
            self.fields["outlay_pieces"].queryset = self.case.dossier.pieces.order_by("pk")

    def clean(self):
        typed = super().clean()
        for name in self.fields.keys() & {"receipts", "refunded", "outlays"}:
            typed[name] = typed.get(name) or Decimal(0)
        return typed


def report_initial(case, at):
    """Return the last report; else what follows from item and assessment."""
    report = case.reports.order_by("-pk").first()
    if report:
        names = ("nature", "proposal", "verified", "receipts", "refunded", "outlays", "outlay_pieces")
        start = {name: getattr(report, name) for name in names} | {"reasoning": report.reasons}
        return start | {"version": case.version}
    start = {"nature": f"{case.party.name}的行为违反了{breached_words(case.item)}的规定。"}
    found = getattr(case, "assessment", None)
    return start | (argued(found) if found else {})


def argued(found):
    """Return reasoning and proposal in words, from the answers of the page 是否应罚."""
    tier = f"，按{found.get_grade_display()}情形处罚" if found.grade else ""
    fine = f"{found.fine:.2f}".rstrip("0").rstrip(".") if found.fine else ""
    words = {
        Assessment.Outcome.NO_PENALTY: "建议不予行政处罚。",
        Assessment.Outcome.WARNING: "建议给予警告的行政处罚。",
        Assessment.Outcome.FINE: f"建议给予罚款{fine}元的行政处罚。",
        Assessment.Outcome.BOTH: f"建议给予警告并罚款{fine}元的行政处罚。",
    }
    said = f"危害后果{found.get_harm_display()}，{found.get_correction_display()}{tier}。{found.reason}"
    return {"reasoning": said, "proposal": words[found.outcome]}


class HearingForm(Form):
    hearing_told = forms.BooleanField(label="同时告知要求听证的权利", required=False)
