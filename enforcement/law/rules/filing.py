"""Filing a case (立案): the clue's period, the form, the head's answer."""

from dataclasses import replace

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.deadlines import Deadline, deadline
from enforcement.law.domains import PERIODS
from enforcement.law.findings import block, warn
from enforcement.law.kinds import Domain, FilingCriterion, Procedure, ReviewPoint
from enforcement.law.known import UNKNOWN
from enforcement.law.rulebook import rule
from enforcement.law.rules.officers import MIN_OFFICERS, qualified

PROPOSING = ("case.request_filing", "case.file")


def clue_due(domain, clue_on, calendar, *, days=None, extended=False, excluded=()) -> Deadline:
    """Return the last day to file a clue, refuse it or pass it on (R-501, R-502).

    `days`: working days of our own parameter, used where the domain has no rule; `extended`: more time was
    approved, which only a domain's rule allows; `excluded`: testing and appraisal.
    """
    periods = PERIODS[Domain(domain)]
    term = periods.clue_longer if extended and periods.clue_longer else periods.clue
    if domain == Domain.GENERAL and days is not None:
        term = replace(term, days=days)
    return deadline(term, clue_on, calendar, excluded=excluded)


@rule(
    "R-128",
    gates=("case.register", "case.request_filing"),
    clause=Clause(PENALTY, 54, 2),
    remedy="写明线索未及时处理的原因",
    point=ReviewPoint.PROCEDURE,
)
def no_clue_lies_idle(facts):
    """A clue past its period goes to the supervisor; a summary case needs no filing form."""
    act = facts.act
    if act.clue_on is None or act.clue_days is None or act.clue_answered:
        return
    domain, extended, excluded = Domain.GENERAL, False, ()
    if facts.decision.procedure == Procedure.GENERAL:
        domain, extended, excluded = (
            facts.filing.domain,
            facts.filing.clue_extended,
            facts.filing.excluded,
        )
    due = clue_due(
        domain, act.clue_on, facts.clock.calendar, days=act.clue_days, extended=extended, excluded=excluded
    )
    if due.missed_on(facts.clock.day):
        yield warn(
            f"线索{act.clue_on.isoformat()}登记，应在{due.legal_last_day.isoformat()}前处理，有案不立，监督人员可见",
            facts=("act.clue_on", "act.clue_days", "act.clue_answered", "clock.day"),
        )


@rule(
    "R-1007",
    gates=("case.request_filing",),
    clause=Clause(HOUSE),
    remedy="请当事人签送达地址确认书，在“登记送达地址”登记；还没有见到当事人的，写明情况",
)
def the_address_for_service_is_confirmed(facts):
    """At the first contact the party signs where papers reach him, and that he tells a change of it."""
    if facts.party.address_on is None:
        yield warn("当事人还没有签送达地址确认书", facts=("party.address_on",))


@rule("R-909", gates=PROPOSING, clause=Clause(PENALTY, 54, 2), remedy="在立案审批表补填")
def the_filing_form_is_complete(facts):
    """Source, suspected breach, filing criteria, two officers and their opinion stand on the form."""
    filing = facts.filing
    empty = [
        label
        for label, value in (
            ("案件来源", filing.source),
            ("案情摘要", facts.act.description),
            ("涉嫌违反的规定", facts.item.clause),
            ("承办人意见", filing.opinion),
            ("承办人意见的日期", filing.proposed_on),
        )
        if not str(value or "").strip()
    ]
    if empty:
        yield block(f"立案审批表还缺：{'、'.join(empty)}", facts=("filing.source", "filing.opinion"))
    if unmet := [each.label for each in FilingCriterion if each not in filing.criteria]:
        yield block(
            f"立案条件还没有确认：{'、'.join(unmet)}",
            "核对后勾选；条件不具备的，不予立案",
            facts=("filing.criteria",),
        )


@rule(
    "R-909",
    gates=PROPOSING,
    clause=Clause(PENALTY, 54, 2),
    remedy="用“更正案件内容”登记查明的当事人；查不明的，继续核查",
)
def the_party_is_known(facts):
    """A case is filed against somebody: a lead whose party nobody has found stays a lead (待查明)."""
    if facts.raw("party.name") is UNKNOWN:
        yield block("当事人还没有查明，不能立案", facts=("party.name", "party.kind"))


