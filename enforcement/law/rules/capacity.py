"""Mental capacity: who could not recognise or control what he did is not punished (PL 31)."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Capacity, Limb, Outcome, Procedure, ReviewPoint
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule

WEIGHING = ("case.weigh", "case.issue", *PROPOSED)


@rule(
    "R-110",
    gates=WEIGHING,
    clause=Clause(PENALTY, 31),
    remedy="改为不予处罚，并责令监护人严加看管和治疗",
    point=ReviewPoint.LAW,
)
def nobody_without_capacity_is_punished(facts):
    """Who could not recognise or control his act is not punished."""
    if facts.decision.outcome == Outcome.PENALTY and facts.party.capacity == Capacity.NONE:
        yield block(
            "当事人行为时不能辨认或者不能控制自己行为，不予行政处罚",
            facts=("party.capacity", "decision.outcome"),
        )


@rule(
    "R-110",
    gates=WEIGHING,
    clause=Clause(PENALTY, 31),
    remedy="写明从轻、减轻或者不从轻、减轻的理由",
    point=ReviewPoint.LAW,
)
def impaired_capacity_is_weighed(facts):
    """Impaired capacity may lighten or mitigate; either choice has its reason."""
    if facts.decision.outcome != Outcome.PENALTY or facts.party.capacity != Capacity.PARTIAL:
        return
    if not facts.assessment.capacity_reason.strip():
        yield warn(
            "当事人尚未完全丧失辨认或者控制能力，可以从轻或者减轻处罚",
            facts=("party.capacity", "assessment.capacity_reason", "decision.tier"),
        )


@rule("R-110", gates=WEIGHING, clause=Clause(PENALTY, 31), remedy="登记鉴定意见", point=ReviewPoint.LAW)
def incapacity_is_appraised(facts):
    """Any capacity but the full rests on an appraisal; while it is awaited nothing is concluded."""
    found, concerned = facts.party, ("party.capacity", "party.capacity_evidence")
    if found.capacity not in (Capacity.FULL, Capacity.PENDING) and not found.capacity_evidence:
        yield block(
            f"登记当事人“{Capacity(found.capacity).label}”，没有鉴定意见",
            "登记鉴定意见；还没有出来的，责任能力选“等待鉴定”",
            facts=concerned,
        )


@rule("R-110", gates=("case.weigh", "case.issue"), clause=Clause(PENALTY, 51), remedy="转普通程序，委托鉴定")
def a_doubtful_mind_is_not_judged_on_the_spot(facts):
    """Whose capacity is in doubt cannot be punished on the spot: the facts are not certain."""
    if facts.decision.procedure == Procedure.SUMMARY and facts.party.capacity == Capacity.PENDING:
        yield block("当事人的责任能力有疑问，须先鉴定，不能当场决定", facts=("party.capacity",))


@rule(
    "R-110", gates=PROPOSED, clause=Clause(PENALTY, 31),
    remedy="鉴定意见出来后在“是否应罚”页登记；鉴定时间不计入办案期限，在案件页“登记不计入期限的期间”登记",
    point=ReviewPoint.LAW,
)  # fmt: skip
def the_appraisal_is_awaited(facts):
    """Nothing is concluded, told or decided before the appraisal is there."""
    if facts.party.capacity == Capacity.PENDING:
        yield block("正在等待当事人责任能力的鉴定意见", facts=("party.capacity", "party.capacity_evidence"))


@rule(
    "R-110",
    gates=PROPOSED,
    clause=Clause(PENALTY, 31),
    remedy="填写监护人和责令看管、治疗的内容",
    point=ReviewPoint.LAW,
)
def the_guardian_is_ordered_to_watch(facts):
    """Not punishing for incapacity goes with an order to the guardian, and only the incapable are spared so."""
    if facts.decision.limb != Limb.INCAPACITY:
        return
    if facts.party.capacity != Capacity.NONE:
        yield block(
            "当事人不是不能辨认或者控制自己行为，不能以此为由不予处罚",
            "改选其他情形",
            facts=("party.capacity", "decision.limb"),
        )
    if not facts.decision.guardian_order.strip() or not facts.party.guardian.strip():
        yield block(
            "还没有填写监护人和责令看管、治疗的内容", facts=("decision.guardian_order", "party.guardian")
        )
