"""What the papers of the ordinary procedure say about a case: facts turned into contents, nothing typed twice."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.facts import facts_of
from cases.models import Assessment, FoundFact, PriorNotice, Review
from cases.papers.course import course, history, record_name, words
from cases.papers.shared import (
    benchmark_words,
    breached_words,
    collector,
    office,
    once,
    order_words,
    party_block,
    pay_code,
    penalty_kinds,
)
from cases.pausing import pauses_of
from enforcement.documents import contents
from enforcement.dossiers.models import Sensitivity
from enforcement.law import kinds
from enforcement.law.identity import age_on, minor_on
from enforcement.law.kinds import FilingCriterion, PauseKind, RecordKind
from enforcement.law.rules.discussion import discussion_reasons
from enforcement.parameters.services import parameters
from enforcement.teams.models import Certificate
from evidence.exhibits import exhibit_name


def file_paper(case, day):
    """Return what every paper of the file states: agency, party, matter, number of the case, day."""
    filing = getattr(case, "filing", None)
    number = filing.document.number if filing and filing.document_id else ""
    return {
        "agency": case.team.full_name,
        "party": party_block(case),
        "matter": f"涉嫌{case.title}案",
        "case_number": number,
        "dated_on": day,
    }


def crew(case, day):
    """Return both officers with their certificates of `day`."""
    return people([officer for officer in (case.handler, case.partner) if officer], day)


def people(officers, day):
    held = Certificate.objects.on(day).filter(officer__in=officers, kind=Certificate.Kind.OFFICER)
    numbers = {each.officer_id: each.number for each in held}
    return tuple(
        contents.OfficerBlock(name=officer.name, certificate=numbers.get(officer.pk, ""))
        for officer in officers
    )


def exhibits(case):
    """Return the evidence of the file with what each piece proves, records first."""
    proves = {}
    for fact in FoundFact.objects.filter(case=case).prefetch_related("pieces", "records"):
        for piece in fact.pieces.all():
            proves.setdefault(("piece", piece.pk), []).append(fact.text.rstrip("。"))
        for row in fact.records.all():
            proves.setdefault(("record", row.pk), []).append(fact.text.rstrip("。"))
    rows = [(("record", row.pk), record_name(row)) for row in case.records.order_by("pk")]
    rows += [(("piece", piece.pk), exhibit_name(piece)) for piece in case.dossier.pieces.order_by("pk")]
    # a paper states the evidence that its facts rest on, and no other
    rows = [(key, name) for key, name in rows if key in proves or not proves]
    return tuple(contents.Exhibit(name=name, proves="；".join(proves.get(key, ()))) for key, name in rows)


def facts_in_words(case):
    """Return the facts found, in their order; what was logged, while none are found yet."""
    found = [fact.text.rstrip("。") for fact in case.found_facts.all()]
    return "；".join(found) + "。" if found else case.facts_found


def charged(case, day):
    return {
        "act": facts_in_words(case),
        "acted_at": case.act_at,
        "place": case.place,
        "evidence": exhibits(case),
        "breached": breached_words(case.item),
        "officers": crew(case, day),
    }


def filing_approval(case, *, at):
    """Return the content of 立案审批表."""
    day, form = timezone.localdate(at), case.filing
    found = timezone.localdate(case.discovered_at)
    return contents.FilingApprovalContent(
        **file_paper(case, day),
        source=case.get_source_display(),
        found_on=case.clue_on or found,
        facts=case.facts_found,
        breached=breached_words(case.item),
        basis="《中华人民共和国行政处罚法》第五十四条第二款",
        jurisdiction=form.jurisdiction_basis or "违法行为发生在本机关辖区内，属于本机关管辖",
        limitation=f"违法行为发生于{words(timezone.localdate(case.act_at))}，没有超过追责时效",
        criteria=tuple(FilingCriterion(code).label for code in form.criteria),
        officers=crew(case, day),
        proposal=contents.Opinion(
            text=form.opinion,
            names=tuple(officer.name for officer in (case.handler, case.partner) if officer),
            day=timezone.localdate(form.proposed_at),
        ),
        approval=contents.Opinion(text=form.reason, names=(form.decided_by.name,), day=day),
    )


def record(case, row):
    """Return the content of 询问笔录 or 现场检查（勘验）笔录."""
    day = timezone.localdate(row.began_at)
    shared = file_paper(case, day) | {
        "started_at": row.began_at,
        "ended_at": row.ended_at,
        "place": row.place,
        "officers": people([row.asker, row.recorder], day),
        "recorder": row.recorder.name,
    }
    if row.recusal_answer:
        shared["recusal_answer"] = row.recusal_answer
    if row.kind == RecordKind.INQUIRY:
        return contents.InquiryRecordContent.compose(
            **shared,
            serial=row.serial,
            person=person_block(row, day),
            guardian=row.guardian,
            answers=tuple(contents.Answer(question=ask, answer=answer) for ask, answer in row.questions),
        )
    return contents.InspectionRecordContent.compose(
        **shared,
        object=case.place if not row.person else f"{row.person}（{row.place}）",
        person=person_block(row, day) if row.person else None,
        absence=row.refusal_note or ("" if row.party_present else "当事人不在场"),
        witness=row.witness,
        findings=tuple(line.strip() for line in row.found.splitlines() if line.strip()),
        materials=tuple(
            f"{exhibit_name(piece)}（证据{piece.serial}）" for piece in row.pieces.order_by("serial")
        ),
    )


def person_block(row, day):
    age = age_on(row.born_on, day) if row.born_on else None
    return contents.PersonBlock(
        name=row.person,
        age=age,
        identity=row.identity,
        phone=row.phone,
        address=row.address,
        relation=row.get_relation_display(),
        minor=minor_on(row.born_on, day),
    )


def investigation_report(case, report, *, at):
    """Return the content of 案件调查终结报告."""
    day, found = timezone.localdate(at), case.assessment
    return contents.InvestigationReportContent(
        **file_paper(case, day),
        **charged(case, day),
        source=case.get_source_display(),
        history=history(case),
        nature=report.nature,
        kinds=penalty_kinds(found),
        fine=found.fine,
        basis=case.item.basis_text(),
        benchmark=report.reasons or benchmark_words(found, facts_of([case], at=at)[0]),
        proposal=report.proposal,
    )


def prior_notice(case, *, hearing_told, at):
    """Return the content of 行政处罚事先告知书 (R-913, R-914)."""
    day, found = timezone.localdate(at), case.assessment
    address, phone = office(case, day)
    return contents.PriorNoticeContent.compose(
        **file_paper(case, day),
        **charged(case, day),
        basis=case.item.basis_text(),
        kinds=penalty_kinds(found),
        fine=found.fine,
        benchmark=reasons_of(case, found, at),
        order=order_words(found),
        address=address,
        hearing=hearing_told,
        contact=f"联系人：{case.handler.name}　联系电话：{phone}　地址：{address}",
    )


def reasons_of(case, found, at):
    """Return the reasons of discretion: the report's, with what it does not say of the tier they lead to."""
    report = case.reports.order_by("-pk").first()
    [facts] = facts_of([case], at=at)
    return once(report.reasons if report else "", benchmark_words(found, facts))