@rule("R-909", gates=PROPOSING, clause=Clause(PENALTY, 42, 1), remedy="拟定两名有执法资格的承办人")
def two_investigators_are_proposed(facts):
    """At least two officers with valid certificates take the case."""
    able = qualified(facts.officers, facts.clock.day) & set(facts.filing.investigators)
    if len(able) < MIN_OFFICERS:
        yield block(
            f"拟定的承办人中有执法资格的只有 {len(able)} 人",
            facts=("filing.investigators", "officers.acting", "clock.day"),
        )


@rule("R-128", gates=("case.file",), clause=Clause(PENALTY, 54, 2), remedy="由本机关负责人填写意见后立案")
def the_head_files(facts):
    """A case is filed by the head of the agency."""
    if not facts.filing.decided_by.strip():
        yield block("立案还没有负责人批准", facts=("filing.decided_by",))


@rule("R-909", gates=("case.file",), clause=Clause(HOUSE), remedy="核对两个日期")
def the_head_decides_after_the_officers(facts):
    """The head's date is not before the officers', and neither lies ahead."""
    proposed, filed, today = (
        facts.filing.proposed_on,
        facts.filing.filed_on or facts.clock.day,
        facts.clock.day,
    )
    concerned = ("filing.proposed_on", "filing.filed_on", "clock.day")
    if proposed is not None and filed < proposed:
        yield block(
            f"负责人批准日期{filed.isoformat()}早于承办人意见日期{proposed.isoformat()}", facts=concerned
        )
    if filed > today:
        yield block(f"立案日期{filed.isoformat()}晚于今天", facts=concerned)


@rule("R-128", gates=("case.refuse_filing",), clause=Clause(PENALTY, 54, 2), remedy="写明不予立案的理由")
def a_refusal_to_file_has_its_reason(facts):
    """Not filing is itself answered for, so its reason is kept."""
    if not facts.filing.refused_reason.strip():
        yield block("没有写明不予立案的理由", facts=("filing.refused_reason",))


GRANTS = ("act.clue_grants", "act.clue_on")


@rule("R-501", gates=("case.extend_clue",), clause=Clause(HOUSE), remedy="按原期限处理")
def a_clue_is_prolonged_where_a_rule_lets_it(facts):
    """Only a domain's procedural rule lets a clue be checked for longer."""
    for grant in facts.act.clue_grants[-1:]:
        if PERIODS[Domain(grant.domain)].clue_longer is None:
            yield block("这个领域的程序规定没有延长线索核查期限的规定", facts=GRANTS)


@rule(
    "R-501",
    gates=("case.extend_clue",),
    clause=Clause(HOUSE),
    remedy="按已经批准的期限提请立案，或者不予立案",
)
def a_clue_is_prolonged_once(facts):
    """There is one prolongation, and no second."""
    for before in facts.act.clue_grants[:-1]:
        yield block(f"线索核查期限已经在{before.granted_on.isoformat()}延长过，不能再延长", facts=GRANTS)


@rule(
    "R-501",
    gates=("case.extend_clue",),
    clause=Clause(HOUSE),
    remedy="写明逾期原因后提请立案，或者不予立案",
)
def a_clue_is_prolonged_before_its_period_ends(facts):
    """What has run out cannot be prolonged."""
    act = facts.act
    for grant in act.clue_grants[-1:]:
        term = PERIODS[Domain(grant.domain)].clue
        if deadline(term, act.clue_on or act.discovered_on, facts.clock.calendar).missed_on(grant.granted_on):
            yield block("线索核查期限已经届满，不能再延长", facts=GRANTS, clause=term.clause)


@rule("R-1007", gates=("case.confirm_address",), clause=Clause(HOUSE), remedy="按确认书上的日期填写")
def a_confirmation_follows_the_one_before(facts):
    """A change of address is a later paper, and none is signed ahead of time."""
    on, before = facts.step.on, facts.step.since
    if on > facts.clock.day:
        yield block("签名日期晚于今天", facts=("step.on", "clock.day"))
    if before is not None and on < before:
        yield block(
            f"签名日期早于已登记的送达地址确认书（{before.isoformat()}）",
            "核对后再填",
            facts=("step.on", "step.since"),
        )
