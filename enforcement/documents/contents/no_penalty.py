"""What the no-penalty decision says."""

from dataclasses import dataclass, field

from enforcement.documents import wording
from enforcement.documents.contents.blocks import labelled
from enforcement.documents.contents.penalties import Decided
from enforcement.law.kinds import Limb, Procedure


@dataclass(frozen=True, kw_only=True)
class NoPenaltyContent(Decided):
    """The no-penalty decision (不予行政处罚决定书, 行政处罚法 30, 31, 33, 57, R-920).

    `limb`: the ground; `reasons`: the facts that fulfil it; `prior_query`: the result of the look-back, for a
    first offence; `order`: correction or guardian's duty; `education`: how the party was educated.
    """

    limb: Limb | None = field(metadata=labelled("不予处罚的情形"))
    reasons: str = field(metadata=labelled("不予处罚的事实和理由"))
    prior_query: str = field(default="", metadata=labelled("以往违法记录查询结果"))
    decision: str = field(metadata=labelled("决定内容"))
    order: str = field(metadata=labelled("责令改正或者责令监护人管教的内容"))
    education: str = field(metadata=labelled("教育情况"))

    @classmethod
    def compose(cls, *, reconsideration_body, limb, **given):
        """Return the content with its statutory texts composed."""
        return cls(
            reconsideration_body=reconsideration_body,
            remedies=wording.remedies(Procedure.GENERAL, reconsideration_body),
            limb=Limb(limb) if limb else None,
            decision=wording.no_penalty(Limb(limb)) if limb else "",
            **given,
        )

    def elements(self):
        return super().elements() | {
            "limb": f"{self.limb.label}：{self.reasons}" if self.limb and self.reasons else "",
            "prior_query": self.prior_query,
            "decision": self.decision,
            "order": self.order,
            "education": self.education,
        }
