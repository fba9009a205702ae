"""Withdrawal: nobody with a stake handles the case or leads its hearing (PL 43, 64)."""

from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import Procedure, ReviewPoint
from enforcement.law.rulebook import rule

HANDLING = tuple(
    f"case.{step}"
    for step in (
        "request_filing", "file", "sign_record", "conclude", "give_notice", "serve_notice", "record_defence", "submit",
        "decide", "attempt", "request_closing",
    )
)  # fmt: skip
CONCERNED = ("recusals.declarations", "recusals.requests")


def barred(recusals):
    """Return {officer key: reason} of everybody who must withdraw: own relation, or an application granted."""
    related = {each.officer: each.relation for each in recusals.declarations if each.relation.strip()}
    granted = {each.officer: each.reason or "回避申请已获同意" for each in recusals.requests if each.granted}
    return granted | related


def undecided(recusals):
    """Return the applications on which nobody has ruled."""
    return tuple(each for each in recusals.requests if each.ruled_on is None or each.granted is None)


@rule("R-119", gates=HANDLING, clause=Clause(PENALTY, 43, 1), remedy="换人办理", point=ReviewPoint.STANDING)
def nobody_with_a_stake_handles_the_case(facts):
    """An officer who declared a relation, or must withdraw by a ruling, does not act in the case."""
    reasons = barred(facts.recusals)
    for officer in facts.officers.acting:
        if officer.key in reasons:
            yield block(
                f"{officer.name}应当回避（{reasons[officer.key]}），不能办理本案",
                facts=("officers.acting", *CONCERNED),
            )


@rule("R-119", gates=("case.assign",), clause=Clause(PENALTY, 43, 1), remedy="另选一名执法人员")
def nobody_with_a_stake_is_put_on_the_case(facts):
    """Whose relation is known, or who withdrew, is not assigned; on the spot nobody declares anything."""
    if facts.decision.procedure == Procedure.GENERAL:
        yield from nobody_with_a_stake_handles_the_case(facts)


@rule("R-119", gates=("case.file", "case.conclude"), clause=Clause(HOUSE), remedy="由执法人员填写回避声明")
def every_officer_declares(facts):
    """Each officer says for each case whether he has a relation to it."""
    said = {each.officer for each in facts.recusals.declarations}
    if silent := [officer.name for officer in facts.officers.acting if officer.key not in said]:
        yield block(f"{'、'.join(silent)}还没有填写回避声明", facts=("officers.acting", *CONCERNED))


@rule(
    "R-119",
    gates=("case.decide",),
    clause=Clause(PENALTY, 43, 3),
    remedy="先由负责人对回避申请作出决定",
    point=ReviewPoint.STANDING,
)
def applications_are_ruled_on_first(facts):
    """An application does not stop the investigation, but it is ruled on before the decision."""
    for each in undecided(facts.recusals):
        yield block(
            f"{each.asked_on.isoformat()}对{each.name or each.officer}的回避申请还没有决定",
            facts=("recusals.requests",),
        )


@rule(
    "R-119",
    gates=("case.decide",),
    clause=Clause(PENALTY, 64, item=4),
    remedy="换人主持，重新听证",
    point=ReviewPoint.STANDING,
)
def the_hearings_host_has_no_stake(facts):
    """The host of the hearing is neither related to the case nor one of its investigators."""
    if not facts.notice.hearing_told or facts.hearing.held_on is None:
        return
    host, reasons = facts.hearing.host, barred(facts.recusals)
    if host in reasons:
        yield block(f"听证主持人应当回避（{reasons[host]}）", facts=("hearing.host", *CONCERNED))
    if host in {officer.key for officer in facts.officers.acting}:
        yield block("听证主持人是本案调查人员", facts=("hearing.host", "officers.acting"))


@rule("R-119", gates=("case.ask_recusal",), clause=Clause(PENALTY, 43, 2), remedy="核对申请的是谁回避")
def only_who_acts_withdraws(facts):
    """An application is about somebody who handles, reviews or decides the case."""
    for name in facts.step.outsiders:
        yield block(f"{name}不办理、不审核、不决定本案，不用回避", facts=("step.outsiders",))


@rule("R-119", gates=("case.ask_recusal",), clause=Clause(HOUSE), remedy="按收到申请的日期填写")
def an_application_has_come_in(facts):
    """An application is registered on the day on which it came in, or later."""
    if facts.step.on > facts.clock.day:
        yield block("申请日期晚于今天", facts=("step.on", "clock.day"))


@rule("R-119", gates=("case.rule_recusal",), clause=Clause(PENALTY, 43, 3), remedy="先登记回避申请")
def there_is_an_application_to_rule_on(facts):
    """Only an application that waits is ruled on."""
    if not facts.step.about:
        yield block("没有等待决定的回避申请", facts=("step.about",))


@rule(
    "R-119",
    gates=("case.rule_recusal",),
    clause=Clause(HOUSE),
    remedy="请由上级负责人或者其他负责人决定",
)
def nobody_rules_on_himself(facts):
    """Whether a head must withdraw is for another head to say."""
    if facts.step.about and facts.step.about == facts.step.by:
        yield block("申请回避的是您本人，不能由您自己决定", facts=("step.about", "step.by"))
