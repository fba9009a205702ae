"""简易程序: decided and handed over in one visit (第五十一条 to 第五十三条)."""

from cases.crew.crews import ANYONE, INVESTIGATORS
from cases.execution import service as executing
from cases.forms.plain import NothingForm, ReasonForm
from cases.street import deciding, registering
from cases.street.forms.notice import NoticeForm
from cases.street.forms.scene import SceneForm
from cases.workflow import STEPS, SUMMARY, State
from enforcement.teams.roles import APPROVE, HANDLE


def correct(case, form, **who):
    typed = form.cleaned_data
    return registering.amend(
        case=case, item=typed["item_version"], party=form.party(), act=form.act(), partner=typed["partner"],
        version=typed["version"] or 0, **who,
    )  # fmt: skip


def issue(case, form, **who):
    typed = form.cleaned_data
    return deciding.issue_on_the_spot(
        case=case, notice=form.notice(), picture=typed["signature"], collection=form.collection(),
        version=typed["version"], **who,
    )  # fmt: skip


def propose(case, form, **who):
    typed = form.cleaned_data
    return deciding.propose_exemption(
        case=case, notice=form.notice(), education=typed["education"], version=typed["version"], **who
    )


STEPS.step(
    "register", "登记案件", {State.ON_SITE}, None, HANDLE, lane=SUMMARY, crew=INVESTIGATORS,
    form=SceneForm, act=correct, page="cases:scene", shaped=True,
)  # fmt: skip
STEPS.step(
    "issue", "出具当场行政处罚决定书", {State.ON_SITE}, State.DECIDED, HANDLE, lane=SUMMARY, crew=INVESTIGATORS,
    form=NoticeForm, act=issue, page="cases:notice", shaped=True,
    asks=("notice", "officers.shown", "decision.receipt", "decision.refusal_note", "collection."),
)  # fmt: skip
STEPS.step(
    "propose_exemption", "提请不予处罚", {State.ON_SITE}, State.PROPOSED, HANDLE, lane=SUMMARY, crew=INVESTIGATORS,
    form=NoticeForm, act=propose, page="cases:notice", shaped=True,
    asks=("notice", "officers.shown", "decision.education"),
)  # fmt: skip
STEPS.step(
    "return_exemption", "退回重新处理", {State.PROPOSED}, State.ON_SITE, APPROVE, lane=SUMMARY, crew=ANYONE,
    form=ReasonForm,
    act=lambda case, typed, **who: deciding.return_exemption(case=case, reason=typed["reason"], **who),
    words="案件退回办案人员重新处理，理由会显示给他们。", asks=("decision.return_reason",),
)  # fmt: skip
STEPS.step(
    "confirm_exemption", "确认不予处罚", {State.PROPOSED}, State.DECIDED, APPROVE, lane=SUMMARY, crew=ANYONE,
    form=NothingForm, act=lambda case, typed, **who: deciding.confirm_exemption(case=case, **who),
    words="确认后取得文号，出具不予行政处罚决定书，由办案人员送达当事人。",
)  # fmt: skip
STEPS.step(
    "convert", "转普通程序", {State.ON_SITE}, State.TO_FILE, HANDLE, lane=SUMMARY, crew=INVESTIGATORS,
    form=ReasonForm,
    act=lambda case, typed, **who: executing.convert_to_general(case=case, reason=typed["reason"], **who),
    words="已填的内容和证据都带过去，案件等待立案。", asks=("decision.convert_reason",),
)  # fmt: skip
STEPS.step(
    "withdraw", "撤销案件", {State.ON_SITE}, State.WITHDRAWN, HANDLE, lane=SUMMARY, crew=INVESTIGATORS,
    form=ReasonForm, act=lambda case, typed, **who: executing.withdraw(case=case, reason=typed["reason"], **who),
    words="不会删除任何内容；案卷随之封存。", asks=("decision.withdraw_reason",),
)  # fmt: skip
