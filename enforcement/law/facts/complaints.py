"""The complaint from which a case came, and the answer to it."""

from datetime import date

from enforcement.law.kinds import ComplaintOutcome
from enforcement.law.known import Group, fact, group


@group
class Complaint(Group):
    """Who complained to protect an own interest has standing against the handling or the silence (R-321).

    `answered_on` and `outcome` are None before the answer. `remedies_told`: the answer states right, body and period.
    """

    NAME, LABEL, WHERE = "complaint", "投诉举报", "登记答复页"
    received_on: date = fact("收到日期")
    own_interest: bool = fact("是否为维护自身合法权益", "登记答复页“为维护自身合法权益”")
    answered_on: date | None = fact("答复日期", default=None)
    outcome: ComplaintOutcome | None = fact("处理结果", default=None)
    remedies_told: bool = fact("是否告知救济途径", default=False)
