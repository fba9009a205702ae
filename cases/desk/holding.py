"""What an officer has in hand, for whom his post ends: his cases, and the reviews that he has taken."""

from django.db.models import Q

from cases.models import Case, Review
from cases.review.service import empty
from cases.workflow import CLOSED_STATES
from enforcement.dossiers.services import set_members
from enforcement.journal.services import record
from enforcement.procedures import todo
from enforcement.teams import paths
from enforcement.teams.holding import Holding
from enforcement.teams.roles import HANDLE, REVIEW

GONE = "承办人离任"


def open_cases(condition):
    return Case.objects.filter(condition).exclude(state__in=CLOSED_STATES)


def told(case):
    """Return a case as an administrator may know it, who sees no case content (R-1106)."""
    return f"{case.number or '未编号'}（{case.get_state_display()}）", ""


def handled(officer, ground, day):
    return [told(case) for case in open_cases(ground.holds()).filter(handler=officer).order_by("pk")]


def accompanied(officer, ground, day):
    return [told(case) for case in open_cases(ground.holds()).filter(partner=officer).order_by("pk")]


def hand_over_cases(officer, ground, to, *, by, at):
    """Make `to` the handler; where there is nobody, or he is the partner already, the unit's heads assign it."""
    return hand_over("handler", officer, ground, to, by=by, at=at)


def hand_over_company(officer, ground, to, *, by, at):
    """Make `to` the second officer; where there is nobody, or he handles the case, the unit's heads assign it."""
    return hand_over("partner", officer, ground, to, by=by, at=at)


def hand_over(place, officer, ground, to, *, by, at):
    """Give every open case in which `officer` has this place to `to`, its row locked as in every other act."""
    other = {"handler": "partner", "partner": "handler"}[place]
    mine = open_cases(ground.holds()).filter(**{place: officer}).select_for_update(of=("self",))
    mine = mine if to else mine.filter(left_at=None)  # the others wait for the heads already
    rows = list(mine.select_related("dossier", other).order_by("pk"))
    for case in rows:
        if to is None or getattr(case, f"{other}_id") == to.pk:
            leave(case, at)
            now = "待负责人分派"
        else:
            setattr(case, place, to)
            case.save(update_fields=[place])
            set_members(dossier=case.dossier, members=crew(case), by=by, at=at)
            now = to.name
        record(case.dossier, "case.handed_over", by=by, at=at, reason=GONE, before=officer.name, after=now)
        todo.write(case, at=at)
    return len(rows)


def leave(case, at):
    """Put a case before the heads of its unit: nobody who works on it can act any more."""
    case.left_at = at
    case.save(update_fields=["left_at"])


def crew(case):
    return [officer for officer in (case.handler, case.partner) if officer]


def reviews(officer, ground, day):
    return [told(review.case) for review in taken(officer, ground)]


def taken(officer, ground):
    mine = Review.objects.waiting().filter(ground.holds(), reviewer=officer)
    return mine.select_related("case__dossier").order_by("pk")


def release_reviews(officer, ground, to, *, by, at):
    """Give the reviews back to the queue, from which another reviewer takes them."""
    # the cases first, as every other act locks them
    keys = sorted(taken(officer, ground).values_list("case", flat=True))
    list(Case.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    rows = list(taken(officer, ground).select_for_update(of=("self",)))
    for review in rows:
        empty(review)
        record(
            review.case.dossier, "case.handed_over", by=by, at=at, reason="审核人离任", before=officer.name,
            after="审核队列",
        )  # fmt: skip
        todo.write(review.case, at=at)
    return len(rows)


def in_unit(path, day):
    return [("没有办结的案件", open_cases(Q(path=paths.agency_of(path))).count())]


HOLDINGS = (
    Holding("承办的案件", HANDLE, handled, hand_over_cases, in_unit),
    Holding("同行办理的案件", HANDLE, accompanied, hand_over_company),
    Holding("领取未办完的审核", REVIEW, reviews, release_reviews),
)
