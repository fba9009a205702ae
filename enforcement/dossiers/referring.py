"""What only a superior may let pass and has not answered yet (请示)."""

from django.db.models import Exists, OuterRef

from enforcement.dossiers.models import Referral, Ruling
from enforcement.prepared import prepared


def unanswered(**where):
    """Return the referrals that no ruling has answered yet, the newest first, those that have lapsed among them."""
    answer = Ruling.objects.filter(
        dossier=OuterRef("dossier"), rule=OuterRef("rule"), gate=OuterRef("gate"),
        facts_digest=OuterRef("facts_digest"),
    )  # fmt: skip
    return Referral.objects.filter(~Exists(answer), **where).order_by("-pk")


def open_referrals(**where):
    """Return the referrals that wait for an answer, the newest first."""
    return unanswered(lapse="", **where)


@prepared
def left_of(dossier):
    """The same of one file, asked at the end of every act, and what lapsed by itself and was not asked anew."""
    return unanswered(lapse__in=("", Referral.Lapse.CHANGED), dossier=dossier)


def asked_of(dossier):
    """Return (what waits for an answer, what lapsed by itself and was not asked anew) of a file, the newest first.

    From its referrals and rulings, which a page has read with it.
    """
    answered = {(one.rule, one.gate, one.facts_digest) for one in dossier.rulings.all()}
    waiting, gone, newer = [], [], set()
    for one in sorted(dossier.referrals.all(), key=lambda each: each.pk, reverse=True):
        if not one.lapse and (one.rule, one.gate, one.facts_digest) not in answered:
            waiting.append(one)
        elif one.lapse == Referral.Lapse.CHANGED and (one.rule, one.gate) not in newer:
            gone.append(one)
        newer.add((one.rule, one.gate))
    return waiting, gone
