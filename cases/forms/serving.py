"""Serving a paper in the ordinary procedure: one attempt, successful or not."""

from django import forms
from django.utils import timezone

from cases.forms.fields import BLANK, RADIO, CaseForm, DayField
from cases.forms.filing import crew_of
from cases.models import pairs
from enforcement.law.kinds import PartyKind, Recipient, ServiceMethod
from enforcement.teams.models import Officer
from evidence.models import Piece

LAPSED = ("", "公告期已满，没有新的经过")


class AttemptForm(CaseForm):
    method = forms.ChoiceField(label="送达方式", choices=pairs(ServiceMethod), widget=RADIO)
    day = DayField(label="送出、寄出或者公告日期", required=False)
    received_on = DayField(label="签收日期", required=False)
    recipient = forms.CharField(label="收件人", max_length=120, required=False)
    relation = forms.ChoiceField(
        label="收件人与当事人的关系", choices=BLANK + pairs(Recipient), required=False
    )
    recipient_age = forms.IntegerField(label="同住家属的年龄", min_value=0, max_value=130, required=False)
    place = forms.CharField(label="送达地点", max_length=200, required=False)
    refused = forms.BooleanField(label="拒绝签收", required=False)
    refusal_note = forms.CharField(label="拒收情况", max_length=300, required=False)
    returned = forms.CharField(label="没有送到的情况", max_length=300, required=False)
    witness = forms.CharField(label="见证人", max_length=60, required=False)
    proof = forms.ModelChoiceField(label="凭证", queryset=Piece.objects.none(), required=False)
    reason = forms.CharField(label="采用这种方式的理由和经过", max_length=300, required=False)
    consented_on = DayField(label="电子送达确认书日期", required=False)
    sealed = forms.BooleanField(label="文书已加盖机关印章", required=False)
    servers = forms.ModelMultipleChoiceField(
        label="送达人", queryset=Officer.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proof"].queryset = self.case.dossier.pieces.order_by("pk")
        self.fields["proof"].label_from_instance = lambda piece: f"证据{piece.serial} {piece.title}"
        self.fields["servers"].queryset = crew_of(self.case)
        if self.case.attempts.filter(method=ServiceMethod.PUBLIC, delivery__isnull=True).exists():
            self.fields["method"].choices = [LAPSED, *pairs(ServiceMethod)]
            self.fields["method"].required = False

    def clean(self):
        typed = super().clean()
        if typed.get("method") and not typed.get("day") and "day" not in self.errors:
            self.add_error("day", "还没有填。")
        if typed.get("method") and not typed.get("servers") and "servers" not in self.errors:
            self.add_error("servers", "还没有选。送达由两名执法人员进行。")
        return typed

    def attempt(self):
        """Return the attempt as the service takes it, None where a public notice has merely run out."""
        if not self.cleaned_data["method"]:
            return None
        return self.cleaned_data | {"servers": list(self.cleaned_data["servers"])}


def attempt_initial(case, at):
    """Return what is known before anybody goes out: today, who, where, by whom."""
    person = case.party.kind == PartyKind.PERSON
    return {
        "method": ServiceMethod.DIRECT,
        "day": timezone.localdate(at),
        "recipient": case.party.name if person else case.representative,
        "relation": Recipient.SELF if person else Recipient.REPRESENTATIVE,
        "place": case.party_address,
        "servers": [key for key in (case.handler_id, case.partner_id) if key],
    }
