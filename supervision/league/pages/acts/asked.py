"""What every act upon the league tables shares: done once, refused with all reasons, nothing typed lost."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from enforcement import clock
from enforcement.dossiers.drafting import typed_before
from enforcement.dossiers.services import send_once
from enforcement.gate import whole
from enforcement.web import RequiresPermission
from supervision.league.models import Standing
from supervision.league.pages.access import readable

BESIDE = {"csrfmiddlewaretoken", "idempotency_key", "step", "seen"}


def typed(posted):
    """Return what was typed, [(name, value), …], without what only the sending needs."""
    return [(name, value) for name, values in posted.lists() if name not in BESIDE for value in values]


class Acting(RequiresPermission):
    """A page with an act behind its button."""

    def once(self, act):
        """Run `act(by=, at=)` once for the page's key, and return the primary key of what it made or changed."""
        at = clock.now()
        _, answer = send_once(
            key=self.request.POST.get("idempotency_key", ""), address=self.request.path,
            content=typed(self.request.POST), by=self.request.user, at=at,
            act=lambda: (302, {"pk": act(by=self.request.user, at=at).pk}),
        )  # fmt: skip
        return answer["pk"]

    def seen(self, rows, pk):
        """Return a row in this person's sight, or 404."""
        return get_object_or_404(rows.visible_to(self.request.user, clock.today()), pk=pk)

    def standing(self, pk):
        """Return a standing of a table that this person may read."""
        tables = readable(self.request.user, clock.today())
        rows = Standing.objects.filter(snapshot__in=tables).select_related("snapshot__rules", "team")
        return get_object_or_404(rows, pk=pk)


class Speaking(Acting):
    """A page on which a unit's head or leader writes at length: what he typed waits until he sends it."""

    kind = ""

    def draft_name(self, pk):
        return f"league:{self.kind}:{pk}"

    def typed_before(self, pk):
        return typed_before(self.request.user, self.draft_name(pk))

    def saving(self, pk):
        """Return what the form needs that saves itself."""
        return {
            "draft_name": self.draft_name(pk),
            "draft_url": reverse("league_acts:draft", args=[self.kind, pk]),
        }


def unit_url(standing):
    """Return the address of a unit's report, in the version that the standing belongs to."""
    snapshot = standing.snapshot
    try:
        page = reverse("league:unit", args=[snapshot.period, standing.path])
    except NoReverseMatch:
        return ""
    return f"{page}?level={snapshot.level}"


def table_url(snapshot):
    try:
        page = reverse("league:table", args=[snapshot.period])
    except NoReverseMatch:
        return ""
    return f"{page}?level={snapshot.level}"


def number(text):
    """Return a number of the query string, or 404."""
    found = whole(text)
    if found is None:
        raise Http404
    return found
