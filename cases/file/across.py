"""What the law asks of other cases, across sight: who was where at that time, and the same act of the same party."""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Record
from cases.workflow import State
from enforcement.prepared import prepared

VOID = (State.TRANSFERRED, State.NOT_FILED, State.WITHDRAWN)
SPAN = ("kind", "began_at", "ended_at", "place", "asker_id", "recorder_id", "case_id")


def elsewhere(records):
    """Return {record: the others that kept one of its officers busy at that time}."""
    if not records:
        return {}
    condition = Q(pk__in=[])
    for row in records:
        people = [row.asker_id, row.recorder_id]
        condition |= (
            (Q(asker__in=people) | Q(recorder__in=people))
            & Q(began_at__lt=row.ended_at, ended_at__gt=row.began_at)
            & ~Q(pk=row.pk)
        )
    near = list(Record.objects.filter(condition).only(*SPAN))
    return {row.pk: [each for each in near if overlap(each, row)] for row in records}


def overlap(each, row):
    """Return whether another record keeps one of `row`'s officers busy at the same time."""
    people = {each.asker_id, each.recorder_id} & {row.asker_id, row.recorder_id}
    return (
        bool(people) and each.pk != row.pk and each.began_at < row.ended_at and each.ended_at > row.began_at
    )


def same_act(cases):
    """Return {case: the others that were filed or decided on the same act and still stand}."""
    found = defaultdict(list)
    parties = tuple(sorted({key for case in cases for key in case.party.keys}))
    others = alike(parties, tuple(sorted({case.item.item_id for case in cases})))
    for case in cases:
        found[case.pk] = [each for each in others if each.pk != case.pk and one_act(each, case)]
    return found


@prepared
def alike(parties, items):
    """The filed or decided cases against these parties on these items, with what the law asks of them."""
    known = Q(party__identity_lookup__in=parties) | Q(party__operator_lookup__in=parties)
    done = Case.objects.filter(known, item__item__pk__in=items).exclude(state__in=VOID)
    done = done.filter(Q(filed_on__isnull=False) | Q(decided_on__isnull=False))
    return done.select_related("team", "party", "item", "decision", "filing").only(
        "number", "path", "place", "act_at", "filed_on", "decided_on", "team__full_name", "party__identity_lookup",
        "party__operator_lookup", "item__item_id", "decision__fine", "filing__decided_at",
    )  # fmt: skip


def one_act(one, other):
    """Return whether two cases are on the same act: same party, item, day."""
    days = {timezone.localdate(each.act_at) for each in (one, other)}
    return (
        bool(one.party.keys & other.party.keys) and one.item.item_id == other.item.item_id and len(days) == 1
    )
