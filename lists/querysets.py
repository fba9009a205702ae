"""Who may read the lists, and which of their rows hold."""

from django.db.models import QuerySet

from enforcement.teams.models import DatedQuerySet
from enforcement.teams.roles import EDIT_LISTS, READ_ITEMS


class ReadableQuerySet(DatedQuerySet):
    """Published lists: whoever may read items reads all of them, nobody else any."""

    def visible_to(self, officer, day):
        return self if officer.may(READ_ITEMS, day) else self.none()


class BenchmarkQuerySet(ReadableQuerySet):
    def governing(self, item, day, path):
        """Return the benchmarks of `item` that bind the unit at `path` on `day`, the nearest area first.

        A benchmark binds only where its issuer's area reaches; another city's may only be compared.
        """
        areas = [path[:width] for width in range(len(path) + 1)]
        return self.on(day).filter(item=item, path__in=areas).order_by("-path", "-valid_from")


class ReportQuerySet(QuerySet):
    def visible_to(self, officer, day):
        """Return the imports that an administrator of the lists may look into."""
        return self if officer.may(EDIT_LISTS, day) else self.none()

    def without_file(self):
        return self.defer("content")
