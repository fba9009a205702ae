"""承办人员: who handles the case, what ties him to it, who takes his place (第四十二条、第四十三条)."""

from cases.course import recap
from cases.crew import forms, service
from cases.crew.crews import ANYONE, DECLARING, INVESTIGATORS
from cases.workflow import ASSIGNABLE, GENERAL, IN_HAND, STEPS, State
from enforcement.law.clauses import PENALTY, Clause, articles, sourced
from enforcement.teams.roles import APPROVE, HANDLE

STEPS.step(
    "assign", "更换承办人员", ASSIGNABLE | {State.ON_SITE}, None, APPROVE, crew=ANYONE, form=forms.AssignForm,
    act=lambda case, form, **who: service.assign(case=case, **who, **form.cleaned_data), initial=recap.crew_keys,
    words=sourced("新的承办人员先填写回避声明，再办理本案。", *articles(PENALTY, 42, 43)), shows=recap.crew,
    asks=("recusals.", "officers."),
)  # fmt: skip
STEPS.step(
    "declare", "填写回避声明", ASSIGNABLE, None, HANDLE, lane=GENERAL, crew=DECLARING, form=forms.DeclareForm,
    act=lambda case, typed, **who: service.declare(case=case, relation=typed["relation"], **who),
    words=sourced("每名办案人员自己声明与本案有没有利害关系；有的应当回避。", Clause(PENALTY, 43)), shows=recap.crew,
    asks=("recusals.",), no_rule="声明本身没有条件；有没有关系、谁没有声明，在提请立案、批准立案、调查终结等步骤审查。",
)  # fmt: skip
STEPS.step(
    "ask_recusal", "登记回避申请", IN_HAND, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS, form=forms.RecusalForm,
    act=lambda case, form, **who: service.ask_recusal(case=case, **who, **form.cleaned_data),
    initial=recap.today_as("asked_on"),
    words=sourced("当事人认为执法人员与案件有直接利害关系的，可以申请回避；决定作出前不停止调查。",
                Clause(PENALTY, 43)),
    asks=("recusals.",),
)  # fmt: skip
STEPS.step(
    "rule_recusal", "决定回避申请", IN_HAND, None, APPROVE, lane=GENERAL, crew=ANYONE, form=forms.RulingForm,
    act=lambda case, typed, **who: service.rule_recusal(case=case, **who, **typed),
    words=sourced("回避由本机关负责人决定；决定同意的，换人后再办理。", Clause(PENALTY, 43)), shows=recap.application,
    asks=("recusals.",),
)  # fmt: skip
