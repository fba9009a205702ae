"""What approval forms share: who proposed, who looked at it, who decided."""

from dataclasses import dataclass, field

from enforcement.documents.contents.blocks import Opinion, labelled


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
