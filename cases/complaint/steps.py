"""投诉举报: the answer that ends the agency's silence, also after the case has ended (R-321)."""

from cases.complaint import forms, service
from cases.course import recap
from cases.crew.crews import INVESTIGATORS
from cases.workflow import ANSWERED_IN, GENERAL, STEPS
from enforcement.law.clauses import RECONSIDERATION_RULES, articles, sourced
from enforcement.teams.roles import HANDLE

STEPS.step(
    "answer_complaint", "登记答复投诉人", ANSWERED_IN, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=forms.AnswerForm,
    act=lambda case, form, **who: service.answer_complaint(case=case, **who, **form.cleaned_data),
    initial=forms.answer_initial,
    words=sourced("收到投诉举报六十日内答复；不答复的，投诉人可以申请行政复议。",
                *articles(RECONSIDERATION_RULES, 24, 30)),
    shows=recap.complaint, sealed=True,
)  # fmt: skip
