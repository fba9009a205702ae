"""The page on which a step is taken."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases.beside import comparison
from cases.drafts import opened
from cases.facts import facts_of
from cases.forms import vet_initial
from cases.models import Case
from cases.papers.previews import offered_before
from cases.views.detail import CasePage
from enforcement import clock
from enforcement.dossiers.drafting import forget, typed_before
from enforcement.dossiers.referring import refer
from enforcement.dossiers.services import send_once
from enforcement.errors import Conflict, DomainError, Refused
from enforcement.law.findings import Level
from enforcement.procedures.answering import boxes_for, reasons_in
from enforcement.procedures.asking import permitted
from enforcement.procedures.offering import choices_for
from enforcement.web import NoPost


class StepView(CasePage):
    """A step taken on a page of its own: what it does, by which article, its form, one button with its verb."""

    template = "cases/step.html"

    def step(self, case, name):
        step = Case.STEPS.get(name)
        if step is None or not step.common:
            raise Http404
        return step.on(case)

    def page(self, case, step, form, refused=None, status=200, **context):
        """Answer with the form, and a box for the reason under each warning that it takes."""
        found = refused.findings if refused else self.foreseen(case, step)
        asked = boxes_for(
            found, row=case, by=self.request.user, at=clock.now(), typed=reasons_in(self.request.POST)
        )
        context |= {
            "case": case,
            "step": step,
            "form": form,
            "refused": refused,
            "asked": asked,
        }
        context["stops"] = [] if refused else [one for one in found if one.level is Level.BLOCK]
        context["shown"] = step.shows(case, clock.now())
        context["compared"] = compared_before(case, step)
        context["preview"] = offered_before(case, step.name)
        context["draft_name"] = self.draft_name(case, step)
        return render(self.request, self.template, context, status=status)

    def draft_name(self, case, step):
        return f"case:{case.pk}:{step.draft}" if step.draft else ""

    def foreseen(self, case, step):
        """Return what would stand in the way whatever is entered here."""
        primary, others = choices_for(case, by=self.request.user, at=clock.now())
        same = [choice for choice in (primary, *others) if choice and choice.step.name == step.name]
        return same[0].left_over if same else []

    def allowed(self, case, step):
        if not permitted(case, step, self.request.user, clock.today()):
            raise NoPost(step.permission)

    def get(self, request, pk, step):
        case = self.case(pk)
        step = self.step(case, step)
        self.allowed(case, step)
        if not step.follows(case):
            return redirect("cases:detail", case.pk)
        started = step.initial(case, clock.now()) | self.kept(case, step)
        return self.page(case, step, step.filled(case, request.user, clock.now(), initial=started))

    def kept(self, case, step):
        """Return what was typed and not yet sent."""
        name = self.draft_name(case, step)
        return opened(typed_before(self.request.user, name)) if name else {}

    def post(self, request, pk, step):
        case, now = self.case(pk), clock.now()
        step = self.step(case, step)
        self.allowed(case, step)
        if more := request.POST.get("more"):
            form = step.filled(case, request.user, now, initial=as_typed(request.POST), more=more)
            return self.page(case, step, form)
        form = step.filled(case, request.user, now, data=request.POST)
        if not form.is_valid():
            return self.page(case, step, form, status=422)
        try:
            send_once(
                key=request.POST.get("idempotency_key", ""),
                address=request.path,
                content=as_typed(request.POST),
                by=request.user,
                at=now,
                act=lambda: (302, {"case": self.take(case, step, form, now).pk}),
            )
        except Refused as refused:
            refer(refused, by=request.user, at=now)
            return self.page(case, step, form, refused, 422)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.page(case, step, form, status=422)
        forget(request.user, self.draft_name(case, step))
        messages.success(request, f"已{step.label}。")
        return redirect("cases:detail", case.pk)

    def take(self, case, step, form, at):
        return step.take(case, form, by=self.request.user, at=at, reasons=reasons_in(self.request.POST))


# before which the officer or the head sees what was told beside what is decided
TOLD_BEFORE = ("submit", "discuss", "decide", "return_decision")


def compared_before(case, step):
    """Return the notice beside the decision, None for a step that does not ask it or while nothing was told."""
    if step.name not in TOLD_BEFORE or case.procedure != Case.Procedure.GENERAL:
        return None
    [facts] = facts_of([case], at=clock.now())
    return comparison(facts)


def as_typed(posted):
    """Return a posted form as the start of the same form: one value as it is, several as a list."""
    kept = ((name, values) for name, values in posted.lists() if values and name != "copy_token")
    return {name: values if len(values) > 1 else values[0] for name, values in kept}


class CorrectedView(StepView):
    """A page with an address of its own: the step while it is due, its correction once it was taken."""

    name, step_name = "", ""

    def step(self, case, name):
        due = Case.STEPS[self.step_name]
        return due if due.follows(case) else Case.STEPS[self.name]

    def get(self, request, pk):
        return super().get(request, pk, self.name)

    def post(self, request, pk):
        return super().post(request, pk, self.name)


class ReportView(CorrectedView):
    """The report: two people who correct it at once see both texts, and the next press decides between them."""

    name, step_name = "report", "conclude"

    def take(self, case, step, form, at):
        try:
            return super().take(case, step, form, at)
        except Conflict as conflict:
            raise Both(conflict) from conflict

    def post(self, request, pk):
        try:
            return super().post(request, pk)
        except Both as both:
            return self.beside(self.case(pk), both.conflict)

    def beside(self, case, conflict):
        """Answer with what the other saved beside what was typed here."""
        step = self.step(case, self.name)
        typed = as_typed(self.request.POST) | {"version": case.version}
        form = step.filled(case, self.request.user, clock.now(), initial=typed)
        return self.page(case, step, form, status=409, conflict=conflict)


class Both(Exception):
    """Two people wrote the same: carries the Conflict past the form's own errors."""

    def __init__(self, conflict):
        super().__init__(str(conflict))
        self.conflict = conflict


class DefenceView(CorrectedView):
    name, step_name = "defence", "record_defence"


class NormsView(StepView):
    """The step with an address of its own, so that a remark leads to it."""

    def get(self, request, pk):
        return super().get(request, pk, "norms")

    def post(self, request, pk):
        return super().post(request, pk, "norms")


class VetView(StepView):
    """One piece of evidence checked on a page of its own, with the picture beside the fields."""

    def step(self, case, name):
        step = super().step(case, "vet")
        piece = get_object_or_404(case.dossier.pieces, pk=self.kwargs["piece"])
        shows = {"initial": lambda case, at: vet_initial(case, piece), "shows": lambda case, at: about(piece)}
        return replace(step, **shows)

    def get(self, request, pk, piece):
        return super().get(request, pk, "vet")

    def post(self, request, pk, piece):
        return super().post(request, pk, "vet")


def about(piece):
    taken = f"{timezone.localtime(piece.captured_at):%Y-%m-%d %H:%M}（{piece.get_time_source_display()}）"
    lines = [
        ("证据", f"{piece.serial} {piece.title}（{piece.get_kind_display()}）"),
        ("取得", f"{taken} {piece.place}"),
    ]
    return [*lines, ("说明", piece.note)] if piece.note else lines
