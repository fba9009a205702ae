"""Closing an ordinary case: asked for by the officers, approved or returned by the head (结案)."""

from django.utils import timezone

from cases.closing.papers import closing_approval
from cases.decision.service import send_back
from cases.execution.service import seal
from cases.limits import due
from cases.models import Closing
from enforcement.documents import services as documents
from enforcement.procedures.acting import act


def request_closing(
    *, case, performance, rechecked_on, recheck="", publish, publish_reason, by, at, reasons=None
):  # fmt: skip
    """Ask the head to close the case (结案审批).

    performance: how the decision was carried out, in words. rechecked_on: day on which the correction was checked,
    None where nothing had to be corrected; recheck: what was found that day, in words. publish: the publication
    review's answer, with its reason (第四十八条).
    """
    with act(case, "request_closing", by=by, at=at, reasons=reasons) as case:
        values = {"performance": performance.strip(), "rechecked_on": rechecked_on, "recheck": recheck.strip(),
                  "publish": publish, "publish_reason": publish_reason.strip(), "proposed_by": by,
                  "proposed_at": at}  # fmt: skip
        Closing.objects.update_or_create(case=case, defaults=values)
        if not publish:
            due.meet(case, "publish", timezone.localdate(at))
        if rechecked_on:
            due.meet(case, "correct", rechecked_on)
    return case


def return_closing(*, case, reason, by, at, reasons=None):
    """Send the request to close back with the head's reason."""
    return send_back(case, "return_closing", reason, by, at, reasons)


def approve_closing(*, case, by, at, reasons=None):
    """Close the case: its form becomes the last paper of the file, and the file is locked (ruling 7)."""
    with act(case, "approve_closing", by=by, at=at, reasons=reasons) as case:
        case.taking.go()
        case.closing.document = documents.issue(
            reasons=reasons,
            dossier=case.dossier, kind=closing_approval.PAPER.kind, team=case.team, by=by, at=at,
            day=timezone.localdate(at), content=closing_approval.content_of(case, by=by, at=at),
        )  # fmt: skip
        case.closing.save(update_fields=["document"])
        seal(case, by=by, at=at)
    return case
