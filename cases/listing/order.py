"""In which order a list of cases stands, and its pages by key: page 1,000 costs what page 1 costs."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime

from enforcement.errors import BadInput
from enforcement.gate import YEARS, number_in, whole

PAGE, LONGEST = 20, 100
LONGEST_KEY = 60


@dataclass(frozen=True)
class Order:
    """One order of cases: by `field`, then by key. forward: smallest first; some: only cases that have it."""

    code: str
    label: str
    field: str = ""
    forward: bool = False
    some: bool = False

    def of(self, cases, backwards=False):
        """Return `cases` in this order, or in the contrary one."""
        sign = "" if self.forward is not backwards else "-"
        if self.some:
            cases = cases.filter(**{f"{self.field}__isnull": False})
        return cases.order_by(*([f"{sign}{self.field}"] if self.field else []), f"{sign}pk")

    def first(self, cases, number, backwards=False):
        """Return the first `number` of `cases`, as a list shows them.

        Their keys are found first and the rows beside them read for these alone: where thousands hold a common word,
        all would be joined with what a list shows before they are sorted.
        """
        keys = self.of(cases, backwards)[:number].values("pk")
        return list(self.of(cases.model.objects.filter(pk__in=keys).for_list(), backwards))

    def beyond(self, key, backwards=False):
        """Return the condition that a case stands after `key` in this order, or before it."""
        value, pk = key
        side = "gt" if self.forward is not backwards else "lt"
        if not self.field:
            return Q(**{f"pk__{side}": pk})
        return Q(**{f"{self.field}__{side}e": value}) & (
            Q(**{f"{self.field}__{side}": value}) | Q(**{f"pk__{side}": pk})
        )

    def place_of(self, case):
        """Return the place of `case` in this order, None where it has none."""
        value = getattr(case, self.field) if self.field else None
        return None if self.field and value is None else (value, case.pk)

    def key_of(self, case):
        """Return the place of `case` in this order as it stands in an address."""
        value, pk = self.place_of(case)
        return f"{value.isoformat()}~{pk}" if self.field else f"{pk}"

    def read(self, text):
        """Return the place that an address names, None where it names none; what is no place is refused."""
        if not text:
            return None
        value, _, pk = text[:LONGEST_KEY].rpartition("~")
        number, moment = whole(pk), read_moment(value) if self.field else None
        if number is None or (self.field and moment is None):
            raise BadInput("地址中的翻页位置不能识别，请从案件列表重新打开。")
        return moment, number


def read_moment(text) -> date | datetime | None:
    try:
        found = parse_date(text) if len(text) == 10 else parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


ORDERS = {
    each.code: each
    for each in (
        Order("", "新登记的在前", "opened_at"),
        Order("due", "期限近的在前（只列有期限的）", "next_due", forward=True, some=True),
        Order("decided", "新决定的在前（只列已决定的）", "decided_on", some=True),
        Order("act", "违法行为时间新的在前", "act_at"),
        Order("oldest", "早登记的在前", "opened_at", forward=True),
    )
}


def order_of(query):
    """Return the order that an address asks for; nonsense asks for the first."""
    return ORDERS.get(query.get("sort", ""), ORDERS[""])


def page_of(cases, query):
    """Return (rows, address of what follows, address of what is before) of the page that `query` asks for.

    `size` asks for another number of rows, as in the API.
    """
    order, size = order_of(query), size_of(query)
    before, after = order.read(query.get("before")), order.read(query.get("after"))
    if after is not None:
        found = order.first(cases.filter(order.beyond(after, True)), size + 1, backwards=True)
        more, rows = len(found) > size, found[:size][::-1]
        follows, precedes = bool(rows), more
    else:
        if before is not None:
            cases = cases.filter(order.beyond(before))
        found = order.first(cases, size + 1)
        follows, precedes = len(found) > size, before is not None
        rows = found[:size]
    return (
        rows,
        address(query, before=order.key_of(rows[-1])) if follows and rows else "",
        address(query, after=order.key_of(rows[0])) if precedes and rows else "",
    )


def size_of(query):
    return number_in(query, "size", at_least=1, at_most=LONGEST) or PAGE


def address(query, **key):
    kept = query.copy()
    kept.pop("before", None), kept.pop("after", None)
    for name, value in key.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
