"""Closing, and the reasons that the file must keep."""

from enforcement.law.amounts import shown
from enforcement.law.clauses import HOUSE, PENALTY, Clause
from enforcement.law.findings import block
from enforcement.law.kinds import ClosingReason, Outcome, Procedure
from enforcement.law.rulebook import rule

PROCESS = Clause(PENALTY, 47)


@rule("R-917", gates=("case.close",), clause=Clause(PENALTY, 66, 1), remedy="登记缴款，或者改选结案理由")
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


@rule("R-917", gates=("case.close",), clause=Clause(HOUSE), remedy="改选与决定一致的结案理由")
def the_closing_reason_fits_the_decision(facts):
    """A penalty is not closed as no penalty, nor the other way round."""
    spared = facts.decision.outcome == Outcome.NO_PENALTY
    if (spared and facts.closing.reason == ClosingReason.FULFILLED) or (
        not spared and facts.closing.reason == ClosingReason.NO_PENALTY
    ):
        yield block("结案理由与决定不一致", facts=("closing.reason", "decision.outcome"))


@rule("R-123", gates=("case.close",), clause=PROCESS, remedy="先登记送达")
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
