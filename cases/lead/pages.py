"""A lead of the ordinary procedure: logged, and corrected while the officers still may."""

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from cases.complaint.forms import complaint_initial
from cases.draft.service import opened
from cases.filing import service as filing
from cases.models import Case
from cases.street import registering
from cases.street.forms.scene import LeadForm, scene_initial
from cases.street.pages.wizard import SummaryPage, remember_partner, scene_context
from enforcement import clock
from enforcement.dossiers.drafting import forget
from enforcement.dossiers.models import Dossier, Draft
from enforcement.errors import Conflict, DomainError
from enforcement.procedures.answering import reasons_in


class LeadView(SummaryPage):
    """A lead that is not logged yet; its photographs are in the draft's file already."""

    template = "cases/lead/lead.html"

    def own(self, pk):
        mine = Draft.objects.select_related("dossier__team").filter(officer=self.request.user)
        return get_object_or_404(mine, pk=pk, form__startswith="lead:")

    def context(self, draft, form):
        around = scene_context(self.request, draft.dossier, form)
        return around | {"draft": draft, "draft_name": draft.form}

    def get(self, request, draft):
        draft, now = self.own(draft), clock.now()
        if case := Case.objects.filter(dossier=draft.dossier).first():
            return redirect("cases:detail", case.pk)
        start = {"act_at": now, "clue_on": clock.today(), "partner": request.user.partner_id}
        form = LeadForm(initial=start | opened(draft.data), officer=request.user, now=now)
        return self.answer(self.template, self.context(draft, form))

    def post(self, request, draft):
        draft, now = self.own(draft), clock.now()
        form = LeadForm(request.POST, officer=request.user, now=now, confirms=True)
        context = self.context(draft, form)
        if not form.is_valid():
            return self.answer(self.template, context, status=422)
        try:
            case = logged(form, draft, by=request.user, at=now)
        except DomainError as error:
            return self.turned_down(error, form, self.template, context)
        return redirect("cases:detail", case.pk)


@transaction.atomic
def logged(form, draft, *, by, at):
    """Log the lead of a draft once, however often it is pressed."""
    Dossier.objects.select_for_update().get(pk=draft.dossier_id)
    if known := Case.objects.filter(dossier=draft.dossier).first():
        return known
    typed = form.cleaned_data
    case = filing.open_lead(
        item=typed["item_version"], party=form.party(), act=form.act(), partner=typed["partner"],
        source=typed["source"], clue_on=typed["clue_on"], team=draft.dossier.team, dossier=draft.dossier,
        act_area=typed["act_area"], major=typed["major"], complaint=form.complaint(), by=by, at=at,
    )  # fmt: skip
    remember_partner(by, typed["partner"])
    Draft.objects.filter(pk=draft.pk).update(data={})  # stays empty, so that a second press finds the case
    return case


class AmendView(SummaryPage):
    """The logged facts again, for correcting them before the review or after its return."""

    template, page = "cases/lead/lead.html", "amend"

    def context(self, case, form):
        around = scene_context(self.request, case.dossier, form, case)
        return around | {"draft_name": self.draft_name(case)}

    def form(self, case, *args, **kwargs):
        form = LeadForm(
            *args, officer=self.request.user, handler=case.handler, now=clock.now(), confirms=True, **kwargs
        )
        del form.fields["clue_on"]  # the day on which a period started is not corrected by hand
        return form

    def get(self, request, pk):
        case = self.case(pk)
        if not Case.STEPS["amend"].follows(case):
            return redirect("cases:detail", case.pk)
        start = scene_initial(case) | complaint_initial(case) | {"source": case.source}
        form = self.form(case, initial=self.started(self.crew(case), start) | {"version": case.version})
        return self.answer(self.template, self.context(case, form))

    def post(self, request, pk):
        case = self.crew(self.case(pk))
        form = self.form(case, request.POST)
        context = self.context(case, form)
        if not form.is_valid():
            return self.answer(self.template, context, status=422)
        typed = form.cleaned_data
        try:
            registering.amend(
                case=case, item=typed["item_version"], party=form.party(), act=form.act(), partner=typed["partner"],
                source=typed["source"], act_area=typed["act_area"], major=typed["major"],
                complaint=form.complaint(),
                version=typed["version"] or 0, reasons=reasons_in(request.POST), by=request.user, at=clock.now(),
            )  # fmt: skip
        except Conflict as conflict:
            return self.both(case, conflict)
        except DomainError as error:
            return self.turned_down(error, form, self.template, context)
        forget(request.user, self.draft_name(case))
        return redirect("cases:detail", case.pk)

    def both(self, case, conflict):
        """Answer with what the other saved beside what was typed here; the next press decides between them."""
        case.refresh_from_db()
        form = self.form(case, initial=self.request.POST.dict() | {"version": case.version})
        context = self.context(case, form) | {"conflict": conflict}
        return render(self.request, self.template, context, status=409)
