"""The shapes of what officers type. Forms check shape; the law is asked by the services."""

import base64
import binascii
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils import timezone

from cases.models import Assessment, Case, Collection, Party, pairs
from enforcement.law import kinds
from enforcement.teams.models import Certificate, Officer
from lists.models import ItemVersion

BLANK = [("", "———")]


# what a party of this kind carries, unless the officer says otherwise
CARRIED = {
    kinds.PartyKind.PERSON: Party.IdentityKind.ID_CARD,
    kinds.PartyKind.INDIVIDUAL_BUSINESS: Party.IdentityKind.CREDIT_CODE,
    kinds.PartyKind.ORGANISATION: Party.IdentityKind.CREDIT_CODE,
}
IDENTITY_KINDS = [("", "身份证或者统一社会信用代码"), ("OTHER", "其他证件"), ("NONE", "未能提供证件")]


class Radios(forms.RadioSelect):
    """Radio buttons whose group has an address, so that the error summary can lead to it."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, index) or id_


RADIO = Radios


class Form(forms.Form):
    """Says in our words what is missing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
                field.error_messages["required"] = "还没有选。" if chosen else "还没有填。"


class MomentField(forms.DateTimeField):
    """A moment to the minute, in Shanghai time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class DayField(forms.DateField):
    """A day typed or picked, ISO order everywhere."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]


