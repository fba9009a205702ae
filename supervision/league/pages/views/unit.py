"""The report of one unit."""

from django.http import Http404
from django.views.generic import TemplateView

from enforcement import clock
from enforcement.web import RequiresPermission
from supervision.league.definitions import Level
from supervision.league.pages.access import shelf, standing_of
from supervision.league.pages.address import Asked
from supervision.league.pages.numbers import cut_words
from supervision.league.pages.report import Report


class UnitView(RequiresPermission, TemplateView):
    template_name = "league/unit/unit.html"

    def get_context_data(self, period, unit, **kwargs):
        officer, day = self.request.user, clock.today()
        version = Asked.of(period, self.request.GET).version
        standing = standing_of(period, unit, officer, day, version)
        if standing is None:
            raise Http404
        level = Level(standing.snapshot.level)
        asked = Asked(period, level, standing.group, open=unit, version=version)
        tables = shelf(period, level, officer, day)
        return super().get_context_data(
            report=Report(standing, tables.before, officer, day),
            standing=standing,
            snapshot=standing.snapshot,
            asked=asked,
            period=period,
            table_url=asked.to(),
            cut_off=cut_words(standing.snapshot.cut_off),
            **kwargs,
        )
