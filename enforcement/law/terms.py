"""Every time limit of the law as a `Term`. Each carries its own unit; there is no switch for all of them.

Art. 85 of the Penalty Law makes 二日、三日、五日、七日 working days and nothing else; art. 69 of the
Compulsion Law every period of ten days or less. `rolls` says whether a last day on a rest day moves to the
next working day: yes where the period is the party's, no where it binds the authority's hand on goods or
evidence (R-008).
"""

from dataclasses import dataclass
from enum import StrEnum

from enforcement.law.clauses import (
    CIVIL_PROCEDURE,
    COMPULSION,
    DISCLOSURE,
    DISCLOSURE_POLICY,
    HOUSE,
    HOUSING_PENALTY,
    LITIGATION,
    MARKET_PENALTY,
    PENALTY,
    RECONSIDERATION,
    RECONSIDERATION_RULES,
    ZHEJIANG,
    Clause,
)


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAY = "WORKING_DAY"
    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"
    HOUR = "HOUR"

    @property
    def label(self):
        return {"WORKING_DAY": "个工作日", "DAY": "日", "MONTH": "个月", "YEAR": "年", "HOUR": "小时"}[
            self.value
        ]


class Status(StrEnum):
    """How sure the number is; anything but CONFIRMED is shown as such wherever it decides something."""

    CONFIRMED = "CONFIRMED"
    MEMORY = "MEMORY"
    DEFAULT = "DEFAULT"


@dataclass(frozen=True)
class Term:
    """A time limit: `days` counted in `unit`, its clause, and whether its last day rolls over rest days.

    `event` says in Chinese what it starts from. `before`: a notice must lie this many full days before the
    event (R-007).
    """

    name: str
    days: int
    unit: Unit
    clause: Clause
    rolls: bool = False
    event: str = "起算事件"
    before: bool = False
    status: Status = Status.CONFIRMED

    def __str__(self):
        return f"{self.name}{self.days}{self.unit.label}"


WD, ND, MONTH, YEAR, HOUR = Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR

