"""Addresses of the league tables: /league/2026-W46/ is a table, /league/2026-W46/331083102/ one unit's report."""

from django.urls import path, register_converter

from enforcement.errors import DomainError
from supervision.league.pages.views import files, records, table, unit
from supervision.league.periods import Period, parse


class PeriodConverter:
    """2026-W46, 2026-11, 2026 as a Period; a week or month that does not exist is no address."""

    regex = r"2\d{3}(?:-W\d{2}|-\d{2})?"

    def to_python(self, value):
        try:
            return parse(value)
        except DomainError:
            raise ValueError(value) from None

    def to_url(self, value):
        return value.key if isinstance(value, Period) else str(value)


class UnitConverter:
    """The digits of a unit's path."""

    regex = r"\d{4,11}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(PeriodConverter, "period")
register_converter(UnitConverter, "unit")

app_name = "league"
urlpatterns = [
    path("", table.Newest.as_view(), name="home"),
    path("<period:period>/", table.TableView.as_view(), name="table"),
    path("<period:period>/table.<str:form>", files.ExportView.as_view(), name="export"),
    path("<period:period>/<unit:unit>/", unit.UnitView.as_view(), name="unit"),
    path("<period:period>/<unit:unit>/<slug:indicator>/", records.RecordsView.as_view(), name="records"),
]
