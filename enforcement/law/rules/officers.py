"""Who may act: two officers with certificates valid on the day; auxiliaries only assist."""

from datetime import date

from enforcement.law import terms
from enforcement.law.clauses import HOUSE, PENALTY, ZHEJIANG, Clause
from enforcement.law.deadlines import add_months
from enforcement.law.findings import Finding, Level, block
from enforcement.law.kinds import ReviewPoint
from enforcement.law.rulebook import rule

MIN_OFFICERS = 2
ACTING = ("case.register", "case.issue", "case.propose_exemption", "case.sign_record", "case.decide")
CHOSEN = ("case.register", "case.amend", "case.assign")  # where somebody says who handles the case


def qualified_on(officer, day):
    """Return whether a person held a valid enforcement certificate on `day`, first and last day included."""
    if officer.auxiliary or officer.certificate is None or officer.certificate_to is None:
        return False
    if officer.revoked_on is not None and officer.revoked_on <= day:
        return False
    return officer.certificate_from <= day <= officer.certificate_to


def qualified(officers, day):
    """Return the keys of those qualified on `day`; the same person counts once."""
    return {officer.key for officer in officers.acting if qualified_on(officer, day)}


@rule("R-118", gates=ACTING, clause=Clause(PENALTY, 42, 1), remedy="选择同行人员", point=ReviewPoint.STANDING)
def two_qualified_officers(facts):
    """Every day on which somebody acted needs two officers whose certificates were valid on that day."""
    for day in facts.officers.days:
        short = MIN_OFFICERS - len(qualified(facts.officers, day))
        if short > 0:
            yield block(
                f"{day.isoformat()}还差 {short} 名执法人员，调查和处罚至少两人，且都有执法资格",
                facts=("officers.acting", "officers.days"),
            )


@rule(
    "R-118",
    gates=ACTING,
    clause=Clause(PENALTY, 42, 1),
    remedy="换人，或者更新执法证后再办",
    point=ReviewPoint.STANDING,
)
def every_officer_is_qualified(facts):
    """Nobody acts as an officer without a certificate that is valid on the day."""
    for officer in facts.officers.acting:
        for day in facts.officers.days:
            if not officer.auxiliary and not qualified_on(officer, day):
                yield block(
                    f"{officer.name}{why_not(officer, day)}，{day.isoformat()}不能作为执法人员",
                    facts=("officers.acting", "officers.days"),
                )


@rule("R-118", gates=CHOSEN, clause=Clause(PENALTY, 42, 1), remedy="请选另一名执法人员")
def two_different_officers(facts):
    """Nobody is his own companion: the two are two people."""
    keys = [officer.key for officer in facts.officers.acting]
    if len(set(keys)) < len(keys):
        yield block("两名承办人员是同一个人，行政执法人员不得少于两人", facts=("officers.acting",))


@rule("R-118", gates=("case.assign",), clause=Clause(HOUSE), remedy="从本单位的执法人员中选")
def who_handles_the_case_belongs_to_the_unit(facts):
    """A case is handled by officers with a post in its unit."""
    for name in facts.step.outsiders:
        yield block(f"{name}不是本单位的执法人员，不能承办本案", facts=("step.outsiders",))


def why_not(officer, day):
    """Return in words why a certificate does not cover `day`."""
    if officer.certificate is None or officer.certificate_to is None:
        return "没有执法证"
    if officer.revoked_on is not None and officer.revoked_on <= day:
        return f"的执法证 {officer.revoked_on.isoformat()} 已收回"
    if officer.certificate_from > day:
        return f"的执法证 {officer.certificate_from.isoformat()} 才生效"
    return f"的执法证 {officer.certificate_to.isoformat()} 到期"


@rule(
    "R-118",
    gates=ACTING,
    clause=Clause(ZHEJIANG, 30),
    remedy="换成有执法资格的人员；辅助人员可以送达、协助巡查",
    point=ReviewPoint.STANDING,
)
def auxiliaries_only_assist(facts):
    """Auxiliaries neither question, inspect nor sign decisions; they may deliver documents."""
    for officer in facts.officers.acting:
        if officer.auxiliary:
            yield block(f"{officer.name}是辅助人员，不能调查、检查或者签署决定", facts=("officers.acting",))


def certificate_finding(exam_passed_on: date | None, applied_on: date) -> Finding | None:
    """Return why no certificate may be issued: without a post, qualification is kept five years."""
    clause = Clause(ZHEJIANG, 28)
    if exam_passed_on is None:
        return Finding(Level.BLOCK, "没有考试合格记录", "先参加考试", ("exam_passed_on",), "R-118", clause)
    last = add_months(exam_passed_on, terms.KEEP_QUALIFICATION.days * 12)
    if applied_on <= last:
        return None
    message = f"{exam_passed_on}考试合格，资格保留到{last}，{applied_on}申领时已失效"
    return Finding(Level.BLOCK, message, "重新参加考试", ("exam_passed_on",), "R-118", clause)
