"""告知: the notice before a decision, its service, and what the party says to it (第四十四条、第四十五条)."""

from cases.course import recap
from cases.crew.crews import INVESTIGATORS
from cases.investigation.forms.report import HearingForm
from cases.notice import forms, service
from cases.serving import service as serving
from cases.serving.forms import AttemptForm, attempt_initial
from cases.workflow import GENERAL, STEPS, State
from enforcement.law.clauses import CIVIL_PROCEDURE, PENALTY, Clause, articles, sourced
from enforcement.teams.roles import HANDLE

# the same page for the notice and for the decision
SERVED = {
    "form": AttemptForm,
    "act": lambda case, form, **who: serving.serve(case=case, attempt=form.attempt(), **who),
    "initial": attempt_initial,
    "words": sourced(
        "自送达之日起计算当事人的期限。没有送到的也要登记，改用其他方式再送。",
        Clause(PENALTY, 61),
        *articles(CIVIL_PROCEDURE, *range(88, 96)),
    ),
    "shows": recap.paper,
    "template": "cases/serving/_attempt_fields.html",
}

STEPS.step(
    "give_notice", "出具事先告知书", {State.CONCLUDED}, State.NOTIFIED, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=HearingForm, act=lambda case, typed, **who: service.give_notice(case=case, **who, **typed),
    initial=recap.hearing,
    words=sourced("告知拟作出的处罚和陈述申辩的权利；达到听证标准的，同时告知听证权利。", *articles(PENALTY, 44, 63)),
    shows=recap.outcome, asks=("notice.",),
)  # fmt: skip
STEPS.step(
    "serve_notice", "登记告知书送达", {State.NOTIFIED}, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    asks=("serving.",), **SERVED,
)  # fmt: skip
STEPS.step(
    "record_defence", "登记陈述申辩", {State.NOTIFIED}, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=forms.DefenceForm,
    act=lambda case, form, **who: service.record_defence(case=case, **who, **form.defence()),
    initial=recap.defence,
    words=sourced("充分听取意见，逐项复核；成立的应当采纳，不得因申辩给予更重的处罚。", Clause(PENALTY, 45)),
    shows=recap.notice, draft="defence", template="cases/notice/_defence_fields.html",
    asks=("notice.points", "notice.waived_on", "hearing.requested_on"),
)  # fmt: skip
STEPS.step(
    "defence", "更正陈述申辩的复核", {State.RETURNED}, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=forms.DefenceForm, act=lambda case, form, **who: service.amend_defence(case=case, **who, **form.defence()),
    initial=recap.defence, words=sourced("更正对陈述申辩意见的复核；不得因申辩给予更重的处罚。", Clause(PENALTY, 45)),
    shows=recap.notice, draft="defence", template="cases/notice/_defence_fields.html", within=True,
    page="cases:defence",
)  # fmt: skip
