"""The table itself, and the row that opens in it."""

from django.shortcuts import redirect
from django.views import View
from django.views.generic import TemplateView

from enforcement import clock
from enforcement.web import PartialMixin, RequiresPermission
from supervision.league.definitions import Level
from supervision.league.pages.access import newest, own_place, shelf
from supervision.league.pages.address import Asked
from supervision.league.pages.table.head import Heading
from supervision.league.pages.table.rows import table_of
from supervision.league.pages.table.side import Aside
from supervision.league.pages.why.causes import Why
from supervision.league.services.publishing import publication_words


class Newest(RequiresPermission, View):
    """Send the reader to the newest table: his own unit's with its row opened, where he speaks for one."""

    def get(self, request):
        day = clock.today()
        period = newest(request.user, day)
        asked, own = Asked(period), own_place(period, request.user, day)
        if own:
            asked = Asked(period, Level(own.snapshot.level), own.group, open=own.path)
        return redirect(f"{asked.to()}#u{own.path}" if own else asked.to())


class TableView(RequiresPermission, PartialMixin, TemplateView):
    template_name = "league/table/table.html"
    partial_name = "league/table/_opened.html"

    def get_context_data(self, period, **kwargs):
        officer, day = self.request.user, clock.today()
        asked = Asked.of(period, self.request.GET)
        tables = shelf(period, asked.level, officer, day)
        snapshot = tables.version(asked.version) or tables.standing
        if snapshot is None:
            heading, words = Heading(asked, tables, day), publication_words(period, clock.now())
            return super().get_context_data(heading=heading, asked=asked, words=words, **kwargs)
        table = table_of(snapshot, asked)
        heading = Heading(asked, tables, day, table)
        return super().get_context_data(
            table=table,
            heading=heading,
            asked=asked,
            aside=Aside(table, tables),
            bulletin=heading.bulletin(officer),
            opened=opened(table, tables),
            **kwargs,
        )


def opened(table, tables):
    """Return the Why of the row that is open, None where none is."""
    asked = table.asked
    standing = next((row for row in table.standings if row.path == asked.open and table.holds(row)), None)
    return Why(standing, table.snapshot, tables.before, table.standings, asked) if standing else None
