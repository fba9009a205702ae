"""是否应罚: whether to punish at all, and how much, in both procedures (第三十条 to 第三十四条)."""

from cases.course import recap
from cases.crew.crews import INVESTIGATORS
from cases.weighing import applying, service
from cases.weighing.forms.norms import NormsForm, norms_initial
from cases.weighing.forms.weighing import WeighForm
from cases.workflow import GENERAL, NORMS_IN, STEPS, WEIGHED_IN
from enforcement.law.clauses import PENALTY, articles, sourced
from enforcement.teams.roles import HANDLE

STEPS.step(
    "weigh", "判断是否应罚", WEIGHED_IN, None, HANDLE, crew=INVESTIGATORS, form=WeighForm,
    act=lambda case, typed, **who: service.weigh(case=case, answers=typed, **who), page="cases:weigh", shaped=True,
    asks=("decision.", "assessment."),
)  # fmt: skip
STEPS.step(
    "norms", "核对适用规定", NORMS_IN, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS, form=NormsForm,
    act=lambda case, form, **who: applying.apply_norms(case=case, **who, **form.norms()), initial=norms_initial,
    words=sourced("同一行为违反多个规定都应罚款的，按罚款数额高的处罚；行为以后规定改了的，新规定处罚较轻或者不再处罚的，"
    "适用新规定。", *articles(PENALTY, 29, 37)), shows=recap.outcome,
    page="cases:norms", rare=True,
)  # fmt: skip
