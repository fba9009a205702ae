"""What the page of a step repeats before the press: [(name, value)], so that nobody decides by heart."""

from django.utils import timezone

from cases.file.facts import facts_of
from cases.notice.forms import defence_initial
from cases.notice.service import standing_notice
from cases.serving.service import paper_to_serve
from cases.workflow import State
from enforcement.errors import DomainError
from enforcement.law.kinds import FilingCriterion
from enforcement.law.rules.discussion import discussion_reasons
from enforcement.law.rules.hearings import grounds
from enforcement.templatetags.marks import masked_name, masked_phone, money


def today_as(name):
    return lambda case, at: {name: timezone.localdate(at)}


def lead(case, at):
    return [
        ("案件来源", case.get_source_display()),
        ("违法事实", case.facts_found),
        ("时间地点", f"{timezone.localtime(case.act_at):%Y-%m-%d %H:%M} {case.place}"),
        ("证据", f"{case.dossier.pieces.count()} 份"),
    ]


def addresses(case, at):
    """Return every confirmed address for service, the last one first."""
    rows = list(case.addresses.order_by("-pk"))
    if not rows:
        return [("送达地址", "还没有签过送达地址确认书")]
    return [(f"{row.confirmed_on.isoformat()} 确认", row.address) for row in rows]


def complaint(case, at):
    """Return what was complained of and by when the answer is due."""
    row = getattr(case, "complaint", None)
    if row is None:
        return [("投诉举报", "本案没有登记投诉举报人")]
    who = masked_name(row.name) if row.name else "没有留名"
    told = f"{row.received_on.isoformat()} 收到"
    for limit in case.limits.filter(key="answer"):
        told += f"，{limit.legal_last_day.isoformat()} 前答复"
    return [
        ("投诉举报人", f"{who} {masked_phone(row.phone)}"),
        ("期限", told),
        ("现状", case.get_state_display()),
    ]


def proposal(case, at):
    """Return what the officers proposed to the head."""
    form = getattr(case, "filing", None)
    if form is None:
        return [*lead(case, at), ("立案申请", "承办人还没有提请立案")]
    met = "；".join(FilingCriterion(code).label for code in form.criteria)
    crew = "、".join(officer.name for officer in (case.handler, case.partner) if officer)
    said = f"{form.opinion}（{crew}，{timezone.localdate(form.proposed_at).isoformat()}）"
    return [*lead(case, at), ("立案条件", met), ("承办人意见", said)]


def crew(case, at):
    """Return the officers of the case with what each declared."""
    said = {row.officer_id: row for row in case.recusals.filter(declared=True)}
    lines = []
    for word, officer in (("承办人", case.handler), ("同行人员", case.partner)):
        told = said.get(officer.pk) if officer else None
        words = (told.relation or "声明没有利害关系") if told else "还没有声明"
        lines.append((word, f"{officer.name}（{words}）" if officer else "没有"))
    return lines


def crew_keys(case, at):
    return {"handler": case.handler_id, "partner": case.partner_id}


def application(case, at):
    waiting = case.recusals.filter(declared=False, ruled_on__isnull=True).select_related("officer")
    return [(f"申请{row.officer.name}回避", f"{row.asked_on.isoformat()} {row.reason}") for row in waiting]


def findings(case, at):
    """Return the facts found with how much proves each, and the outcome they lead to."""
    lines = [
        (f"事实{row.position}", f"{row.text}（证据 {len(row.pieces.all()) + len(row.records.all())} 份）")
        for row in case.found_facts.prefetch_related("pieces", "records")
    ]
    return [*(lines or [("认定的事实", "还没有填写")]), *outcome(case, at)]


def outcome(case, at):
    """Return the outcome that is proposed, told and decided."""
    found = getattr(case, "assessment", None)
    if found is None:
        return [("处理意见", "还没有判断是否应罚")]
    fine = f" {money(found.fine)}（{found.get_grade_display()}）" if found.fine else ""
    lines = [("处理意见", f"{found.get_outcome_display()}{fine}"), ("依据", case.item.basis_text())]
    report = case.reports.order_by("-pk").first()
    if report:
        lines += [("案件性质", report.nature), ("裁量说理", report.reasons)]
    if case.state == State.REVIEWED:
        lines += resolved(case, at)
    return lines


