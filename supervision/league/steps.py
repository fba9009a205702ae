"""The steps of a league table and of what is said about it: warnings, appeals, bonus and deduction."""

from django.shortcuts import get_object_or_404

from enforcement.procedures.asking import NOW
from enforcement.procedures.step_forms import NoForm
from enforcement.procedures.steps import ANYONE, Crew
from enforcement.teams.roles import ANSWER, APPROVE_RANK, RANK
from supervision.league import course  # noqa: F401 (gives the tables their courses)
from supervision.league.models import Adjustment, Appeal, Snapshot, Warning
from supervision.league.pages.acts import forms
from supervision.league.periods import parse
from supervision.league.services import adjusting, appealing, publishing, warning

Cut, Said, Asked, Points = Snapshot.State, Warning.State, Appeal.State, Adjustment.State
ANOTHER = Crew(
    "提出人以外的人员",
    lambda row, officer, near: row.by_id != officer.pk,
    "加减分不能由提出人自己批准",
    bars=lambda row, near: {row.by_id},
)


def publish(row, typed, *, by, at, reasons=None):
    return publishing.publish(parse(row.period), at=at, by=by)


def warn(row, typed, *, by, at, reasons=None):
    standing = get_object_or_404(row.standings.select_related("snapshot"), pk=typed["standing"])
    light = {name: typed[name] for name in ("cause", "indicator")}
    return warning.issue(standing, **light, by=by, at=at).standing.snapshot


Snapshot.STEPS.step(
    "publish", "发布榜单", {Cut.CUT}, Cut.PUBLISHED, RANK, crew=ANYONE, system=True, form=NoForm, act=publish,
    shaped=True, verb="league.published",
)  # fmt: skip
Snapshot.STEPS.step(
    "finalise", "榜单定稿", {Cut.PUBLISHED}, Cut.FINAL, RANK, crew=ANYONE, system=True, automatic=True,
    verb="league.final",
)  # fmt: skip
Snapshot.STEPS.step(
    "withdraw", "撤回榜单", {Cut.PUBLISHED, Cut.CUT}, Cut.WITHDRAWN, RANK, crew=ANYONE, form=forms.ReasonForm,
    act=lambda row, typed, reasons=None, **who: publishing.withdraw(row, **typed, **who), shaped=True,
    page="league_acts:withdraw", verb="league.withdrawn",
    shut=("榜单现在是“{state}”，不能撤回", "定稿后有误的，用更正出新版"),
)  # fmt: skip

Snapshot.STEPS.step(
    "warn", "发出预警", {Cut.PUBLISHED, Cut.FINAL}, None, RANK, crew=ANYONE, form=forms.WarnForm, act=warn, shaped=True,
    within=True, verb="league.warned",
)  # fmt: skip

Warning.STEPS.step(
    "confirm", "核发红色警告", {Said.PROPOSED}, Said.SENT, RANK, crew=ANYONE, form=NoForm,
    act=lambda row, typed, reasons=None, **who: warning.confirm(row, **who), shaped=True, page="league_acts:warning",
    verb="league.warned",
    shut=("这项预警{state}，不必再核发", NOW),
)  # fmt: skip
Warning.STEPS.step(
    "drop", "撤销拟发", {Said.PROPOSED}, None, RANK, crew=ANYONE, form=NoForm,
    act=lambda row, typed, reasons=None, **who: warning.drop(row, **who), shaped=True, page="league_acts:warning",
    verb="league.warning_dropped",
    shut=("这项预警{state}，不能撤销拟发", "已发出的，写明理由解除"),
)  # fmt: skip
Warning.STEPS.step(
    "answer", "答复预警", {Said.SENT}, Said.ANSWERED, ANSWER, crew=ANYONE, form=forms.AnswerForm,
    act=lambda row, typed, reasons=None, **who: warning.answer(row, **typed, **who), shaped=True,
    page="league_acts:warning", verb="league.answered",
    shut=("这项预警{state}，不必再答复", NOW),
)  # fmt: skip
Warning.STEPS.step(
    "send_back", "退回答复", {Said.ANSWERED}, Said.SENT, RANK, crew=ANYONE, form=forms.ReasonForm,
    act=lambda row, typed, reasons=None, **who: warning.send_back(row, **typed, **who), shaped=True,
    page="league_acts:warning", verb="league.sent_back",
    shut=("这项预警{state}，没有可以退回的答复", NOW),
)  # fmt: skip
Warning.STEPS.step(
    "attach", "上传答复附件", {Said.SENT, Said.ANSWERED}, None, ANSWER, crew=ANYONE, form=NoForm,
    act=lambda row, typed, reasons=None, **who: warning.attach(row, **typed, **who), shaped=True,
    page="league_acts:warning", verb="league.attached",
    shut=("这项预警{state}，不能再上传附件", NOW),
)  # fmt: skip
Warning.STEPS.step(
    "lift", "解除预警", {Said.PROPOSED, Said.SENT, Said.ANSWERED}, Said.LIFTED, RANK, crew=ANYONE, system=True,
    form=forms.ReasonForm, act=lambda row, typed, reasons=None, **who: warning.lift(row, **typed, **who), shaped=True,
    page="league_acts:warning", verb="league.lifted",
    shut=("这项预警已经解除，不必重复", NOW),
)  # fmt: skip

Appeal.STEPS.step(
    "uphold", "采纳异议", {Asked.OPEN}, Asked.UPHELD, RANK, crew=ANYONE, form=forms.ReplyForm,
    act=lambda row, typed, reasons=None, **who: appealing.reply(row, upheld=True, **typed, **who), shaped=True,
    page="league_acts:appeal", verb="league.replied",
    shut=("这项异议{state}，不能再次复核", NOW),
)  # fmt: skip
Appeal.STEPS.step(
    "reject", "不采纳异议", {Asked.OPEN}, Asked.REJECTED, RANK, crew=ANYONE, form=forms.ReplyForm,
    act=lambda row, typed, reasons=None, **who: appealing.reply(row, upheld=False, **typed, **who), shaped=True,
    page="league_acts:appeal", verb="league.replied",
    shut=("这项异议{state}，不能再次复核", NOW),
)  # fmt: skip

Adjustment.STEPS.step(
    "approve", "批准加减分", {Points.PROPOSED}, Points.APPROVED, APPROVE_RANK, crew=ANOTHER, form=forms.DecideForm,
    act=lambda row, typed, reasons=None, **who: adjusting.decide(row, approved=True, **typed, **who), shaped=True,
    page="league_acts:adjustment", verb="league.adjusted",
    shut=("这项加减分已经处理，不必重复", NOW),
)  # fmt: skip
Adjustment.STEPS.step(
    "refuse", "不批准加减分", {Points.PROPOSED}, Points.REFUSED, APPROVE_RANK, crew=ANOTHER, form=forms.DecideForm,
    act=lambda row, typed, reasons=None, **who: adjusting.decide(row, approved=False, **typed, **who), shaped=True,
    page="league_acts:adjustment", verb="league.adjusted",
    shut=("这项加减分已经处理，不必重复", NOW),
)  # fmt: skip
