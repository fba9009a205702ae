"""The summary procedure (简易程序): thresholds, the act on the spot, filing with the agency."""

from dataclasses import replace

from enforcement.law import terms
from enforcement.law.amounts import SIMPLE_MAX_CITIZEN, SIMPLE_MAX_ORGANISATION, shown, within
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.deadlines import deadline
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Outcome, PartyKind, PenaltyKind, Procedure, Signature
from enforcement.law.rulebook import rule
from enforcement.law.rules import tiers
from enforcement.law.rules.officers import MIN_OFFICERS, qualified

SUMMARY_KINDS = {PenaltyKind.WARNING, PenaltyKind.FINE, PenaltyKind.CORRECTION}
THRESHOLD = ("decision.fine", "decision.kinds", "party.kind", "agency.business_is_citizen")
WHO = {
    PartyKind.PERSON: "个人",
    PartyKind.INDIVIDUAL_BUSINESS: "个体工商户，依参数设置，待法制部门确认，",
    PartyKind.ORGANISATION: "法人或者其他组织",
}


def ceiling(facts):
    """Return the highest on-the-spot fine in yuan; a parameter says whether an individual business is a citizen."""
    citizen = facts.party.kind == PartyKind.PERSON or (
        facts.party.kind == PartyKind.INDIVIDUAL_BUSINESS and facts.agency.business_is_citizen
    )
    return SIMPLE_MAX_CITIZEN if citizen else SIMPLE_MAX_ORGANISATION


def lower(facts, top):
    """Return what to do about a fine above the ceiling: a lower one only where the item and the tier allow it."""
    least = 0 if tiers.lightening(facts) else facts.item.fine_min or 0
    if least > top:
        return f"该事项最低罚款 {shown(least)} 元，不能当场决定：转普通程序，已填内容会带过去"
    return f"可改为 {shown(top)} 元以下，或转普通程序，已填内容会带过去"


def on_the_spot(facts):
    return facts.decision.outcome == Outcome.PENALTY and facts.decision.procedure == Procedure.SUMMARY


@rule(
    "R-126",
    gates=("case.weigh", "case.issue"),
    clause=Clause(PENALTY, 51),
    remedy="转普通程序，已填内容会带过去",
)
def the_fine_fits_the_summary_procedure(facts):
    """On the spot: at most 200 yuan for a citizen, 3,000 for an organisation, or a warning."""
    if not on_the_spot(facts):
        return
    kinds, fine, top = facts.decision.kinds, facts.decision.fine, ceiling(facts)
    if other := [PenaltyKind(kind).label for kind in kinds if kind not in SUMMARY_KINDS]:
        yield block(f"{'、'.join(other)}不能当场作出", facts=THRESHOLD)
    if fine is not None and not within(fine, top):
        yield block(
            f"罚款 {shown(fine)} 元超过当场处罚上限（{WHO[facts.party.kind]} {shown(top)} 元）",
            lower(facts, top),
            facts=THRESHOLD,
        )
    if PenaltyKind.FINE in kinds and (fine is None or fine <= 0):
        yield block("选择了罚款，还没有填写数额", "填写罚款数额", facts=THRESHOLD)
    if PenaltyKind.FINE not in kinds and fine:
        yield block("填写了罚款数额，却没有选择罚款", "选择罚款，或者清除数额", facts=THRESHOLD)


@rule("R-126", gates=("case.weigh", "case.issue"), clause=Clause(PENALTY, 51), remedy="转普通程序，继续调查")
def facts_are_certain(facts):
    """The summary procedure is for facts that are certain."""
    if on_the_spot(facts) and not facts.decision.certain:
        yield block("违法事实还不确凿，不能当场处罚", facts=("decision.certain",))


@rule("R-127", gates=("case.issue",), clause=Clause(PENALTY, 52, 1), remedy="向当事人出示执法证件后确认")
def certificates_are_shown(facts):
    """Officers show their certificates before deciding on the spot."""
    if not facts.officers.shown:
        yield block("还没有向当事人出示执法证件", facts=("officers.shown",))


@rule(
    "R-127", gates=("case.issue", "case.deliver"), clause=Clause(PENALTY, 52, 1), remedy="写明拒绝签收的情况"
)
def refusal_is_noted(facts):
    """The decision is handed over on the spot; a refusal to sign is noted on it."""
    if not on_the_spot(facts):
        return
    receipt, concerned = facts.decision.receipt, ("decision.receipt", "decision.refusal_note")
    if receipt == Signature.NONE:
        yield block("决定书还没有当场交付当事人", "由当事人签名，或者选择拒绝签收并注明", facts=concerned)
    elif receipt == Signature.REFUSED and not facts.decision.refusal_note.strip():
        yield block("当事人拒绝签收，没有注明", facts=concerned)


@rule("R-127", gates=("case.issue",), clause=Clause(PENALTY, 52, 2), remedy="由两名执法人员签名")
def two_officers_sign(facts):
    """Two qualified officers sign the decision."""
    able = qualified(facts.officers, facts.decision.day)
    if len(able & set(facts.decision.signed_by)) < MIN_OFFICERS:
        yield block("决定书没有两名执法人员签名", facts=("decision.signed_by", "officers.acting"))


@rule("R-127", gates=("case.file_with_unit",), clause=Clause(PENALTY, 52, 3), remedy="写明逾期备案的原因")
def filing_is_in_time(facts):
    """The decision is filed with the agency within three working days (default of this product)."""
    days = facts.registration.days
    due = deadline(replace(terms.FILE_SUMMARY, days=days), facts.decision.day, facts.clock.calendar)
    if due.missed_on(facts.clock.day):
        yield warn(
            f"备案期限{due.legal_last_day.isoformat()}已过（{days}个工作日为系统默认，待法制部门确认）",
            facts=("decision.day", "registration.days", "clock.day"),
        )


@rule("R-127", gates=("case.file_with_unit",), clause=Clause(HOUSE), remedy="查看案件页“备案”")
def a_decision_is_filed_once(facts):
    """The agency's register has each decision once."""
    if facts.step.again:
        yield block("这个案件已经备案", facts=("step.again",))
