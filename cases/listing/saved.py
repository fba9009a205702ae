"""Filters of the case list that a person keeps under a name of his own (常用筛选)."""

from django.db import transaction
from django.http import QueryDict

from cases.listing.filters import CaseFilter
from cases.models import SavedView
from enforcement.errors import DomainError

MOST = 20
PLACES = ("before", "after", "size", "q", "party")  # where one is, and whom one looks for: neither is kept


def views_of(officer):
    return list(SavedView.objects.filter(officer=officer).order_by("name"))


@transaction.atomic
def save_view(*, name, query, by, at):
    """Keep the filters of a list's address under `name`; the same name again is overwritten.

    Raises DomainError without a name, without a filter, with a name too long, and beyond MOST of them.
    """
    name, kept = name.strip(), filters_of(query)
    if not name:
        raise DomainError("给常用筛选起个名字，例如“本周到期”。")
    if len(name) > SavedView.LONGEST:
        raise DomainError(f"名字太长，最多 {SavedView.LONGEST} 个字。")
    if not kept:
        raise DomainError("现在没有筛选条件，没有可保存的。先选好状态、日期或者机构。")
    others = SavedView.objects.filter(officer=by).exclude(name=name)
    if others.count() >= MOST:
        raise DomainError(f"常用筛选最多 {MOST} 个。先删去不用的。")
    view, _ = SavedView.objects.update_or_create(
        officer=by, name=name, defaults={"query": kept, "saved_at": at}
    )
    return view


def filters_of(query):
    """Return the filters in an address as they are kept: known ones that say something, in the address's order."""
    asked = QueryDict(query[:1000]) if isinstance(query, str) else query
    kept = QueryDict(mutable=True)
    for name in asked:
        if (
            name in CaseFilter.base_filters
            and name not in PLACES
            and (values := list(filter(None, asked.getlist(name))))
        ):
            kept.setlist(name, values)
    return kept.urlencode()
