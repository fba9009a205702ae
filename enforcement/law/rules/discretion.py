"""How much: the published benchmark, else the default split; what the law makes lighter or heavier."""

from enforcement.law.amounts import shown
from enforcement.law.clauses import ECOLOGY_CODE, PENALTY, Clause
from enforcement.law.findings import block, hold, warn
from enforcement.law.kinds import Outcome, Procedure, ReviewPoint, Tier
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule
from enforcement.law.rules import tiers

SUMMARY = ("case.weigh", "case.issue")
WEIGHING = (*SUMMARY, *PROPOSED)
BANDS = (
    "decision.fine", "decision.tier", "decision.band", "benchmark.bands", "item.fine_min", "item.fine_max",
    "clock.day",
)  # fmt: skip
GROUNDS = (
    "assessment.mitigations", "assessment.mitigations_rejected", "assessment.aggravations", "assessment.refused",
    "party.born_on", "party.capacity",
)  # fmt: skip
TOGETHER = "本机关负责人集体讨论"


def fined(facts):
    return facts.decision.outcome == Outcome.PENALTY and facts.decision.fine is not None


def outside_the_band(facts):
    """Yield in words how the fine lies outside what is open to its tier, or the tier outside its circumstance."""
    if not fined(facts) or facts.decision.tier is None or not_chosen(facts):
        return
    fine, tier = facts.decision.fine, facts.decision.tier
    if words := tiers.apart(facts):
        yield words
        return
    allowed = tiers.permitted(facts)
    if fine not in allowed:
        band = tiers.chosen(facts)
        found = f"（情形：{band.circumstance}）" if band and band.circumstance else ""
        yield f"罚款 {shown(fine)} 元不在{Tier(tier).label}幅度内（{allowed}，{allowed.source}）{found}"


def not_chosen(facts):
    """Return whether several published ranges might fit, and nobody said which circumstance was found."""
    known = tiers.bands(facts)
    below = facts.decision.tier == Tier.MITIGATED and not any(each.tier == Tier.MITIGATED for each in known)
    return (
        bool(known) and not below and tiers.chosen(facts) is None and (facts.decision.band or several(facts))
    )


def several(facts):
    return sum(each.tier == facts.decision.tier for each in tiers.bands(facts)) > 1


