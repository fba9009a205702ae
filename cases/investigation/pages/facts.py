"""The facts found, each on its evidence: a matrix at the desk, a list on the telephone."""

from django.contrib import messages
from django.shortcuts import redirect, render

from cases.investigation import service as investigating
from cases.investigation.forms.report import FactsForm, facts_initial
from cases.models import Case
from cases.page.step import as_typed
from cases.street.pages.wizard import SummaryPage
from enforcement import clock
from enforcement.dossiers.drafting import forget
from enforcement.errors import Conflict, DomainError


class FactsView(SummaryPage):
    template, page = "cases/investigation/facts.html", "facts"

    def form(self, case, **given):
        return FactsForm(case=case, officer=self.request.user, now=clock.now(), **given)

    def context(self, case, form):
        return {
            "case": case,
            "form": form,
            "pieces": case.dossier.pieces.select_related("vetting").order_by("pk"),
            "records": case.records.order_by("pk"),
            "draft_name": self.draft_name(case),
        }

    def get(self, request, pk):
        case = self.crew(self.case(pk))
        if not Case.STEPS["facts"].follows(case):
            return redirect("cases:detail", case.pk)
        start = self.started(case, facts_initial(case)) | {"version": case.version}
        return self.answer(self.template, self.context(case, self.form(case, initial=start)))

    def post(self, request, pk):
        case = self.crew(self.case(pk))
        if more := request.POST.get("more"):
            form = self.form(case, initial=as_typed(request.POST), more=more)
            return self.answer(self.template, self.context(case, form))
        form = self.form(case, data=request.POST)
        context = self.context(case, form)
        if not form.is_valid():
            return self.answer(self.template, context, status=422)
        try:
            version = form.cleaned_data["version"]
            investigating.set_facts(
                case=case, facts=form.found(), version=version, by=request.user, at=clock.now()
            )
        except Conflict as conflict:
            return self.both(case, conflict)
        except DomainError as error:
            return self.turned_down(error, form, self.template, context)
        forget(request.user, self.draft_name(case))
        messages.success(request, "已保存认定的事实。")
        return redirect("cases:detail", case.pk)

    def both(self, case, conflict):
        """Answer with what the other saved beside what was typed here; the next press decides between them."""
        case.refresh_from_db()
        form = self.form(case, initial=as_typed(self.request.POST) | {"version": case.version})
        context = self.context(case, form) | {"conflict": conflict}
        return render(self.request, self.template, context, status=409)
