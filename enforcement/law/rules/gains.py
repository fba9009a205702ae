"""Illegal gains, and the order to correct that goes with every penalty (PL 28)."""

from datetime import date
from decimal import Decimal

from enforcement.law.amounts import shown, yuan
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Outcome, PenaltyKind
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule

MARKET_DEDUCTS_FROM = date(2026, 3, 20)  # 市场监督管理行政处罚案件违法所得认定办法
COMPUTED = (
    "gains.receipts", "gains.refunded", "gains.outlays", "gains.outlay_evidence", "gains.market",
    "gains.special", "gains.special_amount", "decision.day",
)  # fmt: skip


def deducts_outlays(gains, day) -> bool:
    """Return whether a decision of `day` deducts proven outlays: in market regulation, from 2026-03-20."""
    return gains.market and day >= MARKET_DEDUCTS_FROM


def illegal_gains(gains, day) -> Decimal:
    """Return the illegal gains in yuan for a decision of `day`, never below 0.

    Receipts less what must be refunded, and less proven outlays where they are deducted; a special clause
    replaces the computation.
    """
    if gains.special.strip() and gains.special_amount is not None:
        return yuan(gains.special_amount)
    proven = gains.outlays if deducts_outlays(gains, day) and gains.outlay_evidence else Decimal(0)
    return yuan(max(Decimal(0), gains.receipts - gains.refunded - proven))


@rule("R-107", gates=PROPOSED, clause=Clause(PENALTY, 28, 2), remedy="登记支出的证据，或者不予扣除")
def deducted_outlays_are_proven(facts):
    """Outlays are deducted only where evidence shows them."""
    gains = facts.gains
    if deducts_outlays(gains, facts.decision.day) and gains.outlays and not gains.outlay_evidence:
        yield block(
            f"拟扣除的合法必要支出 {shown(gains.outlays)} 元没有证据",
            facts=("gains.outlays", "gains.outlay_evidence"),
        )


@rule("R-107", gates=PROPOSED, clause=Clause(PENALTY, 28, 2), remedy="按计算结果填写没收违法所得数额")
def exactly_the_gains_are_confiscated(facts):
    """What is confiscated as illegal gains is what was computed."""
    forfeit, chosen = facts.decision.forfeit, PenaltyKind.FORFEIT_GAINS in facts.decision.kinds
    concerned = ("decision.forfeit", "decision.kinds", *COMPUTED)
    if facts.decision.outcome != Outcome.PENALTY:
        return
    if forfeit and not chosen:
        yield block("填写了没收违法所得数额，却没有选择没收违法所得", facts=concerned)
    gains = illegal_gains(facts.gains, facts.decision.day)
    if chosen and (forfeit is None or yuan(forfeit) != gains):
        amount = "还没有填写" if forfeit is None else f"为 {shown(forfeit)} 元"
        yield block(f"没收违法所得数额{amount}，按登记的收支计算应为 {shown(gains)} 元", facts=concerned)
    elif chosen and not gains:
        yield block("没有违法所得，不能没收", "取消没收违法所得", facts=concerned)
    elif gains and not chosen:
        yield warn(
            f"有违法所得 {shown(gains)} 元，没有没收", "选择没收违法所得，或者写明理由", facts=concerned
        )


@rule(
    "R-107",
    gates=("case.submit", "case.decide"),
    clause=Clause(PENALTY, 28, 1),
    remedy="在“是否应罚”页填写责令改正的内容和期限；已经改正的，填改正日期，选证明已经改正的证据",
)
def a_penalty_orders_correction(facts):
    """Every penalty goes with an order to correct, unless evidence shows that the act was corrected."""
    made = facts.decision
    if made.outcome != Outcome.PENALTY or made.order.strip():
        return
    if made.corrected_on is None:
        yield block("没有责令改正，也没有登记改正日期", facts=("decision.order", "decision.corrected_on"))
    elif not made.corrected_evidence:
        yield block(
            f"登记{made.corrected_on.isoformat()}已改正，没有证据",
            facts=("decision.corrected_on", "decision.corrected_evidence"),
        )
