"""What the league tables ask of a person: his unit's warnings, objections to check, adjustments to approve."""

from django.db.models import Q
from django.urls import reverse

from cases.asked import Ask
from enforcement.prepared import prepared
from enforcement.teams.roles import ANSWER, APPROVE_RANK, RANK
from supervision.league.definitions import Light
from supervision.league.models import Adjustment, Appeal, Warning
from supervision.league.services.warning import ASKED, not_sent

SHOWN = 20


def asks(officer, day):
    """Yield an Ask for each open warning of the person's own units, then for what the city's offices decide."""
    for row in sent_to(tuple(sorted(officer.sight(day).own_agencies))):
        speaks = officer.may(ANSWER, day, row.path)
        does = f"提交{ASKED[Light(row.light)]}" if speaks else f"本单位{row.get_light_display()}"
        what = f"{row.standing.snapshot.name} {row.reason}"
        yield Ask(does, what, reverse("league_acts:warning", args=[row.pk]), row.due_on)
    if officer.may(RANK, day) and (count := len(not_sent())):
        yield Ask("发出预警", f"{count} 项待发", f"{reverse('league_acts:warnings')}?state=waiting")
    waiting = (
        (RANK, Warning, Q(state=Warning.State.PROPOSED), "核发红色警告", "league_acts:warnings"),
        (RANK, Appeal, Q(state=Appeal.State.OPEN), "复核异议", "league_acts:appeals"),
        (
            APPROVE_RANK,
            Adjustment,
            Q(state=Adjustment.State.PROPOSED),
            "批准加减分",
            "league_acts:adjustments",
        ),
    )
    for permission, model, condition, does, page in waiting:
        if not officer.may(permission, day):
            continue
        if count := model.objects.visible_to(officer, day).filter(condition).count():
            state = "proposed" if model is Warning else "open"
            yield Ask(does, f"{count} 项待办", f"{reverse(page)}?state={state}")


@prepared
def sent_to(agencies):
    """The open warnings of these agencies, what is due first."""
    rows = Warning.objects.filter(state=Warning.State.SENT, path__in=agencies).order_by("due_on", "pk")
    return rows.select_related("standing__snapshot")[:SHOWN]
