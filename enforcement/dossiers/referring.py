"""What only a superior may let pass, kept for him when the step that met it was refused (请示)."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from enforcement.dossiers.models import Referral, Ruling


def refer(refused, *, by, at):
    """Keep the HOLDs of a refused step for whoever lifts them; asking twice on the same facts keeps one row.

    refused: any exception; one without referrals leaves nothing. To be called after the act was rolled back.
    """
    rows = [
        Referral(
            dossier_id=dossier, rule=one.rule, gate=gate, facts_digest=digest, message=one.message[:500],
            clause=str(one.clause or "")[:200], by=by, at=at,
        )
        for dossier, gate, one, digest in getattr(refused, "referrals", ())
    ]  # fmt: skip
    if rows:
        with transaction.atomic():
            Referral.objects.bulk_create(rows, ignore_conflicts=True)


def open_referrals(**where):
    """Return the referrals that no ruling has answered yet, the newest first."""
    answer = Ruling.objects.filter(
        dossier=OuterRef("dossier"), rule=OuterRef("rule"), gate=OuterRef("gate"),
        facts_digest=OuterRef("facts_digest"),
    )  # fmt: skip
    return Referral.objects.filter(~Exists(answer), **where).order_by("-pk")
