"""Illegal gains, and the order to correct that goes with every penalty (PL 28)."""

from datetime import date
from decimal import Decimal

from enforcement.law.amounts import shown, yuan
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block, hold, warn
from enforcement.law.kinds import Outcome, PenaltyKind, ReviewPoint
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


@rule(
    "R-107",
    gates=(*PROPOSED, "case.report"),
    clause=Clause(PENALTY, 28, 2),
    remedy="登记支出的证据，或者不予扣除",
    point=ReviewPoint.LAW,
)
def deducted_outlays_are_proven(facts):
    """Outlays are deducted only where evidence shows them."""
    gains = facts.gains
    if deducts_outlays(gains, facts.decision.day) and gains.outlays and not gains.outlay_evidence:
        yield block(
            f"拟扣除的合法必要支出 {shown(gains.outlays)} 元没有证据",
            facts=("gains.outlays", "gains.outlay_evidence"),
        )


@rule(
    "R-107",
    gates=PROPOSED,
    clause=Clause(PENALTY, 28, 2),
    remedy="按计算结果填写没收违法所得数额",
    point=ReviewPoint.LAW,
)
def exactly_the_gains_are_confiscated(facts):
    """What is confiscated as illegal gains is what was computed."""
    forfeit, chosen = facts.decision.forfeit, PenaltyKind.FORFEIT_GAINS in facts.decision.kinds
    concerned = ("decision.forfeit", "decision.kinds", *COMPUTED)
    if facts.decision.outcome != Outcome.PENALTY:
        return
    if forfeit and not chosen:
        yield block("填写了没收违法所得数额，却没有选择没收违法所得", facts=concerned)
    lawful = amounts_open(facts)
    if chosen and (forfeit is None or yuan(forfeit) not in lawful):
        amount = "还没有填写" if forfeit is None else f"为 {shown(forfeit)} 元"
        words = f"应为 {shown(lawful[0])} 元"
        if len(lawful) > 1:
            words += f"（扣除合法必要支出），或者 {shown(lawful[1])} 元（不扣除）"
        yield block(f"没收违法所得数额{amount}，按登记的收支计算{words}", facts=concerned)
    elif chosen and not lawful[0]:
        yield block("没有违法所得，不能没收", "取消没收违法所得", facts=concerned)


def amounts_open(facts) -> tuple[Decimal, ...]:
    """Return what may be confiscated in yuan: one sum, in market regulation another without the deduction."""
    gains, day = facts.gains, facts.decision.day
    both = (illegal_gains(gains, day), illegal_gains(gains.but(outlays=Decimal(0)), day))
    return tuple(dict.fromkeys(both))


def left(facts) -> Decimal:
    """Return the gains in yuan that a proposed penalty leaves with the party, 0 where it leaves none."""
    chosen = PenaltyKind.FORFEIT_GAINS in facts.decision.kinds
    if facts.decision.outcome != Outcome.PENALTY or chosen:
        return Decimal(0)
    return illegal_gains(facts.gains, facts.decision.day)


LEFT = ("decision.kinds", *COMPUTED)


@rule(
    "R-107", gates=("case.conclude",), clause=Clause(PENALTY, 28, 2), remedy="核对违法所得；写明为什么不没收"
)
def gains_left_are_explained(facts):
    """Illegal gains are confiscated: who proposes a penalty that leaves them says why, and the head decides on it."""
    if gains := left(facts):
        yield warn(f"有违法所得 {shown(gains)} 元，拟作出的处罚没有没收，告知前须经负责人决定", facts=LEFT)


@rule(
    "R-107",
    gates=("case.give_notice", "case.decide"),
    clause=Clause(PENALTY, 28, 2),
    remedy="已经退赔的，更正调查终结报告的“应当退赔”；本页还不能选择没收的，由负责人写明另行没收的安排或者不没收的理由",
    point=ReviewPoint.LAW,
)
def gains_are_left_by_the_head_alone(facts):
    """The officers' own sentence leaves no gains with the party."""
    if gains := left(facts):
        yield hold(f"有违法所得 {shown(gains)} 元，除依法应当退赔的外应当予以没收", facts=LEFT)


@rule(
    "R-107",
    gates=PROPOSED,
    clause=Clause(PENALTY, 9, 1),
    remedy="填写没收非法财物的价值",
    point=ReviewPoint.LAW,
)
def confiscated_goods_have_a_value(facts):
    """What goods are worth decides whether a hearing is due; confiscated, they have a value on the paper."""
    made = facts.decision
    if made.outcome == Outcome.PENALTY and PenaltyKind.FORFEIT_GOODS in made.kinds and made.goods is None:
        yield block("选择了没收非法财物，还没有填写价值", facts=("decision.goods", "decision.kinds"))


@rule(
    "R-107",
    gates=("case.submit", "case.decide"),
    clause=Clause(PENALTY, 28, 1),
    remedy="在“是否应罚”页填写责令改正的内容和期限；已经改正的，填改正日期，选证明已经改正的证据",
    point=ReviewPoint.LAW,
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