@rule(
    "R-113",
    gates=("case.issue", "case.decide"),
    clause=Clause(PENALTY, 34),
    remedy="调整罚款数额或者阶次",
    point=ReviewPoint.LAW,
)
def the_fine_lies_in_its_band(facts):
    """The fine lies in the range of its tier and circumstance; outside it waits for collective discussion."""
    for message in outside_the_band(facts):
        yield hold(
            message,
            "调整数额或者阶次，或者由负责人集体讨论并写明理由",
            facts=(*BANDS, *GROUNDS),
            superior=TOGETHER,
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
        yield warn(
            f"{message}，决定前须经负责人集体讨论", "调整数额或者阶次，或者写明理由", facts=(*BANDS, *GROUNDS)
        )


@rule(
    "R-113",
    gates=WEIGHING,
    clause=Clause(PENALTY, 34),
    remedy="选择从轻、一般、从重或者减轻",
    point=ReviewPoint.LAW,
)
def a_fine_has_its_tier(facts):
    """A fine names the tier of discretion, and where a benchmark knows several circumstances, the one found."""
    if not fined(facts):
        return
    if facts.decision.tier is None:
        yield block("还没有选择裁量阶次", facts=("decision.tier",))
    elif not_chosen(facts):
        words = (
            "所选裁量档次不在现行裁量基准内"
            if facts.decision.band
            else "裁量基准分若干档次，还没有选择符合的情形"
        )
        yield block(words, "在“是否应罚”页的“裁量档次”选择符合的情形", facts=BANDS)


@rule("R-113", gates=(*SUMMARY, "case.conclude"), clause=Clause(PENALTY, 34), remedy="写明计算基数和过程")
def a_fine_without_fixed_range_is_worked_out(facts):
    """Where the law sets a fine by multiples or units, the computation is written down."""
    if fined(facts) and facts.decision.tier is not None and tiers.permitted(facts).ranges is None:
        yield warn("该事项罚款按倍数、比例或者单位计算，系统不能核对幅度", facts=BANDS)


@rule(
    "R-113", gates=WEIGHING, clause=Clause(PENALTY, 4), remedy="把罚款改到法定上限以下", point=ReviewPoint.LAW
)
def the_fine_stays_below_the_statutory_maximum(facts):
    """Above the statutory maximum there is no discretion at all."""
    if fined(facts) and facts.item.fine_max is not None and facts.decision.fine > facts.item.fine_max:
        yield block(
            f"罚款 {shown(facts.decision.fine)} 元超过法定上限 {shown(facts.item.fine_max)} 元"
            f"（{facts.item.clause}）",
            facts=("decision.fine", "item.fine_max"),
        )


def topmost(facts):
    """Return why a fine at the statutory maximum is not borne out, "" where it is, or is below it (R-1208)."""
    low, high, made = facts.item.fine_min, facts.item.fine_max, facts.decision
    if not fined(facts) or high is None or made.fine != high or low == high:
        return ""
    if made.tier != Tier.HEAVIER:
        return f"按法定上限 {shown(high)} 元罚款，却不是从重处罚"
    return (
        ""
        if tiers.aggravating(facts) or facts.assessment.grade_reason.strip()
        else "按法定上限从重罚款，没有写明从重的理由"
    )


MAXIMUM = (*BANDS, *GROUNDS, "assessment.grade_reason")


@rule(
    "R-1208",
    gates=("case.issue", "case.decide"),
    clause=Clause(PENALTY, 5, 2),
    remedy="降低数额，或者写明从重的理由",
    point=ReviewPoint.LAW,
)
def the_maximum_is_for_the_gravest(facts):
    """The statutory maximum is for who is punished heavily, with the reason (国发〔2024〕5号, PL 5)."""
    if words := topmost(facts):
        yield hold(words, facts=MAXIMUM)


@rule("R-1208", gates=("case.weigh",), clause=Clause(PENALTY, 5, 2), remedy="降低数额，或者写明从重的理由")
def the_summary_maximum_is_for_the_gravest(facts):
    """Weighing on the spot meets what issuing will meet."""
    if facts.decision.procedure == Procedure.SUMMARY:
        yield from the_maximum_is_for_the_gravest(facts)


@rule(
    "R-1208", gates=("case.conclude", "case.give_notice"), clause=Clause(PENALTY, 5, 2),
    remedy="降低数额，或者写明从重的理由",
)  # fmt: skip
def a_proposed_maximum_is_explained(facts):
    """A proposal at the maximum says why; the head decides on it."""
    if words := topmost(facts):
        yield warn(words, facts=MAXIMUM)


LIGHTER = ("decision.tier", *GROUNDS)


@rule("R-111", gates=("case.weigh",), clause=Clause(PENALTY, 32), remedy="写明经过和证据")
def a_ground_is_described(facts):
    """A ground of art. 32 is what happened and what shows it, not a tick."""
    found = facts.assessment
    if found.mitigations and found.mitigation_note is not None and not found.mitigation_note.strip():
        yield block(
            "选了从轻、减轻的情形，还没有写经过和证据",
            facts=("assessment.mitigation_note", "assessment.mitigations"),
        )


@rule("R-111", gates=WEIGHING, clause=Clause(PENALTY, 32), remedy="改选从轻或者减轻", point=ReviewPoint.LAW)
def found_grounds_lighten(facts):
    """Where a ground of art. 32 is found, the tier is lighter, unless it is shown not to hold."""
    found, hard = facts.assessment, facts.decision.tier in (Tier.ORDINARY, Tier.HEAVIER)
    if fined(facts) and hard and found.mitigations and not found.mitigations_rejected.strip():
        yield block(
            f"有应当从轻或者减轻的情形（{'、'.join(found.mitigations)}），却选了{Tier(facts.decision.tier).label}",
            "改选从轻或者减轻；情形不成立的，在“是否应罚”页写明理由，由负责人决定",
            facts=LIGHTER,
        )


@rule(
    "R-111",
    gates=("case.issue", "case.give_notice", "case.decide"),
    clause=Clause(PENALTY, 32),
    remedy="由负责人写明理由，确认该情形不成立；或者改选从轻、减轻",
    point=ReviewPoint.LAW,
)
def a_rejected_ground_waits_for_the_head(facts):
    """That a ground of art. 32 does not hold is for the head to find; the officers' own sentence only asks him."""
    found, hard = facts.assessment, facts.decision.tier in (Tier.ORDINARY, Tier.HEAVIER)
    if fined(facts) and hard and found.mitigations and found.mitigations_rejected.strip():
        yield hold(
            f"承办人认为应当从轻或者减轻的情形（{'、'.join(found.mitigations)}）不成立：{found.mitigations_rejected}",
            facts=LIGHTER,
        )


def too_light(facts):
    """Return in words what should be punished heavily and is not (EEC 1056), "" where nothing is."""
    grave = tiers.aggravating(facts) if facts.act.environmental else ()
    if not fined(facts) or not grave or facts.decision.tier in (None, Tier.HEAVIER):
        return ""
    return f"有应当从重处罚的情形（{'、'.join(grave)}），却选了{Tier(facts.decision.tier).label}"


HEAVIER = ("act.environmental", "decision.tier", *GROUNDS)


@rule(
    "R-111", gates=("case.issue", "case.give_notice", "case.decide"), clause=Clause(ECOLOGY_CODE, 1056),
    remedy="改选从重；确有理由不从重的，由负责人写明", point=ReviewPoint.LAW,
)  # fmt: skip
def grave_harm_to_nature_is_punished_heavily(facts):
    """Malice, refusal to correct, grave harm, repetition: the environmental code asks for the heavier tier."""
    if words := too_light(facts):
        yield hold(words, facts=HEAVIER)


@rule(
    "R-111", gates=("case.weigh", "case.conclude"), clause=Clause(ECOLOGY_CODE, 1056),
    remedy="改选从重，或者写明理由，由负责人决定",
)  # fmt: skip
def a_lighter_proposal_for_harm_to_nature_is_explained(facts):
    """Who proposes less than the heavier tier says why; the head decides before the party is told."""
    if words := too_light(facts):
        yield warn(words, facts=HEAVIER)


@rule(
    "R-111",
    gates=WEIGHING,
    clause=Clause(PENALTY, 32),
    remedy="登记减轻的法定情形，或者提高罚款",
    point=ReviewPoint.LAW,
)
def below_the_minimum_needs_a_ground(facts):
    """Below the statutory minimum only youth, impaired capacity or a ground of art. 32 that stands leads."""
    if not fined(facts) or not facts.item.fine_min or facts.decision.fine >= facts.item.fine_min:
        return
    if not tiers.lightening(facts):
        yield block(
            f"罚款 {shown(facts.decision.fine)} 元低于法定下限 {shown(facts.item.fine_min)} 元，"
            "没有减轻处罚的法定情形",
            facts=("decision.fine", "item.fine_min", *GROUNDS),
        )
