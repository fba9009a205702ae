"""How the journal of a case reads: its verbs, the names of what it keeps, its codes."""

from cases.models import Assessment, Record, pairs
from enforcement.law.kinds import Recipient

VERBS = {
    "case.open": "建立案件",
    "case.handed_over": "移交承办",
    "case.look_back": "查询以往同类违法",
    "case.lead": "登记线索",
    "case.remark_answered": "处理审核意见",
    "case.export": "导出全卷",
    "ruling": "说明理由",
    "cases.list_export": "导出案件清单",
    "party.unmask": "查看完整证件号码",
    "dossier.open": "建卷",
    "dossier.members": "变更办案人员",
    "dossier.sensitivity": "调整敏感程度",
    "dossier.lock": "封卷",
}
NAMES = {
    "team": "机构", "members": "办案人员", "item": "事项", "party": "当事人", "place": "地点", "count": "次数",
    "months": "查询月数", "rule": "规则", "gate": "步骤", "number": "文号", "outcome": "处理意见", "fine": "罚款（元）",
    "amount": "金额（元）", "receipt": "票据号", "on": "日期", "refused": "拒签", "before": "改前", "after": "改后",
    "result": "审核意见", "reviewer": "原审核人", "chosen": "审核人员", "round": "送审次数", "points": "陈述申辩意见",
    "kind": "种类", "waived_on": "书面放弃日期", "waived_by": "由谁放弃", "hearing_requested_on": "要求听证日期",
    "hearing_waived_on": "放弃听证日期", "related": "有回避情形", "granted": "同意回避", "heard": "提出意见",
    "filed_on": "立案日期", "served_on": "送达日期",
    "days": "天数", "ground": "原因", "start": "起", "end": "止", "title": "名称", "norms": "同时违反",
    "shown": "公示审查", "rows": "行数", "form": "格式", "filters": "条件",
    "facts": "认定的事实", "label": "位置", "papers": "文书份数", "masked": "脱敏", "bytes": "字节数",
}  # fmt: skip
# a case opens with its registration, which says the same
QUIET = ("case.open",)
CODES = dict(Assessment.Outcome.choices) | dict(pairs(Record.Kind)) | dict(pairs(Recipient))
