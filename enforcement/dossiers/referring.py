"""What only a superior may let pass and has not answered yet (请示)."""

from django.db.models import Exists, OuterRef

from enforcement.dossiers.models import Referral, Ruling
from enforcement.prepared import prepared


def open_referrals(**where):
    """Return the referrals that no ruling has answered yet, the newest first."""
    answer = Ruling.objects.filter(
        dossier=OuterRef("dossier"), rule=OuterRef("rule"), gate=OuterRef("gate"),
        facts_digest=OuterRef("facts_digest"),
    )  # fmt: skip
    return Referral.objects.filter(~Exists(answer), **where).order_by("-pk")


@prepared
def open_of(dossier):
    """The same of one file, asked at the end of every act."""
    return open_referrals(dossier=dossier)