class SceneForm(Form):
    """Page 1: what, who, where, when."""

    item = forms.CharField(
        label="什么事", max_length=60, error_messages={"required": "还没有选事项。从常用里选，或者搜索。"}
    )
    kind = forms.ChoiceField(label="当事人", choices=pairs(kinds.PartyKind), widget=RADIO, initial="PERSON")
    name = forms.CharField(label="姓名或名称", max_length=120)
    identity_kind = forms.ChoiceField(label="证件", choices=IDENTITY_KINDS, required=False)
    identity = forms.CharField(label="证件号码", max_length=40, required=False)
    born_on = DayField(label="出生日期", required=False)
    phone = forms.CharField(
        label="手机号", max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    address = forms.CharField(label="住址或住所", max_length=200, required=False)
    representative = forms.CharField(label="法定代表人或负责人", max_length=60, required=False)
    guardian = forms.CharField(label="监护人", max_length=60, required=False)
    place = forms.CharField(label="地点", max_length=200, required=False)
    act_at = MomentField(label="违法行为时间")
    facts_found = forms.CharField(
        label="违法事实", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    partner = forms.ModelChoiceField(label="同行人员", queryset=Officer.objects.none(), required=False)
    latitude = forms.DecimalField(max_digits=9, decimal_places=6, required=False, widget=forms.HiddenInput)
    longitude = forms.DecimalField(max_digits=9, decimal_places=6, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    PARTY = (
        "kind",
        "name",
        "identity_kind",
        "identity",
        "born_on",
        "phone",
        "address",
        "representative",
        "guardian",
    )
    ACT = ("act_at", "place", "latitude", "longitude", "facts_found")

    def __init__(self, *args, officer, now, handler=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.now, self.officer, day = now, officer, timezone.localdate(now)
        colleagues = (
            Officer.objects.visible_to(officer, day)
            .filter(is_active=True)
            .exclude(pk=(handler or officer).pk)
        )
        held = colleagues.filter(certificates__kind=Certificate.Kind.OFFICER).distinct()
        self.fields["partner"].queryset = held.order_by("name")

    def clean_act_at(self):
        moment = self.cleaned_data["act_at"]
        if moment > self.now:
            raise forms.ValidationError("违法行为时间在现在之后。请按实际发生时间填写。")
        return moment

    def clean(self):
        typed = super().clean()
        day = timezone.localdate(typed.get("act_at") or self.now)
        if code := typed.get("item"):
            typed["item_version"] = ItemVersion.objects.on(day).filter(item__code=code).first()
            if typed["item_version"] is None:
                self.add_error("item", f"{day} 没有这个事项的有效版本。请重新搜索事项，或核对违法行为时间。")
        self._check_identity(typed)
        self._name_place(typed)
        if typed.get("item_version") and not typed.get("facts_found"):
            typed["facts_found"] = f"在{typed.get('place', '')}{typed['item_version'].name}"
        return typed

    def _check_identity(self, typed):
        kind = typed.get("identity_kind") or CARRIED.get(typed.get("kind"))
        typed["identity_kind"], none = kind, Party.IdentityKind.NONE
        if kind and kind != none and not typed.get("identity"):
            self.add_error("identity", "没有填证件号码。没有带证件的，证件一栏选“未能提供证件”。")
        if kind == none:
            typed["identity"] = ""
        if typed.get("kind") == kinds.PartyKind.ORGANISATION and not typed.get("representative"):
            self.add_error("representative", "单位要填法定代表人或者负责人（处罚法第五十九条）。")
        needs_birth = typed.get("kind") == kinds.PartyKind.PERSON and kind in (none, Party.IdentityKind.OTHER)
        if needs_birth and not typed.get("born_on"):
            self.add_error("born_on", "没有身份证号的，要填出生日期，用来判断是否未成年（处罚法第三十条）。")

    def _name_place(self, typed):
        """Name the place by the position where nobody typed one: nothing is asked that the telephone knows."""
        latitude, longitude = typed.get("latitude"), typed.get("longitude")
        if typed.get("place") or "place" in self.errors:
            return
        if latitude is None or longitude is None:
            self.add_error("place", "没有填地点，也没有取得定位。请写明在哪里发现的。")
            return
        [unit, *_] = self.officer.sight(timezone.localdate(self.now)).posts
        typed["place"] = f"{unit.team.name}（北纬{latitude}°，东经{longitude}°）"

    def party(self):
        return {key: self.cleaned_data[key] for key in self.PARTY}

    def act(self):
        return {key: self.cleaned_data[key] for key in self.ACT}


class WeighForm(Form):
    """Page 2: should we punish at all. Nothing is preselected."""

    harm = forms.ChoiceField(
        label="情节和危害后果",
        widget=RADIO,
        choices=[("NONE", "行为轻微，没有危害"), ("MINOR", "危害轻微"), ("SERIOUS", "较重")],
    )
    correction = forms.ChoiceField(label="是否改正", choices=Assessment.Correction.choices, widget=RADIO)
    correct_by = DayField(label="改正期限", required=False)
    no_fault_evidence = forms.CharField(label="采纳的没有主观过错的证据", max_length=300, required=False)
    outcome = forms.ChoiceField(label="处理意见", choices=Assessment.Outcome.choices, widget=RADIO)
    grade = forms.ChoiceField(label="裁量等次", choices=BLANK + pairs(kinds.Tier), required=False)
    fine = forms.DecimalField(
        label="罚款（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01"), required=False
    )
    reason = forms.CharField(
        label="理由", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    guardian_order = forms.CharField(label="责令监护人管教", max_length=300, required=False)

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = timezone.localdate(now)

    def answers_so_far(self):
        """Return what the law can be asked while the page is being answered; nothing before both questions are.

        An amount or tier that still stands as it was proposed is no answer of the officer's: it follows the others.
        """
        given = self.data if self.is_bound else self.initial
        answers = {name: self._choice(given, name) for name in ("harm", "correction", "grade")}
        if not (answers["harm"] and answers["correction"]):
            return {}
        if answers["grade"] == given.get("proposed_grade"):
            answers["grade"] = ""
        fine = str(given.get("fine") or "")
        untouched = fine == given.get("proposed_fine")
        return answers | {
            "fine": None if untouched else as_amount(fine),
            "no_fault_evidence": given.get("no_fault_evidence") or "",
        }

    def _choice(self, given, name):
        value = given.get(name) or ""
        return value if self.fields[name].valid_value(value) else ""

    def clean(self):
        typed = super().clean()
        if typed.get("outcome") in ("FINE", "BOTH") and not typed.get("fine"):
            self.add_error("fine", "选了罚款，还没有填数额。")
        if typed.get("outcome") not in ("FINE", "BOTH"):
            typed["fine"], typed["grade"] = None, ""
        if typed.get("correction") == "ORDERED":
            due = typed.get("correct_by")
            if not due:
                self.add_error("correct_by", "责令限期改正要写明期限（处罚法第二十八条）。")
            elif due < self.day:
                self.add_error("correct_by", "改正期限早于今天。")
        return typed


GROUNDS = [("", "不当场收缴（到银行或者电子支付）"), *pairs(Collection.Ground)]


def as_amount(text):
    """Return a typed amount as Decimal, None where it is none."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount > 0 else None


class PictureField(forms.CharField):
    """A drawn signature: a PNG as a data address, at most 300 kB; cleaned to bytes or None."""

    widget = forms.HiddenInput
    HEAD = "data:image/png;base64,"

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if not text.startswith(self.HEAD) or len(text) > 400_000:
            raise forms.ValidationError("签名图像不正确，请清除后重签。")
        try:
            return base64.b64decode(text.removeprefix(self.HEAD), validate=True)
        except binascii.Error as error:
            raise forms.ValidationError("签名图像不完整，请清除后重签。") from error


TICK = forms.CheckboxInput(attrs={"data-no-draft": ""})  # nobody's draft ticks what was not done


class NoticeForm(Form):
    """Page 3: shown, told, heard, signed. Never pre-ticked."""

    certificates_shown = forms.BooleanField(label="已向当事人出示执法证", required=False, widget=TICK)
    rights_told = forms.BooleanField(
        label="已口头告知事实、理由、依据和陈述申辩的权利", required=False, widget=TICK
    )
    has_defence = forms.ChoiceField(
        label="当事人意见", choices=[("no", "没有意见"), ("yes", "有陈述申辩")], widget=RADIO
    )
    defence = forms.CharField(
        label="陈述申辩内容", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    defence_answer = forms.CharField(
        label="复核意见", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    signature = PictureField(label="当事人签名", required=False)
    refused = forms.BooleanField(label="当事人拒绝签名", required=False)
    refusal_note = forms.CharField(label="拒签情况", max_length=300, required=False)
    ground = forms.ChoiceField(
        label="当场收缴的理由",
        choices=[("", "不当场收缴（到银行或者电子支付）"), *pairs(Collection.Ground)],
        required=False,
    )
    receipt_number = forms.CharField(label="财政票据号码", max_length=40, required=False)
    explanation = forms.CharField(label="情况说明", max_length=300, required=False)
    education = forms.CharField(
        label="批评教育", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self):
        typed = super().clean()
        typed["has_defence"] = typed.get("has_defence") == "yes"
        if typed["has_defence"] and not typed.get("defence"):
            self.add_error("defence", "选了“有陈述申辩”，请记下当事人说了什么（处罚法第四十五条）。")
        return typed

    def collection(self):
        """Return the on-the-spot collection, None where the fine goes to the bank."""
        typed = self.cleaned_data
        names = ("ground", "receipt_number", "explanation")
        return {name: typed[name] for name in names} if typed["ground"] else None

    def notice(self):
        """Return what the deciding services take; a refusal wins over a drawn signature."""
        typed = self.cleaned_data
        signed = kinds.Signature.SIGNED if typed["signature"] else kinds.Signature.NONE
        return {
            "certificates_shown": typed["certificates_shown"],
            "rights_told": typed["rights_told"],
            "has_defence": typed["has_defence"],
            "defence": typed["defence"],
            "defence_answer": typed["defence_answer"],
            "receipt": kinds.Signature.REFUSED if typed["refused"] else signed,
            "refusal_note": typed["refusal_note"] if typed["refused"] else "",
        }


class CollectForm(Form):
    amount = forms.DecimalField(
        label="收缴金额（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    ground = forms.ChoiceField(label="当场收缴的理由", choices=pairs(Collection.Ground), widget=RADIO)
    explanation = forms.CharField(label="情况说明", max_length=300, required=False)
    receipt_number = forms.CharField(label="财政票据号码", max_length=40)
    collected_on = DayField(label="收缴日期")


class HandInForm(Form):
    handed_in_on = DayField(label="上交机关日期")


class PaymentForm(Form):
    amount = forms.DecimalField(
        label="缴款金额（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    paid_on = DayField(label="缴款日期")
    reference = forms.CharField(label="缴款凭证号", max_length=60)


class DeliverForm(Form):
    receipt = forms.ChoiceField(
        label="签收", choices=[("SIGNED", "当事人签收"), ("REFUSED", "当事人拒绝签收")], widget=RADIO
    )
    note = forms.CharField(label="拒签情况", max_length=300, required=False)


class ReasonForm(Form):
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NothingForm(Form):
    """A step that needs no more than the press."""


def scene_initial(case):
    """Return page 1 as it was saved, for correcting it."""
    party = case.party
    return {
        "item": case.item.item.code,
        "kind": party.kind,
        "name": party.name,
        "identity_kind": party.identity_kind if party.identity_kind in ("OTHER", "NONE") else "",
        "identity": party.identity,
        "born_on": party.born_on,
        "phone": case.party_phone,
        "address": case.party_address,
        "representative": case.representative,
        "guardian": case.guardian,
        "place": case.place,
        "act_at": timezone.localtime(case.act_at),
        "facts_found": case.facts_found,
        "partner": case.partner_id,
        "latitude": case.latitude,
        "longitude": case.longitude,
        "version": case.version,
    }


def weigh_initial(case: Case):
    """Return page 2 as it was saved, or nothing at all: no answer is preselected."""
    found = getattr(case, "assessment", None)
    if found is None:
        return {}
    return {name: getattr(found, name) for name in WeighForm.base_fields}
