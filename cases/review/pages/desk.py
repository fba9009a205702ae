"""The review desk: the queue, one file in three panes, and what the reviewer does with it."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView, View

from cases.file.single import CaseFile
from cases.models import Remark, Review
from cases.review import alike, forms
from cases.review import service as reviewing
from cases.review.desk import Desk
from cases.review.pane import File, label_of
from cases.review.queue import ReviewFilter, page_of, share_of_reviewers, waiting_for, with_waiting
from enforcement import clock
from enforcement.errors import Conflict, DomainError, Refused
from enforcement.parameters.services import read_once
from enforcement.procedures.answering import reasons_in
from enforcement.procedures.lifting import refer
from enforcement.teams.roles import REVIEW
from enforcement.web import PartialMixin, RequiresPermission, conflict_response

RELATED = ("reviewer", "submitted_by")


class Queue(RequiresPermission, PartialMixin, TemplateView):
    """Files that wait, the most urgent first."""

    template_name = "cases/review/queue.html"
    partial_name = "cases/review/_rows.html"
    permissions = (REVIEW,)

    def get_context_data(self, **kwargs):
        request, day = self.request, clock.today()
        seen = waiting_for(request.user, day)
        filtered = ReviewFilter(request.GET, queryset=seen, request=request)
        rows, earlier, later = page_of(filtered.qs if filtered.is_valid() else seen.none(), request.GET)
        return super().get_context_data(
            filter=filtered,
            reviews=with_waiting(rows, day),
            earlier=earlier,
            later=later,
            share=None if request.htmx else share_of_reviewers(request.user, day),
            **kwargs,
        )


class ReviewPage(RequiresPermission, View):
    """Anything about one review that this person may see."""

    permissions = (REVIEW,)

    def review(self, pk):
        seen = Review.objects.visible_to(self.request.user, clock.today())
        return get_object_or_404(seen.select_related(*RELATED), pk=pk)

    def desk(self, review):
        """Return the desk with its case read as a whole: each table once, in statements that the server has planned."""
        near = CaseFile.of(review.case_id, clock.today())
        review.case = near.case
        return Desk(review, self.request.user, clock.now(), near)

    def back(self, review, show=""):
        """Return the address of the review page, at what was open in the middle."""
        show = show or self.request.POST.get("show", "")
        query = f"?{urlencode({'show': show})}" if show else ""
        return reverse("cases:review", args=[review.pk]) + query

    def page(self, review, *, status=200, **context):
        """Answer with the whole desk, or with the part that was asked for."""
        with read_once():
            return self.drawn(review, status, context)

    def drawn(self, review, status, context):
        desk = self.desk(review)
        file = File(review.case, review, desk.near)
        show = context.pop("show", "") or self.request.GET.get("show", "")
        part = PARTS.get(self.request.htmx.target) if self.request.htmx else None
        context |= {
            "review": review,
            "case": review.case,
            "desk": desk,
            "file": file,
            "open": file.open(show),
            "seen": file.state,
            "to": {name: reverse(address, args=[review.pk]) for name, address in TO.items()},
            "show": show,
            "remarks": review.remarks.select_related("answered_by").order_by("pk"),
        }
        return render(self.request, part or "cases/review/desk.html", context, status=status)


# what a page of one review leads to from many places
TO = {
    "review": "cases:review", "mark": "cases:review_mark", "rest": "cases:review_rest",
    "dispose": "cases:review_dispose", "remark": "cases:review_remark",
}  # fmt: skip
PARTS = {"middle": "cases/review/_middle.html", "points": "cases/review/_points.html"}


class Open(ReviewPage):
    """审核台 /reviews/<id>/."""

    def get(self, request, pk):
        review = self.review(pk)
        if review.reviewer_id == request.user.pk:
            reviewing.note_opened(review, request.user, clock.now())
        return self.page(review)


class Take(ReviewPage):
    """Take a file from the queue and open it."""

    def post(self, request, pk):
        review = self.review(pk)
        try:
            reviewing.take(review=review, by=request.user, at=clock.now(), reasons=reasons_in(request.POST))
        except Conflict as conflict:
            return conflict_response(
                request, conflict, context={"back": reverse("cases:reviews"), "back_words": "回到审核队列"}
            )
        except Refused as refused:
            return self.page(review, status=422, refused=refused)
        return redirect("cases:review", review.pk)


class Next(ReviewPage):
    """下一件: the most urgent other file that this person has or may take; the queue when there is none."""

    def post(self, request, pk):
        waiting = waiting_for(request.user, clock.today()).exclude(pk=pk)
        found = waiting.filter(Q(reviewer__isnull=True) | Q(reviewer=request.user)).first()
        if found is None:
            messages.info(request, "没有下一件待审案件了。")
            return redirect("cases:reviews")
        return Take.as_view()(request, pk=found.pk)


class Act(ReviewPage):
    """One act on the points, the hints or the remarks: after it the desk as it then is."""

    form = forms.VersionForm

    def post(self, request, pk, **kwargs):
        review = self.review(pk)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(
                review, status=422, form=form, at_fault=request.POST, show=request.POST.get("show")
            )
        try:
            self.act(review, form.cleaned_data, by=request.user, at=clock.now(), **kwargs)
        except Conflict as conflict:
            return self.conflicting(review, conflict, form)
        except Refused as refused:
            return self.page(self.review(pk), status=422, refused=refused)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(
                review, status=422, form=form, at_fault=request.POST, show=request.POST.get("show")
            )
        if request.htmx:
            return self.page(self.review(pk))
        return redirect(self.back(review) + self.place())

    def place(self):
        return "#points"

    def conflicting(self, review, conflict, form):
        """Show what the other has done beside what was typed here, which stays in its field."""
        now = self.review(review.pk)
        return self.page(now, status=409, conflict=with_both(conflict, now, form.cleaned_data), kept=form)


def with_both(conflict, now, typed):
    """Return the conflict with both texts: what stands in the review now, and what was typed."""
    told = conflict.fields or {}
    words = (
        typed.get("reason")
        or typed.get("text")
        or typed.get("words")
        or typed.get("comment")
        or typed.get("opinion")
    )
    if words and not told:
        state = now.get_result_display() or (f"由{now.reviewer.name}审核" if now.reviewer else "还没有人领取")
        told = {"意见": ("；".join(filter(None, [state, now.opinion])), words)}
    return Conflict(str(conflict), told)


class Mark(Act):
    form = forms.MarkForm

    def act(self, review, typed, **who):
        reviewing.mark(review=review, **typed, **who)


class Rest(Act):
    def act(self, review, typed, **who):
        reviewing.accept_rest(review=review, **typed, **who)


class Dispose(Act):
    form = forms.DisposeForm

    def act(self, review, typed, **who):
        reviewing.dispose(review=review, **typed, **who)


class Note(Act):
    """批注: one place in the file that must be changed."""

    form = forms.RemarkForm

    def get(self, request, pk):
        review, anchor = self.review(pk), request.GET.get("anchor", "")
        label = label_of(review.case, anchor)
        if label is None:
            raise Http404
        form = forms.RemarkForm(
            initial={"anchor": anchor, "version": review.version, "point": suited(anchor)}
        )
        context = {"review": review, "case": review.case, "form": form, "label": label}
        context["show"] = request.GET.get("show", "")
        name = "cases/review/_remark_form.html" if request.htmx else "cases/review/remark_form.html"
        return render(request, name, context)

    def act(self, review, typed, **who):
        label = label_of(review.case, typed["anchor"])
        if label is None:
            raise DomainError("案卷里没有这一处了。请刷新页面后重新批注。")
        reviewing.remark(review=review, label=label, **typed, **who)

    def place(self):
        return "#remarks"


def suited(anchor):
    """Return the point that a remark on this place most likely belongs to."""
    kind = anchor.partition(":")[0]
    if kind == "document":
        return "PAPERS"
    if kind in ("fact", "facts_found", "place", "act_at", "party"):
        return "EVIDENCE"
    return "PROCEDURE" if kind in ("served", "defence") else "LAW"


class Drop(Act):
    """Take a remark back."""

    def act(self, review, typed, *, remark, **who):
        found = get_object_or_404(Remark, pk=remark, review=review)
        reviewing.drop_remark(remark=found, version=typed["version"], **who)

    def place(self):
        return "#remarks"


class Release(Act):
    """Put a file back into the queue for somebody else."""

    form = forms.ReleaseForm

    def act(self, review, typed, **who):
        reviewing.release(review=review, **typed, **who, reasons=reasons_in(self.request.POST))

    def place(self):
        return ""


class Conclude(ReviewPage):
    """A page of its own for what has legal effect: it repeats everything, and one button does it."""

    template, form, done = "", None, ""
    blocked = False
    gates = ()

    def get(self, request, pk):
        review = self.review(pk)
        desk = self.desk(review)
        if not desk.mine or (self.blocked and desk.obstacles):
            return redirect("cases:review", review.pk)
        # as the desk showed it: what moved while the reviewer read is found out when he concludes
        seen = request.GET.get("seen") or reviewing.state_of(review.case)
        initial = {"version": review.version, "seen": seen}
        return self.confirm(review, desk, self.form(initial=initial | self.proposed(desk)))

    def proposed(self, desk):
        return {}

    def confirm(self, review, desk, form, status=200, **context):
        context |= {"review": review, "case": review.case, "desk": desk, "form": form}
        context["remarks"] = review.remarks.order_by("pk")
        context["asked"] = desk.asked(self.gates, reasons_in(self.request.POST))
        return render(self.request, self.template, context, status=status)

    def post(self, request, pk):
        review, form = self.review(pk), self.form(request.POST)
        if not form.is_valid():
            return self.confirm(review, self.desk(review), form, 422)
        try:
            self.act(
                review, form.cleaned_data, by=request.user, at=clock.now(), reasons=reasons_in(request.POST)
            )
        except Conflict as conflict:
            now = self.review(pk)
            told = with_both(conflict, now, form.cleaned_data)
            kept = request.POST.copy()
            kept["version"], kept["seen"] = now.version, reviewing.state_of(now.case)
            return self.confirm(now, self.desk(now), self.form(kept), 409, conflict=told)
        except Refused as refused:
            review = self.review(pk)
            refer(refused, by=request.user, at=clock.now())
            reviewing.renew_hints(review=review, at=clock.now())
            return self.confirm(review, self.desk(self.review(pk)), form, 422, refused=refused)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.confirm(review, self.desk(review), form, 422)
        messages.success(request, self.done.format(case=review.case.title))
        return redirect("cases:reviews")


class Approve(Conclude):
    template, form = "cases/review/approve.html", forms.ApproveForm
    done, blocked = "已出具法制审核意见书：{case}，同意。", True
    gates = ("case.approve_review",)

    def proposed(self, desk):
        return {"rest": bool(desk.unmarked)}

    def act(self, review, typed, **who):
        reviewing.approve(review=review, **typed, **who)


class Return(Conclude):
    template, form = "cases/review/return.html", forms.ReturnForm
    done = "已退回：{case}。"
    gates = ("case.return_review", "case.send_back")

    def proposed(self, desk):
        return {"disagree": "disagree" in self.request.GET}

    def act(self, review, typed, **who):
        reviewing.send_back(review=review, **typed, **who)


class LikeCases(ReviewPage):
    """The like cases behind the figures."""

    def get(self, request, pk):
        review, day = self.review(pk), clock.today()
        found = getattr(review.case, "assessment", None)
        if found is None or not found.grade:
            raise Http404
        rows, hidden = alike.listed(review.case, found.grade, request.user, day)
        context = {"review": review, "case": review.case, "found": found, "rows": rows, "hidden": hidden,
                   "summary": alike.summary_of(review.case, found.grade, day), "months": alike.MONTHS}  # fmt: skip
        return render(request, "cases/review/alike.html", context)
