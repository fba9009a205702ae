"""Parts of the wizard: item options while searching, and the preview of the paper."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.page.detail import CasePage
from cases.page.previewing import preview_response
from cases.street.proposals import handling_teams
from cases.workflow import State
from enforcement import clock
from enforcement.errors import DomainError, Refused
from enforcement.teams.models import Team
from enforcement.teams.roles import HANDLE
from enforcement.web import RequiresPermission, refused_response
from lists.search import note_on, search


class ItemOptionsView(RequiresPermission, View):
    """The items that a search finds, as options of the scene form."""

    permissions = (HANDLE,)

    def get(self, request):
        text, day = request.GET.get("q", "").strip(), clock.today()
        found = search(text, request.user, day, limit=12) if text else []
        teams = handling_teams(request.user, day)
        context = {
            "versions": found,
            "text": text,
            "note": note_on(text),
            # a town punishes in its own name only what its county's list gives it
            "town": acts_as_town(teams),
            "lead": "lead" in request.GET,
        }
        return render(request, "cases/street/_item_options.html", context)


def acts_as_town(teams):
    """Return whether every unit in which somebody acts is a township's or a street's."""
    agencies = {team.agency_path for team in teams}
    kinds = Team.objects.filter(path__in=agencies).values_list("kind", flat=True)
    return bool(agencies) and set(kinds) <= {"TOWNSHIP", "STREET"}


class PreviewView(CasePage):
    """The next paper of a case as it would read now, without a number."""

    def get(self, request, pk):
        case, now = self.case(pk), clock.now()
        if case.state in (State.ON_SITE, State.INVESTIGATING) and not hasattr(case, "assessment"):
            return redirect("cases:weigh", case.pk)
        try:
            return preview_response(case, request.user, request.GET, now)
        except Refused as refused:
            return refused_response(request, refused)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("cases:detail", case.pk)
