"""The desk: what must I do, and by when."""

from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from cases.asked import asked_of
from cases.desk import desk_of
from cases.services.reminding import read_all
from enforcement import clock
from enforcement.teams.roles import READ_CASES
from enforcement.web import RequiresPermission, address_of


class DeskView(RequiresPermission, TemplateView):
    template_name = "cases/desk.html"

    def get_context_data(self, **kwargs):
        tab = self.request.GET.get("tab", "mine")
        desk = desk_of(self.request.user, at=clock.now(), tab=tab, day=self.request.GET.get("day"))
        asked = asked_of(self.request.user, clock.today()) if desk.reads else ()
        return super().get_context_data(
            desk=desk, tab=tab, asked=asked, reviews=address_of("cases:reviews"), **kwargs
        )


class RemindedView(RequiresPermission, View):
    """Take this person's reminders off his desk."""

    permissions = (READ_CASES,)

    def post(self, request):
        read_all(by=request.user, at=clock.now())
        return redirect("cases:desk")
