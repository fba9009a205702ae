"""What an officer has in hand, for whom his post ends: his cases, and the reviews that he has taken."""

from cases.models import Case, Review
from cases.workflow import CLOSED_STATES
from enforcement.dossiers.services import set_members
from enforcement.journal.services import record
from enforcement.teams import paths
from enforcement.teams.holding import Holding
from enforcement.teams.roles import HANDLE, REVIEW

GONE = "承办人离任"


def open_cases(path):
    return Case.objects.filter(path=paths.agency_of(path)).exclude(state__in=CLOSED_STATES)


def told(case):
    """Return a case as an administrator may know it, who sees no case content (R-1106)."""
    return f"{case.number or '未编号'}（{case.get_state_display()}）", ""


def handled(officer, path, day):
    return [told(case) for case in open_cases(path).filter(handler=officer).order_by("pk")]


def accompanied(officer, path, day):
    return [told(case) for case in open_cases(path).filter(partner=officer).order_by("pk")]


def hand_over_cases(officer, path, to, *, by, at):
    """Make `to` the handler; where there is nobody, or he is the partner already, the unit's heads assign it."""
    rows = list(open_cases(path).filter(handler=officer).select_related("dossier", "partner"))
    for case in rows:
        if to is None or case.partner_id == to.pk:
            leave(case, at)
        else:
            case.handler = to
            case.save(update_fields=["handler"])
            set_members(dossier=case.dossier, members=crew(case), by=by, at=at)
        now = "待负责人分派" if case.left_at else to.name
        record(case.dossier, "case.handed_over", by=by, at=at, reason=GONE, before=officer.name, after=now)
    return len(rows)


def hand_over_company(officer, path, to, *, by, at):
    """Make `to` the second officer; where there is nobody, or he handles the case, the unit's heads assign it."""
    rows = list(open_cases(path).filter(partner=officer).select_related("dossier", "handler"))
    for case in rows:
        if to is None or case.handler_id == to.pk:
            leave(case, at)
        else:
            case.partner = to
            case.save(update_fields=["partner"])
            set_members(dossier=case.dossier, members=crew(case), by=by, at=at)
        now = "待负责人分派" if case.left_at else to.name
        record(case.dossier, "case.handed_over", by=by, at=at, reason=GONE, before=officer.name, after=now)
    return len(rows)


def leave(case, at):
    """Put a case before the heads of its unit: nobody who works on it can act any more."""
    case.left_at = at
    case.save(update_fields=["left_at"])


def crew(case):
    return [officer for officer in (case.handler, case.partner) if officer]


def reviews(officer, path, day):
    return [told(review.case) for review in taken(officer, path)]


def taken(officer, path):
    mine = Review.objects.waiting().filter(reviewer=officer)
    return mine.select_related("case__dossier").order_by("pk")


def release_reviews(officer, path, to, *, by, at):
    """Give the reviews back to the queue, from which another reviewer takes them."""
    rows = list(taken(officer, path))
    for review in rows:
        review.reviewer = None
        review.save(update_fields=["reviewer"])
        record(
            review.case.dossier, "case.handed_over", by=by, at=at, reason="审核人离任", before=officer.name,
            after="审核队列",
        )  # fmt: skip
    return len(rows)


def in_unit(path, day):
    return [("没有办结的案件", open_cases(path).count())]


HOLDINGS = (
    Holding("承办的案件", HANDLE, handled, hand_over_cases, in_unit),
    Holding("同行办理的案件", HANDLE, accompanied, hand_over_company),
    Holding("领取未办完的审核", REVIEW, reviews, release_reviews),
)
