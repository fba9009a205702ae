"""The upload form: it checks shapes; the service checks the rest."""

from decimal import Decimal

from django import forms

from enforcement.teams.models import Officer
from evidence.models import Piece, Support

# what people come with: what it is called, which of the eight kinds it is, what the file picker offers
BROUGHT = {
    "photo": ("现场照片", Piece.Kind.AUDIOVISUAL, {"accept": "image/*", "capture": "environment"}),
    "video": ("现场录像", Piece.Kind.AUDIOVISUAL, {"accept": "video/*,audio/*"}),
    "report": ("检测报告", Piece.Kind.EXPERT, {"accept": "application/pdf,image/*,.ofd,.docx"}),
    "licence": ("证照", Piece.Kind.DOCUMENTARY, {"accept": "image/*,application/pdf,.ofd"}),
}


class UploadForm(forms.Form):
    """A file with what the officer says about it. Without a time, it was taken now, by the server's clock."""

    file = forms.FileField(label="文件", allow_empty_file=True)
    title = forms.CharField(label="名称", max_length=100, required=False, help_text="不填的自动编号")
    kind = forms.ChoiceField(label="证据种类", choices=Piece.Kind.choices, required=False)
    captured_at = forms.DateTimeField(
        label="取得时间", required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    time_source = forms.ChoiceField(label="时间来源", choices=Piece.TimeSource.choices, required=False)
    place = forms.CharField(label="取得地点", max_length=200, required=False)
    latitude = forms.FloatField(label="纬度", required=False, widget=forms.HiddenInput)
    longitude = forms.FloatField(label="经度", required=False, widget=forms.HiddenInput)
    officers = forms.ModelMultipleChoiceField(
        label="取证人",
        queryset=Officer.objects.none(),
        required=False,
        help_text="不选的，为办案人员",
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="说明", max_length=500, required=False)

    def __init__(self, *args, dossier, by, day, brought="", **kwargs):
        """brought: a key of BROUGHT, what the person said he comes with."""
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        members = dossier.members.present().values("officer")
        colleagues = Officer.objects.visible_to(by, day).filter(is_active=True)
        self.fields["officers"].queryset = (colleagues | Officer.objects.filter(pk__in=members)).distinct()
        self.fields["kind"].initial = Piece.Kind.AUDIOVISUAL
        self.fields["time_source"].initial = Piece.TimeSource.TYPED
        if brought in BROUGHT:
            title, kind, offers = BROUGHT[brought]
            self.fields["title"].initial, self.fields["kind"].initial = title, kind
            self.fields["file"].widget.attrs |= offers

    def to_receive(self, at):
        """Return what the service asks for; a script sends its device's time, a person types one."""
        own = Piece.TimeSource.TYPED if self.data.get("page") else Piece.TimeSource.DEVICE
        source = self.cleaned_data["time_source"] or own
        return complete(self.cleaned_data | {"time_source": source}, self.dossier, at)


def complete(typed, dossier, at):
    """Return typed values as the service asks for them: now, by our clock, taken by the dossier's officers."""
    captured_at = typed.get("captured_at")
    source = typed.get("time_source") or Piece.TimeSource.TYPED
    officers = list(
        typed.get("officers")
        or [member.officer for member in dossier.members.present().select_related("officer")]
    )
    return {
        "upload": typed["file"],
        "title": typed.get("title") or "",
        "kind": typed.get("kind") or Piece.Kind.AUDIOVISUAL,
        "captured_at": captured_at or at,
        "time_source": source if captured_at else Piece.TimeSource.SERVER,
        "place": typed.get("place") or "",
        "latitude": six_decimals(typed.get("latitude")),
        "longitude": six_decimals(typed.get("longitude")),
        "officers": officers,
        "note": typed.get("note") or "",
    }


def six_decimals(degrees):
    return None if degrees is None else Decimal(str(round(degrees, 6)))


class SupportForm(forms.Form):
    fact = forms.ChoiceField(label="证明什么", choices=Support.Fact.choices)
