"""Should we punish at all (PL 33): three limbs, their conditions, and the decision not to punish."""

from enforcement.law.amounts import yuan
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.deadlines import add_months
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Capacity, Harm, Limb, Outcome, ReviewPoint
from enforcement.law.known import UNKNOWN
from enforcement.law.lanes import PROPOSED
from enforcement.law.rulebook import rule
from enforcement.law.rules.age import too_young

WEIGHING = ("case.weigh", "case.issue", *PROPOSED)
SPARING = ("case.propose_exemption", "case.confirm_exemption")
ANSWERED = ("case.norms", "case.issue", "case.propose_exemption", *PROPOSED)
CONDITIONS = ("assessment.minor", "assessment.harm", "assessment.corrected")
# where each ground of no penalty stands; all but the first violation bind whoever decides
GROUNDS = {
    Limb.UNDER_AGE: Clause(PENALTY, 30),
    Limb.INCAPACITY: Clause(PENALTY, 31),
    Limb.MINOR: Clause(PENALTY, 33, 1),
    Limb.FIRST: Clause(PENALTY, 33, 1),
    Limb.NO_FAULT: Clause(PENALTY, 33, 2),
}
OPEN = frozenset({Limb.FIRST})
HALVES = {Limb.MINOR: "前半段", Limb.FIRST: "后半段"}  # of one paragraph
PRIOR = ("assessment.prior_queried", "assessment.prior_days", "assessment.lookback_months")


def place_of(limb) -> str:
    """Return where a ground of no penalty stands, to the half of its paragraph."""
    return f"{GROUNDS[limb]}{HALVES.get(limb, '')}"


def window_start(day, months):
    """Return the first day of the look-back of `months` before an act of `day` (R-702)."""
    return add_months(day, -months)


def counts_as_earlier(outcome, limb) -> bool:
    """Return whether a decision was an earlier handled violation: punished, or excused as the first (R-702).

    Who was not punished for his age, his mind or want of fault, or because the act was minor, starts afresh.
    """
    return outcome == Outcome.PENALTY or limb == Limb.FIRST


def prior_in_window(facts):
    """Return the latest earlier handled violation inside the look-back before the act, or None (R-702)."""
    start = window_start(facts.act.day, facts.assessment.lookback_months)
    return max((day for day in facts.assessment.prior_days if start <= day <= facts.act.day), default=None)


def is_first(facts):
    """Return whether this is the party's first violation of its kind within the look-back."""
    return prior_in_window(facts) is None


def must_be_spared(facts):
    """Return whether the act is minor, corrected in time and without harm: then nobody may punish it."""
    found = facts.assessment
    return bool(found.minor and found.corrected and found.harm == Harm.NONE)


def may_be_spared(facts):
    """Return whether harm is slight and corrected in time, so that a first violation may go unpunished."""
    return bool(facts.assessment.corrected and facts.assessment.harm != Harm.SERIOUS)


def limb_of(facts):
    """Return the ground on which the party goes unpunished by these answers, None without (PL 30, 31, 33)."""
    found = facts.assessment
    if too_young(facts):
        return Limb.UNDER_AGE
    if facts.party.capacity == Capacity.NONE:
        return Limb.INCAPACITY
    if found.fault_accepted and found.fault_evidence:
        return Limb.NO_FAULT
    if must_be_spared(facts):
        return Limb.MINOR
    if may_be_spared(facts) and is_first(facts):
        return Limb.FIRST
    return None


def window(facts):
    return f"{facts.assessment.lookback_months}个月内（{facts.assessment.lookback_source}）"


@rule(
    "R-112", gates=ANSWERED, clause=Clause(PENALTY, 33), remedy="先完成“是否应罚”一页", point=ReviewPoint.LAW
)
def whether_to_punish_is_asked_first(facts):
    """Nothing is concluded, told or decided before somebody has asked whether to punish at all."""
    if facts.raw("assessment") is UNKNOWN:
        yield block("还没有判断是否应当处罚", facts=("assessment",))


@rule(
    "R-112",
    gates=WEIGHING,
    clause=Clause(PENALTY, 33, 1),
    remedy="改为不予处罚，并记录教育情况",
    point=ReviewPoint.LAW,
)
def minor_corrected_and_harmless_is_not_punished(facts):
    """Limb 1: minor, corrected in time and no harm: no penalty."""
    if facts.decision.outcome == Outcome.PENALTY and must_be_spared(facts):
        yield block(
            "违法行为轻微并及时改正，没有造成危害后果，不予行政处罚", facts=(*CONDITIONS, "decision.outcome")
        )


@rule(
    "R-112",
    gates=WEIGHING,
    clause=Clause(PENALTY, 33, 1),
    remedy="选择仍予处罚的理由，或者改为不予处罚",
    point=ReviewPoint.LAW,
)
def punishing_a_first_violation_needs_a_reason(facts):
    """Limb 2: first, slight harm, corrected in time: both outcomes are open, a penalty needs a reason."""
    if facts.decision.outcome != Outcome.PENALTY or must_be_spared(facts) or not may_be_spared(facts):
        return
    if not facts.assessment.prior_queried:
        yield block("还没有查询当事人以往同类违法记录，不能判断是否初次违法", "查询以往记录", facts=PRIOR)
    elif is_first(facts) and not facts.assessment.penalty_reason.strip():
        yield warn(
            "三项条件都符合首违不罚，您选择了处罚。可以不罚",
            facts=(*CONDITIONS, *PRIOR, "assessment.penalty_reason", "decision.outcome"),
        )


