"""What follows the decision: money, filing with the unit, closing."""

from datetime import date
from decimal import Decimal

from enforcement.law.amounts import Pause
from enforcement.law.kinds import ClosingReason, CollectionGround
from enforcement.law.known import Group, fact, group


@group
class Collection(Group):
    """On-the-spot collection (当场收缴).

    `amount`: yuan taken, None where none was; `collected_on`; `ground` and `reason` why it was allowed;
    `requested`: the party asked to pay on the spot (remote areas); `receipt_number` of the finance
    department's receipt, "" without. `landed_on`: day on which
    officers who took it on water came to land. `handed_in_on`: day on which the officer handed the money to the
    agency, None while he has not.
    """

    NAME, LABEL, WHERE = "collection", "当场收缴", "当场收缴页"
    amount: Decimal | None = fact("金额")
    collected_on: date | None = fact("日期")
    ground: CollectionGround | None = fact("理由")
    reason: str = fact("的说明", default="")
    requested: bool = fact("是否由当事人提出", default=False)
    receipt_number: str = fact("的财政票据号")
    landed_on: date | None = fact("后的抵岸日期", "当场收缴页“抵岸日期”", default=None)
    handed_in_on: date | None = fact("的交款日期", default=None)


@group
class Paid(Group):
    """One payment: `on` the day the bank got it, `amount` in yuan, `surcharge` the surcharge in it."""

    NAME, LABEL, WHERE = "payment.paid", "缴款", "缴款页"
    on: date = fact("日期")
    amount: Decimal = fact("金额")
    surcharge: Decimal = fact("其中加处罚款", default=Decimal(0))


@group
class Payment(Group):
    """Payment of the fine (缴款).

    `due_on`: rolled last day, None while not delivered or without a fine; `paid`: all payments up to and
    with the present one; `surcharge_told`: whether the decision named the rate; `surcharge`: yuan imposed,
    0 where none. `pauses`: the days on which no surcharge grows, in the order in which they were recorded, and
    `pause_paper` and `pause_reason` of the last of them.
    """

    NAME, LABEL, WHERE = "payment", "", "缴款页"
    due_on: date | None = fact("缴款期限")
    paid: tuple[Paid, ...] = fact("缴款记录")
    surcharge_told: bool = fact("决定书是否写明加处罚款标准", default=True)
    surcharge: Decimal = fact("加处罚款", default=Decimal(0))
    pauses: tuple[Pause, ...] = fact("不计算加处罚款的期间", default=())
    pause_paper: str = fact("延期、复议、诉讼的文书", default="")
    pause_reason: str = fact("延期缴纳的理由", default="")


@group
class Registration(Group):
    """Filing of the on-the-spot decision with the agency (备案). `filed_on` None while it is not filed."""

    NAME, LABEL, WHERE = "registration", "备案", "备案页"
    filed_on: date | None = fact("日期")
    filed_by: str = fact("人员", default="")
    days: int = fact("期限", "参数“当场处罚备案期限”", default=3)


@group
class Closing(Group):
    """The closing form (结案审批表).

    `performance`: how each item of the decision was carried out, in words. `finished_on`: day on which all was
    carried out or ended, None before. `rechecked_on`: day on which the ordered correction was checked, None
    while it was not. `goods_left`: names of seized or preserved goods not yet disposed of. `court_pending`: an
    application for enforcement lies with the court; `ended_basis`: the paper that ends enforcement, "" without.
    `unserved`: titles of the standing papers that had to be served and were not. `recheck`: what was found when the
    correction was checked, "" without. `publish`: what the form says of the publication, None where it says nothing.
    """

    NAME, LABEL, WHERE = "closing", "结案", "结案页"
    reason: ClosingReason = fact("理由")
    performance: str = fact("时的执行情况", default="")
    finished_on: date | None = fact("前的办理完毕日期", default=None)
    rechecked_on: date | None = fact("前的改正复查日期", "结案页“改正复查”", default=None)
    goods_left: tuple[str, ...] = fact("前没有处理的财物", default=())
    court_pending: bool = fact("前法院是否正在强制执行", default=False)
    ended_basis: str = fact("所依据的终结文书", default="")
    unserved: tuple[str, ...] = fact("前还没有送达的文书", "送达页", default=())
    recheck: str = fact("前的改正复查结果", "结案页“改正复查”", default="")
    publish: bool | None = fact("审批表上的公示审查结论", default=None)
