"""How much: the published benchmark, else the default split; lightening that the law demands."""

from decimal import Decimal

from enforcement.law.amounts import Range, default_range, shown
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.findings import block, hold, warn
from enforcement.law.kinds import Capacity, Outcome, Procedure, Tier
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule
from enforcement.law.rules.age import AGE_REDUCED, age_at_act

SUMMARY = ("case.weigh", "case.issue")
WEIGHING = (*SUMMARY, *PROPOSED)
BANDS = ("decision.fine", "decision.tier", "benchmark.bands", "item.fine_min", "item.fine_max", "clock.day")


def bands_on(benchmark, day):
    """Return the bands of the benchmark version in force on `day`."""
    return [
        band
        for band in benchmark.bands
        if band.valid_from <= day and (band.valid_to is None or day <= band.valid_to)
    ]


def permitted(facts, tier):
    """Return the ranges open to `tier` on the step's day and where they come from.

    () where the benchmark has no such tier; None where neither a benchmark nor a statutory maximum in yuan
    exists.
    """
    if bands := bands_on(facts.benchmark, facts.clock.day):
        return tuple(Range(band.low, band.high) for band in bands if band.tier == tier), "已公布的裁量基准"
    if facts.item.fine_max is None:
        return None, ""
    low = facts.item.fine_min or Decimal(0)
    split = facts.benchmark.low_share, facts.benchmark.high_share
    return (
        default_range(tier, low, facts.item.fine_max, *split),
    ), "默认幅度（没有公布裁量基准，待法制部门确认）"


def fined(facts):
    return facts.decision.outcome == Outcome.PENALTY and facts.decision.fine is not None


@rule("R-113", gates=("case.issue", "case.decide"), clause=Clause(PENALTY, 34), remedy="调整罚款数额或者阶次")
def the_fine_lies_in_its_band(facts):
    """The fine lies in the range of its tier; outside it waits for collective discussion."""
    for message in outside_the_band(facts):
        yield hold(
            message,
            "调整数额或者阶次，或者由负责人集体讨论并写明理由",
            facts=BANDS,
            superior="本机关负责人集体讨论",
        )


@rule("R-113", gates=("case.weigh",), clause=Clause(PENALTY, 34), remedy="调整罚款数额或者阶次")
def the_summary_fine_is_weighed_in_its_band(facts):
    """Weighing on the spot meets what issuing will meet; the ordinary procedure discusses before it decides."""
    if facts.decision.procedure == Procedure.SUMMARY:
        yield from the_fine_lies_in_its_band(facts)


@rule(
    "R-113",
    gates=("case.conclude", "case.give_notice"),
    clause=Clause(PENALTY, 34),
    remedy="调整罚款数额或者阶次",
)
def a_proposal_outside_its_band_is_explained(facts):
    """A proposal outside the range of its tier says why, for the collective discussion that must follow."""
    for message in outside_the_band(facts):
        yield warn(f"{message}，决定前须经负责人集体讨论", "调整数额或者阶次，或者写明理由", facts=BANDS)


@rule("R-113", gates=WEIGHING, clause=Clause(PENALTY, 34), remedy="选择从轻、一般、从重或者减轻")
def a_fine_has_its_tier(facts):
    """A fine names the tier of discretion it was taken from."""
    if fined(facts) and facts.decision.tier is None:
        yield block("还没有选择裁量阶次", facts=("decision.tier",))


@rule("R-113", gates=(*SUMMARY, "case.conclude"), clause=Clause(PENALTY, 34), remedy="写明计算基数和过程")
def a_fine_without_fixed_range_is_worked_out(facts):
    """Where the law sets a fine by multiples or units, the computation is written down."""
    if fined(facts) and facts.decision.tier is not None and permitted(facts, facts.decision.tier)[0] is None:
        yield warn("该事项罚款按倍数、比例或者单位计算，系统不能核对幅度", facts=BANDS)


def outside_the_band(facts):
    """Yield in words how the fine lies outside the ranges open to its tier."""
    if not fined(facts) or facts.decision.tier is None:
        return
    fine, tier = facts.decision.fine, facts.decision.tier
    ranges, source = permitted(facts, tier)
    if ranges is not None and not any(fine in each for each in ranges):
        allowed = "、".join(map(str, ranges)) or "没有这一阶次"
        yield f"罚款 {shown(fine)} 元不在{Tier(tier).label}幅度内（{allowed}，{source}）"


@rule("R-113", gates=WEIGHING, clause=Clause(PENALTY, 4), remedy="把罚款改到法定上限以下")
def the_fine_stays_below_the_statutory_maximum(facts):
    """Above the statutory maximum there is no discretion at all."""
    if fined(facts) and facts.item.fine_max is not None and facts.decision.fine > facts.item.fine_max:
        yield block(
            f"罚款 {shown(facts.decision.fine)} 元超过法定上限 {shown(facts.item.fine_max)} 元"
            f"（{facts.item.clause}）",
            facts=("decision.fine", "item.fine_max"),
        )


@rule("R-111", gates=WEIGHING, clause=Clause(PENALTY, 32), remedy="改选从轻或者减轻")
def found_grounds_lighten(facts):
    """Where a ground of art. 32 is found, the tier is lighter, unless it is shown not to hold."""
    if not fined(facts) or facts.assessment.mitigations_rejected.strip():
        return
    if facts.assessment.mitigations and facts.decision.tier in (Tier.ORDINARY, Tier.HEAVIER):
        yield block(
            f"有应当从轻或者减轻的情形（{'、'.join(facts.assessment.mitigations)}），却选了{Tier(facts.decision.tier).label}",
            "改选从轻或者减轻；情形不成立的，由负责人写明理由",
            facts=("assessment.mitigations", "assessment.mitigations_rejected", "decision.tier"),
        )


@rule("R-111", gates=WEIGHING, clause=Clause(PENALTY, 32), remedy="登记减轻的法定情形，或者提高罚款")
def below_the_minimum_needs_a_ground(facts):
    """Below the statutory minimum only youth, impaired capacity or a ground of art. 32 leads."""
    if not fined(facts) or not facts.item.fine_min or facts.decision.fine >= facts.item.fine_min:
        return
    age = age_at_act(facts)
    spared = facts.assessment.mitigations or facts.party.capacity == Capacity.PARTIAL
    if not spared and not (age is not None and age < AGE_REDUCED):
        yield block(
            f"罚款 {shown(facts.decision.fine)} 元低于法定下限 {shown(facts.item.fine_min)} 元，"
            "没有减轻处罚的法定情形",
            facts=("decision.fine", "item.fine_min", "assessment.mitigations", "party.capacity"),
        )
