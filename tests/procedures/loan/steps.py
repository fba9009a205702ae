"""Three states, four steps: a head lends, a slip is issued, the thing comes back by a day, the day is put off."""

from enforcement.procedures.step_forms import NoForm
from enforcement.procedures.steps import ANYONE, Crew
from enforcement.teams.roles import APPROVE, HANDLE
from tests.procedures.loan import facts, forms, rules, services  # noqa: F401 (facts and rules register themselves)
from tests.procedures.loan.models import Loan

State = Loan.State
BORROWER = Crew(
    "借用人", lambda row, officer, near: row.borrower_id == officer.pk, "只有借用人可以{label}",
    lambda row, near: [row.borrower],
)  # fmt: skip

Loan.STEPS.step(
    "approve", "批准借用", {State.ASKED}, State.LENT, APPROVE, crew=ANYONE, form=forms.ApproveForm,
    act=services.approve, words="借出以后五个工作日内归还。", asks=("thing.",), draft="approve",
)  # fmt: skip
Loan.STEPS.step(
    "give_back", "归还装备", {State.LENT}, State.BACK, HANDLE, crew=BORROWER, form=forms.ReturnForm,
    act=services.give_back, no_rule="归还是借用人的义务，没有条件。",
)  # fmt: skip
Loan.STEPS.step(
    "hand_over", "出具交接单", {State.LENT}, None, HANDLE, crew=BORROWER, form=NoForm, act=services.hand_over,
    together=True,
)  # fmt: skip
Loan.STEPS.step(
    "prolong", "延长借用", {State.LENT}, None, APPROVE, crew=ANYONE, form=forms.ReasonForm, act=services.prolong,
    rare=True, no_rule="延长由负责人酌定。",
)  # fmt: skip