@rule("R-112", gates=WEIGHING, clause=Clause(PENALTY, 33, 2), remedy="改为不予处罚", point=ReviewPoint.LAW)
def no_fault_is_not_punished(facts):
    """Limb 3: the party has proved that there was no subjective fault."""
    if facts.decision.outcome != Outcome.PENALTY:
        return
    if facts.assessment.fault_accepted and facts.assessment.fault_evidence:
        yield block(
            "当事人有证据足以证明没有主观过错，不予行政处罚",
            "改为不予处罚；法律、行政法规另有规定的，改为不采纳并写明规定",
            facts=("assessment.fault_accepted", "assessment.fault_evidence", "decision.outcome"),
        )


@rule("R-112", gates=SPARING, clause=Clause(PENALTY, 33), remedy="改选符合条件的情形，或者改为处罚")
def the_chosen_limb_is_met(facts):
    """A no-penalty decision names its limb, and the limb's conditions are met and shown by evidence."""
    limb, concerned = facts.decision.limb, ("decision.limb", *CONDITIONS)
    if facts.decision.outcome != Outcome.NO_PENALTY or limb is None:
        yield block(
            "还没有选择不予处罚的情形", "在“是否应罚”页选择情形", facts=("decision.limb", "decision.outcome")
        )
        return
    if limb == Limb.MINOR and not must_be_spared(facts):
        yield block(
            "不符合轻微不罚：要轻微、及时改正、没有危害后果", clause=Clause(PENALTY, 33, 1), facts=concerned
        )
    if limb == Limb.FIRST:
        yield from first_limb(facts)
    if limb == Limb.NO_FAULT and not (facts.assessment.fault_evidence and facts.assessment.fault_accepted):
        yield block(
            "没有主观过错要由当事人提供证据证明并经采纳",
            "登记当事人提供的证据",
            clause=Clause(PENALTY, 33, 2),
            facts=("assessment.fault_evidence", "assessment.fault_accepted"),
        )
    if limb in (Limb.MINOR, Limb.FIRST) and not facts.assessment.evidence:
        yield block(
            "不予处罚的条件还没有证据",
            "上传能证明已改正和危害后果的照片或者材料",
            facts=("assessment.evidence",),
        )


@rule(
    "R-112",
    gates=("case.weigh", *PROPOSED),
    clause=Clause(PENALTY, 33),
    remedy="改为处罚，或者补充证据",
    point=ReviewPoint.LAW,
)
def sparing_rests_on_a_limb(facts):
    """Whoever proposes no penalty has a ground of art. 30, 31 or 33 for it, with its conditions met."""
    if facts.decision.outcome != Outcome.NO_PENALTY:
        return
    if facts.decision.limb is None:
        yield block(
            "不符合法律规定的任何一种不予处罚情形", facts=("decision.limb", "decision.outcome", *CONDITIONS)
        )
        return
    yield from the_chosen_limb_is_met(facts)


def first_limb(facts):
    """Yield what speaks against 首违不罚: earlier record, no look-up, harm, no correction."""
    clause = Clause(PENALTY, 33, 1)
    if not may_be_spared(facts):
        yield block("不符合首违不罚：要危害后果轻微并及时改正", clause=clause, facts=CONDITIONS)
    if not facts.assessment.prior_queried:
        yield block("还没有查询当事人以往同类违法记录", "查询以往记录", clause=clause, facts=PRIOR)
    elif (prior := prior_in_window(facts)) is not None:
        yield block(
            f"当事人{prior.isoformat()}有同类违法记录，在{window(facts)}，不是初次违法",
            "改选其他情形，或者改为处罚",
            clause=clause,
            facts=(*PRIOR, "act.day"),
        )


@rule(
    "R-112",
    gates=(*SPARING, "case.decide"),
    clause=Clause(PENALTY, 33, 3),
    remedy="填写教育情况",
    point=ReviewPoint.LAW,
)
def the_party_was_educated(facts):
    """Who is not punished under art. 33 is educated."""
    if (
        facts.decision.limb in (Limb.MINOR, Limb.FIRST, Limb.NO_FAULT)
        and not facts.decision.education.strip()
    ):
        yield block("还没有记录对当事人的教育", facts=("decision.education", "decision.limb"))


@rule(
    "R-112",
    gates=("case.weigh", *SPARING, *PROPOSED),
    clause=Clause(PENALTY, 57, 1, 2),
    remedy="清除罚款和处罚种类",
    point=ReviewPoint.LAW,
)
def sparing_carries_no_penalty(facts):
    """A no-penalty decision has neither a fine nor a kind of penalty."""
    if facts.decision.outcome == Outcome.NO_PENALTY and (facts.decision.fine or facts.decision.kinds):
        amount = f"罚款{yuan(facts.decision.fine)}元" if facts.decision.fine else "处罚种类"
        yield block(f"选择了不予处罚，却填了{amount}", facts=("decision.fine", "decision.kinds"))
