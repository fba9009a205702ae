"""Warnings whose exit condition a newly published table shows to be met."""

from supervision.league.models import Warning
from supervision.league.services.warning import lift


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
    lifted = []
    for warning in open_ones.order_by("pk"):
        if (warning.path, warning.cause, warning.indicator) not in lit:
            lifted.append(lift(warning, reason=f"{snapshot.name} 已达到解除条件", by=None, at=at))
    return lifted
