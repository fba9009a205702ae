"""What the party said to the notice, point by point with the answer (第四十五条)."""

from django import forms
from django.utils import timezone

from cases.forms.fields import BLANK, RADIO, DayField
from cases.forms.rows import RowForm, RowsForm
from cases.party.relations import relations_to
from enforcement.law import facts as law
from enforcement.law.rules import signing
from evidence.models import Piece

AREA = forms.Textarea(attrs={"rows": 2})


class PointRow(RowForm):
    LABEL = "意见"
    text = forms.CharField(label="陈述、申辩意见", max_length=1000, widget=AREA)
    received_on = DayField(label="提出日期（不填为今天）", required=False)
    adopted = forms.ChoiceField(
        label="复核结果", choices=[("yes", "采纳"), ("no", "不采纳")], widget=RADIO, required=False
    )
    reason = forms.CharField(label="采纳或者不采纳的理由", max_length=1000, widget=AREA, required=False)

    @property
    def touched(self):
        return any(self[name].data for name in ("text", "adopted", "reason"))


class DefenceForm(RowsForm):
    """Points with their answers, or a written waiver; a request for a hearing beside either."""

    ROWS = {"points": (PointRow, 1)}
    SAID = [("POINTS", "提出了意见"), ("HEARING", "只要求听证"), ("WAIVED", "书面放弃")]
    said = forms.ChoiceField(
        label="当事人", choices=SAID, widget=RADIO, help_text="期满没有提出意见的，不用登记，直接送法制审核。"
    )
    waived_on = DayField(label="书面放弃日期", required=False)
    waiver = forms.ModelChoiceField(label="放弃声明", queryset=Piece.objects.none(), required=False)
    waived_by = forms.ChoiceField(label="由谁放弃", choices=BLANK, required=False)
    waiver_authority = forms.ModelChoiceField(
        label="放弃人的授权委托书", queryset=Piece.objects.none(), required=False
    )
    hearing_requested_on = DayField(label="要求听证日期", required=False)
    hearing_waived_on = DayField(label="书面放弃听证日期", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("waiver", "waiver_authority"):
            self.fields[name].queryset = self.case.dossier.pieces.order_by("pk")
            self.fields[name].label_from_instance = lambda piece: f"证据{piece.serial} {piece.title}"
        self.fields["waived_by"].choices = BLANK + relations_to(self.case.party.kind)

    def clean(self):
        typed = super().clean()
        said = typed.get("said")
        if said == "POINTS" and not any(row.touched for row in self.rows["points"]):
            self.add_error("said", "选了“提出了意见”，还没有写意见。")
        if said == "HEARING" and not typed.get("hearing_requested_on"):
            self.add_error("hearing_requested_on", "还没有填。按收到申请的日期填写。")
        if said == "WAIVED":
            if not typed.get("waived_on"):
                self.add_error("waived_on", "还没有填。按放弃声明上的日期填写。")
            waived = law.Notice(waiver_proven=bool(typed.get("waiver")))
            self.ask(signing.a_waiver_is_in_writing, "waiver", notice=waived)
        else:
            typed["waived_on"], typed["waiver"] = None, None
        if not typed.get("waived_on") and not typed.get("hearing_waived_on"):
            typed["waived_by"], typed["waiver_authority"] = "", None
        elif not typed.get("waived_by"):
            self.add_error("waived_by", "还没有选。按声明上签名的人选：代理人放弃的，还要选授权委托书。")
        return typed

    def defence(self):
        """Return what the service takes."""
        typed, today = self.cleaned_data, timezone.localdate(self.now)
        answers = {"yes": True, "no": False, "": None}
        points = [
            (row["received_on"] or today, row["text"], answers[row["adopted"]], row["reason"])
            for row in typed["points"]
        ]
        names = (
            "waived_on",
            "waiver",
            "waived_by",
            "waiver_authority",
            "hearing_requested_on",
            "hearing_waived_on",
        )
        return {"points": points if typed["said"] == "POINTS" else []} | {name: typed[name] for name in names}


def defence_initial(notice):
    """Return what was recorded on the notice that stands."""
    if notice is None:
        return {}
    names = ("hearing_requested_on", "hearing_waived_on", "waived_by")
    start = {name: getattr(notice, name) for name in names} | {"waiver_authority": notice.waiver_authority_id}
    points = list(notice.points.all())
    if notice.waived_on:
        return start | {"said": "WAIVED", "waived_on": notice.waived_on, "waiver": notice.waiver_id}
    codes = {True: "yes", False: "no", None: ""}
    for number, point in enumerate(points, start=1):
        start[f"text_{number}"], start[f"reason_{number}"] = point.text, point.reason
        start[f"adopted_{number}"], start[f"received_on_{number}"] = codes[point.adopted], point.received_on
    if not points:
        return start | ({"said": "HEARING"} if notice.hearing_requested_on else {})
    return start | {"said": "POINTS"}
