"""调查取证: records, the ninety days, the report that ends it, and its reopening (第五十四条 to 第六十条)."""

from cases.course import recap
from cases.crew.crews import ANYONE, INVESTIGATORS
from cases.forms.plain import ReasonForm
from cases.investigation import service
from cases.investigation.forms.records import RecordForm
from cases.investigation.forms.report import ReportForm, report_initial
from cases.limits import service as periods
from cases.limits.forms import ExcludeForm, ExtendForm, extend_initial
from cases.workflow import GENERAL, PERIOD_RUNS, STEPS, State
from enforcement.law.clauses import PENALTY, Clause, articles, sourced
from enforcement.teams.roles import APPROVE, HANDLE


def sign_record(case, form, **who):
    return service.sign_record(case=case, record=form.record(), signatures=form.signatures(), **who).case


STEPS.step(
    "exclude", "登记不计入期限的期间", PERIOD_RUNS, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=ExcludeForm, act=lambda case, form, **who: periods.exclude(case=case, **who, **form.cleaned_data),
    words=sourced("检测、检验、检疫、鉴定、听证、公告和中止调查的时间不计入办案期限，要有文书。", Clause(PENALTY, 60)),
    shows=recap.period, rare=True,
)  # fmt: skip
STEPS.step(
    "extend", "批准延长办案期限", PERIOD_RUNS, None, APPROVE, lane=GENERAL, crew=ANYONE, form=ExtendForm,
    act=lambda case, form, **who: periods.extend(case=case, **who, **form.cleaned_data),
    initial=extend_initial,
    words=sourced("法律、法规、规章另有规定的才可以延长，期限届满前批准；再次延期由负责人集体讨论。",
                Clause(PENALTY, 60)),
    shows=recap.period, rare=True,
)  # fmt: skip
STEPS.step(
    "sign_record", "制作笔录", {State.INVESTIGATING}, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=RecordForm, act=sign_record, page="cases:record", query="?kind=INQUIRY", shaped=True,
    asks=("record.", "officers.shown"),
)  # fmt: skip
STEPS.step(
    "conclude", "调查终结", {State.INVESTIGATING}, State.CONCLUDED, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=ReportForm,
    act=lambda case, form, **who: service.conclude(case=case, **who, **form.cleaned_data),
    initial=report_initial,
    words=sourced("出具调查终结报告，提出处理建议；每项事实都要有证据。", *articles(PENALTY, 46, 57)),
    shows=recap.findings, draft="report", asks=("filing.concluded_on", "gains.", "inquiry.proofs"),
)  # fmt: skip
STEPS.step(
    "report", "更正调查终结报告", {State.CONCLUDED, State.RETURNED}, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=ReportForm,
    act=lambda case, form, **who: service.amend_report(case=case, **who, **form.cleaned_data),
    initial=report_initial, words="更正后重新出具调查终结报告，原报告作废留存。", draft="report", within=True,
    page="cases:report",
)  # fmt: skip
STEPS.step(
    "reopen", "补充调查", {State.CONCLUDED, State.NOTIFIED, State.RETURNED}, State.INVESTIGATING, HANDLE, lane=GENERAL,
    crew=INVESTIGATORS, form=ReasonForm,
    act=lambda case, typed, **who: service.reopen(case=case, reason=typed["reason"], **who),
    words=sourced("发现新的事实或者证据的，回到调查取证；已经告知的撤销，调查后重新告知。", *articles(PENALTY, 44, 45)),
)  # fmt: skip
