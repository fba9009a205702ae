"""Who reported a violation, on the lead's page, and the answer to him."""

from django import forms
from django.utils import timezone

from cases.forms.fields import BLANK, CaseForm, DayField, YesNo
from cases.models import pairs
from enforcement.law.clauses import RECONSIDERATION_RULES, Clause, sourced
from enforcement.law.identity import IdentityError, phone
from enforcement.law.kinds import ComplaintOutcome

INTEREST = sourced(
    "为自己的合法权益投诉的，六十日内不答复、不处理，可以申请行政复议。", Clause(RECONSIDERATION_RULES, 24)
)


class ComplainantFields(forms.Form):
    """The fields about the complainant that the lead's form has."""

    complainant = forms.CharField(label="投诉举报人", max_length=60, required=False)
    complainant_phone = forms.CharField(
        label="投诉举报人电话",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    own_interest = forms.NullBooleanField(
        label="为维护自身合法权益", widget=YesNo, required=False, help_text=INTEREST
    )
    wants_answer = forms.BooleanField(label="要求答复", required=False)

    COMPLAINT = ("complainant", "complainant_phone", "own_interest", "wants_answer")

    def clean_complainant_phone(self):
        try:
            return phone(self.cleaned_data["complainant_phone"])
        except IdentityError as fault:
            raise forms.ValidationError(f"{fault}。没有电话的，不填。") from fault

    def complaint(self):
        """Return the complaint as typed, None where nobody is named and nothing was said."""
        typed = self.cleaned_data
        if typed["own_interest"] is None and not any(typed[name] for name in self.COMPLAINT):
            return None
        return {
            "name": typed["complainant"], "phone": typed["complainant_phone"], "own_interest": typed["own_interest"],
            "wants_answer": typed["wants_answer"],
        }  # fmt: skip


def complaint_initial(case):
    """Return the complainant as he was written down, for correcting him."""
    found = getattr(case, "complaint", None)
    if found is None:
        return {}
    return {
        "complainant": found.name, "complainant_phone": found.phone, "own_interest": found.own_interest,
        "wants_answer": found.wants_answer,
    }  # fmt: skip


class AnswerForm(CaseForm):
    """What the complainant was answered."""

    answered_on = DayField(label="答复日期")
    outcome = forms.ChoiceField(label="处理结果", choices=BLANK + pairs(ComplaintOutcome))
    answer = forms.CharField(label="答复内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    own_interest = forms.NullBooleanField(
        label="为维护自身合法权益", widget=YesNo, required=False, help_text=INTEREST
    )
    remedies_told = forms.BooleanField(
        label="答复里写明了申请行政复议的权利、机关和期限",
        required=False,
        help_text=sourced(
            "不予立案、移送的答复，对投诉自身权益的人要写明。", Clause(RECONSIDERATION_RULES, 25)
        ),
    )


def answer_initial(case, at):
    found = getattr(case, "complaint", None)
    if found is None:
        return {}
    if found.answered_on is None:
        return {"answered_on": timezone.localdate(at), "own_interest": found.own_interest}
    names = ("answered_on", "outcome", "answer", "own_interest", "remedies_told")
    return {name: getattr(found, name) for name in names}
