"""异议: a unit's objection to its result, and the answer to it with the recomputation in sight."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.generic import TemplateView, View

from enforcement import clock
from enforcement.dossiers.drafting import forget
from enforcement.errors import DomainError
from enforcement.teams.roles import ANSWER, RANK
from enforcement.web import RequiresPermission
from supervision.league.definitions import Status
from supervision.league.models import Appeal
from supervision.league.pages.acts.asked import Acting, Speaking, typed, unit_url
from supervision.league.pages.acts.forms import AppealForm, ReplyForm
from supervision.league.pages.acts.recomputing import Recomputed, described, named
from supervision.league.pages.acts.warnings import pages
from supervision.league.periods import parse
from supervision.league.services import appealing, recounting

State = Appeal.State
KINDS = {
    "open": ("待复核", Q(state=State.OPEN)),
    "upheld": ("已采纳", Q(state=State.UPHELD)),
    "rejected": ("未采纳", Q(state=State.REJECTED)),
}


class Appeals(RequiresPermission, TemplateView):
    """Every objection in sight, by state."""

    template_name = "league/appeals/list.html"

    def get_context_data(self, **kwargs):
        officer, day, asked = self.request.user, clock.today(), self.request.GET
        seen, state = Appeal.objects.visible_to(officer, day), asked.get("state", "")
        chips = [(name, words, seen.filter(condition).count()) for name, (words, condition) in KINDS.items()]
        rows = seen.filter(KINDS[state][1]) if state in KINDS else seen
        shown, newer, older = pages(asked, rows.select_related("standing__snapshot", "by", "corrected"))
        return super().get_context_data(**kwargs) | {
            "rows": shown, "newer": newer, "older": older, "chips": chips, "state": state,
            "all": sum(count for *_, count in chips),
        }  # fmt: skip


class NewAppeal(Speaking, View):
    """Object to the own unit's result, before its limit is over."""

    kind = "appeal"
    permissions = (ANSWER,)

    def page(self, standing, form, refused=None, status=200):
        context = {
            "standing": standing, "form": form, "refused": refused, "unit_url": unit_url(standing),
            "open": appealing.is_open(standing.snapshot, clock.now()),
            "may": self.request.user.may(ANSWER, clock.today(), standing.path), **self.saving(standing.pk),
        }  # fmt: skip
        return render(self.request, "league/appeals/new.html", context, status=status)

    def form(self, standing, data=None, **given):
        results = standing.results.exclude(status=Status.NOT_APPLICABLE).order_by("indicator")
        return AppealForm(data, results=results, **given)

    def get(self, request, pk):
        standing = self.standing(pk)
        asked = request.GET.get("indicator", "")
        initial = self.typed_before(pk) | ({"indicator": asked} if asked else {})
        return self.page(standing, self.form(standing, initial=initial))

    def post(self, request, pk):
        standing = self.standing(pk)
        form = self.form(standing, request.POST)
        if not form.is_valid():
            return self.page(standing, form, status=422)
        try:
            made = self.once(lambda **who: appealing.appeal(standing, **form.cleaned_data, **who))
        except DomainError as refused:
            return self.page(standing, form, refused, 422)
        forget(request.user, self.draft_name(pk))
        messages.success(request, "异议已提出，市指导办复核后答复。")
        return redirect("league_acts:appeal", made)


class AppealPage(Acting, View):
    """One objection. Whoever answers it sees first which records count otherwise now, and what that would change."""

    def row(self, pk):
        rows = Appeal.objects.select_related("standing__snapshot__rules", "by", "replied_by", "corrected")
        return self.seen(rows, pk)

    def page(self, row, form=None, refused=None, status=200):
        may = row.state == State.OPEN and self.request.user.may(RANK, clock.today(), row.path)
        context = {
            "row": row, "form": form or ReplyForm(), "refused": refused, "may": may,
            "unit_url": unit_url(row.standing),
            "again": self.again(row) if may else None, "named": self.named(row),
        }  # fmt: skip
        return render(self.request, "league/appeals/appeal.html", context, status=status)

    def named(self, row):
        """Return the records that were put right, with titles and addresses as far as this person may see them."""
        rows = [described(each) for each in row.changes]
        return rows and named(rows, self.request.user, clock.today())

    def again(self, row):
        outcomes = recounting.upheld(row, parse(row.standing.snapshot.period))
        return Recomputed(outcomes, self.request.user, clock.today(), row.path)

    def get(self, request, pk):
        return self.page(self.row(pk))

    def post(self, request, pk):
        row, form, step = self.row(pk), ReplyForm(request.POST), request.POST.get("step", "reject")
        if not form.is_valid():
            return self.page(row, form, status=422)
        if step == "edit":
            return self.page(row, form)
        if step == "look":
            again = self.again(row)
            context = {
                "row": row,
                "again": again,
                "text": form.cleaned_data["text"],
                "typed": typed(request.POST),
            }
            return render(request, "league/appeals/confirm.html", context)
        upheld = step == "uphold"
        given = {"upheld": upheld, "text": form.cleaned_data["text"], "seen": request.POST.get("seen", "")}
        try:
            self.once(lambda **who: appealing.reply(row, **given, **who))
        except DomainError as refused:
            return self.page(row, form, refused, 422)
        row = self.row(pk)
        messages.success(
            request, f"已采纳，更正后的榜单 {row.corrected.name} 已公布。" if upheld else "已答复：未采纳。"
        )
        return redirect("league_acts:appeal", pk)
