"""更正 and 撤回 of a published table: what would change, the reason that is published with it, and one button."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import View

from enforcement import clock
from enforcement.errors import DomainError
from enforcement.teams.roles import RANK
from supervision.league.models import Snapshot, Warning
from supervision.league.pages.acts.asked import Acting, table_url
from supervision.league.pages.acts.forms import ReasonForm
from supervision.league.pages.acts.recomputing import Recomputed
from supervision.league.periods import parse
from supervision.league.services import publishing, recounting


class Table(Acting, View):
    """One version of a table by its number: the page of its period."""

    def get(self, request, pk):
        return redirect(table_url(self.seen(Snapshot.objects.all(), pk)))


class OfSnapshot(Acting, View):
    permissions = (RANK,)
    template_name = ""

    def snapshot(self, pk):
        snapshot = self.seen(Snapshot.objects.select_related("rules", "by"), pk)
        if snapshot.published_at is None:
            raise Http404
        return snapshot

    def page(self, snapshot, form, refused=None, status=200):
        context = {
            "snapshot": snapshot, "period": parse(snapshot.period), "form": form, "refused": refused,
            "table_url": table_url(snapshot), "stands": publishing.is_shown(snapshot),
            "appeals": publishing.waiting_appeals(snapshot).count(),
        }  # fmt: skip
        return render(self.request, self.template_name, context | self.more(snapshot), status=status)

    def more(self, snapshot):
        return {}

    def get(self, request, pk):
        return self.page(self.snapshot(pk), ReasonForm())

    def post(self, request, pk):
        snapshot, form = self.snapshot(pk), ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(snapshot, form, status=422)
        try:
            made = self.once(lambda **who: self.act(snapshot, form.cleaned_data["reason"], **who))
        except DomainError as refused:
            return self.page(snapshot, form, refused, 422)
        made = Snapshot.objects.get(pk=made)
        messages.success(request, self.done(made))
        return redirect(table_url(made) or "league_acts:rules")


class Correct(OfSnapshot):
    """Publish a table computed anew beside the one that stands."""

    template_name = "league/corrections/correct.html"

    def more(self, snapshot):
        outcomes = recounting.anew(parse(snapshot.period), snapshot.level)
        return {"again": Recomputed(outcomes, self.request.user, clock.today())}

    def act(self, snapshot, reason, **who):
        seen = self.request.POST.get("seen", "")
        return publishing.correct(parse(snapshot.period), snapshot.level, reason=reason, seen=seen, **who)

    def done(self, made):
        return f"更正后的榜单 {made.name} 已公布，原榜单保留。"


class Withdraw(OfSnapshot):
    """Take a published table back."""

    template_name = "league/corrections/withdraw.html"

    def more(self, snapshot):
        before = Snapshot.objects.filter(
            period=snapshot.period, level=snapshot.level, serial__lt=snapshot.serial
        )
        return {
            "warned": Warning.objects.filter(standing__snapshot=snapshot).count(),
            "earlier": before.filter(serial__gt=0).exclude(state="WITHDRAWN").order_by("-serial").first(),
        }

    def act(self, snapshot, reason, **who):
        return publishing.withdraw(snapshot, reason=reason, **who)

    def done(self, made):
        return f"榜单 {made.name} 已撤回，理由已公布。"