def review_opinion(case, review, *, at):
    """Return the content of 法制审核意见书 (R-603, R-604)."""
    day = timezone.localdate(at)
    report = case.reports.order_by("-pk").first()
    marks = review.marks
    number = review.reviewer.qualification
    return contents.ReviewOpinionContent(
        **file_paper(case, day),
        handlers=tuple(officer.name for officer in (case.handler, case.partner) if officer),
        submitted_on=timezone.localdate(review.submitted_at),
        proposal=proposed_words(case) or (report.proposal if report else ""),
        points=tuple(
            contents.Examined(
                point=point.label,
                sound=marks.get(point.value, {}).get("sound", True),
                remark=marks.get(point.value, {}).get("comment", ""),
            )
            for point in kinds.ReviewPoint
        ),
        result=review.get_result_display(),
        remarks="；".join([*(each.text for each in review.remarks.all()), *filter(None, [review.opinion])]),
        reviewers=(
            f"{review.reviewer.name}（法律职业资格证书{number}）" if number else review.reviewer.name,
        ),
        returned=Review.objects.filter(case=case, serial__lt=review.serial).count(),
    )


def proposed_words(case):
    """Return what is proposed now, in words, from the assessment and not from an older paper."""
    found = case.assessment
    if found.outcome == Assessment.Outcome.NO_PENALTY:
        return f"不予行政处罚（{found.get_limb_display()}）"
    fine = f"罚款{found.fine:.2f}元" if found.fine is not None else ""
    return "，".join(part for part in (order_words(found), found.get_outcome_display(), fine) if part)


def discussion_triggers(case, *, at):
    """Return why the case must be discussed, in words (R-131)."""
    [facts] = facts_of([case], at=at)
    return discussion_reasons(facts)


