"""Who handles a case, what ties him to it, and the withdrawal of officers."""

from django import forms
from django.utils import timezone

from cases.forms.fields import RADIO, CaseForm, DayField, Form
from enforcement.law import facts as law
from enforcement.law.rules import officers, recusal
from enforcement.teams.models import Certificate, Officer, Post
from enforcement.teams.roles import HANDLE, PERMISSIONS

AREA = forms.Textarea(attrs={"rows": 3})


class DeclareForm(Form):
    related = forms.ChoiceField(
        label="您与当事人或者案件",
        choices=[("no", "没有利害关系"), ("yes", "有利害关系，应当回避")],
        widget=RADIO,
    )
    relation = forms.CharField(label="是什么关系", max_length=200, required=False)

    def clean(self):
        typed = super().clean()
        if typed.get("related") == "yes" and not typed.get("relation"):
            self.add_error("relation", "选了有利害关系，还没有写是什么关系。")
        if typed.get("related") == "no":
            typed["relation"] = ""
        return typed


class AssignForm(CaseForm):
    handler = forms.ModelChoiceField(label="承办人", queryset=Officer.objects.none())
    partner = forms.ModelChoiceField(label="同行人员", queryset=Officer.objects.none())
    reason = forms.CharField(label="更换的理由", max_length=500, widget=AREA)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("handler", "partner"):
            self.fields[name].queryset = able(self.case, self.officer, timezone.localdate(self.now))

    def clean(self):
        typed = super().clean()
        chosen = [typed[name] for name in ("handler", "partner") if typed.get(name)]
        crew = law.Officers(acting=tuple(law.Officer(key=str(each.pk)) for each in chosen))
        self.ask(officers.two_different_officers, "partner", officers=crew)
        return typed


def able(case, officer, day):
    """Return the colleagues in sight who hold a certificate and may handle the case."""
    roles = [role for role, held in PERMISSIONS.items() if HANDLE in held]
    posts = Post.objects.on(day).filter(role__in=roles)
    held = Certificate.objects.on(day).filter(kind=Certificate.Kind.OFFICER)
    seen = Officer.objects.visible_to(officer, day).filter(is_active=True, posts__in=posts)
    return seen.filter(pk__in=held.values("officer")).distinct().order_by("name")


class RecusalForm(CaseForm):
    officer = forms.ModelChoiceField(
        label="申请谁回避", queryset=Officer.objects.none(), widget=RADIO, empty_label=None
    )
    reason = forms.CharField(label="申请理由", max_length=500, widget=AREA)
    asked_on = DayField(label="申请日期")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = crew_of(self.case)

    def clean(self):
        typed = super().clean()
        if typed.get("asked_on"):
            told = {
                "step": law.StepTaken(on=typed["asked_on"]),
                "clock": law.Clock(day=timezone.localdate(self.now)),
            }
            self.ask(recusal.an_application_has_come_in, "asked_on", **told)
        return typed


class RulingForm(Form):
    granted = forms.ChoiceField(
        label="决定", choices=[("yes", "同意回避"), ("no", "不同意，继续办理")], widget=RADIO
    )
    ruling = forms.CharField(label="理由", max_length=500, widget=AREA)

    def clean_granted(self):
        return self.cleaned_data["granted"] == "yes"


def crew_of(case):
    """Return the officers of the case, the handler first."""
    people = Officer.objects.filter(pk__in=[key for key in (case.handler_id, case.partner_id) if key])
    return people.order_by("pk")
