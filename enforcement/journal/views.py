"""The journal as an auditor reads it: newest first, page by key, narrowed by subject, act, person or day."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from enforcement import clock
from enforcement.gate import whole
from enforcement.journal.forms import EntryFilter
from enforcement.journal.models import READ, DailyRoot, Entry
from enforcement.journal.services import record
from enforcement.limits import require_few_exports
from enforcement.spreadsheets import to_csv
from enforcement.web import PartialMixin, RequiresPermission

PAGE = 50
HEADS = ("动作", "时间", "对象", "操作人", "内容", "链中序号", "上一条摘要", "本条摘要")
EXPORTED = 10_000  # lines of one file, the newest


class EntryList(RequiresPermission, PartialMixin, TemplateView):
    """日志 /manage/journal/."""

    permissions = (READ,)
    template_name = "journal/entry_list.html"
    partial_name = "journal/_entry_rows.html"

    @cached_property
    def form(self):
        return EntryFilter(self.request.GET)

    def get_context_data(self, **kwargs):
        seen = Entry.objects.visible_to(self.request.user, clock.today())
        page = Page(self.form.narrow(seen.select_related("chain")), self.request.GET)
        root = DailyRoot.objects.order_by("-day").first()
        return super().get_context_data(
            form=self.form, page=page, root=root, asked=any(self.form.data.values()),
            query=self.request.GET.urlencode(), most=EXPORTED,
        )  # fmt: skip


class EntryExport(EntryList):
    """The entries that the filter shows, as a file; that it was taken is an entry of its own."""

    def get(self, request):
        require_few_exports(request.user, clock.now())
        rows = self.form.narrow(Entry.objects.visible_to(request.user, clock.today()))
        rows = list(rows.select_related("chain").order_by("-pk")[:EXPORTED])
        if not self.form.is_valid():
            return redirect("journal:list")
        record("journal:exports", "journal.exported", by=request.user, at=clock.now(), rows=len(rows),
               what=request.GET.urlencode()[:200])  # fmt: skip
        content = to_csv(HEADS, [cells_of(row) for row in rows])
        name = f"attachment; filename=journal-{clock.today():%Y%m%d}.csv"
        return HttpResponse(
            content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
        )


def cells_of(entry):
    said = "；".join(f"{name}：{value}" for name, value in entry.details)
    when = f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"
    words = (entry.words, when, entry.chain.words, entry.actor_words, said)
    return (*words, str(entry.serial), entry.previous, entry.digest)


class Page:
    """Fifty entries before or after a key, and the addresses of its neighbours; nothing is counted."""

    def __init__(self, entries, query):
        self.query = query.copy()
        after, before = self.key("after"), self.key("before")
        if after:
            rows = list(entries.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
            self.more_older, self.more_newer = True, len(rows) > PAGE
            self.rows = rows[:PAGE][::-1]
        else:
            rows = list((entries.filter(pk__lt=before) if before else entries).order_by("-pk")[: PAGE + 1])
            self.more_older, self.more_newer = len(rows) > PAGE, bool(before)
            self.rows = rows[:PAGE]

    def key(self, name):
        """Take the key called `name` out of the address; anything but a number is no key."""
        return whole(self.query.pop(name, [""])[-1])

    @property
    def newer(self):
        return self.address("after", self.rows[0].pk) if self.rows and self.more_newer else ""

    @property
    def older(self):
        return self.address("before", self.rows[-1].pk) if self.rows and self.more_older else ""

    def address(self, name, key):
        query = self.query.copy()
        query[name] = key
        return f"?{query.urlencode()}"
