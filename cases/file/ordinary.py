"""What is written under cases of the ordinary procedure, each table read when first asked for, once for all cases."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from cases.file.reading import alike_among
from cases.models import (
    Attempt,
    Case,
    Closing,
    Complaint,
    Discussion,
    Dispute,
    Filing,
    FoundFact,
    PriorNotice,
    Publication,
    Record,
    Recusal,
    Report,
    Review,
)
from cases.party.models import bearing


class Ordinary:
    """The rows of the ordinary cases among `cases`; empty, and without a query, where there are none."""

    def __init__(self, cases):
        self.cases = [case for case in cases if case.procedure == Case.Procedure.GENERAL]
        self.keys = [case.pk for case in self.cases]

    def under(self, model):
        """Return the rows of `model` under these cases."""
        return model.objects.filter(case__in=self.keys) if self.keys else model.objects.none()

    @cached_property
    def filings(self):
        return _one(self.under(Filing).select_related("decided_by"))

    @cached_property
    def complaints(self):
        return _one(self.under(Complaint))

    @cached_property
    def disputes(self):
        return _one(self.under(Dispute))

    @cached_property
    def recusals(self):
        return gathered(self.under(Recusal).select_related("officer").order_by("pk"))

    @cached_property
    def records(self):
        return gathered(self.under(Record).select_related("asker", "recorder").order_by("pk"))

    @cached_property
    def found(self):
        return gathered(self.under(FoundFact).prefetch_related("pieces", "records"))

    @cached_property
    def reports(self):
        return _one(self.under(Report).order_by("pk"))

    @cached_property
    def told(self):
        """Every notice in the order in which it was given, those taken back among them."""
        given = self.under(PriorNotice).select_related("document").order_by("pk")
        return list(given.prefetch_related("points"))

    @property
    def notices(self):
        return {notice.case_id: notice for notice in self.told if not notice.cancelled_at}

    @property
    def cancelled(self):
        return {notice.case_id for notice in self.told if notice.cancelled_at}

    @cached_property
    def reviews(self):
        rounds = self.under(Review).select_related("reviewer").prefetch_related("remarks")
        return gathered(rounds.defer("snapshot").order_by("serial"))

    @cached_property
    def discussions(self):
        return _one(self.under(Discussion).prefetch_related("attendees__officer"))

    @cached_property
    def closings(self):
        return _one(self.under(Closing))

    @cached_property
    def publications(self):
        return _one(self.under(Publication))

    @cached_property
    def attempts(self):
        """Attempts at service, under the key of the paper that was to be served."""
        tried = self.under(Attempt).prefetch_related("servers").order_by("pk")
        found = defaultdict(list)
        for attempt in tried:
            found[attempt.document_id].append(attempt)
        return found

    @cached_property
    def elsewhere(self):
        """Where the officers of each case's last record were at that time, across all cases (R-129)."""
        last = [rows[-1] for rows in self.records.values() if rows]
        if not last:
            return {}
        condition = Q(pk__in=[])
        for row in last:
            people = [row.asker_id, row.recorder_id]
            condition |= (
                (Q(asker__in=people) | Q(recorder__in=people))
                & Q(began_at__lt=row.ended_at, ended_at__gt=row.began_at)
                & ~Q(pk=row.pk)
            )
        near = list(Record.objects.filter(condition).only(
            "kind", "began_at", "ended_at", "place", "asker_id", "recorder_id", "case_id"
        ))  # fmt: skip
        return {row.pk: [each for each in near if overlap(each, row)] for row in last}

    @cached_property
    def same(self):
        """The other cases on the same party and item, across sight, for the same act (R-104, R-108)."""
        parties = {key for case in self.cases for key in case.party.keys}
        if not parties:
            return defaultdict(list)
        others = self.others_alike(parties, {case.item.item_id for case in self.cases})
        found = defaultdict(list)
        for case in self.cases:
            found[case.pk] = [each for each in others if each.pk != case.pk and one_act(each, case)]
        return found

    def others_alike(self, parties, items):
        return list(alike_among(Case.objects.filter(bearing(parties, "party__"), item__item__in=items)))

    def rivals(self, case):
        """Return the other cases, of any agency, in which the same act was filed at the same place."""
        filed = [each for each in self.same[case.pk] if each.filed_on]
        return [each for each in filed if each.path != case.path or each.place == case.place]

    def fined(self, case):
        """Return the cases in which the same act was fined."""
        same = [each for each in self.same[case.pk] if each.place == case.place]
        return [each for each in same if getattr(each, "decision", None) and each.decision.fine]


def overlap(each, row):
    """Return whether another record keeps one of `row`'s officers busy at the same time."""
    people = {each.asker_id, each.recorder_id} & {row.asker_id, row.recorder_id}
    return (
        bool(people) and each.pk != row.pk and each.began_at < row.ended_at and each.ended_at > row.began_at
    )


def one_act(one, other):
    """Return whether two cases are on the same act: same party, item, day."""
    days = {timezone.localdate(each.act_at) for each in (one, other)}
    return (
        bool(one.party.keys & other.party.keys) and one.item.item_id == other.item.item_id and len(days) == 1
    )


def _one(rows):
    return {row.case_id: row for row in rows}


def gathered(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
