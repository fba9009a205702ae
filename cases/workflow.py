"""What may follow what in a penalty case, and who may do it. The law of each step stands in `enforcement.law`."""

from django.db import models

from enforcement.teams.roles import APPROVE, FILE, HANDLE, REVIEW
from enforcement.workflow import Step


class State(models.TextChoices):
    ON_SITE = "ON_SITE", "现场办理"
    PROPOSED = "PROPOSED", "待负责人确认"
    LEAD = "LEAD", "线索核查"
    TO_FILE = "TO_FILE", "待立案"
    INVESTIGATING = "INVESTIGATING", "调查取证"
    CONCLUDED = "CONCLUDED", "调查终结"
    NOTIFIED = "NOTIFIED", "已告知"
    IN_REVIEW = "IN_REVIEW", "法制审核"
    RETURNED = "RETURNED", "审核退回"
    REVIEWED = "REVIEWED", "待决定"
    DECIDED = "DECIDED", "已决定"
    DELIVERED = "DELIVERED", "已送达"
    EXECUTED = "EXECUTED", "已履行"
    CLOSING = "CLOSING", "待批准结案"
    CLOSED = "CLOSED", "已结案"
    NOT_FILED = "NOT_FILED", "不予立案"
    TRANSFERRED = "TRANSFERRED", "已移送"
    WITHDRAWN = "WITHDRAWN", "已撤销"


S = State
CLOSED_STATES = frozenset({S.CLOSED, S.WITHDRAWN, S.NOT_FILED, S.TRANSFERRED})
AFTER_DECISION = frozenset({S.DECIDED, S.DELIVERED, S.EXECUTED})
# while the officers may still correct what they wrote
BEFORE_REVIEW = frozenset({S.LEAD, S.TO_FILE, S.INVESTIGATING, S.CONCLUDED, S.RETURNED})
IN_HAND = frozenset(
    {S.TO_FILE, S.INVESTIGATING, S.CONCLUDED, S.NOTIFIED, S.IN_REVIEW, S.RETURNED, S.REVIEWED}
)
ASSIGNABLE = IN_HAND | {S.LEAD, S.DECIDED, S.DELIVERED, S.EXECUTED}
DISMISSIBLE = frozenset({S.INVESTIGATING, S.CONCLUDED, S.NOTIFIED, S.RETURNED, S.REVIEWED})
WEIGHED_IN = frozenset({S.ON_SITE, S.INVESTIGATING, S.NOTIFIED, S.RETURNED})
# what is written on the page 是否应罚, or beside it, is corrected where that page is
NORMS_IN = frozenset({S.INVESTIGATING, S.RETURNED})
VETTED_IN = frozenset({S.LEAD, S.TO_FILE, S.INVESTIGATING, S.CONCLUDED, S.RETURNED})
PERIOD_RUNS = IN_HAND - {S.TO_FILE}
# who complained is answered also after the case has ended, then most of all
ANSWERED_IN = frozenset(S) - {S.ON_SITE, S.PROPOSED}
# where a paper may still have to reach the party, and where its being another agency's case matters
ADDRESSED_IN = IN_HAND | {S.LEAD, S.DECIDED, S.DELIVERED}
DISPUTED_IN = IN_HAND | {S.LEAD}
ONLY_SUMMARY, ONLY_GENERAL = "SUMMARY", "GENERAL"


def at(*states):
    return frozenset(states)


def summary(name, label, sources, target, permission):
    return Step(name, label, sources, target, permission, lane=ONLY_SUMMARY)


def general(name, label, sources, target, permission):
    return Step(name, label, sources, target, permission, lane=ONLY_GENERAL)


