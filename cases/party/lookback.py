"""Has this party been here before: who the same party is, and which cases count (R-108, R-702)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone

from cases.models import Case, Decision
from cases.party.models import bearing
from cases.workflow import AFTER_DECISION, State
from enforcement.law.kinds import Limb, Outcome
from enforcement.law.rules.exemption import counts_as_earlier, window_start
from enforcement.parameters.models import Parameter
from enforcement.parameters.services import parameters
from enforcement.teams import paths

STANDING = (*AFTER_DECISION, State.CLOSING, State.CLOSED)


@dataclass(frozen=True)
class LookBack:
    """The answer to 'is it his first': count, last day and unit, and the rule that was used. Nothing else."""

    count: int
    last_on: date | None
    last_team: str
    months: int
    source: str


def same_party(case):
    """Return the condition on cases that their party is this one's: by his numbers, else by name and telephone."""
    if case.party.keys:
        return bearing(case.party.keys, "party__")
    return Q(party__name=case.party.name, party_phone=case.party_phone) & ~Q(party_phone="")


def handled():
    """Return the condition that a violation was found and handled, as the law counts it (R-702)."""
    punished = Q(decision__kind=Decision.Kind.PENALTY)
    limbs = [limb.value for limb in Limb if counts_as_earlier(Outcome.NO_PENALTY, limb)]
    return Q(state__in=STANDING) & (punished | Q(assessment__limb__in=limbs))


def look_back(*, case):
    """Count earlier handled violations of the same kind by the same party, city-wide, within the window (R-702).

    It crosses sight on purpose and gives back no more than count, day and unit (ruling 13). The caller
    journals it.
    """
    act_on = timezone.localdate(case.act_at)
    rules = parameters(["first_offence.months", "first_offence.area"], act_on, case.path)
    rule = rules["first_offence.months"]
    area = case.path[: paths.CITY if rules["first_offence.area"].value == "CITY" else paths.COUNTY]
    earlier = Case.objects.filter(
        same_party(case),
        handled(),
        paths.below(area),
        item__item=case.item.item_id,
        decided_on__gte=window_start(act_on, int(rule.value)),
        decided_on__lte=act_on,
    ).exclude(pk=case.pk)
    found = earlier.aggregate(count=Count("pk"), last=Max("decided_on"))
    last = earlier.filter(decided_on=found["last"]).select_related("team").first() if found["count"] else None
    return LookBack(
        found["count"], found["last"], last.team.name if last else "", int(rule.value), grounds(rule)
    )


def grounds(rule):
    """Return why the window is as long as it is: how we stand to the value is the administrator's concern alone."""
    return rule.source.removeprefix(f"{Parameter.Status.DEFAULT.label}：")
