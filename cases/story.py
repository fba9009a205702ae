"""The story of a case from the journal, newest first, without what only machines need."""

from cases.workflow import STEPS
from enforcement.journal.models import Entry

SHOWN = 60
VERBS = {
    "case.open": "登记案件",
    "case.look_back": "查询以往同类违法",
    "ruling": "说明理由",
    "party.unmask": "查看完整证件号码",
    "dossier.open": "建卷",
    "dossier.members": "变更办案人员",
    "dossier.sensitivity": "调整敏感程度",
    "dossier.lock": "封卷",
} | {step.gate: step.label for step in STEPS.values()}
NAMES = {
    "team": "机构", "members": "办案人员", "item": "事项", "party": "当事人", "place": "地点", "count": "次数",
    "months": "查询月数", "rule": "规则", "gate": "步骤", "number": "文号", "outcome": "处理意见", "fine": "罚款",
    "amount": "金额", "receipt": "票据号", "on": "日期", "refused": "拒签", "before": "改前", "after": "改后",
}  # fmt: skip
QUIET = ("dossier.members", "evidence.open", "document.open")


def story_of(dossier):
    """Return the newest entries of a dossier's chain that a reader of the case wants to see."""
    return (
        Entry.objects.filter(chain__key=dossier.chain_key).exclude(verb__in=QUIET).order_by("-serial")[:SHOWN]
    )
