"""How the supervision's entries read in the journal."""

# fmt: off
SUBJECTS = {"league": "榜单"}
VERBS = {
    "league.provisional": "计算暂估榜", "league.cut": "截数", "league.published": "发布榜单",
    "league.final": "榜单定稿", "league.withdrawn": "撤回榜单", "league.rules": "发布口径",
    "league.warned": "发出预警", "league.warning_proposed": "拟发红色警告",
    "league.warning_dropped": "撤销拟发", "league.sent_back": "退回答复", "league.attached": "上传答复附件",
    "league.answered": "答复预警", "league.lifted": "解除预警",
    "league.appealed": "提出异议", "league.replied": "复核异议", "league.adjustment": "提出加减分",
    "league.adjusted": "处理加减分", "league.exported": "导出榜单",
}
NAMES = {
    "approved": "批准", "appeal_until": "异议截止", "unit": "单位代码", "light": "预警", "due": "答复期限",
    "late": "逾期", "indicator": "指标", "upheld": "采纳", "score": "分值", "edition": "版本", "first": "起始日",
    "basis": "依据文件", "records": "改正的记录", "form": "格式", "group": "同类", "rows": "行数",
}
# fmt: on
