"""Which tables are due at a moment, and making them: after an outage as much as on time, and never twice."""

from datetime import timedelta

from django.utils import timezone

from supervision.league.models import Snapshot
from supervision.league.periods import Kind, containing, parse
from supervision.league.rules import rules_on
from supervision.league.services import computing, lifting, publishing

# how far back a table that nobody made is still made
BACK = {Kind.WEEK: timedelta(weeks=12), Kind.MONTH: timedelta(days=92), Kind.YEAR: timedelta(days=366)}
DAILY = (Kind.WEEK, Kind.MONTH)


def due(at):
    """Yield (kind, key, due, arguments) of every job that a scheduler should have asked for by `at`."""
    today = timezone.localdate(at)
    if rules_on(today):
        yield "league.provisional", today.isoformat(), at, {"day": today.isoformat()}
    for period in missing(at):
        yield "league.cut", period.key, period.cut_off, {"period": period.key}
        yield "league.publish", period.key, period.publish_at, {"period": period.key}
    waiting = Snapshot.objects.filter(state=Snapshot.State.PUBLISHED, appeal_until__lt=at)
    for key in waiting.order_by("period").values_list("period", flat=True).distinct():
        yield "league.finalise", f"{key}:{today.isoformat()}", at, {"period": key}


def missing(at):
    """Return the ended periods of the last weeks, months and year that have no published table, the oldest first."""
    found = []
    for kind, back in BACK.items():
        period = containing(kind, timezone.localdate(at)).previous
        oldest = timezone.localdate(at - back)
        # nothing is made up for the time before the first rules were written
        while (
            period.last >= oldest and (rules := rules_on(period.last)) and rules.made_at < period.publish_at
        ):
            found.append(period)
            period = period.previous
    published = set(
        Snapshot.objects.filter(
            period__in=[each.key for each in found], published_at__isnull=False
        ).values_list("period", flat=True)
    )
    return sorted(
        (each for each in found if each.key not in published), key=lambda each: (each.last, each.key)
    )


def provisional(*, at):
    """Make the running periods' provisional tables anew."""
    for kind in DAILY:
        computing.run_provisional(containing(kind, timezone.localdate(at)), at=at)


def cut(key, *, at):
    """Freeze the tables of an ended period, once."""
    return computing.cut(parse(key), at=at)


def publish(key, *, at):
    """Publish the tables of an ended period, cutting them first where that was missed, and lift what is met."""
    period = parse(key)
    computing.cut(period, at=at)
    made = publishing.publish(period, at=at)
    for snapshot in made:
        lifting.lift_met(snapshot, at=at)
    return made


def finalise(key, *, at):
    return publishing.finalise(parse(key), at=at)