# fmt: off
STEPS = {step.name: step for step in (
    # 简易程序: on the spot, decided and handed over in one visit
    summary("register",          "登记案件",         at(S.ON_SITE),                  None,        HANDLE),
    Step("weigh",                "判断是否应罚",     WEIGHED_IN,                  None,        HANDLE),
    summary("issue",             "出具当场行政处罚决定书", at(S.ON_SITE),            S.DECIDED,   HANDLE),
    summary("propose_exemption", "提请不予处罚",     at(S.ON_SITE),                  S.PROPOSED,  HANDLE),
    summary("return_exemption",  "退回重新处理",     at(S.PROPOSED),                 S.ON_SITE,   APPROVE),
    summary("confirm_exemption", "确认不予处罚",     at(S.PROPOSED),                 S.DECIDED,   APPROVE),
    summary("convert",           "转普通程序",       at(S.ON_SITE),                  S.TO_FILE,   HANDLE),
    summary("withdraw",          "撤销案件",         at(S.ON_SITE),                  S.WITHDRAWN, HANDLE),
    # 普通程序: lead, filing, investigation, notice, review, decision
    general("amend",             "更正案件内容",     BEFORE_REVIEW,                  None,            HANDLE),
    general("answer_complaint",  "登记答复投诉人",   ANSWERED_IN,                    None,            HANDLE),
    general("confirm_address",   "登记送达地址",     ADDRESSED_IN,                   None,            HANDLE),
    general("extend_clue",       "批准延长线索核查", at(S.LEAD, S.TO_FILE),          None,            APPROVE),
    general("dispute",           "登记管辖争议",     DISPUTED_IN,                    None,            HANDLE),
    general("request_filing",    "提请立案",         at(S.LEAD, S.TO_FILE),          S.TO_FILE,       HANDLE),
    general("file",              "批准立案",         at(S.TO_FILE),                  S.INVESTIGATING, APPROVE),
    general("refuse_filing",     "不予立案",         at(S.TO_FILE),                  S.NOT_FILED,     APPROVE),
    general("transfer_out",      "移送有管辖权的机关", at(S.LEAD, S.TO_FILE, S.INVESTIGATING), S.TRANSFERRED, APPROVE),
    Step("assign",               "更换承办人员",     ASSIGNABLE | {S.ON_SITE},       None,            APPROVE),
    general("declare",           "填写回避声明",     ASSIGNABLE,                     None,            HANDLE),
    general("ask_recusal",       "登记回避申请",     IN_HAND,                        None,            HANDLE),
    general("rule_recusal",      "决定回避申请",     IN_HAND,                        None,            APPROVE),
    general("norms",             "核对适用规定",     NORMS_IN,                       None,            HANDLE),
    general("vet",               "核对证据",         VETTED_IN,                      None,            HANDLE),
    general("exclude",           "登记不计入期限的期间", PERIOD_RUNS,                None,            HANDLE),
    general("extend",            "批准延长办案期限", PERIOD_RUNS,                    None,            APPROVE),
    general("sign_record",       "制作笔录",         at(S.INVESTIGATING),            None,            HANDLE),
    general("conclude",          "调查终结",         at(S.INVESTIGATING),            S.CONCLUDED,     HANDLE),
    general("reopen",            "补充调查",         at(S.CONCLUDED, S.NOTIFIED, S.RETURNED), S.INVESTIGATING, HANDLE),
    general("give_notice",       "出具事先告知书",   at(S.CONCLUDED),                S.NOTIFIED,      HANDLE),
    general("serve_notice",      "登记告知书送达",   at(S.NOTIFIED),                 None,            HANDLE),
    general("record_defence",    "登记陈述申辩",     at(S.NOTIFIED),                 None,            HANDLE),
    general("submit",            "送法制审核",       at(S.CONCLUDED, S.NOTIFIED, S.RETURNED), S.IN_REVIEW, HANDLE),
    general("disagree",          "对审核意见提出不同意见", at(S.RETURNED),           None,            HANDLE),
    general("take_review",       "领取审核",         at(S.IN_REVIEW),                None,            REVIEW),
    general("release_review",    "退回审核队列",     at(S.IN_REVIEW),                None,            REVIEW),
    general("extend_review",     "批准延长审核期限", at(S.IN_REVIEW),               None,            APPROVE),
    general("recall_review",     "收回审核",         at(S.IN_REVIEW),                None,            APPROVE),
    general("approve_review",    "审核同意",         at(S.IN_REVIEW),                S.REVIEWED,      REVIEW),
    general("return_review",     "退回修改",         at(S.IN_REVIEW),                S.RETURNED,      REVIEW),
    general("send_back",         "退回补充调查",     at(S.IN_REVIEW),                S.INVESTIGATING, REVIEW),
    general("discuss",           "登记集体讨论",     at(S.REVIEWED),                 None,            APPROVE),
    general("return_decision",   "退回重新处理",     at(S.REVIEWED),                 S.RETURNED,      APPROVE),
    general("dismiss",           "撤销案件",         DISMISSIBLE,                    S.WITHDRAWN,     APPROVE),
    general("decide",            "作出决定",         at(S.REVIEWED),                 S.DECIDED,       APPROVE),
    # after the decision
    general("attempt",           "登记送达经过",     at(S.DECIDED),                  None,            HANDLE),
    Step("deliver",              "登记送达",         at(S.DECIDED),                  S.DELIVERED, HANDLE),
    # a penalty on the spot is handed over in the act that makes it, and is carried out once its money is taken
    summary("collect",           "当场收缴罚款",     at(S.DELIVERED),                None,        HANDLE),
    summary("hand_in",           "上交收缴的罚款",   at(S.EXECUTED),                 None,        HANDLE),
    Step("record_payment",       "登记缴款",         at(S.DELIVERED, S.EXECUTED),    None,        HANDLE),
    Step("defer",                "批准延期缴纳",     at(S.DELIVERED),                None,        APPROVE),
    Step("note_review",          "登记复议、诉讼",   at(S.DELIVERED, S.EXECUTED),    None,        HANDLE),
    Step("tell_remedies",        "登记补充告知",     at(S.DELIVERED, S.EXECUTED),    None,        HANDLE),
    Step("execute",              "确认履行完毕",     at(S.DELIVERED),                S.EXECUTED,  HANDLE),
    summary("file_with_unit",    "报所属机关备案",   at(S.DELIVERED, S.EXECUTED),    None,        FILE),
    summary("close",             "结案",             at(S.DELIVERED, S.EXECUTED),    S.CLOSED,    HANDLE),
    general("publish",           "登记公示审查和公示", AFTER_DECISION,               None,            HANDLE),
    general("request_closing",   "提请结案",         at(S.DELIVERED, S.EXECUTED),    S.CLOSING,   HANDLE),
    general("return_closing",    "退回结案",         at(S.CLOSING),                  S.EXECUTED,  APPROVE),
    general("approve_closing",   "批准结案",         at(S.CLOSING),                  S.CLOSED,    APPROVE),
)}
# fmt: on
