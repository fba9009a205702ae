"""Who complained, and the answer that ends the agency's silence (R-321)."""

from django.utils import timezone

from cases.limits import due
from cases.models import Complaint
from cases.party import secrets
from enforcement.law import terms
from enforcement.procedures.acting import act


def note_complaint(case, complaint):
    """Write down who reported the violation, until he was answered; the time for the answer runs from receipt.

    complaint: name, phone, own_interest (None: not asked), wants_answer; None leaves what is there.
    """
    if complaint is None or Complaint.objects.filter(case=case, answered_on__isnull=False).exists():
        return
    values = {
        "name_sealed": secrets.seal(complaint["name"]), "phone_sealed": secrets.seal(complaint["phone"]),
        "own_interest": complaint["own_interest"], "wants_answer": complaint["wants_answer"],
    }  # fmt: skip
    received = case.clue_on or timezone.localdate(case.opened_at)
    row, _ = Complaint.objects.update_or_create(
        case=case, defaults=values, create_defaults=values | {"received_on": received}
    )
    if row.must_be_answered:
        due.fix(case, due.Due(due.ANSWER, "答复投诉举报人", terms.ANSWER_COMPLAINT, row.received_on))
    else:
        due.drop(case, due.ANSWER)


def answer_complaint(
    *, case, answered_on, outcome, answer, own_interest=None, remedies_told=False, by, at, reasons=None
):  # fmt: skip
    """Register what the complainant was answered, also after the case has ended; a correction overwrites it.

    outcome: a ComplaintOutcome code. own_interest None leaves what was recorded.
    """
    with act(case, "answer_complaint", by=by, at=at, reasons=reasons) as case:
        said = {
            "answered_on": answered_on, "outcome": outcome, "answer": answer.strip(), "remedies_told": remedies_told,
            "answered_by": by,
        }  # fmt: skip
        if own_interest is not None:
            said["own_interest"] = own_interest
        Complaint.objects.filter(case=case).update(**said)
        case.taking.go(outcome=outcome)
        due.meet(case, "answer", answered_on)
    return case
