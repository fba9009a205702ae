"""Which cases may be one and the same act: same party, item and day, at the same place or within minutes."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Party
from cases.party.models import bearing
from cases.workflow import State

CLOSE = timedelta(minutes=10)
NEVER_WERE = (State.WITHDRAWN, State.NOT_FILED)
PARTY = ("party__name", "party__identity_lookup", "party__operator_lookup")
SHOWN = ("number", "title", "state", "place", "act_at", "party_id", "item__item_id")


def alike_of(cases):
    """Return {case: others like it} for these cases, within the agency, in one query."""
    asked = Q(pk__in=[])
    for case in cases:
        if case.party.is_known:
            asked |= same_matter(case)
    rows = Case.objects.filter(asked).exclude(party__identity_kind=Party.IdentityKind.UNKNOWN)
    rows = rows.exclude(state__in=NEVER_WERE).select_related("item", "party")
    found = list(rows.only(*SHOWN, *PARTY, "path", "item").order_by("pk"))
    return {case.pk: [row for row in found if is_alike(row, case)] for case in cases}


def same_matter(case):
    """Return the condition on cases of this party, by its numbers or else by name, for this item and day."""
    unknown = Q(party__identity_lookup="", party__operator_lookup="", party__name=case.party.name)
    party = bearing(case.party.keys, "party__") if case.party.keys else unknown
    return party & Q(path=case.path, item__item=case.item.item_id, act_at__range=day_of(case))


def day_of(case):
    first = timezone.make_aware(datetime.combine(timezone.localdate(case.act_at), time.min))
    return first, first + timedelta(days=1, microseconds=-1)


def is_alike(row, case):
    """Return whether a row is another case of what may be the same act."""
    first, last = day_of(case)
    mine, theirs = case.party.keys, row.party.keys
    same_party = bool(mine & theirs) if mine or theirs else row.party.name == case.party.name
    if row.pk == case.pk or not same_party or row.item.item_id != case.item.item_id:
        return False
    near = row.place.strip() == case.place.strip() or abs(row.act_at - case.act_at) <= CLOSE
    return near and row.path == case.path and first <= row.act_at <= last
