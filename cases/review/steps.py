"""法制审核: submitted, taken, agreed or returned, answered (第五十八条, R-602 … R-605)."""

from cases.course import recap
from cases.crew.crews import ANYONE, INVESTIGATORS, ITS_REVIEWER, UNINVOLVED_CHOOSER, UNINVOLVED_REVIEWER
from cases.forms.plain import NothingForm, ReasonForm
from cases.limits.forms import ReviewTermForm
from cases.models import Remark
from cases.review import forms as review_forms
from cases.review import service
from cases.workflow import ANSWERS_REMARKS_IN, GENERAL, STEPS, State
from enforcement.law.clauses import PENALTY, Clause, articles, sourced
from enforcement.teams.roles import APPROVE, HANDLE, REVIEW


def on_review(act):
    """Return an act on the review of the case that is open, for a service that takes the review."""

    def taken(case, typed, **who):
        review = case.reviews.get(concluded_at__isnull=True)
        return act(review=review, **typed, **who).case

    return taken


def answer(case, typed, *, by, at, reasons=None):
    remark = Remark.objects.get(pk=typed["remark"], review__case=case)
    return service.answer_remark(remark=remark, answer=typed["answer"], by=by, at=at).review.case


STEPS.step(
    "submit", "送法制审核", {State.CONCLUDED, State.NOTIFIED, State.RETURNED}, State.IN_REVIEW, HANDLE, lane=GENERAL,
    crew=INVESTIGATORS, form=NothingForm,
    act=lambda case, typed, **who: service.submit(case=case, **who).case,
    words=sourced("送审后案卷内容不能再改；未经法制审核或者审核未通过的，不得作出决定。", Clause(PENALTY, 58)),
    shows=recap.outcome,
)  # fmt: skip
STEPS.step(
    "answer_remark", "处理审核意见", ANSWERS_REMARKS_IN, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=review_forms.AnswerForm, act=answer, within=True,
)  # fmt: skip
STEPS.step(
    "disagree", "对审核意见提出不同意见", {State.RETURNED}, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    form=ReasonForm, act=lambda case, typed, **who: service.disagree(case=case, reason=typed["reason"], **who),
    words=sourced("只能提一次。提出后重新送审，案件由负责人集体讨论决定；理由写入案卷，审核人员可以看到。",
                *articles(PENALTY, 57, 58)),
    shows=recap.reviewed,
)  # fmt: skip
STEPS.step(
    "take_review", "领取审核", {State.IN_REVIEW}, None, REVIEW, lane=GENERAL, crew=UNINVOLVED_REVIEWER,
    form=review_forms.VersionForm, act=lambda case, typed, **who: on_review(service.take)(case, {}, **who),
    page="cases:review", shaped=True, together=True,
)  # fmt: skip
STEPS.step(
    "release_review", "退回审核队列", {State.IN_REVIEW}, None, REVIEW, lane=GENERAL, crew=ANYONE,
    form=review_forms.ReleaseForm, act=on_review(service.release), within=True,
)  # fmt: skip
STEPS.step(
    "extend_review", "批准延长审核期限", {State.IN_REVIEW}, None, APPROVE, lane=GENERAL, crew=ANYONE,
    form=ReviewTermForm, act=lambda case, typed, **who: service.extend(case=case, **who, **typed),
    words="案情重大、疑难的，审核期限届满前可以延长一次（内部规定）；审核人员和承办人都能看到理由。",
    shows=recap.in_review, rare=True,
)  # fmt: skip
STEPS.step(
    "recall_review", "收回审核", {State.IN_REVIEW}, None, APPROVE, lane=GENERAL, crew=ANYONE, form=ReasonForm,
    act=lambda case, typed, **who: service.recall(case=case, reason=typed["reason"], **who),
    words="审核期限已过而没有审结，或者审核人员的岗位已经结束的，收回后由其他审核人员领取。理由写入案卷。",
    shows=recap.in_review,
)  # fmt: skip
STEPS.step(
    "assign_review", "指定审核人员", {State.IN_REVIEW}, None, APPROVE, lane=GENERAL, crew=UNINVOLVED_CHOOSER,
    form=review_forms.ChooseReviewerForm,
    act=lambda case, form, **who: service.assign(case=case, **form.cleaned_data, **who),
    words="审核期限已过还没有人领取的，由负责人指定一名审核人员。理由写入案卷。", shows=recap.in_review,
    asks=("reviewing.",),
)  # fmt: skip
STEPS.step(
    "approve_review", "审核同意", {State.IN_REVIEW}, State.REVIEWED, REVIEW, lane=GENERAL, crew=ITS_REVIEWER,
    form=review_forms.ApproveForm, act=on_review(service.approve), page="cases:review", within=True,
)  # fmt: skip
STEPS.step(
    "return_review", "退回修改", {State.IN_REVIEW}, State.RETURNED, REVIEW, lane=GENERAL, crew=ITS_REVIEWER,
    form=review_forms.ReturnForm, act=on_review(service.send_back), within=True,
)  # fmt: skip
STEPS.step(
    "send_back", "退回补充调查", {State.IN_REVIEW}, State.INVESTIGATING, REVIEW, lane=GENERAL, crew=ITS_REVIEWER,
    form=review_forms.ReturnForm, act=on_review(service.send_back), within=True,
)  # fmt: skip