def discussion_minutes(case, held):
    """Return the content of 集体讨论笔录."""
    report = case.reports.order_by("-pk").first()
    began = datetime.combine(held.held_on, time(9), tzinfo=timezone.get_current_timezone())
    there = list(held.attendees.select_related("officer").order_by("pk"))
    return contents.DiscussionMinutesContent(
        **file_paper(case, held.held_on),
        started_at=began,
        ended_at=began + timedelta(hours=1),
        place=held.place,
        chair=held.chair,
        reporter=case.handler.name,
        recorder=held.recorder,
        attendees=tuple(
            contents.Attendee(name=each.officer.name, post=each.duty, votes=bool(each.vote)) for each in there
        ),
        report=report.proposal if report else facts_in_words(case),
        issues=tuple(held.triggers),
        views=tuple(
            contents.View(name=each.officer.name, said=each.view, vote=each.get_vote_display())
            for each in there
            if each.view or each.vote
        ),
        conclusion=concluded_words(held),
    )


def concluded_words(held):
    """Return what the heads concluded: penalty, amount and order first, then what they said to it."""
    kept = held.concluded
    fine = f"罚款{kept['fine']}元" if kept["fine"] else ""
    imposed = {"FINE": fine, "BOTH": f"警告并{fine}"}.get(
        kept["outcome"], Assessment.Outcome(kept["outcome"]).label
    )
    parts = [
        f"决定{imposed}" if kept["outcome"] == "NO_PENALTY" else f"决定给予当事人{imposed}",
        kept["order"],
    ]
    return (
        "。".join(part.rstrip("。") for part in ("，".join(filter(None, parts)), held.conclusion) if part)
        + "。"
    )


def decision(case, *, at):
    """Return the content of 行政处罚决定书 in its ten parts (R-915).

    It names no last day to pay: the fifteen days run from a service that is still to come.
    """
    day, found = timezone.localdate(at), case.assessment
    rules = parameters(["remedy.reconsideration_body"], day, case.path)
    told = PriorNotice.objects.select_related("document").get(case=case, cancelled_at__isnull=True)
    fined = found.fine is not None
    return contents.DecisionContent.compose(
        agency=case.team.full_name,
        party=party_block(case),
        matter=f"涉嫌{case.title}案",
        **charged(case, day),
        decided_on=day,
        history=course(case),
        basis=case.item.basis_text(),
        kinds=penalty_kinds(found),
        fine=found.fine,
        benchmark=reasons_of(case, found, at),
        order=order_words(found),
        reconsideration_body=rules["remedy.reconsideration_body"].value,
        **collector(case, day),
        pay_code=pay_code(case) if fined else "",
        notice_number=told.document.number,
        notice_served_on=told.served_on or told.waived_on,
        hearing_told=told.hearing_told,
        points=tuple(
            contents.Point(
                said=point.text, answer=f"{'予以采纳' if point.adopted else '不予采纳'}：{point.reason}"
            )
            for point in told.points.all()
        ),
        waived=told.waived_on is not None,
        published=case.sensitivity != Sensitivity.MINOR,
    )


def remedies_taken(decision):
    """Return in words which reconsideration and suits were noted against a decision, and how far they are."""
    held = [each for each in pauses_of(decision) if each.kind != PauseKind.DEFERRAL]
    if not held:
        return "截至提请结案之日，本机关没有收到行政复议、行政诉讼的材料"
    return "；".join(
        f"{words(each.start)}{'提起行政诉讼' if each.kind != PauseKind.RECONSIDERATION else '申请行政复议'}，"
        + (f"结果{words(each.end)}送达" if each.end else "还没有结果")
        for each in held
    )


def closing_approval(case, *, by, at):
    """Return the content of 结案审批表 (R-917)."""
    day, made, form = timezone.localdate(at), case.decision, case.closing
    served = made.document.deliveries.order_by("day").first()
    paid = list(made.payments.order_by("paid_on"))
    fined = f"罚款{made.fine:.2f}元" if made.fine else "没有罚款"
    return contents.ClosingApprovalContent(
        **file_paper(case, day),
        source=case.get_source_display(),
        filed_on=case.filed_on,
        decision_number=made.document.number,
        decided_on=case.decided_on,
        delivered_on=served.day if served else None,
        facts=facts_in_words(case),
        decision="；".join(
            part for part in ("警告" if made.warning else "", fined if made.fine else "") if part
        )
        or made.get_kind_display(),
        performance=form.performance,
        fine=made.fine,
        payments=tuple(
            contents.Payment(on=each.paid_on, amount=each.amount, receipt_number=each.reference)
            for each in paid
        ),
        correction=f"{words(form.rechecked_on)}复查：{form.recheck or form.performance}"
        if form.rechecked_on
        else order_words(case.assessment),
        remedy_result=remedies_taken(made),
        reason="行政处罚决定已经执行完毕" if made.kind == made.Kind.PENALTY else "依法不予行政处罚",
        proposal=contents.Opinion(
            text="建议结案",
            names=tuple(officer.name for officer in (case.handler, case.partner) if officer),
            day=timezone.localdate(form.proposed_at),
        ),
        approval=contents.Opinion(text="同意结案", names=(by.name,), day=day),
    )
