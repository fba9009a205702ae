"""What differs between two tables, and which records have changed since one was frozen."""

from supervision.league.counting.traces import Trace
from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.models import Result
from supervision.league.scores.methods import half_up
from supervision.league.services.computing import computed, places_of, read


def differences(old, new):
    """Return [{unit, name, what, was, is}, …] between two snapshots of one period and level."""
    found, was = [], {row.path: row for row in old.standings.all()}
    results = {_key(row): row for row in _results(old)}
    for now in new.standings.all():
        past = was.pop(now.path, None)
        head = {"unit": now.path, "name": now.name}
        if past is None:
            found.append(head | {"what": "单位", "was": "--", "is": "新列入"})
            continue
        for what, before, after in (
            ("总分", past.total, now.total),
            ("位次", past.rank, now.rank),
            ("不参加排名的原因", past.why, now.why),
        ):
            if before != after:
                found.append(head | {"what": what, "was": _said(before), "is": _said(after)})
    for path in was:
        found.append(
            {"unit": path, "name": was[path].name, "what": "单位", "was": was[path].name, "is": "不再列入"}
        )
    for now in _results(new):
        past = results.get(_key(now))
        before = _rate(past) if past else "--"
        if before != _rate(now):
            name = catalogue()[now.indicator].name if now.indicator in catalogue() else now.indicator
            head = {"unit": now.standing.path, "name": now.standing.name}
            found.append(head | {"what": name, "was": before, "is": _rate(now)})
    return found


def _results(snapshot):
    return Result.objects.filter(standing__snapshot=snapshot).select_related("standing").order_by("pk")


def _key(row):
    return row.standing.path, row.indicator


def _rate(row):
    return f"{row.n.normalize():f}/{row.of}"


def _said(value):
    return "--" if value in (None, "") else str(value)


def computed_again(snapshot, period):
    """Return the Table that today's records would make of a snapshot, as of its cut-off; nothing is kept."""
    reading = read(period, snapshot.cut_off, snapshot.rules)
    return computed(reading, Level(snapshot.level))


def totals_again(snapshot, table):
    """Return [{unit, name, was, is, place_was, place_is}, …] of the units whose total or place would be another."""
    inside, _ = places_of(table)
    was, found = {row.path: row for row in snapshot.standings.all()}, []
    for unit in table.units:
        past, total = was.get(unit.path), half_up(table.scores[unit.path].total, 2)
        before = (past.total, past.rank) if past else (None, None)
        if before != (total, inside.get(unit.path)):
            found.append({
                "unit": unit.path, "name": unit.name, "was": before[0], "is": total, "place_was": before[1],
                "place_is": inside.get(unit.path),
            })  # fmt: skip
    return found


def changed_since(snapshot, period, table=None):
    """Recompute a snapshot from today's records as of its cut-off, and name every record that counts otherwise.

    Returns [{indicator, unit, kind, pk, was, is}, …], empty where all numbers are the same. was, is: "计入",
    "未计入", or the record's worth. table: what `computed_again` returned, where somebody has it already.
    """
    fresh = (table or computed_again(snapshot, period)).traces
    found = []
    for kept in snapshot.contributions.order_by("indicator"):
        indicator = catalogue().get(kept.indicator)
        if indicator is None:
            continue
        now = {path: trace.texts for path, trace in fresh.get(kept.indicator, {}).items()}
        was = kept.units
        for path in sorted(set(was) | set(now)):
            before, after = _records(was.get(path, {})), _records(now.get(path, {}))
            for record in sorted(before.keys() | after.keys()):
                if before.get(record) != after.get(record):
                    kind, key = record
                    found.append({
                        "indicator": kept.indicator, "unit": path, "kind": kind, "pk": key,
                        "was": before.get(record, "未计入"), "is": after.get(record, "未计入"),
                    })  # fmt: skip
    return found


def _records(texts):
    trace = Trace()
    trace.texts = texts
    return {(kind, key): worth for kind, key, worth in trace.records()}
