"""决定: the heads discuss, and one of them decides (第五十七条)."""

from cases.course import recap
from cases.crew.crews import ANYONE, UNINVOLVED_HEAD
from cases.decision import forms, service
from cases.forms.plain import NothingForm, ReasonForm
from cases.workflow import GENERAL, STEPS, State
from enforcement.law.clauses import PENALTY, Clause, articles, sourced
from enforcement.teams.roles import APPROVE

STEPS.step(
    "discuss", "登记集体讨论", {State.REVIEWED}, None, APPROVE, lane=GENERAL, crew=ANYONE, form=forms.DiscussionForm,
    act=lambda case, form, **who: service.discuss(case=case, **who, **form.discussion()),
    initial=forms.discussion_initial,
    words=sourced("情节复杂或者重大违法行为，由负责人集体讨论决定；承办人只汇报，不表决。", Clause(PENALTY, 57, 2)),
    shows=recap.outcome, asks=("discussion.",),
)  # fmt: skip
STEPS.step(
    "return_decision", "退回重新处理", {State.REVIEWED}, State.RETURNED, APPROVE, lane=GENERAL, crew=ANYONE,
    form=ReasonForm,
    act=lambda case, typed, **who: service.return_decision(case=case, reason=typed["reason"], **who),
    words=sourced("不同意处理建议的，退回承办人重新处理，理由会显示给他们。", Clause(PENALTY, 57)), shows=recap.outcome,
    asks=("decision.return_reason",),
)  # fmt: skip
STEPS.step(
    "decide", "作出决定", {State.REVIEWED}, State.DECIDED, APPROVE, lane=GENERAL, crew=UNINVOLVED_HEAD,
    form=NothingForm, act=lambda case, typed, **who: service.decide(case=case, **who),
    words=sourced("作出后取得文号，决定书不能再改；当事人不在场的，七个工作日内送达。", *articles(PENALTY, 57, 61)),
    shows=recap.outcome,
)  # fmt: skip
