"""The steps of a bulletin, from its draft to its withdrawal."""

from enforcement.procedures.step_forms import NoForm
from enforcement.procedures.steps import ANYONE
from enforcement.teams.roles import RANK
from supervision.bulletins import forms
from supervision.bulletins.models import Bulletin
from supervision.bulletins.services import editing, making, signing

STEPS, State = Bulletin.STEPS, Bulletin.State


def change(row, typed, *, by, at, reasons=None):
    return editing.change(bulletin=row, by=by, at=at, **typed).bulletin


STEPS.step(
    "change", "修改通报", {State.DRAFT}, None, RANK, crew=ANYONE, form=forms.ChangeForm, act=change, shaped=True,
    verb="bulletin.changed",
    shut=("通报现在是“{state}”，不能再修改", "有误的撤回后另编制一份"),
)  # fmt: skip
STEPS.step(
    "restore", "恢复通报的文字", {State.DRAFT}, None, RANK, crew=ANYONE, form=forms.KeyForm,
    act=lambda row, typed, reasons=None, **who: editing.restore(bulletin=row, **typed, **who).bulletin, shaped=True,
    verb="bulletin.restored",
    shut=("通报现在是“{state}”，不能再修改", "有误的撤回后另编制一份"),
)  # fmt: skip
STEPS.step(
    "refresh", "刷新通报", {State.DRAFT}, None, RANK, crew=ANYONE, form=NoForm,
    act=lambda row, typed, reasons=None, **who: making.refresh(bulletin=row, **who), shaped=True,
    verb="bulletin.refreshed",
    shut=("通报现在是“{state}”，内容不再变动", "请另编制一份"),
)  # fmt: skip
STEPS.step(
    "discard", "删除通报草稿", {State.DRAFT}, None, RANK, crew=ANYONE, form=NoForm,
    act=lambda row, typed, reasons=None, **who: making.discard(bulletin=row, **who), shaped=True,
    page="bulletins:discard", verb="bulletin.discarded",
    shut=("通报现在是“{state}”，只有草稿可以删除", "有误的请撤回"),
)  # fmt: skip
STEPS.step(
    "sign", "签发通报", {State.DRAFT}, State.SIGNED, RANK, crew=ANYONE, form=forms.SignForm,
    act=lambda row, typed, reasons=None, **who: signing.sign(bulletin=row, day=who["at"].date(), **typed, **who),
    shaped=True, page="bulletins:sign", verb="bulletin.signed",
)  # fmt: skip
STEPS.step(
    "publish", "发布通报", {State.SIGNED}, State.PUBLISHED, RANK, crew=ANYONE, form=NoForm,
    act=lambda row, typed, reasons=None, **who: signing.publish(bulletin=row, **who), shaped=True,
    page="bulletins:publish", verb="bulletin.published",
)  # fmt: skip
STEPS.step(
    "withdraw", "撤回通报", {State.SIGNED, State.PUBLISHED}, State.WITHDRAWN, RANK, crew=ANYONE,
    form=forms.WithdrawForm,
    act=lambda row, typed, reasons=None, **who: signing.withdraw(bulletin=row, **typed, **who), shaped=True,
    page="bulletins:withdraw", verb="bulletin.withdrawn",
)  # fmt: skip
