"""When a hearing is due, whether the party was told of it, and what becomes of the request (PL 63, 64)."""

from enforcement.law import terms
from enforcement.law.amounts import reaches, shown
from enforcement.law.clauses import PENALTY, Clause
from enforcement.law.deadlines import deadline, submitted
from enforcement.law.findings import block, hold, warn
from enforcement.law.kinds import Outcome, PenaltyKind, ReviewPoint
from enforcement.law.rulebook import rule
from enforcement.law.rules.signing import waiver_counts

HEAVY = (
    PenaltyKind.DOWNGRADE, PenaltyKind.REVOKE_LICENCE, PenaltyKind.REVOKE_BUSINESS_LICENCE,
    PenaltyKind.SUSPEND_BUSINESS, PenaltyKind.CLOSE_BUSINESS, PenaltyKind.CAREER_BAN,
)  # fmt: skip
# not named in art. 63: heavy only as "other heavier penalties", which somebody must find
PERHAPS = (PenaltyKind.SUSPEND_LICENCE, PenaltyKind.RESTRICT_BUSINESS)
DUE = ("decision.kinds", "decision.fine", "decision.forfeit", "decision.goods", "agency.hearing_threshold")
REQUEST = ("hearing.requested_on", "notice.served_on", "notice.hearing_told", "clock.calendar")


def amounts_of(facts):
    """Return (word, yuan) of the fine and of each confiscation, () without amounts."""
    made = facts.decision
    named = (("罚款", made.fine), ("没收违法所得", made.forfeit), ("没收非法财物", made.goods))
    return tuple((word, amount) for word, amount in named if amount)


def grounds(facts):
    """Return in words why the intended penalty needs a hearing, () where it needs none.

    Heavy kinds always do; the fine and each confiscation are compared with the threshold one by one.
    """
    found = [PenaltyKind(kind).label for kind in facts.decision.kinds if kind in HEAVY]
    threshold = facts.agency.hearing_threshold
    if threshold is not None:
        found += [
            f"{word} {shown(amount)} 元" for word, amount in amounts_of(facts) if reaches(amount, threshold)
        ]
    return tuple(found)


def request_due(facts):
    """Return the deadline of the party's request, None while the notice is not served."""
    served = facts.notice.served_on
    return deadline(terms.REQUEST_HEARING, served, facts.clock.calendar) if served else None


def asked_in_time(facts):
    """Return whether the party asked for a hearing within five working days; the postmark counts."""
    asked, due = facts.hearing.requested_on, request_due(facts)
    return asked is not None and (due is None or submitted(due.legal_last_day, received=asked).in_time)


def held(facts):
    """Return whether the hearing took place, or ended because the party stayed away."""
    return facts.hearing.held_on is not None or facts.hearing.abandoned


def taken_back(facts):
    """Return whether the party gave up in writing, after he had asked for it, the hearing he asked for."""
    asked, waived = facts.hearing.requested_on, facts.hearing.waived_on
    return waived is not None and waived <= facts.decision.day and (asked is None or asked <= waived)


def penalised(facts):
    return facts.decision.outcome == Outcome.PENALTY


@rule(
    "R-137",
    gates=("case.give_notice", "case.decide"),
    clause=Clause(PENALTY, 63, 1),
    remedy="在告知书中写明当事人有要求举行听证的权利和期限",
    point=ReviewPoint.PROCEDURE,
)
def the_right_to_a_hearing_is_told(facts):
    """Where the intended penalty needs a hearing, the notice tells the party of his right to one."""
    if penalised(facts) and (due := grounds(facts)) and not facts.notice.hearing_told:
        yield block(
            f"拟处{'、'.join(due)}，达到听证标准，须告知听证权利；告知书没有写明",
            facts=("notice.hearing_told", *DUE),
        )


