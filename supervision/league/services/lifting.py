"""Warnings whose exit condition a newly published table shows to be met."""

from supervision.league.models import Warning
from supervision.league.services.unsent import ask_again
from supervision.league.services.warning import lifted


def lift_met(snapshot, *, at):
    """Lift every warning of this level's units that the table no longer gives a reason for, and return them."""
    open_ones = Warning.objects.exclude(
        state__in=(Warning.State.LIFTED, Warning.State.PROPOSED)
    ).filter(
        standing__snapshot__level=snapshot.level, standing__snapshot__kind=snapshot.kind,
        standing__snapshot__last__lt=snapshot.first,
    )  # fmt: skip
    lit = {
        (row.path, light["cause"], light["indicator"])
        for row in snapshot.standings.exclude(light="NONE")
        for light in row.lights
    }
    reason, done = f"{snapshot.name} 已达到解除条件", []
    met = [row for row in open_ones.order_by("pk") if (row.path, row.cause, row.indicator) not in lit]
    try:
        for warning in met:
            done.append(lifted(warning, reason=reason, by=None, at=at))
    finally:
        if done:
            ask_again(at)
    return done
