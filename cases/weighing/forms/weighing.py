"""Should we punish at all, and how much."""

from decimal import Decimal
from functools import partial

from django import forms
from django.utils import timezone

from cases.forms.fields import BLANK, RADIO, DayField, Form, YesNo, as_amount
from cases.models import Assessment, Case, pairs
from enforcement.law import facts as law
from enforcement.law import kinds
from enforcement.law.rules import discretion
from evidence.models import Piece

AREA = forms.Textarea(attrs={"rows": 2})
# on the spot nobody appraises: whose mind is in doubt goes to the ordinary procedure
ON_THE_SPOT = (kinds.Capacity.FULL, kinds.Capacity.PENDING)
SPOKEN = ("capacity", "guardian", "capacity_reason", "mitigations_rejected")
SEVERAL = {"mitigations": Assessment.Mitigation, "aggravations": Assessment.Aggravation}


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
    band = forms.CharField(label="裁量档次", max_length=20, required=False)
    fine = forms.DecimalField(
        label="罚款（元）", max_digits=14, decimal_places=2, min_value=Decimal("0.01"), required=False
    )
    reason = forms.CharField(
        label="理由", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    guardian = forms.CharField(label="监护人", max_length=60, required=False)
    guardian_order = forms.CharField(label="责令监护人管教", max_length=300, required=False)
    capacity = forms.ChoiceField(
        label="责任能力", choices=[(one.value, one.label) for one in ON_THE_SPOT], required=False
    )
    safety_harm = forms.NullBooleanField(
        label="涉及公民生命健康安全、金融安全且有危害后果", widget=YesNo, required=False
    )
    ecological_damage = forms.NullBooleanField(label="造成环境污染或者生态破坏", widget=YesNo, required=False)

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = timezone.localdate(now)

    MORE = (
        "correct_by",
        "corrected_on",
        "corrected_proof",
        "no_fault_evidence",
        "safety_harm",
        "ecological_damage",
    )

    @property
    def more_open(self):
        """Return whether anything of what few cases need was answered, or is missing."""
        names = [name for name in self.MORE if name in self.fields]
        told = any(self[name].value() not in (None, "", "unknown") or self[name].errors for name in names)
        return told or ("appraisal" not in self.fields and self.capacity_told)

    @property
    def capacity_told(self):
        return self["capacity"].value() not in (None, "", kinds.Capacity.FULL)

    def answers_so_far(self):
        """Return what the law can be asked while the page is being answered; nothing before both questions are.

        An amount, tier or band that still stands as it was proposed is no answer of the officer's: it follows the
        others.
        """
        given = self.data if self.is_bound else self.initial
        answers = {name: self._choice(given, name) for name in ("harm", "correction", "grade")}
        if not (answers["harm"] and answers["correction"]):
            return {}
        answers["band"] = str(given.get("band") or "")[:20]
        for name in ("grade", "band"):
            if answers[name] == given.get(f"proposed_{name}"):
                answers[name] = ""
        fine = str(given.get("fine") or "")
        untouched = fine == given.get("proposed_fine")
        return answers | {
            "fine": None if untouched else as_amount(fine),
            "no_fault_evidence": given.get("no_fault_evidence") or "",
            "special": self._special(given),
        }

    def _special(self, given):
        """Return what is special about this party and this act, as far as this form asks for it."""
        asked = {name: given.get(name) or "" for name in SPOKEN if name in self.fields}
        asked["capacity"] = self._choice(given, "capacity") or kinds.Capacity.FULL
        for name in ("safety_harm", "ecological_damage"):
            asked[name] = self.fields[name].clean(given.get(name))
        for name, known in SEVERAL.items():
            if name in self.fields:
                held = given.getlist(name) if hasattr(given, "getlist") else given.get(name) or []
                held = [held] if isinstance(held, str) else held
                asked[name] = [one for one in held if one in known.values]
        return asked

    def _choice(self, given, name):
        value = given.get(name) or ""
        return value if self.fields[name].valid_value(value) else ""

    def clean(self):
        typed = super().clean()
        if typed.get("outcome") in ("FINE", "BOTH") and not typed.get("fine"):
            self.add_error("fine", "选了罚款，还没有填数额。")
        if typed.get("outcome") not in ("FINE", "BOTH"):
            typed["fine"], typed["grade"], typed["band"] = None, "", ""
        if typed.get("correction") == "ORDERED":
            due = typed.get("correct_by")
            if not due:
                self.add_error("correct_by", "责令限期改正要写明期限。")
            elif due < self.day:
                self.add_error("correct_by", "改正期限早于今天。")
        typed["capacity"] = typed.get("capacity") or kinds.Capacity.FULL
        return typed


class OrdinaryWeighForm(WeighForm):
    """The same question in the ordinary procedure, whose papers carry the order to correct in full."""

    correction_order = forms.CharField(
        label="责令改正内容", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    corrected_on = DayField(label="已改正的日期", required=False)
    corrected_proof = forms.ModelChoiceField(
        label="已改正的证据", queryset=Piece.objects.none(), required=False, empty_label="没有"
    )
    capacity = forms.ChoiceField(label="责任能力", choices=pairs(kinds.Capacity), required=False)
    appraisal = forms.ModelChoiceField(
        label="鉴定意见", queryset=Piece.objects.none(), required=False, empty_label="没有"
    )
    capacity_reason = forms.CharField(
        label="因责任能力从轻、减轻或者不从轻的理由", max_length=300, required=False
    )
    mitigations = forms.MultipleChoiceField(
        label="应当从轻或者减轻的情形",
        choices=Assessment.Mitigation.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mitigation_note = forms.CharField(label="情形的经过和证据", max_length=500, required=False, widget=AREA)
    mitigations_rejected = forms.CharField(label="情形不成立的理由", max_length=300, required=False)
    aggravations = forms.MultipleChoiceField(
        label="应当从重的情形",
        choices=Assessment.Aggravation.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, case=None, **kwargs):
        super().__init__(*args, **kwargs)
        if case is not None:
            self.fields["appraisal"].queryset = case.dossier.pieces.order_by("pk")
            self.fields["corrected_proof"].queryset = case.dossier.pieces.order_by("pk")

    def clean(self):
        typed = super().clean()
        if typed.get("correction") != Assessment.Correction.ON_SPOT:
            typed["corrected_on"], typed["corrected_proof"] = None, None
        elif typed.get("corrected_on") and typed["corrected_on"] > self.day:
            self.add_error("corrected_on", "改正日期晚于今天。")
        found = law.Assessment(
            mitigations=tuple(typed.get("mitigations") or ()),
            mitigation_note=typed.get("mitigation_note", ""),
        )
        self.ask(discretion.a_ground_is_described, "mitigation_note", assessment=found)
        return typed

    @property
    def special_open(self):
        """Return whether anything special about the party or the act was answered, or is missing."""
        names = ("capacity_reason", "mitigations", "mitigations_rejected", "aggravations")
        told = self.capacity_told or any(self[name].value() for name in names)
        return bool(told or any(self[name].errors for name in ("capacity", "appraisal", "mitigation_note")))

    def _special(self, given):
        return super()._special(given) | {"appraisal": given.get("appraisal") or ""}


def weigh_form(case):
    """Return the form that this case's procedure asks for."""
    return partial(OrdinaryWeighForm, case=case) if case.procedure == Case.Procedure.GENERAL else WeighForm


def weigh_initial(case: Case):
    """Return page 2 as it was saved, or nothing at all: no answer is preselected."""
    found = getattr(case, "assessment", None)
    if found is None:
        return of_the_case(case)
    pieces = ("appraisal", "corrected_proof")
    own = [name for name in OrdinaryWeighForm.base_fields if name not in pieces and hasattr(found, name)]
    start = {name: getattr(found, name) for name in own} | {
        name: getattr(found, f"{name}_id") for name in pieces
    }
    return start | of_the_case(case)


def of_the_case(case):
    """Return what the page asks about the party and the act, as the case has it."""
    return {name: getattr(case, name) for name in ("guardian", "safety_harm", "ecological_damage")}
