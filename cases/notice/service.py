"""Telling the party before a decision, and hearing him (第四十四条、第四十五条、第六十二条)."""

from django.utils import timezone

from cases.file.bulk import file_of
from cases.file.facts import facts_of
from cases.limits import due
from cases.limits.due import Due
from cases.models import DefencePoint, PriorNotice
from cases.notice.papers import prior_notice
from cases.weighing.requirement import require_assessment
from cases.wording.assessment import penalty_kinds
from cases.wording.told import elements_in, parts_now, stored
from enforcement.documents import services as documents
from enforcement.law import facts as law
from enforcement.law import terms
from enforcement.law.rules import telling as rules
from enforcement.procedures.acting import act


def standing_notice(case):
    """Return the notice that stands, None while none was given."""
    return PriorNotice.objects.filter(case=case, cancelled_at__isnull=True).select_related("document").first()


def give_notice(*, case, hearing_told=False, by, at, reasons=None):
    """Issue the numbered notice of what is intended (行政处罚事先告知书, R-120, R-913)."""
    with act(case, "give_notice", by=by, at=at, reasons=reasons) as case:
        require_assessment(case)
        content = prior_notice.content_of(case, hearing_told=hearing_told, at=at)
        document = documents.issue(
            reasons=reasons,
            dossier=case.dossier, kind=prior_notice.PAPER.kind, team=case.team, by=by,
            at=at, day=timezone.localdate(at), content=content, facts=facts_of([case], at=at)[0],
        )  # fmt: skip
        found = case.assessment
        PriorNotice.objects.create(
            case=case, document=document, kinds=[str(kind) for kind in penalty_kinds(found)], fine=found.fine,
            hearing_told=hearing_told, given_by=by, given_at=at, told=told_in(case, content, hearing_told, at),
        )  # fmt: skip
        case.taking.go(number=document.number)
    return case


def told_in(case, content, hearing_told, at):
    """Return what the notice tells, part by part, with the elements that stand in its own content (第四十四条)."""
    near = file_of([case], timezone.localdate(at))
    return stored(parts_now(case, near), elements_in(content.elements()), hearing=hearing_told)


def start_defence(case, notice, day):
    """Let the period for statement and defence run from the day of service (R-121)."""
    notice.served_on = day
    notice.save(update_fields=["served_on"])
    due.fix(case, Due("defence", terms.STATEMENT.name, terms.STATEMENT, day, for_party=True))


def record_defence(*, case, points=(), by, at, reasons=None, **said):
    """Record what the party said to the notice, point by point with the answer, or that he waived it in writing.

    points, said: see `write_defence`.
    """
    with act(case, "record_defence", by=by, at=at, reasons=reasons) as case:
        notice = notice_answered(case)
        write_defence(case, notice, points, by, at, **said)
        if notice.waived_on:
            due.meet(case, "defence", notice.waived_on)
        told = words_of(notice)
        case.taking.go(**told)
    return case


def notice_answered(case):
    """Return the notice that stands; without one there is nothing to answer."""
    notice = standing_notice(case)
    if notice is None:
        case.taking.require(rules.there_is_a_notice_to_answer, notice=law.Notice(given_on=None))
    return notice


def write_defence(case, notice, points, by, at, *, waived_on=None, waiver=None, waived_by="", waiver_authority=None,
                  hearing_requested_on=None, hearing_waived_on=None):  # fmt: skip
    """Write what the party said onto the notice; what he said is never removed, only its answer changes.

    points: [(received_on, text, adopted or None, reason)]. waiver: the Piece of this file that holds the signed
    waiver. waived_by: in what capacity somebody signed it, a code of law Recipient; waiver_authority: the Piece with an
    agent's authority. hearing_requested_on: day of a request for a hearing, which is taken back by nothing but
    hearing_waived_on, the day of a written waiver of it.
    """
    if waiver is not None and waiver.dossier_id != case.dossier_id:
        waiver = None
    taken_back = notice.hearing_requested_on and not (hearing_requested_on or hearing_waived_on)
    known, said = {point.text for point in notice.points.all()}, {text.strip() for _, text, *_ in points}
    missing = [f"已登记的陈述申辩意见“{text}”" for text in sorted(known - said)]
    case.taking.tells(removed=(*(["当事人已经申请听证"] if taken_back else []), *missing))
    notice.waived_by, notice.waiver_authority = waived_by, waiver_authority
    notice.heard, notice.waived_on, notice.waiver = True, waived_on, waiver if waived_on else None
    notice.hearing_requested_on = hearing_requested_on or notice.hearing_requested_on
    notice.hearing_waived_on = hearing_waived_on
    notice.save(update_fields=["heard", "waived_on", "waiver", "waived_by", "waiver_authority",
                               "hearing_requested_on", "hearing_waived_on"])  # fmt: skip
    keep_points(notice, points, by, at)


def keep_points(notice, points, by, at):
    """Write new points and the answers to old ones."""
    known = {point.text: point for point in notice.points.all()}
    for day, text, adopted, reason in points:
        point = known.get(text.strip()) or DefencePoint(
            notice=notice, received_on=day, text=text.strip(), by=by, at=at
        )
        point.adopted, point.reason = adopted, reason.strip()
        point.save()


def words_of(notice):
    """Return what the journal keeps of the party's answer."""
    points = [[point.text, point.adopted, point.reason] for point in notice.points.all()]
    names = ("waived_on", "waived_by", "hearing_requested_on", "hearing_waived_on")
    return {"points": points} | {name: getattr(notice, name) for name in names}


def amend_defence(*, case, points=(), by, at, reasons=None, **said):
    """Correct how the defence was answered after the reviewer returned the file, or add what came meanwhile."""
    with act(case, "defence", by=by, at=at, reasons=reasons) as case:
        notice = notice_answered(case)
        write_defence(case, notice, points, by, at, **said)
        case.taking.go(**words_of(notice))
    return case


def cancel_notice(case, reason, by, at):
    """Declare that the standing notice no longer stands, and void its paper; another precedes any decision."""
    if notice := standing_notice(case):
        notice.cancelled_at, notice.cancel_reason = at, reason.strip()
        notice.save(update_fields=["cancelled_at", "cancel_reason"])
        documents.void(document=notice.document, reason=reason.strip() or "补充调查，重新告知", by=by, at=at)
