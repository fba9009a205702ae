"""Parts of the wizard: item options while searching, and the preview of the paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.papers.summary import preview_of
from cases.proposals import handling_teams
from cases.views.summary import SummaryPage
from cases.workflow import State
from enforcement import clock
from enforcement.errors import Refused
from enforcement.teams.roles import HANDLE
from enforcement.web import RequiresPermission, refused_response
from lists.search import note_on, search


class ItemOptionsView(RequiresPermission, View):
    """The items that a search finds, as options of the scene form."""

    permissions = (HANDLE,)

    def get(self, request):
        text, day = request.GET.get("q", "").strip(), clock.today()
        found = search(text, request.user, day, limit=12) if text else []
        context = {
            "versions": found,
            "text": text,
            "note": note_on(text),
            "teams": handling_teams(request.user, day),
        }
        return render(request, "cases/_item_options.html", context)


LAYOUTS = ("A5", "ROLL80", "A4")


class PreviewView(SummaryPage):
    """The decision as it would read now, without a number."""

    def get(self, request, pk):
        case, layout = self.crew(self.case(pk)), request.GET.get("layout", "A5")
        if case.state not in (State.ON_SITE, State.PROPOSED) or layout not in LAYOUTS:
            raise Http404
        if not hasattr(case, "assessment"):
            return redirect("cases:weigh", case.pk)
        try:
            pdf = preview_of(case, layout=layout, at=clock.now())
        except Refused as refused:
            return refused_response(request, refused)
        return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": "inline"})
