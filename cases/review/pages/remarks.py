"""The officers' side of a returned file: remark by remark to its field, then submit again (O8)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from cases.models import Case, Remark
from cases.review import service as reviewing
from cases.review.forms import AnswerForm
from cases.review.remarks import next_address, places_of, remarks_of
from enforcement import clock
from enforcement.dossiers.services import send_once
from enforcement.errors import DomainError, Refused
from enforcement.gate import whole
from enforcement.procedures.answering import boxes_for, reasons_in
from enforcement.procedures.lifting import refer
from enforcement.procedures.offering import choices_for
from enforcement.teams.roles import HANDLE, READ_CASES
from enforcement.web import NoPost, RequiresPermission


class RemarksPage(RequiresPermission, View):
    permissions = (READ_CASES,)

    def case(self, pk):
        seen = Case.objects.visible_to(self.request.user, clock.today())
        return get_object_or_404(seen.select_related("party", "item", "dossier", "team"), pk=pk)

    def page(self, case, *, form=None, status=200, **context):
        found = places_of(case, remarks_of(case))
        step, last = case.STEPS["submit"], found[0].remark.review if found else None
        left = [place for place in found if place.remark.answered_at is None]
        may_submit = step.follows(case) and self.request.user.may(HANDLE, clock.today(), case.path)
        at_fault = form.data.get("remark") if form else self.request.GET.get("remark", "")
        context |= {
            "case": case,
            "places": found,
            "left": left,
            "review": last,
            "form": form,
            "at_fault": whole(str(at_fault)),
            "may_disagree": may_disagree(case, last, self.request.user),
            "may_submit": may_submit,
            "asked": self.asked(case, context.get("refused")) if may_submit and not left else [],
        }
        return render(self.request, "cases/review/remarks.html", context, status=status)

    def asked(self, case, refused):
        """Return a box for each reason that submitting again takes, before it is refused for want of it."""
        by, at = self.request.user, clock.now()
        if not refused:
            primary, others = choices_for(case, by=by, at=at)
            choices = [one for one in (primary, *others) if one and one.step.name == "submit"]
        found = refused.findings if refused else [stop for one in choices for stop in one.left_over]
        return boxes_for(found, row=case, by=by, at=at, typed=reasons_in(self.request.POST))


def may_disagree(case, last, officer):
    """Return whether the unit may still say that it does not follow this opinion (R-604: once)."""
    mine = officer.pk in (case.handler_id, case.partner_id)
    if last is None or not mine or not case.STEPS["disagree"].follows(case):
        return False
    return not case.reviews.exclude(disagreement="").exists()


class RemarksView(RemarksPage):
    """All remarks of the last round; when none is open, submit again."""

    def get(self, request, pk):
        return self.page(self.case(pk))

    def post(self, request, pk):
        case, now = self.case(pk), clock.now()
        if not request.user.may(HANDLE, clock.today(), case.path):
            raise NoPost(HANDLE)
        reasons = reasons_in(request.POST)

        def act():
            review = reviewing.submit(case=case, by=request.user, at=now, reasons=reasons)
            return 302, {"review": review.pk}

        try:
            send_once(
                key=request.POST.get("idempotency_key", ""),
                address=request.path,
                content=reasons,
                by=request.user,
                at=now,
                act=act,
            )
        except Refused as refused:
            refer(refused, by=request.user, at=now)
            return self.page(case, status=422, refused=refused)
        messages.success(request, "已重新送审。")
        return redirect("cases:detail", case.pk)


class NextView(RemarksPage):
    """Lead to the field of the first open remark."""

    def get(self, request, pk):
        return redirect(next_address(self.case(pk)))


class AnswerView(RemarksPage):
    """已改, or 不改 with the reason; then the next remark opens."""

    def post(self, request, pk, remark):
        case = self.case(pk)
        found = get_object_or_404(Remark, pk=remark, review__case=case)
        data = request.POST.copy()
        data["remark"] = remark
        form = AnswerForm(data)
        if not form.is_valid():
            return self.page(case, form=form, status=422)
        try:
            reviewing.answer_remark(
                remark=found, answer=form.cleaned_data["answer"], by=request.user, at=clock.now()
            )
        except Refused as refused:
            return self.page(case, status=422, refused=refused)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(case, form=form, status=409)
        return redirect(next_address(case))
