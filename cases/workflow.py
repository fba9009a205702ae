"""What may follow what in a penalty case, and who may do it. The law of each step stands in `enforcement.law`."""

from django.db import models

from enforcement.teams.roles import APPROVE, FILE, HANDLE
from enforcement.workflow import Step


class State(models.TextChoices):
    ON_SITE = "ON_SITE", "现场办理"
    PROPOSED = "PROPOSED", "待负责人确认"
    DECIDED = "DECIDED", "已决定"
    DELIVERED = "DELIVERED", "已送达"
    EXECUTED = "EXECUTED", "已履行"
    CLOSED = "CLOSED", "已结案"
    TO_FILE = "TO_FILE", "待立案"
    WITHDRAWN = "WITHDRAWN", "已撤销"


S = State
CLOSED_STATES = frozenset({S.CLOSED, S.WITHDRAWN})
AFTER_DECISION = frozenset({S.DECIDED, S.DELIVERED, S.EXECUTED})

# fmt: off
STEPS = {step.name: step for step in (
    # 简易程序: on the spot, decided and handed over in one visit
    Step("register",          "登记案件",         frozenset({S.ON_SITE}),               None,        HANDLE),
    Step("weigh",             "判断是否应罚",     frozenset({S.ON_SITE}),               None,        HANDLE),
    Step("issue",             "出具当场行政处罚决定书", frozenset({S.ON_SITE}),         S.DECIDED,   HANDLE),
    Step("propose_exemption", "提请不予处罚",     frozenset({S.ON_SITE}),               S.PROPOSED,  HANDLE),
    Step("return_exemption",  "退回重新处理",     frozenset({S.PROPOSED}),              S.ON_SITE,   APPROVE),
    Step("confirm_exemption", "确认不予处罚",     frozenset({S.PROPOSED}),              S.DECIDED,   APPROVE),
    Step("convert",           "转普通程序",       frozenset({S.ON_SITE}),               S.TO_FILE,   HANDLE),
    Step("withdraw",          "撤销案件",         frozenset({S.ON_SITE}),               S.WITHDRAWN, HANDLE),
    # after the decision
    Step("deliver",           "登记送达",         frozenset({S.DECIDED}),               S.DELIVERED, HANDLE),
    Step("collect",           "当场收缴罚款",     frozenset({S.DECIDED, S.DELIVERED}),  None,        HANDLE),
    Step("hand_in",           "上交收缴的罚款",   AFTER_DECISION,                       None,        HANDLE),
    Step("record_payment",    "登记缴款",         frozenset({S.DELIVERED}),             None,        HANDLE),
    Step("execute",           "确认履行完毕",     frozenset({S.DELIVERED}),             S.EXECUTED,  HANDLE),
    Step("file_with_unit",    "报所属机关备案",   AFTER_DECISION,                       None,        FILE),
    Step("close",             "结案",             frozenset({S.DELIVERED, S.EXECUTED}), S.CLOSED,    HANDLE),
)}
# fmt: on
