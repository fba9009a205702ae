"""Checking a piece of evidence: copies, sound, monitoring devices, what is not used."""

from django import forms
from django.utils import timezone

from cases.forms.fields import CaseForm, DayField
from cases.models import Vetting, pairs
from enforcement.law import facts as law
from enforcement.law.clauses import PENALTY, Clause, sourced
from enforcement.law.kinds import BasisLevel
from enforcement.law.rules import devices
from enforcement.teams.models import Officer
from evidence.models import Piece

AREA = forms.Textarea(attrs={"rows": 2})


class VetForm(CaseForm):
    """One piece, and what of it was checked; only what is ticked asks for more."""

    piece = forms.ModelChoiceField(label="证据", queryset=Piece.objects.none())
    copy = forms.BooleanField(label="是复制件、复印件", required=False)
    source = forms.CharField(label="原件保存在哪里", max_length=200, required=False)
    compared_on = DayField(label="与原件核对日期", required=False)
    compared_by = forms.ModelChoiceField(label="核对人", queryset=Officer.objects.none(), required=False)
    compared_note = forms.CharField(label="核对说明", max_length=300, required=False)
    holder_confirmed = forms.BooleanField(
        label="原件持有人已注明“与原件核对无异”并盖章或者签名", required=False
    )
    method = forms.CharField(label="制作方法", max_length=200, required=False)
    maker = forms.CharField(label="制作人", max_length=60, required=False)
    sound = forms.BooleanField(label="有声音", required=False)
    transcript = forms.CharField(label="声音的文字记录", max_length=4000, required=False, widget=AREA)
    from_device = forms.BooleanField(label="是电子技术监控设备收集的", required=False)
    device_number = forms.CharField(label="设备登记号", max_length=60, required=False)
    device_place = forms.CharField(label="设置地点", max_length=200, required=False)
    device_standard = forms.CharField(label="符合的标准", max_length=120, required=False)
    device_reviewed_on = DayField(label="法制和技术审核日期", required=False)
    device_published_on = DayField(label="设置地点向社会公布日期", required=False)
    device_link = forms.CharField(label="公布网址", max_length=200, required=False)
    device_basis_level = forms.ChoiceField(
        label="使用设备依据的是",
        choices=[("", "请选择"), *pairs(BasisLevel)],
        required=False,
        help_text=sourced("设备收集的记录要能作证据，应依据法律、行政法规。", Clause(PENALTY, 41)),
    )
    device_marked = forms.BooleanField(label="设置了明显标志", required=False)
    reviewed_on = DayField(label="记录审核日期", required=False)
    reviewed_by = forms.CharField(label="记录审核人", max_length=60, required=False)
    review_fault = forms.CharField(label="记录审核发现的问题", max_length=300, required=False)
    informed_on = DayField(label="告知当事人日期", required=False)
    access_note = forms.CharField(
        label="当事人查询、陈述和申辩的情况", max_length=300, required=False, widget=AREA
    )
    excluded = forms.CharField(label="不采用这份证据的理由", max_length=300, required=False)

    COPY = ("source", "compared_on", "compared_by", "compared_note", "holder_confirmed")
    DEVICE = (
        "device_number", "device_place", "device_standard", "device_reviewed_on", "device_published_on", "device_link",
        "device_basis_level", "device_marked", "reviewed_on", "reviewed_by", "review_fault", "informed_on",
        "access_note",
    )  # fmt: skip
    DAYS = ("compared_on", "device_reviewed_on", "device_published_on", "reviewed_on", "informed_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["piece"].queryset = self.case.dossier.pieces.order_by("pk")
        crew = [key for key in (self.case.handler_id, self.case.partner_id) if key]
        self.fields["compared_by"].queryset = Officer.objects.filter(pk__in=crew).order_by("pk")

    def clean(self):
        typed, today = super().clean(), timezone.localdate(self.now)
        for name in self.DAYS:
            if typed.get(name) and typed[name] > today:
                self.add_error(name, "日期晚于今天。按实际日期填写。")
        if typed.get("copy") and typed.get("compared_on") and not typed.get("compared_by"):
            self.add_error("compared_by", "填了核对日期，还没有选由谁核对。")
        if typed.get("from_device") and typed.get("piece"):
            key = str(typed["piece"].pk)
            proof = law.Proof(
                key=key, reviewed_on=typed.get("reviewed_on"), reviewed_by=typed.get("reviewed_by", "")
            )
            told = {"inquiry": law.Inquiry(proofs=(proof,)), "step": law.StepTaken(about=key)}
            self.ask(devices.who_reviewed_a_record_is_named, "reviewed_by", **told)
        for flag, names in (("copy", self.COPY), ("from_device", self.DEVICE), ("sound", ("transcript",))):
            if not typed.get(flag):
                typed.update({name: self.fields[name].to_python("") for name in names if name in typed})
        return typed

    def checked(self):
        """Return the fields of Vetting as the service takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "piece"}


def vet_initial(case, piece):
    """Return what was checked of a piece before, else the piece alone."""
    held = Vetting.objects.filter(case=case, piece=piece).first()
    names = [name for name in VetForm.base_fields if name not in ("piece", "compared_by")]
    start = {name: getattr(held, name) for name in names} if held else {}
    by = held.compared_by_id if held else None
    return start | {"piece": piece, "compared_by": by or case.handler_id}