@rule(
    "R-137", gates=("case.give_notice",), clause=Clause(PENALTY, 63, 1), remedy="告知听证权利，或者说明理由"
)
def amounts_near_the_threshold_are_pointed_out(facts):
    """A sum that exceeds only taken together, or a threshold that nobody set, is left to judgement."""
    amounts, threshold = amounts_of(facts), facts.agency.hearing_threshold
    if not penalised(facts) or not amounts or grounds(facts) or facts.notice.hearing_told:
        return
    total = sum(amount for _, amount in amounts)
    if threshold is None:
        yield warn("没有设置听证数额标准，系统不能判断是否须告知听证权利", facts=DUE)
    elif reaches(total, threshold):
        yield warn(f"罚款和没收合计 {shown(total)} 元达到听证数额，单项没有达到", facts=DUE)


@rule(
    "R-137",
    gates=("case.give_notice", "case.decide"),
    clause=Clause(PENALTY, 63, 1, 6),
    remedy="告知听证权利；不属于其他较重的行政处罚的，由负责人写明理由",
    point=ReviewPoint.PROCEDURE,
)
def perhaps_heavy_kinds_are_ruled_on(facts):
    """Suspending a licence or restricting business is not named in art. 63: whether it is heavy, the head finds."""
    kinds = [PenaltyKind(kind).label for kind in facts.decision.kinds if kind in PERHAPS]
    if penalised(facts) and kinds and not grounds(facts) and not facts.notice.hearing_told:
        yield hold(
            f"拟处{'、'.join(kinds)}，是否属于其他较重的行政处罚还没有决定",
            facts=("notice.hearing_told", *DUE),
        )


@rule(
    "R-137",
    gates=("case.decide",),
    clause=Clause(PENALTY, 63, 1),
    remedy="设置听证数额标准（参数“听证数额标准”），或者由负责人写明不属于较大数额的理由",
    point=ReviewPoint.PROCEDURE,
)
def no_amount_is_decided_without_a_threshold(facts):
    """Where nobody set from which amount a hearing is due, the head finds that this one is not large."""
    if not penalised(facts) or facts.notice.hearing_told or grounds(facts):
        return
    if amounts_of(facts) and facts.agency.hearing_threshold is None:
        yield hold("没有设置听证数额标准，不能判断是否应当告知听证权利", facts=("notice.hearing_told", *DUE))


@rule(
    "R-138",
    gates=("case.submit", "case.decide"),
    clause=Clause(PENALTY, 64, item=1),
    remedy="由负责人决定是否仍举行听证，并写明理由",
    point=ReviewPoint.PROCEDURE,
)
def a_late_request_is_ruled_on(facts):
    """A request after the five working days binds nobody; the head says whether a hearing is held all the same."""
    asked, due = facts.hearing.requested_on, request_due(facts)
    if not penalised(facts) or not facts.notice.hearing_told or asked is None or held(facts):
        return
    if due is not None and not asked_in_time(facts):
        yield hold(
            f"当事人{asked.isoformat()}才要求听证，已过{due.legal_last_day.isoformat()}的期限",
            facts=("hearing.held_on", *REQUEST),
        )


@rule(
    "R-137",
    gates=("case.submit", "case.decide"),
    clause=Clause(PENALTY, 64, item=1),
    remedy="听证申请期限届满后再作出决定，或者由当事人书面放弃听证",
    point=ReviewPoint.PROCEDURE,
)
def the_period_for_asking_is_over(facts):
    """While the party may still ask for a hearing, nothing is decided unless he waives it in writing."""
    if not penalised(facts) or not facts.notice.hearing_told or held(facts):
        return
    due, waived = request_due(facts), facts.hearing.waived_on
    given_up = waived is not None and waived <= facts.decision.day and waiver_counts(facts)
    if facts.hearing.requested_on is not None or given_up:
        return
    if due is not None and not due.missed_on(facts.decision.day):
        yield block(
            f"达到听证标准，当事人可以在{due.legal_last_day.isoformat()}前申请听证，期限还没有届满",
            facts=("hearing.waived_on", "decision.day", *REQUEST),
        )
