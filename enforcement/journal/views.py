"""The journal as an auditor reads it: newest first, page by key, narrowed by subject, act, person or day."""

from django.utils.functional import cached_property
from django.views.generic import TemplateView

from enforcement import clock
from enforcement.gate import whole
from enforcement.journal.forms import EntryFilter
from enforcement.journal.models import READ, DailyRoot, Entry
from enforcement.web import PartialMixin, RequiresPermission

PAGE = 50


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
            form=self.form, page=page, root=root, asked=any(self.form.data.values())
        )


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
