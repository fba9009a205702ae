"""The written notice of the ordinary procedure, and the party's defence (PL 44, 45, 62)."""

from enforcement.law.amounts import shown
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import Outcome, PenaltyKind, ReviewPoint
from enforcement.law.rulebook import rule
from enforcement.law.rules.signing import waiver_counts

SERVED = ("notice.served_on", "notice.waived_on", "decision.day")
ANSWERING = ("case.record_defence", "case.defence")


def penalised(facts):
    return facts.decision.outcome == Outcome.PENALTY


def waived(facts):
    """Return whether the party itself waived statement and defence in writing, at the latest on the decision's day."""
    on = facts.notice.waived_on
    return on is not None and on <= facts.decision.day and waiver_counts(facts)


@rule(
    "R-120",
    gates=("case.decide",),
    clause=Clause(PENALTY, 62),
    remedy="先送达告知书，再作出决定",
    point=ReviewPoint.PROCEDURE,
)
def the_notice_is_served_before_the_decision(facts):
    """Nothing is decided before the notice was served, unless the party clearly waived."""
    if not penalised(facts) or waived(facts):
        return
    served, day = facts.notice.served_on, facts.decision.day
    if served is None and facts.notice.undelivered:
        yield block(
            "告知书退回没有送达，也没有公告送达",
            "改用其他方式送达；都送不到的，公告送达",
            facts=("notice.undelivered", *SERVED),
        )
    elif served is None:
        yield block("告知书还没有送达", facts=SERVED)
    elif served > day:
        yield block(f"告知书{served.isoformat()}才送达，不能在{day.isoformat()}作出决定", facts=SERVED)


@rule(
    "R-121",
    gates=("case.submit", "case.decide"),
    clause=Clause(PENALTY, 45, 1),
    remedy="期限届满后再送审、作出决定，或者由当事人书面放弃陈述、申辩",
    point=ReviewPoint.PROCEDURE,
)
def the_period_of_defence_is_over(facts):
    """Nothing is decided while the party may still defend himself, unless he waived it in writing."""
    if not penalised(facts) or facts.notice.served_on is None or waived(facts):
        return
    last = facts.limits.defence
    if facts.decision.day <= last:
        yield block(
            f"陈述、申辩期限{last.isoformat()}止，{facts.decision.day.isoformat()}还没有届满"
            f"（{facts.notice.days}个工作日为系统默认，待法制部门确认）",
            facts=(*SERVED, "notice.days", "limits.defence"),
        )


@rule(
    "R-121",
    gates=("case.submit",),
    clause=Clause(PENALTY, 45, 1),
    remedy="对每项意见选择采纳或者不采纳，并写明理由",
)
def every_point_is_answered(facts):
    """Each point of the defence is checked, and adopted or not with a reason."""
    for number, point in enumerate(facts.notice.points, 1):
        if point.adopted is None:
            yield block(f"第{number}项陈述、申辩意见还没有复核：{point.text}", facts=("notice.points",))
        elif not point.reason.strip():
            yield block(f"第{number}项陈述、申辩意见没有写明理由：{point.text}", facts=("notice.points",))


@rule(
    "R-121",
    gates=("case.record_defence",),
    clause=Clause(PENALTY, 45, 1),
    remedy="填写意见，或者登记书面放弃的日期",
)
def a_defence_says_something(facts):
    """What is recorded is a point of the defence, a request for a hearing, or a waiver; not a point and a waiver."""
    notice, concerned = facts.notice, ("notice.points", "notice.waived_on")
    asked = facts.hearing.requested_on is not None
    if not notice.points and notice.waived_on is None and not asked:
        yield block("没有填写陈述、申辩意见，也没有登记放弃", facts=(*concerned, "hearing.requested_on"))
    if notice.points and notice.waived_on is not None:
        yield block("既有陈述、申辩意见，又登记了放弃", "核对后保留一项", facts=concerned)


@rule("R-121", gates=("case.submit",), clause=Clause(PENALTY, 44), remedy="重新告知，期限重新计算")
def a_cancelled_notice_is_replaced(facts):
    """A case whose notice was taken back goes to review with a new one."""
    if penalised(facts) and facts.notice.cancelled:
        yield block("原告知书已经撤销，还没有重新告知", facts=("notice.cancelled",))


@rule(
    "R-121",
    gates=("case.submit", "case.approve_review", "case.decide"),
    clause=Clause(PENALTY, 45, 2),
    remedy="恢复告知的处罚；确有新事实的，先补充调查，再重新告知",
    point=ReviewPoint.PROCEDURE,
)
def nothing_is_added_after_the_notice(facts):
    """The decision has no kind of penalty and confiscates no sum that the party was not told."""
    if not penalised(facts):
        return
    told = {*facts.notice.kinds, PenaltyKind.CORRECTION}
    if added := [PenaltyKind(kind).label for kind in facts.decision.kinds if kind not in told]:
        yield block(f"告知书没有{'、'.join(added)}，不得因申辩加重", facts=("decision.kinds", "notice.kinds"))
    for word, name in (("罚款", "fine"), ("没收违法所得", "forfeit")):
        amount, before = getattr(facts.decision, name), getattr(facts.notice, name)
        if amount and before is None:
            yield block(f"告知书没有写明{word}数额", facts=(f"decision.{name}", f"notice.{name}"))
        elif name == "forfeit" and amount and amount > before:
            yield block(
                f"没收违法所得 {shown(amount)} 元高于告知的 {shown(before)} 元，不得因申辩加重",
                facts=("decision.forfeit", "notice.forfeit"),
            )


@rule("R-120", gates=ANSWERING, clause=Clause(PENALTY, 44), remedy="先出具事先告知书")
def there_is_a_notice_to_answer(facts):
    """What the party says answers a notice that stands."""
    if facts.notice.given_on is None:
        yield block("没有有效的事先告知书，不能登记陈述申辩", facts=("notice.given_on",))


@rule("R-121", gates=ANSWERING, clause=Clause(HOUSE), remedy="核对后重新填写")
def what_the_party_said_follows_the_notice(facts):
    """Points, requests and waivers are dated between the notice and today."""
    notice, hearing, today = facts.notice, facts.hearing, facts.clock.day
    days = [
        notice.waived_on,
        hearing.requested_on,
        hearing.waived_on,
        *(each.received_on for each in notice.points),
    ]
    if notice.given_on is None:
        return
    for day in dict.fromkeys(day for day in days if day):
        if not notice.given_on <= day <= today:
            yield block(
                f"日期{day}不在告知书出具（{notice.given_on}）和今天（{today}）之间",
                facts=(
                    "notice.given_on",
                    "notice.points",
                    "notice.waived_on",
                    "hearing.requested_on",
                    "clock.day",
                ),
            )
