"""Closing, and the reasons that the file must keep."""

from datetime import date

from enforcement.law import terms
from enforcement.law.amounts import shown
from enforcement.law.calendar import WorkCalendar
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.deadlines import Deadline, deadline
from enforcement.law.findings import block, warn
from enforcement.law.kinds import ClosingReason, Outcome, Procedure
from enforcement.law.rulebook import rule

PROCESS = Clause(PENALTY, 47)
ORDINARY = ("case.request_closing", "case.approve_closing")
CLOSING = ("case.close", *ORDINARY)


def closing_due(finished_on: date, calendar: WorkCalendar) -> Deadline:
    """Return the last day for the closing form of a case whose last matter ended on `finished_on`."""
    return deadline(terms.CLOSE, finished_on, calendar, event="办理完毕")


@rule("R-917", gates=CLOSING, clause=Clause(PENALTY, 66, 1), remedy="登记缴款，或者改选结案理由")
def a_fulfilled_case_is_paid(facts):
    """A case closed as fulfilled has its fine paid in full."""
    if facts.closing.reason != ClosingReason.FULFILLED or not facts.decision.fine:
        return
    paid = sum(each.amount - each.surcharge for each in facts.payment.paid)
    if paid < facts.decision.fine:
        yield block(
            f"罚款 {shown(facts.decision.fine)} 元已缴 {shown(paid)} 元，不能以执行完毕结案",
            facts=("closing.reason", "decision.fine", "payment.paid"),
        )


@rule("R-917", gates=CLOSING, clause=Clause(HOUSE), remedy="改选与决定一致的结案理由")
def the_closing_reason_fits_the_decision(facts):
    """A penalty is not closed as no penalty, nor the other way round."""
    spared = facts.decision.outcome == Outcome.NO_PENALTY
    if (spared and facts.closing.reason == ClosingReason.FULFILLED) or (
        not spared and facts.closing.reason == ClosingReason.NO_PENALTY
    ):
        yield block("结案理由与决定不一致", facts=("closing.reason", "decision.outcome"))


@rule("R-917", gates=ORDINARY, clause=Clause(PENALTY, 66, 1), remedy="办理完毕后再报结案")
def nothing_is_left_to_do(facts):
    """An ordinary case is closed when what was ordered is done, checked and written down."""
    closing, decision = facts.closing, facts.decision
    if not closing.performance.strip():
        yield block("结案审批表没有写明执行情况", "逐项写明执行情况", facts=("closing.performance",))
    if decision.order.strip() and decision.corrected_on is None and closing.rechecked_on is None:
        yield block(
            "责令改正还没有复查",
            "复查改正情况并登记",
            facts=("closing.rechecked_on", "decision.order", "decision.corrected_on"),
        )
    if closing.goods_left:
        yield block(
            f"还有财物没有处理：{'、'.join(closing.goods_left)}",
            "登记处理结果",
            facts=("closing.goods_left",),
        )
    if closing.reason == ClosingReason.FULFILLED and facts.payment.surcharge:
        paid = sum(each.surcharge for each in facts.payment.paid)
        if paid < facts.payment.surcharge:
            yield block(
                f"加处罚款 {shown(facts.payment.surcharge)} 元已缴 {shown(paid)} 元，不能以执行完毕结案",
                facts=("payment.surcharge", "payment.paid", "closing.reason"),
            )


@rule("R-505", gates=ORDINARY, clause=Clause(HOUSE), remedy="等法院执行完毕或者裁定终结后再结案")
def a_case_before_the_court_stays_open(facts):
    """While the court enforces, the case is being carried out; it ends with the court's paper."""
    closing = facts.closing
    if closing.court_pending:
        yield block("法院正在强制执行，不能结案", facts=("closing.court_pending",))
    elif closing.reason == ClosingReason.ENDED and not closing.ended_basis.strip():
        yield block(
            "终结执行没有依据",
            "登记法院裁定或者终结执行决定",
            facts=("closing.ended_basis", "closing.reason"),
        )


@rule("R-505", gates=("case.request_closing",), clause=terms.CLOSE.clause, remedy="写明逾期报结案的原因")
def the_closing_form_comes_in_time(facts):
    """The closing form is filled in within fifteen working days after the last matter ended."""
    finished, today = facts.closing.finished_on, facts.clock.day
    if finished is None:
        return
    due = closing_due(finished, facts.clock.calendar)
    if due.missed_on(today):
        yield warn(
            f"{finished.isoformat()}办理完毕，应在{due.legal_last_day.isoformat()}前报结案",
            facts=("closing.finished_on", "clock.day"),
        )


@rule("R-123", gates=CLOSING, clause=PROCESS, remedy="先登记送达")
def delivery_is_recorded(facts):
    """No case is closed without a record of delivery."""
    if facts.delivery.delivered_on is None:
        yield block("没有送达记录，不能结案", facts=("delivery.delivered_on",))


@rule("R-127", gates=("case.close",), clause=Clause(PENALTY, 52, 3), remedy="先报所属机关备案")
def an_on_the_spot_decision_is_filed(facts):
    """An on-the-spot decision is filed with the agency before the case is closed."""
    if facts.decision.outcome != Outcome.PENALTY or facts.decision.procedure != Procedure.SUMMARY:
        return
    if facts.registration.filed_on is None:
        yield block("当场处罚决定还没有备案，不能结案", facts=("registration.filed_on",))


@rule("R-135", gates=("case.deliver",), clause=Clause(PENALTY, 61, 1), remedy="核对送达日期")
def delivery_follows_the_decision(facts):
    """A decision is not delivered before it is made."""
    day = facts.delivery.delivered_on
    if day is not None and day < facts.decision.day:
        yield block("送达日期早于决定日期", facts=("delivery.delivered_on", "decision.day"))


@rule("R-123", gates=("case.return_exemption",), clause=PROCESS, remedy="写明退回理由")
def a_return_has_its_reason(facts):
    """The head's reason for sending a draft back is kept."""
    if not facts.decision.return_reason.strip():
        yield block("没有写明退回理由", facts=("decision.return_reason",))


@rule("R-123", gates=("case.convert",), clause=PROCESS, remedy="写明转普通程序的理由")
def a_change_of_procedure_has_its_reason(facts):
    """Why the case leaves the summary procedure is kept."""
    if not facts.decision.convert_reason.strip():
        yield block("没有写明转普通程序的理由", facts=("decision.convert_reason",))


@rule("R-123", gates=("case.withdraw",), clause=PROCESS, remedy="写明撤销案件的理由")
def a_withdrawal_has_its_reason(facts):
    """Why a case was dropped is kept."""
    if not facts.decision.withdraw_reason.strip():
        yield block("没有写明撤销案件的理由", facts=("decision.withdraw_reason",))


@rule(
    "R-917",
    gates=("case.request_closing",),
    clause=Clause(PENALTY, 28, 1),
    remedy="复查过的，写明哪天复查、改正了没有；不用复查的，都不填",
)
def a_recheck_has_its_day_and_its_result(facts):
    """An order to correct is followed up: when somebody looked, and what he found."""
    closing = facts.closing
    if (closing.rechecked_on is None) == bool(closing.recheck.strip()):
        yield block("改正复查的日期和结果要一起填写", facts=("closing.rechecked_on", "closing.recheck"))
