"""Records of inquiry and inspection, as they are filled on the telephone."""

from django import forms
from django.utils import timezone

from cases.crew.forms import crew_of
from cases.forms.fields import BLANK, TICK, DayField, MomentField, PictureField
from cases.forms.rows import RowForm, RowsForm
from cases.models import Record
from enforcement.law import facts as law
from enforcement.law.identity import IdentityError, id_card, normal, phone
from enforcement.law.kinds import PartyKind, RecordKind
from enforcement.law.rules import transcripts
from enforcement.teams.models import Officer
from evidence.models import Piece


class QuestionRow(RowForm):
    LABEL = "问答"
    question = forms.CharField(label="问", max_length=500)
    answer = forms.CharField(label="答", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class PageRow(RowForm):
    """A page of the record with its signature; a page counts whether signed or not."""

    LABEL = "第"
    touched = True
    signature = PictureField(label="签名", required=False)


class RecordForm(RowsForm):
    ROWS = {"questions": (QuestionRow, 2), "signatures": (PageRow, 1)}
    kind = forms.ChoiceField(choices=Record.kind.field.choices, widget=forms.HiddenInput)
    certificates_shown = forms.BooleanField(label="已出示执法证件", required=False, widget=TICK)
    rights_told = forms.BooleanField(label="已告知权利和义务", required=False, widget=TICK)
    recusal_asked = forms.BooleanField(label="已询问是否申请回避", required=False, widget=TICK)
    recusal_answer = forms.CharField(label="回避的回答", max_length=200, required=False)
    began_at = MomentField(label="开始时间")
    ended_at = MomentField(label="结束时间（不填为现在）", required=False)
    place = forms.CharField(label="地点", max_length=200)
    asker = forms.ModelChoiceField(label="询问人、检查人", queryset=Officer.objects.none())
    recorder = forms.ModelChoiceField(label="记录人", queryset=Officer.objects.none())
    person = forms.CharField(label="姓名", max_length=120, required=False)
    relation = forms.ChoiceField(label="与本案关系", choices=BLANK + Record.Relation.choices, required=False)
    identity = forms.CharField(label="身份证号码", max_length=40, required=False)
    born_on = DayField(label="出生日期", required=False)
    phone = forms.CharField(
        label="联系电话", max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    address = forms.CharField(label="住址", max_length=200, required=False)
    guardian = forms.CharField(label="在场监护人", max_length=60, required=False)
    absent = forms.BooleanField(label="当事人不在场", required=False)
    found = forms.CharField(
        label="检查情况（一行一项，只写看到的事实）",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    pieces = forms.ModelMultipleChoiceField(
        label="现场照片、录像",
        queryset=Piece.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    read_through = forms.BooleanField(label="已交本人核对（或者向其宣读）", required=False, widget=TICK)
    refused = forms.BooleanField(label="拒绝签名", required=False, widget=TICK)
    refusal_note = forms.CharField(label="拒绝签名的情况", max_length=300, required=False)
    witness = forms.CharField(label="见证人", max_length=60, required=False)

    ABOUT_PERSON = ("person", "relation", "identity", "born_on", "phone", "address", "guardian")
    KEPT = (
        "kind", "certificates_shown", "rights_told", "recusal_asked", "recusal_answer", "began_at", "ended_at",
        "place", "asker", "recorder", *ABOUT_PERSON, "found", "read_through", "witness",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("asker", "recorder"):
            self.fields[name].queryset = crew_of(self.case)
        self.fields["pieces"].queryset = self.case.dossier.pieces.order_by("pk")

    def clean_identity(self):
        number = normal(self.cleaned_data["identity"])
        if len(number) == 18 and number[:17].isdecimal():
            try:
                return id_card(number).number
            except IdentityError as fault:
                raise forms.ValidationError(f"{fault}。对照证件重新录入。") from fault
        return number

    def clean_phone(self):
        try:
            return phone(self.cleaned_data["phone"])
        except IdentityError as fault:
            raise forms.ValidationError(f"{fault}。") from fault

    def clean(self):
        typed = super().clean()
        typed["ended_at"] = typed.get("ended_at") or self.now
        if typed.get("asker") and typed.get("recorder"):
            keys = (str(typed["asker"].pk), str(typed["recorder"].pk))
            self.ask(transcripts.two_officers_make_a_record, "recorder", record=law.Record(officers=keys))
        if typed.get("began_at"):
            times = law.Record(began_at=typed["began_at"], ended_at=typed["ended_at"])
            self.ask(transcripts.a_record_ends_after_it_began, "ended_at", record=times)
        if typed.get("recusal_asked") and not typed.get("recusal_answer"):
            self.add_error("recusal_answer", "问了是否申请回避，还没有写回答。")
        if typed.get("refused") and not typed.get("refusal_note"):
            self.add_error("refusal_note", "勾选了拒绝签名，还没有写明情况。")
        if typed.get("kind") == RecordKind.INSPECTION:
            typed["questions"] = []
        return typed

    def record(self):
        """Return the record as the service takes it."""
        typed = self.cleaned_data
        drawn = [row["signature"] for row in typed["signatures"] if row["signature"]]
        return {name: typed[name] for name in self.KEPT} | {
            "party_present": not typed["absent"],
            "questions": [[row["question"], row["answer"]] for row in typed.get("questions", ())],
            "pages": max(len(typed["signatures"]), 1),
            "pages_signed": 0 if typed["refused"] else len(drawn),
            "refusal_note": typed["refusal_note"] if typed["refused"] else "",
            "pieces": list(typed["pieces"]),
        }

    def signatures(self):
        """Return one signature for each page that was signed, or the one refusal."""
        typed = self.cleaned_data
        given = {"role": "PARTY", "name": typed["person"] or self.case.party.name}
        if typed["refused"]:
            note = {"refused": True, "refusal_note": typed["refusal_note"], "witness": typed["witness"]}
            return [given | note]
        return [given | {"picture": row["signature"]} for row in typed["signatures"] if row["signature"]]


# what is asked in every inquiry; the officers change and add
OPENING = (
    "请说明你的姓名、住址和联系方式。",
    "请说明事情的经过。",
)


def record_initial(case, kind, at):
    """Return what is known before the first question: who asks, who answers, where."""
    party = case.party
    person = party.kind == PartyKind.PERSON
    start = {
        "kind": kind, "began_at": timezone.localtime(at), "asker": case.handler_id,
        "recorder": case.partner_id, "person": party.name if person else case.representative,
        "relation": Record.Relation.PARTY if person else Record.Relation.REPRESENTATIVE,
        "phone": case.party_phone,
    }  # fmt: skip
    if person:
        start |= {"identity": party.identity, "born_on": party.born_on, "address": case.party_address}
        start["guardian"] = case.guardian
    if kind == RecordKind.INSPECTION:
        return start | {"place": case.place}
    asked = {f"question_{number}": words for number, words in enumerate(OPENING, start=1)}
    return start | asked
