"""The table as a file."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views import View

from enforcement import clock
from enforcement.web import RequiresPermission
from supervision.league.pages import exporting
from supervision.league.pages.access import shelf
from supervision.league.pages.address import ALL, Asked
from supervision.league.pages.table.rows import group_words, table_of

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class ExportView(RequiresPermission, View):
    def get(self, request, period, form):
        officer, at = request.user, clock.now()
        asked = Asked.of(period, request.GET)
        tables = shelf(period, asked.level, officer, clock.today())
        snapshot = tables.version(asked.version) or tables.standing
        if form not in TYPES or snapshot is None:
            raise Http404
        table = table_of(snapshot, asked)
        content = exporting.to_csv(table) if form == "csv" else exporting.to_xlsx(table, officer, at)
        exporting.log(table, form, officer, at)
        answer = HttpResponse(content, content_type=TYPES[form])
        group = "全部单位" if table.group == ALL else group_words(table.group)
        name = f"六比六看_{period.key}_{asked.level.label}_{group}_{snapshot.name}.{form}"
        answer["Content-Disposition"] = content_disposition_header(True, name)
        answer["Cache-Control"] = "private, no-store"
        return answer
