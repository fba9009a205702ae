"""The pages on which a step of a case is taken."""

from dataclasses import replace

from django.shortcuts import get_object_or_404
from django.utils import timezone

from cases.draft.service import opened
from cases.file.facts import facts_of
from cases.investigation.forms.vetting import vet_initial
from cases.models import Case
from cases.page.beside import comparison
from cases.page.detail import RELATED
from cases.papers.previews import offered_before
from enforcement import clock
from enforcement.errors import Conflict
from enforcement.procedures.pages import StepPage, as_typed


class StepView(StepPage):
    """A step of a case, with what was told beside what is decided, and the paper as it would be issued."""

    template = "cases/page/step.html"
    draft_page = "cases:draft"

    def table_of(self, kwargs):
        return Case.STEPS

    def row(self, pk):
        seen = Case.objects.visible_to(self.request.user, clock.today())
        return get_object_or_404(seen.select_related(*RELATED), pk=pk)

    def opened(self, data):
        return opened(data)

    def beside_form(self, row, step):
        return {
            "case": row,
            "compared": compared_before(row, step),
            "preview": offered_before(row, step.name),
        }


# before which the officer or the head sees what was told beside what is decided
TOLD_BEFORE = ("submit", "discuss", "decide", "return_decision")


def compared_before(case, step):
    """Return the notice beside the decision, None for a step that does not ask it or while nothing was told."""
    if step.name not in TOLD_BEFORE or case.procedure != Case.Procedure.GENERAL:
        return None
    [facts] = facts_of([case], at=clock.now())
    return comparison(facts)


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
            return self.beside(self.row(pk), both.conflict)

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
