"""What officers of a head's units have asked him to let pass."""

from django.urls import reverse

from cases.asked import Ask
from cases.models import Case
from enforcement.dossiers.referring import open_referrals
from enforcement.teams.roles import APPROVE

SHOWN = 50


def left_to(officer, day):
    """Yield what officers of this head's units have asked him to let pass, for his desk."""
    if not officer.may(APPROVE, day):
        return
    seen = Case.objects.visible_to(officer, day)
    for one in open_referrals(dossier__case__in=seen).select_related("dossier__case")[:SHOWN]:
        case = one.dossier.case
        if any(step.gate == one.gate and step.follows(case) for step in case.STEPS.values()):
            yield Ask("决定能否继续", f"{case.title}：{one.message}", reverse("cases:detail", args=[case.pk]))
