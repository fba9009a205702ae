"""What differs between two tables, and which records have changed since one was frozen."""

from supervision.league.definitions import Level
from supervision.league.indicators import catalogue
from supervision.league.models import Result
from supervision.league.services.computing import computed, read
from supervision.league.services.recounting import changed


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


def changed_since(snapshot, period):
    """Recompute a snapshot from today's records as of its cut-off, and name every record that counts otherwise.

    Returns [{indicator, unit, kind, pk, was, is}, …], empty where all numbers are the same. was, is: "未计入", or the
    record's worth.
    """
    fresh = computed(read(period, snapshot.cut_off, snapshot.rules), Level(snapshot.level)).traces
    return [change.told for change in changed(snapshot, fresh)]