# fmt: off
# -- 行政处罚法 ---------------------------------------------------------------------------------------------
STATEMENT = Term("陈述、申辩", 5, WD, Clause(HOUSE), event="收到告知书", status=Status.DEFAULT)
REQUEST_HEARING = Term("申请听证", 5, WD, Clause(PENALTY, 64), event="收到听证告知书")
HEARING_NOTICE = Term("举行听证前通知", 7, WD, Clause(PENALTY, 64), event="送达听证通知书", before=True)
PRESERVATION = Term("处理先行登记保存的证据", 7, WD, Clause(PENALTY, 56), event="登记保存")
DECIDE = Term("作出处罚决定", 90, ND, Clause(PENALTY, 60), rolls=True, event="立案")
DELIVER = Term("送达决定书", 7, WD, Clause(PENALTY, 61, 1), event="作出决定")
PAY_FINE = Term("缴纳罚款", 15, ND, Clause(PENALTY, 67, 3), rolls=True, event="收到决定书")
HAND_IN = Term("执法人员交回当场收缴的罚款", 2, WD, Clause(PENALTY, 71), event="收缴罚款")
PAY_IN = Term("机关将当场收缴的罚款缴付银行", 2, WD, Clause(PENALTY, 71), event="收到执法人员交款")
LIMITATION = Term("行政处罚追责时效", 2, YEAR, Clause(PENALTY, 36, 1), event="违法行为发生或者终了")
LIMITATION_LONG = Term("行政处罚追责时效", 5, YEAR, Clause(PENALTY, 36, 1), event="违法行为发生或者终了")
# 第52条第3款 sets no figure; three days come from one domain's rules (生态环境行政处罚办法 68)
FILE_SUMMARY = Term("当场处罚决定备案", 3, WD, Clause(PENALTY, 52, 3), event="决定", status=Status.DEFAULT)
HANDLE_CLUE = Term("处理线索", 15, WD, Clause(HOUSE), event="登记线索", status=Status.DEFAULT)
# -- 行政强制法 ---------------------------------------------------------------------------------------------
SEIZE = Term("查封、扣押", 30, ND, Clause(COMPULSION, 25, 1), event="实施查封、扣押")
URGENT_APPROVAL = Term("补办强制措施批准手续", 24, HOUR, Clause(COMPULSION, 19), event="当场实施强制措施")
DEMAND_WAIT = Term("催告后申请法院强制执行", 10, WD, Clause(COMPULSION, 54), event="催告书送达")
COURT_WINDOW = Term("申请法院强制执行", 3, MONTH, Clause(COMPULSION, 53), rolls=True, event="救济期限届满")
# -- remedies ----------------------------------------------------------------------------------------------
RECONSIDER = Term("申请行政复议", 60, ND, Clause(RECONSIDERATION, 20, 1), rolls=True, event="送达")
RECONSIDER_NOT_TOLD = Term(
    "申请行政复议（未告知权利）", 1, YEAR, Clause(RECONSIDERATION, 20, 3), rolls=True, event="知道内容"
)
RECONSIDER_LATEST = Term("申请行政复议最长期限", 5, YEAR, Clause(RECONSIDERATION, 21), event="决定")
ANSWER_COMPLAINT = Term("答复投诉举报人", 60, ND, Clause(RECONSIDERATION_RULES, 24), event="收到投诉举报")
SUE = Term("提起行政诉讼", 6, MONTH, Clause(LITIGATION, 46, 1), rolls=True, event="知道决定")
SUE_AFTER_RECONSIDERATION = Term(
    "对复议决定提起诉讼", 15, ND, Clause(LITIGATION, 45), rolls=True, event="收到复议决定书"
)
NOTICE_BY_PUBLICATION = Term("公告送达", 30, ND, Clause(CIVIL_PROCEDURE, 95), event="公告")
# to a party without a domicile in the country (第二百八十三条第二款)
NOTICE_ABROAD = Term("公告送达（境内没有住所）", 60, ND, Clause(CIVIL_PROCEDURE, 283, 2), event="公告")
# -- openness ----------------------------------------------------------------------------------------------
INFORM_CAPTURE = Term(
    "告知当事人设备记录的违法事实", 3, WD, Clause(PENALTY, 41, 3), event="审核确认记录", status=Status.DEFAULT
)
PUBLISH = Term("公示处罚决定", 7, WD, Clause(DISCLOSURE_POLICY), event="作出决定", status=Status.MEMORY)
PUBLISH_LATEST = Term("公示处罚决定最长期限", 20, WD, Clause(DISCLOSURE, 26), event="作出决定")
WITHDRAW_PUBLICATION = Term(
    "撤回公示并公开说明理由", 3, WD, Clause(PENALTY, 48, 2), event="决定被变更、撤销、确认违法或者无效"
)
# -- filing, review and closing, by the domain's procedural rule --------------------------------------------
CLUE_MARKET = Term("核查线索", 15, WD, Clause(MARKET_PENALTY, 18), event="登记线索", status=Status.MEMORY)
CLUE_MARKET_LONGER = Term(
    "核查线索（经批准延长）", 30, WD, Clause(MARKET_PENALTY, 18), event="登记线索", status=Status.MEMORY
)
CLUE_HOUSING = Term("核查线索", 15, WD, Clause(HOUSING_PENALTY), event="登记线索", status=Status.MEMORY)
CLUE_HOUSING_LONGER = Term(
    "核查线索（经批准延长）", 25, WD, Clause(HOUSING_PENALTY), event="登记线索", status=Status.MEMORY
)
# five days: review measure of 玉环市坎门街道 (2020); no statute sets a figure
REVIEW = Term("法制审核", 5, WD, Clause(HOUSE), event="送审", status=Status.DEFAULT)
REVIEW_MARKET = Term("法制审核", 10, WD, Clause(MARKET_PENALTY), event="送审", status=Status.MEMORY)
CLOSE = Term("填写结案审批表", 15, WD, Clause(MARKET_PENALTY, 80), event="办理完毕", status=Status.MEMORY)
# -- people ------------------------------------------------------------------------------------------------
KEEP_QUALIFICATION = Term("保留行政执法资格", 5, YEAR, Clause(ZHEJIANG, 28), event="考试合格")
# fmt: on
