"""What, who, where, when: the first page of a case."""

from django import forms
from django.utils import timezone

from cases.complaint.forms import ComplainantFields
from cases.forms.fields import RADIO, TICK, DayField, Form, MomentField
from cases.models import Case, Party, pairs
from cases.party.models import NOBODY_YET
from enforcement.law import facts as law
from enforcement.law import kinds
from enforcement.law.clauses import PENALTY, Clause, sourced
from enforcement.law.rules import age, parties
from enforcement.teams import paths
from enforcement.teams.models import Certificate, Officer, Team
from lists.models import ItemVersion

# what a party of this kind carries, unless the officer says otherwise
CARRIED = {
    kinds.PartyKind.PERSON: Party.IdentityKind.ID_CARD,
    kinds.PartyKind.INDIVIDUAL_BUSINESS: Party.IdentityKind.CREDIT_CODE,
    kinds.PartyKind.ORGANISATION: Party.IdentityKind.CREDIT_CODE,
}


# a lead whose party is still to be found out
NOBODY = {
    "kind": kinds.PartyKind.PERSON, "name": NOBODY_YET, "identity_kind": Party.IdentityKind.UNKNOWN, "identity": "",
    "born_on": None, "phone": "", "address": "", "representative": "", "operator_identity": "", "guardian": "",
}  # fmt: skip

