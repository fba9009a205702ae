"""One act is registered once: what looks like a second case of the same act is pointed out (PL 29)."""

from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import warn
from enforcement.law.rulebook import rule


@rule(
    "R-108",
    gates=("case.register", "case.request_filing"),
    clause=Clause(PENALTY, 29),
    remedy="先打开那一件核对",
)
def one_act_is_registered_once(facts):
    """Another case of the same party, item, day and place is named, with its address."""
    if alike := facts.repeats.alike:
        told = "；".join(each.words for each in alike)
        yield warn(
            f"当天已有同一当事人、同一事项的案件：{told}",
            "打开核对：是同一个违法行为的，不再登记，也不得再次罚款；是另一个行为的，说明理由后继续",
            facts=("repeats.alike",),
            cases=tuple(each.case for each in alike),
        )
