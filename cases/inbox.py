"""The rows of a desk: each case with what this person does next, or with who has it and since when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from cases.models import Case, Recusal, Remark, Review
from cases.workflow import State

# what a row of the ordinary procedure says is to be done
DOES = {
    State.LEAD: "核查线索、提请立案", State.TO_FILE: "提请立案", State.INVESTIGATING: "调查取证",
    State.CONCLUDED: "出具事先告知书", State.NOTIFIED: "送达告知书、听取申辩", State.RETURNED: "补正后重新送审",
    State.IN_REVIEW: "法制审核", State.DECIDED: "送达决定书", State.DELIVERED: "登记缴款或者提请结案",
    State.EXECUTED: "提请结案",
}  # fmt: skip
# and one of the simple procedure for which no limit runs any more
AT_ONCE = {
    State.ON_SITE: "判断是否应罚、出具决定书", State.DELIVERED: "登记缴款或者结案", State.EXECUTED: "结案",
}  # fmt: skip
DECIDES = {
    State.PROPOSED: "确认不予处罚", State.TO_FILE: "批准立案", State.REVIEWED: "作出决定",
    State.CLOSING: "批准结案",
}  # fmt: skip


@dataclass
class Row:
    """A case on a desk. next: what is to be done; who and since: who has it, from which day on, where others do."""

    case: object
    next: str
    who: str = ""
    since: date | None = None


def rows_of(cases, officer):
    """Return the cases as rows for whoever must act; a returned file says how much there is to mend."""
    remarks = open_remarks([case.pk for case in cases if case.state == State.RETURNED])
    return [Row(case, next_words(case, officer, remarks.get(case.pk))) for case in cases]


def next_words(case, officer, remarks):
    """Return in words what this person does next with the case."""
    mine = officer.pk in (case.handler_id, case.partner_id)
    if officer.pk == case.partner_id:
        return "填写回避声明"
    if not mine and case.state not in DECIDES and case.state in IN_HAND:
        return "决定回避申请"
    if remarks:
        return f"补正 {remarks} 处"
    if case.state in DECIDES and not mine:
        return DECIDES[case.state]
    if case.procedure == Case.Procedure.GENERAL:
        return DOES.get(case.state, case.get_state_display())
    return case.next_due_words or AT_ONCE.get(case.state, case.get_state_display())


IN_HAND = (State.INVESTIGATING, State.CONCLUDED, State.NOTIFIED, State.RETURNED)


def open_remarks(keys):
    """Return how many remarks wait for an answer, {case: number}."""
    if not keys:
        return {}
    waiting = Remark.objects.filter(review__case__in=keys, answered_at__isnull=True)
    return dict(waiting.values_list("review__case").annotate(Count("pk")).order_by())


def waiting_rows(cases):
    """Return the cases as rows for who waits: who has each, and since when where that is known."""
    keys = [case.pk for case in cases if case.state == State.IN_REVIEW]
    reviews = Review.objects.waiting().filter(case__in=keys).select_related("reviewer") if keys else ()
    held = {review.case_id: review for review in reviews}
    silent = silent_partners([case for case in cases if case.state == State.TO_FILE])
    return [waiting_row(case, held.get(case.pk), silent.get(case.pk, "")) for case in cases]


def silent_partners(cases):
    """Return {case: name of the other officer} where he has not declared yet: the head waits for him (第四十三条)."""
    if not cases:
        return {}
    told = Recusal.objects.filter(case=OuterRef("pk"), officer=OuterRef("partner"), declared=True)
    waiting = Case.objects.filter(pk__in=[case.pk for case in cases], partner__isnull=False)
    return dict(waiting.filter(~Exists(told)).values_list("pk", "partner__name"))


def waiting_row(case, review, silent=""):
    if silent:
        return Row(case, "填写回避声明", silent)
    if case.state in (State.DELIVERED, State.EXECUTED):
        return Row(case, "报机关备案", "中队长")
    if review is None:
        return Row(case, DECIDES.get(case.state, case.get_state_display()), "负责人")
    who = f"{review.reviewer.name}审核中" if review.reviewer else "待领取"
    return Row(case, "法制审核", who, timezone.localdate(review.submitted_at))
