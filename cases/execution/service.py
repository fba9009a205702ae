"""After the decision: money, filing with the unit, delivery of a no-penalty decision, closing."""

from decimal import Decimal

from django.utils import timezone

from cases.limits import due
from cases.limits.pauses import due_of, pauses_of
from cases.models import Collection, Payment, Registration
from cases.weighing.service import note_answers
from cases.workflow import State
from enforcement.dossiers.services import lock_dossier
from enforcement.law import facts as law
from enforcement.law import terms
from enforcement.law.amounts import surcharge
from enforcement.law.rules import payments, summary
from enforcement.procedures.acting import act
from enforcement.transactions import once


def owed(case, day, *, limit=None, payments=None):
    """Return fine, surcharge and paid so far, as of `day`, in yuan (第七十二条第一款第一项).

    The surcharge grows on what is late until it is paid and never beyond the fine; it is asked for, not automatic:
    what is shown is what may be added. limit, payments (by day): rows of the case that a page has read already.
    """
    fine = case.decision.fine or Decimal(0)
    if payments is None:
        payments = list(case.decision.payments.order_by("paid_on", "id"))
        limit = case.limits.filter(key="pay").first()
    paid = sum((row.amount for row in payments), Decimal(0))
    collected = case.decision.collection.amount if hasattr(case.decision, "collection") else Decimal(0)
    late_until = _settled_on(payments, fine) or day
    added = (
        surcharge(fine, due_of(case.decision, limit), late_until, pauses=pauses_of(case.decision)).amount
        if limit and fine and not collected
        else Decimal(0)
    )
    return {
        "fine": fine,
        "surcharge": added,
        "paid": paid + collected,
        "left": max(fine - paid - collected, 0),
    }


def _settled_on(payments, fine):
    """Return the day on which the payments reached the fine, or None."""
    total = Decimal(0)
    for payment in payments:
        total += payment.amount
        if total >= fine:
            return payment.paid_on
    return None


def collect(*, case, amount, ground, explanation, receipt_number, collected_on, landed_on=None, by, at,
            reasons=None):  # fmt: skip
    """Take the fine on the spot against a finance receipt (第六十八条 to 第七十条).

    landed_on: day on which the officers came to land, of money taken on water; the time to hand it in runs from it.
    """
    with act(case, "collect", by=by, at=at, reasons=reasons) as case:
        case.taking.require(
            payments.money_is_taken_for_a_fine, decision=law.Decision(fine=case.decision.fine)
        )
        if before := getattr(case.decision, "collection", None):
            case.taking.tells(again=before.receipt_number)
            case.taking.require(payments.money_is_taken_once)
        with once(f"财政票据 {receipt_number} 已经登记过。请核对票据号码。"):
            Collection.objects.create(
                decision=case.decision,
                amount=amount,
                ground=ground,
                explanation=explanation,
                receipt_number=receipt_number,
                collected_on=collected_on,
                landed_on=landed_on,
            )
        case.taking.go(amount=str(amount), receipt=receipt_number)
        due.meet(case, "pay", collected_on)
        due.fix(case, due.Due("hand_in", "上交收缴的罚款", terms.HAND_IN, landed_on or collected_on))
        _execute_if_done(case, by, at)
    return case


def hand_in(*, case, handed_in_on, landed_on=None, by, at, reasons=None):
    """Note the day on which the collected money was handed to the agency (第七十一条).

    landed_on: as for `collect`, where it was not known yet.
    """
    with act(case, "hand_in", by=by, at=at, reasons=reasons) as case:
        collection = getattr(case.decision, "collection", None)
        if collection is None:
            none = law.Collection(amount=None, collected_on=None, ground=None)
            case.taking.require(payments.money_is_handed_in_in_time, collection=none)
        if collection.handed_in_on:
            case.taking.tells(again=collection.handed_in_on.isoformat())
        collection.handed_in_on = handed_in_on
        collection.landed_on = landed_on or collection.landed_on
        collection.save(update_fields=["handed_in_on", "landed_on"])
        case.taking.go(on=handed_in_on)
        due.meet(case, "hand_in", handed_in_on)
    return case


