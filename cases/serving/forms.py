"""Serving a paper in the ordinary procedure: one attempt, successful or not."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from cases.file.facts.serving import addressee
from cases.forms.fields import BLANK, RADIO, CaseForm, DayField
from cases.models import pairs
from cases.party.relations import relations_to
from enforcement.law.clauses import CIVIL_PROCEDURE, PENALTY, Clause, articles, sourced
from enforcement.law.kinds import PartyKind, Recipient, ServiceMethod
from enforcement.teams.models import Certificate, Officer, Post
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
    authority = forms.ModelChoiceField(
        label="授权或者确认文书", queryset=Piece.objects.none(), required=False
    )
    recipient_age = forms.IntegerField(label="同住家属的年龄", min_value=0, max_value=130, required=False)
    place = forms.CharField(label="送达地点", max_length=200, required=False)
    refused = forms.BooleanField(label="拒绝签收", required=False)
    refusal_note = forms.CharField(label="拒收情况", max_length=300, required=False)
    returned = forms.CharField(label="没有送到的情况", max_length=300, required=False)
    witness = forms.CharField(label="见证人", max_length=60, required=False)
    witness_of = forms.CharField(label="见证人所在单位", max_length=60, required=False)
    through = forms.CharField(label="受托机关或者转交单位", max_length=120, required=False)
    proof = forms.ModelChoiceField(label="凭证", queryset=Piece.objects.none(), required=False)
    reason = forms.CharField(label="采用这种方式的理由和经过", max_length=300, required=False)
    consented_on = DayField(label="电子送达确认书日期", required=False)
    detained_in = forms.CharField(
        label="当事人被监禁或者被采取强制性教育措施的场所",
        max_length=120,
        required=False,
        help_text=sourced("没有的不填。填了的由该场所转交本人签收。", *articles(CIVIL_PROCEDURE, 93, 94)),
    )
    abroad = forms.BooleanField(label="受送达人在境内没有住所（公告六十日）", required=False)
    sealed = forms.BooleanField(label="文书已加盖机关印章", required=False)
    servers = forms.ModelMultipleChoiceField(
        label="送达人", queryset=Officer.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("proof", "authority"):
            self.fields[name].queryset = self.case.dossier.pieces.order_by("pk")
            self.fields[name].label_from_instance = lambda piece: f"证据{piece.serial} {piece.title}"
        self.fields["relation"].choices = BLANK + relations_to(self.case.party.kind)
        self.fields["servers"].queryset = servers_of(self.case, timezone.localdate(self.now))
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
        attempt = self.cleaned_data | {"servers": list(self.cleaned_data["servers"])}
        if "detained_in" not in self.data:
            attempt.pop("detained_in")  # a program that does not tell it leaves it
        return attempt


class AddressForm(CaseForm):
    """The form on which the party says where papers reach him (送达地址确认书)."""

    address = forms.CharField(label="送达地址", max_length=200)
    receiver = forms.CharField(label="指定代收人", max_length=60, required=False, help_text="没有指定的不填")
    phone = forms.CharField(label="联系电话", max_length=20, required=False)
    electronic = forms.CharField(
        label="同意电子送达的号码、邮箱或者账号",
        max_length=120,
        required=False,
        help_text=sourced("不同意的不填。", Clause(PENALTY, 61, 2)),
    )
    signer_relation = forms.ChoiceField(label="由谁签名", choices=pairs(Recipient))
    confirmed_on = DayField(label="签名日期")
    piece = forms.ModelChoiceField(label="签名的送达地址确认书", queryset=Piece.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["piece"].queryset = self.case.dossier.pieces.order_by("pk")
        self.fields["signer_relation"].choices = relations_to(self.case.party.kind)


def address_initial(case, at):
    """Return what is known of where the party is reached: the last confirmation, else what was logged."""
    last = case.addresses.last()
    return {
        "address": last.address if last else case.party_address,
        "phone": last.phone if last else case.party_phone,
        "receiver": last.receiver if last else "", "electronic": last.electronic if last else "",
        "signer_relation": OWN[case.party.kind], "confirmed_on": timezone.localdate(at),
    }  # fmt: skip


def servers_of(case, day):
    """Return who may carry a paper of the case: its officers, and the unit's auxiliaries (综合行政执法条例 30)."""
    cards = Certificate.objects.on(day).filter(kind=Certificate.Kind.AUXILIARY)
    helpers = Q(certificates__in=cards, posts__in=Post.objects.in_force(day).filter(team__path=case.path))
    crew = Q(pk__in=[key for key in (case.handler_id, case.partner_id) if key])
    return Officer.objects.filter(crew | helpers).distinct().order_by("pk")


OWN = {
    PartyKind.PERSON: Recipient.SELF,
    PartyKind.INDIVIDUAL_BUSINESS: Recipient.OPERATOR,
    PartyKind.ORGANISATION: Recipient.REPRESENTATIVE,
}


def attempt_initial(case, at):
    """Return what is known before anybody goes out: today, who, where, by whom."""
    person = case.party.kind == PartyKind.PERSON
    confirmed = case.addresses.last()
    ward = addressee(case).ward_on(timezone.localdate(at))
    return {
        "method": ServiceMethod.DIRECT,
        "day": timezone.localdate(at),
        "recipient": case.guardian if ward else case.party.name if person else case.representative,
        "relation": Recipient.GUARDIAN if ward else OWN[case.party.kind],
        "place": confirmed.address if confirmed else case.party_address,
        "detained_in": case.detained_in,
        "abroad": case.abroad,
        "servers": [key for key in (case.handler_id, case.partner_id) if key],
    }
