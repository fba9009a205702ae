"""What was left to a superior (请示), from its asking to its end without an answer: it lapses where it is moot.

It is the question no longer when the same was asked of other facts, when the step was taken without an answer, and
when the facts in the file that it rests on have changed since.
"""

from datetime import datetime, time

from django.utils import timezone

from enforcement.dossiers.models import Referral
from enforcement.dossiers.referring import asked_of, open_referrals
from enforcement.journal.services import record
from enforcement.law.facts import digest
from enforcement.procedures.asking import facts_of_all, has_facts
from enforcement.procedures.tasked import referred

Lapse = Referral.Lapse


def ask_superior(dossier, row, left, by, at):
    """Keep what stopped a step in a file: left: [(gate, finding, digest)]; asking twice on the same facts keeps one.

    row: the one of the file that says how the facts stand there, None where several could.
    """
    then = Then([row] if row else [])
    rows = [
        Referral(
            dossier_id=dossier, rule=one.rule, gate=gate, facts_digest=asked, facts=list(one.facts),
            standing_digest=then.digest(row, one.facts, at), message=one.message[:500],
            clause=str(one.clause or "")[:200], by=by, at=at,
        )
        for gate, one, asked in left
    ]  # fmt: skip
    Referral.objects.bulk_create(rows, ignore_conflicts=True)
    asked = {(each.rule, each.gate, each.facts_digest) for each in rows}
    twins = {(rule, gate) for rule, gate, _ in asked}
    for one in open_referrals(dossier=dossier):
        if (one.rule, one.gate) in twins and (one.rule, one.gate, one.facts_digest) not in asked:
            end(one, Lapse.ANEW, by, at)


class Then:
    """The facts of rows of one model as of the days on which something was asked, many at once.

    As of then, so that a day that turned changes none of them; asked: {dossier: [referral]}.
    """

    def __init__(self, rows, asked=None):
        self.rows, self.asked, self.known = rows, asked or {}, {}

    def digest(self, row, names, at):
        """Return the digest of facts as the file has them on the day of `at`, "" where no row says it."""
        if row is None or not has_facts(row):
            return ""
        day = timezone.localdate(at)
        if day not in self.known:
            self.known[day] = self.built(row, day)
        return digest(self.known[day][row.pk], names)

    def built(self, asking, day):
        """Return the facts of all rows of whose questions one was put on this day, as at noon."""
        rows = [
            row
            for row in self.rows
            if row is asking or day in map(day_of, self.asked.get(row.dossier_id, ()))
        ]
        return dict(zip((row.pk for row in rows), facts_of_all(rows, noon(day)), strict=True))

    def changed(self, row, one):
        """Return whether the facts that a referral rests on are others in the file now, or are facts no more."""
        try:
            return bool(one.standing_digest) and self.digest(row, one.facts, one.at) != one.standing_digest
        except KeyError:
            return True


def day_of(referral):
    return timezone.localdate(referral.at)


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def still_asked(row, referrals, *, then=None, taken="", by=None, at):
    """Return those of a row's referrals that are the question still, and end the others; `row` is held locked.

    referrals: of its file, open ones and those that lapsed by themselves. then: what is read for many rows
    at once. taken: the gate of the step that `by` has just taken.
    """
    then = then or Then([row])
    mine, left = {step.gate for step in row.STEPS.values()}, []
    for one in referrals:
        if one.gate in mine and one.gate == taken:
            end(one, Lapse.TAKEN, by, at)
        elif not one.lapse and one.gate in mine and then.changed(row, one):
            end(one, Lapse.CHANGED, by, at)
        elif not one.lapse:
            left.append(one)
    return left


def end(one, why, by, at):
    """Note that a referral needs no answer; one that lapsed before has been told already."""
    before = one.lapse
    one.lapse, one.lapsed_at = why, at
    one.save(update_fields=["lapse", "lapsed_at"])
    if not before:
        record(one.dossier, "referral.lapse", by=by, at=at, rule=one.rule, gate=one.gate, reason=why.label)


def asked_on(row):
    """Return what a row's page says of its questions: ([(step, referral that waits)], [(step, lapsed one)])."""
    if not row.LIFTS or row.dossier is None or not any(step.follows(row) for step in row.STEPS.values()):
        return [], []
    waiting, gone = asked_of(row.dossier)
    return referred(row, waiting), referred(row, gone)
