"""The desk: what must I do, and by when."""

from django.views.generic import TemplateView

from cases.desk import desk_of
from enforcement import clock
from enforcement.web import RequiresPermission


class DeskView(RequiresPermission, TemplateView):
    template_name = "cases/desk.html"

    def get_context_data(self, **kwargs):
        tab = self.request.GET.get("tab", "mine")
        desk = desk_of(self.request.user, at=clock.now(), tab=tab, day=self.request.GET.get("day"))
        return super().get_context_data(desk=desk, tab=tab, **kwargs)
