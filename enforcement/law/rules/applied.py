"""Which text somebody applies: one of the item's own, beside norms that can be compared (PL 29, 37)."""

from enforcement.law.clauses import HOUSE, Clause
from enforcement.law.findings import block
from enforcement.law.known import UNKNOWN
from enforcement.law.rulebook import rule


@rule("R-115", gates=("case.norms",), clause=Clause(HOUSE), remedy="换事项的，在“更正案件内容”里换")
def the_text_applied_is_the_items(facts):
    """A version of another item is another item."""
    if not facts.step.about:
        yield block("这不是本案事项的版本", facts=("step.about",))


@rule("R-108", gates=("case.norms",), clause=Clause(HOUSE), remedy="在裁量说理里写明比较的理由")
def norms_are_compared_by_their_amounts(facts):
    """A norm whose fine is no fixed sum cannot be compared with another by amounts; then a person compares."""
    for norm in facts.norms.broken:
        if norm.raw("high") is UNKNOWN:
            yield block(f"“{norm.name}”没有固定数额的罚款，不能按数额比较", facts=("norms.broken",))
