"""执行: money, its deferral, what the party brings against the decision (第六十六条 to 第七十四条)."""

from django.utils import timezone

from cases.course import recap
from cases.crew.crews import ANOTHER_HEAD, ANYONE, INVESTIGATORS
from cases.execution import forms, pausing, service
from cases.forms.plain import NothingForm
from cases.workflow import STEPS, SUMMARY, State
from enforcement.law.clauses import PENALTY, RECONSIDERATION, Clause, sourced
from enforcement.teams.roles import APPROVE, FILE, HANDLE

RUNNING = frozenset({State.DELIVERED, State.EXECUTED})


def collect_initial(case, at):
    fine = case.decision.fine
    ground = "SMALL" if fine is not None and fine <= 100 else None
    return {"amount": fine, "ground": ground, "collected_on": timezone.localdate(at)}


def payment_initial(case, at):
    day = timezone.localdate(at)
    return {"amount": service.owed(case, day)["left"], "paid_on": day}


# a penalty on the spot is handed over in the act that makes it, and is carried out once its money is taken
STEPS.step(
    "collect", "当场收缴罚款", {State.DELIVERED}, None, HANDLE, lane=SUMMARY, crew=ANYONE,
    form=forms.CollectForm, act=lambda case, typed, **who: service.collect(case=case, **who, **typed),
    initial=collect_initial,
    words=sourced("必须出具财政部门统一制发的专用票据；不出具的，当事人有权拒绝缴纳。", Clause(PENALTY, 70)),
    asks=("collection.",),
)  # fmt: skip
STEPS.step(
    "hand_in", "上交收缴的罚款", {State.EXECUTED}, None, HANDLE, lane=SUMMARY, crew=ANYONE, form=forms.HandInForm,
    act=lambda case, typed, **who: service.hand_in(case=case, **who, **typed),
    initial=recap.today_as("handed_in_on"),
    words=sourced("自收缴之日起二个工作日内交至所属机关。", Clause(PENALTY, 71)),
    asks=("collection.handed_in_on", "collection.landed_on"),
)  # fmt: skip
STEPS.step(
    "record_payment", "登记缴款", RUNNING, None, HANDLE, crew=ANYONE, form=forms.PaymentForm,
    act=lambda case, typed, **who: service.record_payment(case=case, **who, **typed), initial=payment_initial,
    words="按缴款凭证登记；缴清后案件自动转为已履行。",
)  # fmt: skip
STEPS.step(
    "defer", "批准延期缴纳", {State.DELIVERED}, None, APPROVE, crew=ANOTHER_HEAD, form=forms.DeferForm,
    act=lambda case, form, **who: pausing.defer(case=case, **who, **form.cleaned_data),
    words=sourced("当事人确有经济困难、提出申请的，可以批准延期。批准以前已经逾期的加处罚款仍然计算，延期以内不计算；"
    "过了延期的日期又起算。", Clause(PENALTY, 66, 2)), asks=("payment.pause",), rare=True,
)  # fmt: skip
STEPS.step(
    "note_review", "登记复议、诉讼", RUNNING, None, HANDLE, crew=INVESTIGATORS, form=forms.NoteReviewForm,
    act=lambda case, form, **who: pausing.note_review(case=case, **who, **form.cleaned_data),
    words=sourced("复议、诉讼期间不停止执行，但是不计算加处罚款：自申请、起诉之日至结果送达之日。",
                Clause(PENALTY, 73)),
    asks=("payment.pause",), rare=True,
)  # fmt: skip
STEPS.step(
    "tell_remedies", "登记补充告知", RUNNING, None, HANDLE, crew=INVESTIGATORS, form=forms.TellRemediesForm,
    act=lambda case, form, **who: pausing.tell_remedies(case=case, **who, **form.cleaned_data),
    words=sourced("决定书没有告知复议权利、后来补充告知的，六十日自收到补充告知之日起算。",
                Clause(RECONSIDERATION, 20)), rare=True,
)  # fmt: skip
STEPS.step("execute", "确认履行完毕", {State.DELIVERED}, State.EXECUTED, HANDLE, crew=ANYONE, automatic=True)
STEPS.step(
    "file_with_unit", "报所属机关备案", RUNNING, None, FILE, lane=SUMMARY, crew=ANYONE, form=NothingForm,
    act=lambda case, typed, **who: service.file_with_unit(case=case, **who),
    words=sourced("当场作出的处罚决定必须报所属机关备案。", Clause(PENALTY, 52, 3)), together=True,
)  # fmt: skip
