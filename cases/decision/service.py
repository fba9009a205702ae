"""Collective discussion and decision of an ordinary case (第五十七条)."""

from django.utils import timezone

from cases.decision.papers import decision, discussion_minutes, no_penalty
from cases.file.facts import facts_of
from cases.limits import due
from cases.limits.due import Due
from cases.models import Assessment, Attendee, Decision, Discussion
from cases.weighing.requirement import require_assessment
from enforcement.documents import services as documents
from enforcement.law import facts as law
from enforcement.law import terms
from enforcement.law.rules import discussion
from enforcement.procedures.acting import act
from enforcement.teams.models import Officer, Post
from enforcement.teams.roles import APPROVE, PERMISSIONS


def keep_attendees(held, attendees, heads):
    """Write who attended: [(officer, duty, view, vote)]; heads: the officers who were heads on that day."""
    heads = {officer.pk for officer in heads}
    Attendee.objects.bulk_create(
        Attendee(discussion=held, officer=officer, duty=duty, view=view, vote=vote, head=officer.pk in heads)
        for officer, duty, view, vote in attendees
    )


def discuss(
    *,
    case,
    held_on,
    place,
    chair,
    recorder,
    attendees,
    conclusion,
    outcome,
    fine=None,
    order="",
    by,
    at,
    reasons=None,
):
    """Record a collective discussion with its minutes (集体讨论, R-131).

    attendees: [(officer, duty, view, vote)], vote "" for those who attend without one. What was concluded: outcome, a
    code of Assessment.Outcome; fine in yuan, None without; order to correct, "" where nothing was concluded on it.
    """
    with act(case, "discuss", by=by, at=at, reasons=reasons) as case:
        concluded = {
            "form": 1,
            "outcome": outcome,
            "fine": "" if fine is None else f"{fine:.2f}",
            "order": order.strip(),
        }
        values = {"held_on": held_on, "place": place, "chair": chair, "recorder": recorder, "conclusion": conclusion,
                  "concluded": concluded,
                  "triggers": discussion_minutes.discussion_triggers(case, at=at), "by": by, "at": at}  # fmt: skip
        there = law.Discussion(held_on=held_on, attendees=tuple(str(officer.pk) for officer, *_ in attendees))
        case.taking.require(discussion.nobody_attends_twice, discussion=there)
        held, _ = Discussion.objects.update_or_create(case=case, defaults=values)
        held.attendees.all().delete()
        keep_attendees(held, attendees, heads_on(case, held_on))
        case.taking.go(on=held_on)
        if held.document:
            documents.void(document=held.document, reason="重新讨论", by=by, at=at)
        held.document = documents.issue(
            reasons=reasons,
            dossier=case.dossier, kind=discussion_minutes.PAPER.kind, team=case.team, by=by,
            at=at, day=held_on, content=discussion_minutes.content_of(case, held),
        )  # fmt: skip
        held.save(update_fields=["document"])
    return case


def heads_on(case, day):
    """Return the heads of the deciding agency on a day: whose posts let them decide in the case's unit."""
    roles = [role for role, held in PERMISSIONS.items() if APPROVE in held]
    posts = Post.objects.on(day).filter(role__in=roles, team__path=case.path)
    return list(Officer.objects.filter(posts__in=posts).distinct().order_by("pk"))


def decide(*, case, by, at, reasons=None):
    """Make the decision (行政处罚决定 or 不予行政处罚决定) and its numbered paper; serving it is the next step."""
    with act(case, "decide", by=by, at=at, reasons=reasons) as case:
        require_assessment(case)
        day, found = timezone.localdate(at), case.assessment
        spared = found.outcome == Assessment.Outcome.NO_PENALTY
        paper = no_penalty if spared else decision
        content = paper.content_of(case, at=at)
        document = documents.issue(
            reasons=reasons,
            dossier=case.dossier, kind=paper.PAPER.kind, team=case.team, by=by, at=at, day=day, content=content,
            facts=facts_of([case], at=at)[0].but(decision={"confirmed_by": by.name}),
        )  # fmt: skip
        Decision.objects.create(
            case=case,
            kind=Decision.Kind.NO_PENALTY if spared else Decision.Kind.PENALTY,
            warning=found.outcome in (Assessment.Outcome.WARNING, Assessment.Outcome.BOTH),
            fine=found.fine,
            pay_by=Decision.PayBy.BANK if found.fine else "",
            pay_code=content.pay_code if found.fine else "",
            document=document,
            decided_at=at,
            decided_by=by,
        )
        case.number, case.decided_on = document.number, day
        case.taking.go(number=document.number)
        due.meet(case, "decide", day)
        due.fix(case, Due("deliver", "送达决定书", terms.DELIVER, day), *published_by(spared, day))
    return case


def published_by(spared, day):
    """Return the time limit for publishing a penalty; a decision not to punish has none (国办发〔2018〕118号)."""
    return [] if spared else [Due("publish", "公示处罚决定", terms.PUBLISH, day)]


def return_decision(*, case, reason, by, at, reasons=None):
    """Send a reviewed case back to the officers: the head does not follow the proposal, and says why (第五十七条)."""
    return send_back(case, "return_decision", reason, by, at, reasons)


def send_back(case, step, reason, by, at, reasons):
    """Send a case back one step with the head's reason."""
    with act(case, step, by=by, at=at, reasons=reasons) as case:
        case.taking.tells(reason=reason)
        case.return_reason = reason.strip()
        case.taking.go(reason=reason)
    return case
