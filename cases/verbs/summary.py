"""Steps of the simple procedure, and those that both procedures have."""

from django.utils import timezone

from cases import forms
from cases.services import deciding, executing, pausing
from cases.verbs.verb import Verb


def today_as(name):
    return lambda case, at: {name: timezone.localdate(at)}


def collect_initial(case, at):
    fine = case.decision.fine
    ground = "SMALL" if fine is not None and fine <= 100 else None
    return {"amount": fine, "ground": ground, "collected_on": timezone.localdate(at)}


def payment_initial(case, at):
    day = timezone.localdate(at)
    return {"amount": executing.owed(case, day)["left"], "paid_on": day}


# fmt: off
SUMMARY = {
    "confirm_exemption": Verb(forms.NothingForm,
        lambda case, typed, **who: deciding.confirm_exemption(case=case, **who),
        words="确认后取得文号，出具不予行政处罚决定书，由办案人员送达当事人。"),
    "return_exemption": Verb(forms.ReasonForm,
        lambda case, typed, **who: deciding.return_exemption(case=case, reason=typed["reason"], **who),
        words="案件退回办案人员重新处理，理由会显示给他们。"),
    "convert": Verb(forms.ReasonForm,
        lambda case, typed, **who: executing.convert_to_general(case=case, reason=typed["reason"], **who),
        words="已填的内容和证据都带过去，案件等待立案。"),
    "withdraw": Verb(forms.ReasonForm,
        lambda case, typed, **who: executing.withdraw(case=case, reason=typed["reason"], **who),
        words="不会删除任何内容；案卷随之封存。"),
    "deliver": Verb(forms.DeliverForm,
        lambda case, typed, **who: deciding.hand_over(case=case, **who, **typed),
        words="自送达之日起计算当事人的复议期限和缴款期限。"),
    "collect": Verb(forms.CollectForm,
        lambda case, typed, **who: executing.collect(case=case, **who, **typed), collect_initial,
        words="必须出具财政部门统一制发的专用票据；不出具的，当事人有权拒绝缴纳（处罚法第七十条）。"),
    "hand_in": Verb(forms.HandInForm,
        lambda case, typed, **who: executing.hand_in(case=case, **who, **typed), today_as("handed_in_on"),
        words="自收缴之日起二个工作日内交至所属机关（处罚法第七十一条）。"),
    "record_payment": Verb(forms.PaymentForm,
        lambda case, typed, **who: executing.record_payment(case=case, **who, **typed), payment_initial,
        words="按缴款凭证登记；缴清后案件自动转为已履行。"),
    "defer": Verb(forms.DeferForm,
        lambda case, form, **who: pausing.defer(case=case, **who, **form.cleaned_data),
        words="当事人确有经济困难、提出申请的，可以批准延期（处罚法第六十六条第二款）。批准以前已经逾期的加处罚款仍然计算，"
        "延期以内不计算；过了延期的日期又起算。"),
    "note_review": Verb(forms.NoteReviewForm,
        lambda case, form, **who: pausing.note_review(case=case, **who, **form.cleaned_data),
        words="复议、诉讼期间不停止执行，但是不计算加处罚款：自申请、起诉之日至结果送达之日（处罚法第七十三条）。"),
    "tell_remedies": Verb(forms.TellRemediesForm,
        lambda case, form, **who: pausing.tell_remedies(case=case, **who, **form.cleaned_data),
        words="决定书没有告知复议权利、后来补充告知的，六十日自收到补充告知之日起算（行政复议法第二十条）。"),
    "file_with_unit": Verb(forms.NothingForm,
        lambda case, typed, **who: executing.file_with_unit(case=case, **who),
        words="当场作出的处罚决定必须报所属机关备案（处罚法第五十二条第三款）。"),
    "close": Verb(forms.NothingForm,
        lambda case, typed, **who: executing.close(case=case, **who),
        words="结案后案卷连同证据、文书一并封存。"),
}
# fmt: on
