"""送达: every attempt until one has reached the party (第六十一条、民事诉讼法第八十八条 to 第九十五条)."""

from cases.crew.crews import ANYONE, INVESTIGATORS
from cases.forms.plain import DeliverForm
from cases.notice.steps import SERVED
from cases.street import deciding
from cases.workflow import GENERAL, STEPS, State
from enforcement.teams.roles import HANDLE

STEPS.step(
    "attempt", "登记送达经过", {State.DECIDED}, None, HANDLE, lane=GENERAL, crew=INVESTIGATORS,
    asks=("serving.",), **SERVED,
)  # fmt: skip
STEPS.step(
    "deliver", "登记送达", {State.DECIDED}, State.DELIVERED, HANDLE, crew=ANYONE, form=DeliverForm,
    act=lambda case, typed, **who: deciding.hand_over(case=case, **who, **typed),
    words="自送达之日起计算当事人的复议期限和缴款期限。",
    asks=("decision.receipt", "decision.refusal_note", "serving.", "delivery.", "document.sealed"),
    by_lane={GENERAL: SERVED | {"crew": INVESTIGATORS}},
)  # fmt: skip