def resolved(case, at):
    """Return what the review and the discussion said, before the decision."""
    review = case.reviews.order_by("-serial").first()
    held = getattr(case, "discussion", None)
    reasons = discussion_reasons(facts_of([case], at=at)[0])
    lines = [("法制审核", f"{review.get_result_display()}（{review.reviewer.name}）")] if review else []
    if held:
        lines.append(("集体讨论", f"{held.held_on.isoformat()} {held.conclusion}"))
    elif reasons:
        lines.append(("集体讨论", f"应当讨论：{'；'.join(reasons)}"))
    return lines


def hearing(case, at):
    """Return the notice's form: a hearing is told where the law wants one."""
    if not hasattr(case, "assessment"):
        return {}
    return {"hearing_told": bool(grounds(facts_of([case], at=at)[0]))}


def paper(case, at):
    """Return the paper to be served, and every attempt so far."""
    try:
        document, _ = paper_to_serve(case)
    except (DomainError, AttributeError):
        return []
    if document is None:
        return []
    tried = case.attempts.filter(document=document)
    return [
        ("文书", f"{document.title} {document.number}"),
        *((f"{row.day.isoformat()} {row.get_method_display()}", came_to(row)) for row in tried),
    ]


def came_to(row):
    """Return in words what became of an attempt."""
    if row.received_on:
        return f"{row.received_on.isoformat()} {row.recipient}签收"
    return row.refusal_note or row.returned or row.reason or "公告"


def notice(case, at):
    """Return the notice that stands and the last day of the defence."""
    told = standing_notice(case)
    if told is None:
        return []
    last = case.limits.filter(key="defence").first()
    until = f"，陈述申辩期限至 {last.legal_last_day.isoformat()}" if last else ""
    served = f"{told.served_on.isoformat()} 送达{until}" if told.served_on else "还没有送达"
    return [("告知书", f"{told.document.number} {served}")]


def defence(case, at):
    return defence_initial(standing_notice(case))


def closing(case, at):
    form = getattr(case, "closing", None)
    if form is None:
        return []
    checked = (
        f"{form.rechecked_on.isoformat()} {form.recheck}".strip() if form.rechecked_on else "没有需要复查的"
    )
    shown = "公示" if form.publish else "不公示"
    return [
        ("执行情况", form.performance),
        ("改正复查", checked),
        ("公示审查", f"{shown}：{form.publish_reason}"),
    ]


def period(case, at):
    """Return the ninety days as they run now: what was added, what does not count, when they end."""
    form = getattr(case, "filing", None)
    if form is None or case.filed_on is None:
        return []
    lines = [("立案", case.filed_on.isoformat())]
    lines += [
        ("现在的期限", f"至 {row.legal_last_day.isoformat()}") for row in case.limits.filter(key="decide")
    ]
    lines += [
        (f"延期 {held['days']} 日", f"{held['approved_on']} {held['approved_by']}批准：{held['reason']}")
        for held in form.extensions
    ]
    return lines + [
        (f"{held['ground']}不计入", f"{held['start']} 至 {held['end']}") for held in form.excluded
    ]


def in_review(case, at):
    """Return who reviews the file now, since when, until when."""
    review = case.reviews.filter(concluded_at__isnull=True).select_related("reviewer").first()
    if review is None:
        return []
    who = (
        f"{review.reviewer.name}，{timezone.localdate(review.taken_at)} 领取" if review.reviewer else "待领取"
    )
    return [
        ("送审", f"第 {review.serial} 次，{timezone.localdate(review.submitted_at)}"),
        ("审核人", who),
        ("审核期限", review.due_on.isoformat()),
    ]


def reviewed(case, at):
    """Return what the last review said."""
    review = case.reviews.filter(concluded_at__isnull=False).order_by("serial").last()
    if review is None:
        return []
    lines = [
        ("审核意见", f"{review.get_result_display()}（{review.reviewer.name}）"),
        ("意见说明", review.opinion),
    ]
    return lines + [(one.label, one.text) for one in review.remarks.all()]


def decided(case, at):
    made = getattr(case, "decision", None)
    fine = f"罚款 {money(made.fine)}" if made and made.fine else ""
    return [("决定", f"{case.number} {case.decided_on.isoformat()} {fine}")] if made else []
