"""What comes next in an ordinary case: one step by its state and by what is in the file, and what makes no sense."""

from cases.crew.crews import DECLARED_FIRST, silent
from cases.review.service import may_be_assigned, may_be_recalled
from cases.workflow import State
from enforcement.law.rules.discussion import discussion_reasons
from enforcement.procedures.offering import Next


def next_of(case, near, facts):
    """Return what comes next, None where nothing does. near: the reading behind `facts`."""
    find = {
        State.LEAD: lambda *_: Next("request_filing"),
        State.TO_FILE: to_file,
        State.INVESTIGATING: investigating,
        State.CONCLUDED: concluded,
        State.NOTIFIED: notified,
        State.IN_REVIEW: in_review,
        State.RETURNED: returned,
        State.REVIEWED: reviewed,
        State.DECIDED: lambda *_: Next("deliver"),
        State.DELIVERED: delivered,
        State.EXECUTED: lambda *_: Next("request_closing"),
        State.CLOSING: lambda *_: Next("approve_closing"),
    }.get(case.state)
    if case.state in DECLARED_FIRST and (case.filed_on or proposed(case, near)) and silent(case, near):
        return Next("declare", words="每名承办人先声明与本案有没有利害关系，再继续办理。")
    return find(case, near, facts) if find else None


def proposed(case, near):
    """Return whether a filing waits for the head's word."""
    form = near.filings.get(case.pk)
    return form is not None and form.approved is None


def to_file(case, near, facts):
    return Next("file") if proposed(case, near) else Next("request_filing")


def investigating(case, near, facts):
    if not near.records[case.pk]:
        return Next("sign_record")
    if case.pk not in near.assessments:
        return Next("weigh")
    if not near.found[case.pk]:
        return Next("facts", words="每项事实写明它依据的证据。")
    return Next("conclude")


def concluded(case, near, facts):
    """Return the notice; where no penalty is proposed, nothing is told before the review (第四十四条)."""
    return Next("submit" if spared(case, near) else "give_notice")


def spared(case, near):
    """Return whether no penalty is proposed, so that there is nothing to give notice of."""
    found = near.assessments.get(case.pk)
    return bool(found) and found.outcome == "NO_PENALTY" and case.STEPS["submit"].follows(case)


def notified(case, near, facts):
    """Return service first, then the party's word or the end of his period, then the review."""
    told = near.notice_of(case)
    if told is None or told.served_on is None:
        return Next("serve_notice")
    fixed = near.limit_of(case, "defence")
    until = fixed and fixed.legal_last_day
    # where it was never fixed, the law asks for it when the file is submitted
    if told.waived_on or told.points.all() or until is None or near.day > until:
        return Next("submit")
    words = f"当事人可以在 {until.isoformat()} 前陈述、申辩。有意见或者书面放弃的，登记后送审；没有意见的，期满后送审。"
    return Next("record_defence", words=words, until=until, then=Next("submit"))


def in_review(case, near, facts):
    rounds = near.reviews[case.pk]
    if rounds and rounds[-1].reviewer:
        return Next("approve_review", "法制审核", f"{rounds[-1].reviewer.name}正在审核。")
    return Next("take_review", words="还没有人领取。")


def returned(case, near, facts):
    rounds = near.reviews[case.pk]
    left = [each for each in rounds[-1].remarks.all() if each.answered_at is None] if rounds else []
    if left:
        words = "逐条修改，或者写明不改的理由，再重新送审。"
        return Next("submit", f"补正 {len(left)} 处", words, page="cases:remarks")
    return Next("submit", "重新送审")


def reviewed(case, near, facts):
    if case.pk not in near.discussions and (reasons := discussion_reasons(facts)):
        return Next("discuss", words=f"应当由负责人集体讨论：{'；'.join(reasons)}。")
    return Next("decide")


def delivered(case, near, facts):
    return Next("record_payment" if unpaid(case, near) else "request_closing")


def unpaid(case, near):
    """Return whether something of the fine is still to be paid."""
    made = near.decisions[case.pk]
    return bool(made.fine) and sum(row.amount for row in near.payments[made.pk]) < made.fine


def hidden(case, near, following):
    """Return the steps that make no sense for this case now; following: the name of what comes next."""
    names = {"attempt"}  # what an attempt at service came to decides which step it was
    if getattr(case, "complaint", None) is None or case.complaint.answered_on:
        names.add("answer_complaint")
    if case.state == State.TO_FILE:
        names |= {"request_filing"} if proposed(case, near) else {"file", "refuse_filing"}
    if case.state == State.CONCLUDED:
        names.add("give_notice" if spared(case, near) else "submit")
    if case.state == State.NOTIFIED:
        told = near.notice_of(case)
        names.add("serve_notice" if told and told.served_on else "record_defence")
    if case.state in (State.DELIVERED, State.EXECUTED) and not unpaid(case, near):
        names |= {"record_payment", "defer"}
    if not any(row.granted is None and not row.declared for row in asked_to_leave(case, near)):
        names.add("rule_recusal")
    if case.state not in DECLARED_FIRST or not silent(case, near):
        names.add("declare")
    rounds = near.reviews[case.pk] if case.state == State.RETURNED else []
    if not rounds or rounds[-1].result == "AGREE" or any(row.disagreement for row in rounds):
        names.add("disagree")
    return (names | out_of_review(case, near)) - {following}


def out_of_review(case, near):
    """Return the head's steps on a review that do not stand open now: it is in time, or it is late."""
    rounds = near.reviews[case.pk] if case.state == State.IN_REVIEW else []
    if not rounds:
        return set()
    review, names = rounds[-1], set()
    if review.reviewer is None or not may_be_recalled(review, near.day):
        names.add("recall_review")
    if not may_be_assigned(review, near.day):
        names.add("assign_review")
    if review.extra_days or near.day > review.due_on:
        names.add("extend_review")
    return names


def asked_to_leave(case, near):
    """Return the applications that an officer withdraw, where the state still knows them."""
    return near.recusals[case.pk] if case.STEPS["rule_recusal"].follows(case) else []
