"""结案和公示: the last words of a case (第四十八条、第五十条)."""

from cases.closing import forms, service
from cases.course import recap
from cases.crew.crews import ANYONE, INVESTIGATORS
from cases.execution import service as executing
from cases.forms.plain import NothingForm, ReasonForm
from cases.publication import service as publishing
from cases.publication.forms import PublishForm, publish_initial
from cases.workflow import AFTER_DECISION, GENERAL, STEPS, SUMMARY, State
from enforcement.law.clauses import PENALTY, Clause, sourced
from enforcement.teams.roles import APPROVE, HANDLE

STEPS.step(
    "close", "结案", {State.DELIVERED, State.EXECUTED}, State.CLOSED, HANDLE, lane=SUMMARY, crew=ANYONE,
    form=NothingForm, act=lambda case, typed, **who: executing.close(case=case, **who),
    words="结案后案卷连同证据、文书一并封存。",
)  # fmt: skip
STEPS.step(
    "publish", "登记公示审查和公示", AFTER_DECISION, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=PublishForm,
    act=lambda case, typed, **who: publishing.publish(case=case, publication=typed, **who),
    initial=publish_initial,
    words=sourced("具有一定社会影响的处罚决定依法公开；被变更、撤销的，三个工作日内撤回并公开说明理由。",
                Clause(PENALTY, 48)),
    shows=recap.decided, template="cases/publication/_fields.html",
)  # fmt: skip
STEPS.step(
    "request_closing", "提请结案", {State.DELIVERED, State.EXECUTED}, State.CLOSING, HANDLE, lane=GENERAL,
    crew=INVESTIGATORS, form=forms.ClosingForm,
    act=lambda case, typed, **who: service.request_closing(case=case, **who, **typed),
    initial=forms.closing_initial, words=sourced("提请负责人批准结案；公示与否先经审查。", Clause(PENALTY, 48)),
    asks=("closing.performance", "closing.rechecked_on", "publication."),
)  # fmt: skip
STEPS.step(
    "return_closing", "退回结案", {State.CLOSING}, State.EXECUTED, APPROVE, lane=GENERAL, crew=ANYONE,
    form=ReasonForm,
    act=lambda case, typed, **who: service.return_closing(case=case, reason=typed["reason"], **who),
    words="退回承办人补办，理由会显示给他们。", shows=recap.closing, asks=("decision.return_reason",),
)  # fmt: skip
STEPS.step(
    "approve_closing", "批准结案", {State.CLOSING}, State.CLOSED, APPROVE, lane=GENERAL, crew=ANYONE,
    form=NothingForm, act=lambda case, typed, **who: service.approve_closing(case=case, **who),
    words="结案后案卷连同证据、文书一并封存。", shows=recap.closing, together=True,
)  # fmt: skip
