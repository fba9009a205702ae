"""The legal review: submitted, taken, marked, approved or returned with remarks (第五十八条, R-602 … R-605)."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.crew.crews import UNINVOLVED_RECALLER, crew_ever
from cases.file.bulk import file_of
from cases.limits import due
from cases.limits.due import Due
from cases.models import Case, Remark, Review
from cases.notice.service import cancel_notice
from cases.review.anchors import shown_at, snapshot_of, state_in
from cases.review.hints import hints_of
from cases.review.papers import review_opinion
from cases.wording.told import approved_now
from enforcement.documents import services as documents
from enforcement.errors import Conflict, DomainError
from enforcement.law.kinds import ReviewPoint, ReviewResult
from enforcement.law.reckoning import Extension
from enforcement.procedures import limits
from enforcement.procedures.acting import act
from enforcement.procedures.asking import Barred
from enforcement.teams.roles import REVIEW

# which step a result leads to, beside 同意
LEADS_TO = {ReviewResult.SUPPLEMENT: "send_back", ReviewResult.REFER: "send_back"}
ADOPTED = "采纳，退回承办人处理"
MOVED = "案卷在您打开以后有变化。您写的内容还在，核对后再提交。"


def submit(*, case, by, at, reasons=None):
    """Send the file to legal review; whoever reviews reads it as it is now."""
    with act(case, "submit", by=by, at=at, reasons=reasons) as case:
        day = timezone.localdate(at)
        last = Review.objects.filter(case=case).aggregate(last=Max("serial"))["last"] or 0
        case.taking.go(round=last + 1)
        due.meet(case, "defence", day)
        [limit] = due.fix(case, Due("review", "法制审核", due.review_term(case), day))
        review = Review.objects.create(
            case=case, path=case.path, serial=last + 1, submitted_by=by, submitted_at=at, snapshot=snapshot_of(case),
            due_on=limit.safe_day,
        )  # fmt: skip
        keep_hints(review, case, at)
        return review


def open_remarks(case):
    """Return the remarks of the last round that nobody has answered."""
    last = Review.objects.filter(case=case).aggregate(last=Max("serial"))["last"]
    return Remark.objects.filter(review__case=case, review__serial=last, answered_at__isnull=True)


@transaction.atomic
def take(*, review, by, at, reasons=None):
    """Take a file from the pooled queue. Two who press at once: the second is told who has it."""
    # the case first, as every other act locks it
    Case.locked(review.case_id)
    review = locked_review(review)
    if review.reviewer_id not in (None, by.pk):
        raise Conflict(f"{review.reviewer.name}已经领取这个案件。请从队列里领取另一件。")
    if review.reviewer_id == by.pk:
        return review
    with act(review.case, "take_review", by=by, at=at, reasons=reasons) as case:
        review.reviewer, review.taken_at = by, at
        review.save(update_fields=["reviewer", "taken_at"])
        case.taking.go(round=review.serial)
        keep_hints(review, case, at)
    return review


def release(*, review, reason, by, at, reasons=None):
    """Put a file back into the queue: by who holds it, or by another reviewer, see `may_be_recalled`."""
    with act(review.case, "release_review", by=by, at=at, reasons=reasons) as case:
        review = locked_review(review)
        case.taking.tells(reason=reason)
        if review.concluded_at or review.reviewer_id is None:
            raise Conflict("这个案件没有人在审核。请刷新页面。")
        if review.reviewer_id != by.pk:
            require_recall(review, case, by, case.taking.day)
        return put_back(review, case, reason)


def recall(*, case, reason, by, at, reasons=None):
    """Let the head take a file back from a reviewer who does not end it, and return the case."""
    with act(case, "recall_review", by=by, at=at, reasons=reasons) as case:
        case.taking.tells(reason=reason)
        review = locked_review(case.reviews.get(concluded_at__isnull=True))
        if review.reviewer_id is None:
            raise Conflict("这个案件还没有人领取，不需要收回。请刷新页面。")
        require_recall(review, case, by, timezone.localdate(at))
        put_back(review, case, reason)
    return case


def assign(*, case, reviewer, reason, by, at, reasons=None):
    """Let the head give a file that nobody has taken within its term to a reviewer, and return the case."""
    with act(case, "assign_review", by=by, at=at, reasons=reasons) as case:
        case.taking.tells(reason=reason)
        review = locked_review(case.reviews.get(concluded_at__isnull=True))
        if review.reviewer_id is not None:
            raise Conflict(f"{review.reviewer.name}已经领取这个案件，不需要指定。请刷新页面。")
        if not may_be_assigned(review, case.taking.day):
            raise Conflict(
                f"审核期限到{review.due_on.isoformat()}。期限以内由审核人员自己领取；过期没有人领取的，可以指定。"
            )
        if not reviewer.may(REVIEW, case.taking.day, case.path):
            raise DomainError(f"{reviewer.name}的岗位不能审核本机关的案件。请指定其他审核人员。")
        review.reviewer, review.taken_at = reviewer, at
        review.save(update_fields=["reviewer", "taken_at"])
        case.taking.go(round=review.serial, chosen=reviewer.name, reason=reason.strip())
        keep_hints(review, case, at)
    return case


def may_be_assigned(review, day):
    """Return whether the head may give a file to a reviewer: nobody has taken it, and its safe day is over."""
    return review.reviewer_id is None and day > review.due_on


def may_be_recalled(review, day):
    """Return whether somebody else may take the file back: its safe day is over, or the holder reviews no more."""
    return day > review.due_on or not review.reviewer.may(REVIEW, day)


def require_recall(review, case, by, day):
    """Refuse to take a file from who holds it in time, and whoever investigated the case."""
    if by.pk in crew_ever(case):
        raise Barred(UNINVOLVED_RECALLER.finding("收回本案的审核"))
    if not may_be_recalled(review, day):
        raise Conflict(
            f"{review.reviewer.name}正在审核这个案件，审核期限到{review.due_on.isoformat()}。期限以内由他本人退回队列；"
            "过期没有审结的，其他审核人员或者负责人可以收回。"
        )


def put_back(review, case, reason):
    """Open the file to every reviewer again; what its holder had marked goes, his remarks stay."""
    held = review.reviewer
    empty(review)
    other = held.pk != case.taking.by.pk
    case.taking.go(reason=reason.strip(), **({"reviewer": held.name} if other else {}))
    review.case = case
    return review


def empty(review):
    """Leave a review as if nobody had taken it; his remarks stay."""
    emptied = {"reviewer": None, "taken_at": None, "opened_at": None, "marks": {}, "disposed": {}}
    for name, value in emptied.items():
        setattr(review, name, value)
    review.version += 1
    review.save(update_fields=[*emptied, "version"])


def extend(*, case, days, reason, by, at, reasons=None):
    """Let the head add `days` working days to the review that is open, once and before its term ends (R-605)."""
    with act(case, "extend_review", by=by, at=at, reasons=reasons) as case:
        review, day = locked_review(case.reviews.get(concluded_at__isnull=True)), case.taking.day
        before = f"{review.extra_days} 个工作日" if review.extra_days else ""
        case.taking.tells(reason=reason, again=before)
        review.extra_days, review.extra_reason, review.extra_by, review.extra_on = (
            days,
            reason.strip(),
            by,
            day,
        )
        review.save(update_fields=["extra_days", "extra_reason", "extra_by", "extra_on"])
        case.taking.go(days=days, reason=reason.strip())
        limits.change(case, "review", extensions=(Extension(days, day, by.name),), by=by, at=at)
    return case


def note_opened(review, by, at):
    """Note when the reviewer first had the file before him; between this and the end lies his reading."""
    if review.opened_at is None and review.concluded_at is None:
        Review.objects.filter(pk=review.pk, reviewer=by, opened_at__isnull=True).update(opened_at=at)


@transaction.atomic
def renew_hints(*, review, at):
    """Read the rulebook again for a review that is still open, so that the page shows what refused it."""
    review = locked_review(review)
    if review.concluded_at is None:
        keep_hints(review, review.case, at)
    return review


def keep_hints(review, case, at):
    """Keep what the rulebook points out now; the facts of the review are read with it."""
    review.hints = hints_of(case, at)
    review.save(update_fields=["hints"])


@transaction.atomic
def mark(*, review, point, sound, comment="", version, by, at):
    """Answer one of the seven points: sound (合格) or not, with a comment."""
    review = mine(review, by, version)
    review.marks[ReviewPoint(point).value] = {"sound": bool(sound), "comment": comment.strip()}
    return _keep(review, "marks")


@transaction.atomic
def accept_rest(*, review, version, by, at):
    """Answer every point that is not answered yet: sound. One act of the reviewer, and kept as such."""
    review = mine(review, by, version)
    accept_unmarked(review)
    return _keep(review, "marks")


def accept_unmarked(review):
    for point in ReviewPoint:
        review.marks.setdefault(point.value, {"sound": True, "comment": "", "together": True})


@transaction.atomic
def dispose(*, review, rule, words, hint="", version, by, at):
    """Say how a hint of the rulebook was dealt with; an empty answer opens it again.

    hint: its message, "" for every hint of the rule. An answer stands for those words alone: where the file changes
    and the rule says something else, that is a new hint.
    """
    review = mine(review, by, version)
    meant = [one["message"] for one in review.hints if one["rule"] == rule and hint in ("", one["message"])]
    if not meant:
        raise DomainError("没有这条系统提示了。请刷新页面，按现在的提示答复。")
    kept = {message: said for message, said in review.disposed.items() if message not in meant}
    review.disposed = kept | (dict.fromkeys(meant, words.strip()) if words.strip() else {})
    return _keep(review, "disposed")


@transaction.atomic
def remark(*, review, point, anchor, label, text, version, by, at):
    """Note what must be changed, on one field or one page of a paper; the point counts as not sound."""
    review = mine(review, by, version)
    if not text.strip():
        raise DomainError("没有写审核意见。请写明要改什么。")
    Remark.objects.create(
        review=review, point=ReviewPoint(point).value, anchor=anchor[:60], label=label[:80], text=text.strip(), by=by,
        at=at, shown=shown_at(review.snapshot, anchor)[:1000],
    )  # fmt: skip
    held = review.marks.get(point, {})
    review.marks[point] = {"sound": False, "comment": held.get("comment", "")}
    return _keep(review, "marks")


@transaction.atomic
def drop_remark(*, remark, version, by, at):
    """Take a remark back before the round ends."""
    review = mine(remark.review, by, version)
    remark.delete()
    return _keep(review, "marks")


@transaction.atomic
def approve(*, review, opinion="", rest=False, version, seen=None, by, at, reasons=None):
    """Agree: all seven points sound, every hint disposed of; the opinion becomes a paper of the file.

    rest: accept in the same act the points not answered one by one. seen: `state_of` the file as it was read.
    """
    review = mine(review, by, version, seen)
    if rest:
        accept_unmarked(review)
    return _conclude(review, ReviewResult.AGREE, "approve_review", opinion, by, at, reasons)


@transaction.atomic
def send_back(*, review, result, opinion, version, seen=None, by, at, reasons=None):
    """Return the file. result: a ReviewResult other than AGREE; 补充调查 reopens the investigation.

    Hints not yet disposed of go back with the file: the officer deals with them.
    """
    result = ReviewResult(result)
    review = mine(review, by, version, seen)
    keep_hints(review, review.case, at)
    review.disposed |= {hint["message"]: ADOPTED for hint in review.hints_open}
    return _conclude(review, result, LEADS_TO.get(result, "return_review"), opinion, by, at, reasons)


def _conclude(review, result, step, opinion, by, at, reasons):
    with act(review.case, step, by=by, at=at, reasons=reasons) as case:
        keep_hints(review, case, at)
        if step == "send_back":
            cancel_notice(case, f"法制审核：{result.label}", by, at)
        review.result, review.opinion, review.concluded_at = result.value, opinion.strip(), at
        review.version += 1
        day = case.taking.day
        if result == ReviewResult.AGREE:
            review.approved = approved_now(case, file_of([case], day))
        review.save(
            update_fields=["marks", "disposed", "result", "opinion", "approved", "concluded_at", "version"]
        )
        case.taking.go(result=result.label)
        review.document = documents.issue(
            reasons=reasons,
            dossier=case.dossier, kind=review_opinion.PAPER.kind, team=case.team, by=by,
            at=at, day=day, content=review_opinion.content_of(case, review, at=at),
        )  # fmt: skip
        review.save(update_fields=["document"])
        due.meet(case, "review", day)
    return review


def answer_remark(*, remark, answer, by, at):
    """Say what was changed for a remark, or why nothing was."""
    with act(remark.review.case, "answer_remark", by=by, at=at) as case:
        remark.refresh_from_db()
        if remark.answered_at:
            raise Conflict(f"{remark.answered_by.name}已经处理了这条审核意见：{remark.answer}")
        case.taking.tells(reason=answer)
        remark.answer, remark.answered_by, remark.answered_at = answer.strip(), by, at
        remark.save(update_fields=["answer", "answered_by", "answered_at"])
        case.taking.go(remark=remark.pk, label=remark.label)
    return remark


def disagree(*, case, reason, by, at, reasons=None):
    """Say once why the unit does not follow the opinion: its remarks count as answered, the heads discuss (R-604)."""
    with act(case, "disagree", by=by, at=at, reasons=reasons) as case:
        rounds = case.reviews.filter(concluded_at__isnull=False).order_by("serial")
        before = rounds.exclude(disagreement="").first()
        case.taking.tells(reason=reason, again=before.disagreement if before else "")
        review = rounds.last()
        review.disagreement, review.disagreed_by, review.disagreed_at = reason.strip(), by, at
        review.save(update_fields=["disagreement", "disagreed_by", "disagreed_at"])
        open_remarks(case).update(answer=f"不同意：{reason.strip()}"[:500], answered_by=by, answered_at=at)
        case.taking.go(reason=reason)
    return case


def locked_review(review):
    # nothing joined: what stands beside a locked row is read before the wait for it
    return Review.objects.select_for_update().get(pk=review.pk)


def mine(review, by, version, seen=None):
    """Return the review under lock, if it is still open, this person's, and both it and the file as he saw them."""
    # the case first, as every other act locks it
    case = Case.objects.select_for_update(of=("self",)).get(pk=review.case_id)
    review = locked_review(review)
    if review.concluded_at:
        raise Conflict("这一次审核已经结束。请刷新页面，查看审核意见。")
    if review.reviewer_id != by.pk:
        who = f"由{review.reviewer.name}审核" if review.reviewer_id else "还没有人领取"
        raise Conflict(f"这个案件{who}，您不能填写审核意见。")
    if version is not None and version != review.version:
        raise Conflict("这一页在您打开以后改过。您写的内容还在，核对后再提交。")
    if seen and seen != state_of(case):
        raise Conflict(MOVED)
    return review


def state_of(case):
    """Return a digest of the file as it stands, see `state_in`."""
    papers_held = case.dossier.documents.standing().values_list("pk", flat=True)
    return state_in(snapshot_of(case), papers_held, case.dossier.pieces.values_list("pk", flat=True))


def _keep(review, *names):
    review.version += 1
    review.save(update_fields=[*names, "version"])
    return review
