"""What the two approval forms say: filing (立案审批表) and closing (结案审批表)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from enforcement.documents.contents.blocks import OfficerBlock, Opinion, Payment, labelled, shown
from enforcement.documents.contents.paper import FilePaper, people


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who proposed, who looked at it, who decided. `section`, `legal`: None where nobody was asked."""

    proposal: Opinion = field(metadata=labelled("承办人意见"))
    section: Opinion | None = field(default=None, metadata=labelled("承办机构意见"))
    legal: Opinion | None = field(default=None, metadata=labelled("法制机构意见"))
    approval: Opinion = field(metadata=labelled("负责人决定"))

    def elements(self):
        return super().elements() | {
            "proposal": self.proposal.text,
            "proposed_on": self.proposal.day.isoformat(),
            "approval": self.approval.text,
            "approved_on": self.approval.day.isoformat(),
        }


@dataclass(frozen=True, kw_only=True)
class FilingApprovalContent(Approval, FilePaper):
    """The filing form (立案审批表, 行政处罚法 54, R-909). Its own number is the number of the case.

    `source`: where the case came from; `found_on`: day of the clue; `facts`: summary, with time and place;
    `breached`: the norm that seems broken; `basis`: why it is filed; `jurisdiction`, `limitation`: result of
    either check in a sentence; `criteria`: filing criteria that are met; `officers`: who is to handle it.
    """

    source: str = field(metadata=labelled("案件来源"))
    found_on: date = field(metadata=labelled("线索发现日期"))
    facts: str = field(metadata=labelled("案情摘要"))
    breached: str = field(metadata=labelled("涉嫌违反的规定"))
    basis: str = field(metadata=labelled("立案依据"))
    jurisdiction: str = field(metadata=labelled("管辖审查"))
    limitation: str = field(metadata=labelled("时效审查"))
    criteria: tuple[str, ...] = field(metadata=labelled("立案标准"))
    officers: tuple[OfficerBlock, ...] = field(metadata=labelled("拟承办人"))

    def elements(self):
        return super().elements() | {
            "source": self.source,
            "found_on": self.found_on.isoformat(),
            "facts": self.facts,
            "norm": self.breached,
            "basis": self.basis,
            "jurisdiction": self.jurisdiction,
            "limitation": self.limitation,
            "criteria": shown(self.criteria),
            "officers": people(self.officers),
        }


@dataclass(frozen=True, kw_only=True)
class ClosingApprovalContent(Approval, FilePaper):
    """The closing form (结案审批表, R-917).

    `filed_on`, `decided_on`, `delivered_on`: days, None where there was no such step. `decision`: what was
    decided; `performance`: how it was carried out, in sentences; `fine`, `surcharge`: yuan due, None without;
    `payments`: money received; `goods`: what became of forfeited things; `correction`: result of the
    re-check; `remedy_result`: reconsideration and suit; `reason`: 结案理由.
    """

    source: str = field(default="", metadata=labelled("案件来源"))
    filed_on: date | None = field(metadata=labelled("立案日期"))
    decision_number: str = field(metadata=labelled("决定书文号"))
    decided_on: date | None = field(metadata=labelled("决定日期"))
    delivered_on: date | None = field(metadata=labelled("送达日期"))
    facts: str = field(metadata=labelled("案情摘要"))
    decision: str = field(metadata=labelled("处理决定"))
    performance: str = field(metadata=labelled("执行情况"))
    fine: Decimal | None = field(default=None, metadata=labelled("罚款数额"))
    surcharge: Decimal | None = field(default=None, metadata=labelled("加处罚款数额"))
    payments: tuple[Payment, ...] = field(default=(), metadata=labelled("缴款记录"))
    goods: str = field(default="", metadata=labelled("罚没财物处理"))
    correction: str = field(metadata=labelled("改正复查情况"))
    remedy_result: str = field(metadata=labelled("行政复议、行政诉讼情况"))
    reason: str = field(metadata=labelled("结案理由"))

    @property
    def paid(self):
        """Yuan received in all."""
        return sum((each.amount for each in self.payments), Decimal(0))

    def elements(self):
        return super().elements() | {
            "decision_number": self.decision_number,
            "decision": self.decision,
            "performance": self.performance,
            "correction": self.correction,
            "remedy_result": self.remedy_result,
            "reason": self.reason,
        }
