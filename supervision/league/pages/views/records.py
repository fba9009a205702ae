"""The records behind one number of one unit, as they were when the table was frozen."""

from django.http import Http404
from django.views.generic import TemplateView

from enforcement import clock
from enforcement.gate import whole
from enforcement.web import RequiresPermission
from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.pages.access import standing_of
from supervision.league.pages.address import Asked
from supervision.league.pages.numbers import cut_words, kept_words
from supervision.league.pages.records import groups_of
from supervision.league.pages.report import count_words

SIZE = 50


class RecordsView(RequiresPermission, TemplateView):
    template_name = "league/records/records.html"

    def get_context_data(self, period, unit, indicator, **kwargs):
        officer, day = self.request.user, clock.today()
        version = Asked.of(period, self.request.GET).version
        standing = standing_of(period, unit, officer, day, version)
        known = catalogue().get(indicator)
        result = standing and standing.results.filter(indicator=indicator).first()
        if result is None or known is None:
            raise Http404
        page = max(0, (whole(self.request.GET.get("page"), at_most=9999) or 1) - 1)
        groups, more = groups_of(result.misses, officer, day, on=standing.snapshot.last, page=page, size=SIZE)
        asked = Asked(period, Level(standing.snapshot.level), standing.group, open=unit, version=version)
        return super().get_context_data(
            standing=standing,
            snapshot=standing.snapshot,
            indicator=known,
            result=result,
            count=count_words(known, result),
            value=kept_words(known, result.value),
            target=kept_words(known, result.target),
            cut_off=cut_words(standing.snapshot.cut_off),
            groups=groups,
            hidden=sum(group.hidden for group in groups),
            newer=f"?page={page}" if page else "",
            older=f"?page={page + 2}" if more else "",
            period=period,
            table_url=f"{asked.to()}#u{unit}",
            unit_url=asked.to("unit", unit, open=""),
            **kwargs,
        )
