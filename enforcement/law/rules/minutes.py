"""What the heads concluded together is what is decided (集体讨论的结论, PL 57(2)); who votes stands in `discussion`."""

from enforcement.law.amounts import shown
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import Outcome, PenaltyKind
from enforcement.law.rulebook import LATER, rule
from enforcement.law.rules.told import plain

CONCLUDED = ("discussion.kinds", "discussion.fine", "decision.kinds", "decision.fine", "decision.outcome")


def in_words(kinds, fine):
    """Return penalties in words: 警告，罚款 2,000 元; 不予处罚 where there is none."""
    labels = [
        PenaltyKind(kind).label for kind in kinds if kind not in (PenaltyKind.FINE, PenaltyKind.CORRECTION)
    ]
    if fine is not None:
        labels.append(f"罚款 {shown(fine)} 元")
    return "，".join(labels) or "不予处罚"


@rule(
    "R-131",
    gates=("case.decide",),
    clause=Clause(PENALTY, 57, 2),
    remedy="按讨论的结论决定：处理意见要改的，先“退回重新处理”；结论变了的，重新“登记集体讨论”",
    point=LATER,
)
def the_decision_follows_the_discussion(facts):
    """Kinds, amount and order that the heads concluded together are those of the decision."""
    panel, made = facts.discussion, facts.decision
    if panel.held_on is None:
        return
    spared = made.outcome == Outcome.NO_PENALTY
    imposed = set() if spared else set(made.kinds) - {PenaltyKind.CORRECTION}
    fine = None if spared else made.fine
    if set(panel.kinds) - {PenaltyKind.CORRECTION} != imposed or panel.fine != fine:
        concluded, meant = in_words(panel.kinds, panel.fine), in_words(sorted(imposed), fine)
        yield block(f"集体讨论的结论是“{concluded}”，拟作出的决定是“{meant}”", facts=CONCLUDED)
    if panel.order.strip() and plain(panel.order) != plain(made.order):
        yield block(
            f"集体讨论的结论是“{panel.order.strip()}”，拟作出的决定是“{made.order.strip() or '没有责令改正'}”",
            facts=("discussion.order", "decision.order"),
        )
