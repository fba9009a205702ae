"""加减分、一票否决: proposed with a document by the city office, in force only when a supervisor has approved it."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.generic import TemplateView, View

from enforcement import clock
from enforcement.errors import DomainError
from enforcement.teams.models import Team
from enforcement.teams.roles import APPROVE_RANK, RANK
from enforcement.web import RequiresPermission
from supervision.league.counting.units import Map
from supervision.league.definitions import Level
from supervision.league.models import Adjustment
from supervision.league.pages.acts.asked import Acting
from supervision.league.pages.acts.forms import AdjustmentForm, DecideForm
from supervision.league.pages.acts.warnings import pages
from supervision.league.periods import Kind, containing
from supervision.league.services import adjusting

KINDS = {
    "open": ("待批准", Q(state=Adjustment.State.PROPOSED)),
    "approved": ("已批准", Q(state=Adjustment.State.APPROVED)),
    "refused": ("不批准", Q(state=Adjustment.State.REFUSED)),
}


class Adjustments(RequiresPermission, TemplateView):
    """Every adjustment in sight, by state."""

    template_name = "league/adjustments/list.html"

    def get_context_data(self, **kwargs):
        officer, day, asked = self.request.user, clock.today(), self.request.GET
        seen, state = Adjustment.objects.visible_to(officer, day), asked.get("state", "")
        chips = [(name, words, seen.filter(condition).count()) for name, (words, condition) in KINDS.items()]
        rows = seen.filter(KINDS[state][1]) if state in KINDS else seen
        shown, newer, older = pages(asked, rows.select_related("team", "by", "approved_by"))
        return super().get_context_data(**kwargs) | {
            "rows": shown, "newer": newer, "older": older, "chips": chips, "state": state,
            "all": sum(count for *_, count in chips), "may": officer.may(RANK, day),
        }  # fmt: skip


def units(officer, day):
    """Return the units that stand in a table today and that this person sees."""
    known = Map(day)
    paths = {unit.path for level in Level if level is not Level.CITY for unit in known.units(level)}
    return Team.objects.visible_to(officer, day).filter(path__in=paths).order_by("path")


class NewAdjustment(Acting, View):
    """Propose an adjustment."""

    permissions = (RANK,)

    def form(self, data=None):
        day = clock.today()
        initial = {"period": containing(Kind.WEEK, day).key, "kind": "BONUS", "team": self.asked_team()}
        return AdjustmentForm(data, units=units(self.request.user, day), initial=initial)

    def asked_team(self):
        return Team.objects.filter(path=self.request.GET.get("unit", "")).first()

    def page(self, form, refused=None, status=200):
        context = {"form": form, "refused": refused}
        return render(self.request, "league/adjustments/new.html", context, status=status)

    def get(self, request):
        return self.page(self.form())

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        typed = form.cleaned_data | {"points": form.cleaned_data["points"] or 0}
        try:
            made = self.once(lambda **who: adjusting.propose(**typed, **who))
        except DomainError as refused:
            return self.page(form, refused, 422)
        messages.success(request, "已提出，等执法监督批准后生效。")
        return redirect("league_acts:adjustment", made)


class AdjustmentPage(Acting, View):
    """One adjustment, and for a supervisor the decision on it."""

    def row(self, pk):
        return self.seen(Adjustment.objects.select_related("team", "by", "approved_by"), pk)

    def page(self, row, form=None, refused=None, status=200):
        officer, day = self.request.user, clock.today()
        waits = row.state == Adjustment.State.PROPOSED
        context = {
            "row": row, "form": form or DecideForm(), "refused": refused, "waits": waits,
            "may": waits and row.by_id != officer.pk and officer.may(APPROVE_RANK, day, row.path),
        }  # fmt: skip
        return render(self.request, "league/adjustments/adjustment.html", context, status=status)

    def get(self, request, pk):
        return self.page(self.row(pk))

    def post(self, request, pk):
        row, form, approved = self.row(pk), DecideForm(request.POST), request.POST.get("step") == "approve"
        if not form.is_valid():
            return self.page(row, form, status=422)
        try:
            reason = form.cleaned_data["reason"]
            self.once(lambda **who: adjusting.decide(row, approved=approved, reason=reason, **who))
        except DomainError as refused:
            return self.page(row, form, refused, 422)
        messages.success(request, "已批准，计入本期总分。" if approved else "没有批准，理由已告知提出人。")
        return redirect("league_acts:adjustment", pk)
