"""From records to counts: one set-based statement for each source of each indicator, folded into units."""

from collections import defaultdict

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast, Concat

from supervision.league.counting.sql import JoinedTexts
from supervision.league.counting.traces import BEFORE, NOW, Things, Trace
from supervision.league.counting.units import above
from supervision.league.indicators.declaration import Flow


def observed(source, scope):
    """Return [(path, team, area, text)] of a flow: one row for each place, its records joined by the database.

    No cursor on the server: PostgreSQL would plan for its first rows, and take ten times as long for all.
    """
    if source.value is None:
        worth = Case(When(source.hit(scope), then=Value("1")), default=Value("0"))
    else:
        worth = Cast(source.value, CharField())
    sign = Case(When(source.since(scope), then=Value(NOW)), default=Value(BEFORE))
    text = Concat(Cast("pk", CharField()), sign, worth, output_field=CharField())
    rows = source.records(scope).order_by().values_list(source.path, source.team, source.area)
    return list(rows.annotate(league_text=JoinedTexts(text)))


def measure(indicators, scope):
    """Return {indicator's id: [(kind, path, team, area, what), …]}: what a run read, before it is split by unit.

    what: the joined text of a flow, a (key, hit) of a stock.
    """
    read = {}
    for indicator in indicators:
        rows = read[indicator.id] = []
        for source in indicator.sources:
            if isinstance(source, Flow):
                rows += [(source.kind, *row) for row in observed(source, scope)]
            else:
                rows += [
                    (source.kind, path, team, area, (key, bool(hit)))
                    for path, team, area, key, hit in source.of(scope)
                ]
    return read


def folded(indicator, rows, units, level):
    """Return {unit's path: Trace} of one indicator at one level."""
    stock = not isinstance(indicator.sources[0], Flow)
    traces = defaultdict(Things if stock else lambda: Trace(indicator.mean))
    for kind, path, team, area, what in rows:
        unit = above(units.unit_of(path or units.city, team or "", area or ""), level)
        if stock:
            traces[unit].hold(kind, *what)
        else:
            traces[unit].add(kind, what)
    return {unit: trace.close() if stock else trace for unit, trace in traces.items()}