def record_payment(*, case, amount, paid_on, reference, by, at, reasons=None):
    """Record money that reached the collecting institution; the last of it ends the execution."""
    with act(case, "record_payment", by=by, at=at, reasons=reasons) as case:
        known = (
            Payment.objects.filter(reference=reference).values_list("decision__case__path", flat=True).first()
        )
        # another unit's matters are not told
        told = (
            "已经登记过，没有重复登记" if known in (None, case.path) else "不能登记，请对照缴款凭证核对号码"
        )
        with once(f"缴款凭证 {reference} {told}。"):
            Payment.objects.create(
                decision=case.decision,
                amount=amount,
                paid_on=paid_on,
                reference=reference,
                recorded_at=at,
                recorded_by=by,
            )
        case.taking.go(amount=str(amount), on=paid_on)
        _execute_if_done(case, by, at)
    return case


def _execute_if_done(case, by, at):
    """End the execution where nothing is left to be paid."""
    day = timezone.localdate(at)
    if case.state == State.DELIVERED and owed(case, day)["left"] <= 0:
        payments = case.decision.payments.order_by("paid_on", "pk")
        reached = _settled_on(payments, case.decision.fine or Decimal(0)) or day
        due.meet(case, "pay", reached)
        with act(case, "execute", by=by, at=at):
            pass
        if case.procedure == case.Procedure.GENERAL:
            due.fix(case, due.Due("close", "办理结案", terms.CLOSE, reached))


def file_with_unit(*, case, by, at, reasons=None):
    """Take the on-the-spot decision into the agency's register (备案, 第五十二条第三款)."""
    with act(case, "file_with_unit", by=by, at=at, reasons=reasons) as case:
        if before := getattr(case, "registration", None):
            case.taking.tells(again=before.filed_on.isoformat())
            case.taking.require(summary.a_decision_is_filed_once)
        day = timezone.localdate(at)
        Registration.objects.create(case=case, filed_on=day, filed_by=by)
        case.taking.go()
        due.meet(case, "file_with_unit", day)
    return case


def close(*, case, by, at, reasons=None):
    """Close the case and lock everything under it (ruling 7)."""
    with act(case, "close", by=by, at=at, reasons=reasons) as case:
        case.taking.go()
        seal(case, by=by, at=at)
    return case


def seal(case, *, by, at):
    """End every duty on a closed case and lock its file with everything in it."""
    case.closed_on = timezone.localdate(at)
    due.settle(case, case.closed_on)
    lock_dossier(dossier=case.dossier, by=by, at=at)


def withdraw(*, case, reason, by, at, reasons=None):
    """Withdraw a case that should not have been logged, with its reason; nothing is deleted."""
    with act(case, "withdraw", by=by, at=at, reasons=reasons) as case:
        case.withdraw_reason, case.closed_on = reason.strip(), timezone.localdate(at)
        case.taking.go(reason=reason)
        lock_dossier(dossier=case.dossier, by=by, at=at)
    return case


def convert_to_general(*, case, reason, by, at, answers=None, reasons=None):
    """Leave the simple procedure with everything kept: the case waits for filing (第五十一条、第五十四条).

    answers: what was typed on the page 是否应罚 and refused there, kept as the officers' proposal.
    """
    with act(case, "convert", by=by, at=at, reasons=reasons) as case:
        if answers:
            note_answers(case=case, answers=answers, by=by, at=at)
        case.convert_reason = reason.strip()
        case.taking.go(reason=reason)
        day = timezone.localdate(at)
        case.procedure, case.clue_on = case.Procedure.GENERAL, timezone.localdate(case.discovered_at)
        due.fix(case, due.clue_limit(case, day, day))
    return case
