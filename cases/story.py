"""The story of a case from the journal, newest first, without what only machines need."""

from dataclasses import dataclass
from datetime import datetime

from cases.models import Assessment
from cases.workflow import STEPS
from enforcement.journal import words
from enforcement.journal.models import Entry

SHOWN = 60
VERBS = {
    "case.open": "登记案件",
    "case.look_back": "查询以往同类违法",
    "case.deadline": "日历公布后重算期限",
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


# what proves an entry stands in the journal; who reads the story of a case wants the words
PROOFS = {
    "was", "now", "party", "sha256", "sm3", "digest", "custody", "document", "piece", "content_digest", "serial",
}  # fmt: skip


CODES = dict(Assessment.Outcome.choices)


@dataclass
class Event:
    """One line of the timeline."""

    at: datetime
    words: str
    actor_words: str
    detail: str
    url: str = ""


def story_of(dossier):
    """Return the newest entries of a dossier's chain that a reader of the case wants to see."""
    found = Entry.objects.filter(chain__key=dossier.chain_key).exclude(verb__in=QUIET).order_by("-serial")
    return [event_of(entry) for entry in found[:SHOWN]]


def event_of(entry):
    """Return an entry in words, without its proofs."""
    data = {name: value for name, value in entry.data.items() if name not in PROOFS and value is not False}
    detail = "；".join(f"{name}：{plain(value)}" for name, value in words.details(data))
    return Event(entry.at, words.verb(entry.verb), entry.actor_words, detail[:160])


def plain(value):
    """Return a value of the journal as people read it: codes in words, lists without brackets."""
    if isinstance(value, list):
        return "、".join(map(plain, value))
    if isinstance(value, dict):
        return "，".join(map(plain, value.values()))
    return CODES.get(value, str(value))