IDENTITY_KINDS = [("", "身份证或者统一社会信用代码"), ("OTHER", "其他证件"), ("NONE", "未能提供证件")]


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
    identity_name = forms.CharField(
        label="其他证件的名称", max_length=30, required=False, help_text="如 护照"
    )
    nationality = forms.CharField(label="国籍", max_length=30, required=False, help_text="外国人填")
    address = forms.CharField(label="住址、住所或者经营场所", max_length=200, required=False)
    address_unknown = forms.BooleanField(label="问过，当事人说不出", required=False, widget=TICK)
    representative = forms.CharField(label="法定代表人、负责人或者经营者", max_length=60, required=False)
    operator_identity = forms.CharField(
        label="经营者证件号码",
        max_length=40,
        required=False,
        help_text="个体工商户填经营者本人的身份证号码：经营者和字号是同一当事人，以前的违法一并查找。",
    )
    guardian = forms.CharField(label="监护人", max_length=60, required=False)
    place = forms.CharField(label="地点", max_length=200, required=False)
    act_at = MomentField(label="违法行为时间")
    facts_found = forms.CharField(
        label="违法事实", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    partner = forms.ModelChoiceField(label="同行人员", queryset=Officer.objects.none(), required=False)
    latitude = forms.DecimalField(max_digits=9, decimal_places=6, required=False, widget=forms.HiddenInput)
    longitude = forms.DecimalField(max_digits=9, decimal_places=6, required=False, widget=forms.HiddenInput)
    accuracy = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    located_at = MomentField(required=False, widget=forms.HiddenInput)
    place_confirmed = forms.BooleanField(label="位置是本次现场的", required=False, widget=TICK)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    PARTY = (
        "kind",
        "name",
        "identity_kind",
        "identity",
        "born_on",
        "phone",
        "address",
        "address_unknown",
        "identity_name",
        "nationality",
        "representative",
        "operator_identity",
        "guardian",
    )
    ACT = ("act_at", "place", "latitude", "longitude", "accuracy", "facts_found")

    def __init__(self, *args, officer, now, handler=None, confirms=False, **kwargs):
        """confirms: whether a person at a page has to say that the position is the one of this visit."""
        super().__init__(*args, **kwargs)
        self.now, self.officer, self.confirms, day = now, officer, confirms, timezone.localdate(now)
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
            typed["item_version"] = ItemVersion.objects.on(day).with_law().filter(item__code=code).first()
            if typed["item_version"] is None:
                self.add_error("item", f"{day} 没有这个事项的有效版本。请重新搜索事项，或核对违法行为时间。")
        self._check_identity(typed)
        self._check_card(typed)
        if typed.get("address"):
            typed["address_unknown"] = False
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
        party = law.Party(
            kind=typed.get("kind") or kinds.PartyKind.PERSON,
            operator=typed.get("representative", ""),
            representative=typed.get("representative", ""),
            born_on=typed.get("born_on") or law.UNKNOWN,
        )
        self.ask(parties.an_organisation_has_its_representative, "representative", party=party)
        self.ask(parties.a_shop_has_its_operator, "representative", party=party)
        if kind in (none, Party.IdentityKind.OTHER):
            self.ask(age.an_age_can_be_told, "born_on", party=party)

    def _check_card(self, typed):
        """A card that is no citizen's is named, and a passport tells whose country's it is (第五十九条)."""
        if typed.get("identity_kind") != Party.IdentityKind.OTHER:
            typed["identity_name"] = typed["nationality"] = ""
            return
        if not typed.get("identity_name"):
            self.add_error("identity_name", "没有填是什么证件。照证件填，如“护照”。")
        if "护照" in typed.get("identity_name", "") and not typed.get("nationality"):
            self.add_error("nationality", "没有填国籍。照护照填。")

    def _name_place(self, typed):
        """Name the place by the position where nobody typed one: nothing is asked that the telephone knows."""
        latitude, longitude = typed.get("latitude"), typed.get("longitude")
        if latitude is None or longitude is None:
            typed["latitude"] = typed["longitude"] = typed["accuracy"] = latitude = longitude = None
        elif self.confirms and not typed.get("place_confirmed"):
            words = "还没有确认位置。核对定位：在现场的，按“我在现场，位置对”；不对的重新定位，或者不用定位、写明地点。"
            self.add_error("place_confirmed", words)
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


class LeadForm(ComplainantFields, SceneForm):
    """What came to notice, before anybody knows whether it becomes a case (线索)."""

    source = forms.ChoiceField(label="案件来源", choices=Case.Source.choices)
    party_unknown = forms.BooleanField(
        label="当事人待查明",
        required=False,
        help_text="还不知道是谁的先登记线索，查明后用“更正案件内容”登记；登记以前不能立案。",
    )
    clue_on = DayField(label="收到线索日期", required=False)
    act_area = forms.ChoiceField(
        label="违法行为发生地",
        required=False,
        help_text=sourced("不在本单位辖区的，移送有管辖权的机关。", Clause(PENALTY, 22)),
    )
    act_span = forms.ChoiceField(
        label="行为是否持续",
        choices=[("", "一次性行为"), *Case.Span.choices],
        required=False,
        help_text=sourced(
            "继续：违法状态一直没有停止；连续：多次做同样的事。追责时效从终了之日起算。", Clause(PENALTY, 36)
        ),
    )
    ended_on = DayField(label="行为终了日期", required=False, help_text="还在持续的不填")
    major = forms.BooleanField(label="涉及重大公共利益、社会关注或者疑难复杂，须集体讨论", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        [unit, *_] = self.officer.sight(timezone.localdate(self.now)).posts
        self.fields["act_area"].choices = areas_of(unit.team)
        self.fields["act_area"].initial = unit.team.own_area
        ticked = self.fields["party_unknown"].widget.value_from_datadict(
            self.data, self.files, "party_unknown"
        )
        self.nobody_yet = self.is_bound and bool(ticked)
        for name in ("kind", "name") if self.nobody_yet else ():
            self.fields[name].required = False

    def clean_clue_on(self):
        day, today = self.cleaned_data["clue_on"], timezone.localdate(self.now)
        if day and day > today:
            raise forms.ValidationError("收到线索日期晚于今天。按登记簿填写。")
        return day or today

    def clean(self):
        typed = super().clean()
        began = timezone.localdate(typed.get("act_at") or self.now)
        if not typed.get("act_span"):
            typed["ended_on"] = None
        elif typed.get("ended_on") and not began <= typed["ended_on"] <= timezone.localdate(self.now):
            self.add_error("ended_on", "终了日期应在违法行为时间和今天之间。还在持续的不填。")
        return typed

    def _check_identity(self, typed):
        if not self.nobody_yet:
            super()._check_identity(typed)
        elif typed.get("name") or typed.get("identity"):
            self.add_error("party_unknown", "填了当事人，又勾了“待查明”。知道是谁的，取消勾选。")

    def party(self):
        return dict(NOBODY) if self.nobody_yet else super().party()

    def act(self):
        return super().act() | {name: self.cleaned_data[name] for name in ("act_span", "ended_on")}


def areas_of(team):
    """Return where an act may have taken place as choices (code, name): the unit's own area is one of them."""
    return [("", "还没有查明"), (team.own_area, "本单位辖区"), *areas_beside(team.agency_path)]


def areas_beside(own):
    """Return the other towns of the unit's county and the other counties as choices (code, name)."""
    county = own[: paths.COUNTY]
    towns = Team.objects.filter(kind__in=("TOWNSHIP", "STREET"), path__startswith=county).exclude(path=own)
    counties = Team.objects.filter(kind="COUNTY").exclude(path=county)
    return [(team.path, team.name) for near in (towns, counties) for team in near.order_by("path")]


# what stands on the case under the name that the page gives it
SCENE = (
    "address_unknown", "identity_name", "nationality", "representative", "guardian", "place", "facts_found", "latitude",
    "longitude", "accuracy", "version", "act_area", "major", "act_span", "ended_on",
)  # fmt: skip
HELD_AS = {"address_unknown": "party_address_unknown"}


def scene_initial(case):
    """Return page 1 as it was saved, for correcting it."""
    party = case.party
    return {name: getattr(case, HELD_AS.get(name, name)) for name in SCENE} | {
        "item": case.item.item.code,
        "kind": party.kind,
        "name": party.name if party.is_known else "",
        "party_unknown": not party.is_known,
        "identity_kind": party.identity_kind if party.identity_kind in ("OTHER", "NONE") else "",
        "identity": party.identity,
        "born_on": party.born_on,
        "phone": case.party_phone,
        "address": case.party_address,
        "operator_identity": party.operator_identity,
        "act_at": timezone.localtime(case.act_at),
        "partner": case.partner_id,
        "place_confirmed": case.latitude is not None,
    }
