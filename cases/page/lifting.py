"""The head's word on a HOLD, sent from the case page."""

from django.shortcuts import get_object_or_404

from cases.models import Case
from cases.page.detail import RELATED
from enforcement import clock
from enforcement.procedures.pages import LiftPage


class LiftView(LiftPage):
    def table_of(self, kwargs):
        return Case.STEPS

    def row(self, pk):
        seen = Case.objects.visible_to(self.request.user, clock.today())
        return get_object_or_404(seen.select_related(*RELATED), pk=pk)
