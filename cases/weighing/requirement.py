"""What several acts on a case ask before they write what is built on it."""

from cases.models import Case
from enforcement.law.rules import exemption


def require_assessment(case):
    """Refuse to go on while the page 是否应罚 has not been answered: what is written next is built on it."""
    if not Case.objects.filter(pk=case.pk, assessment__isnull=False).exists():
        case.taking.require(exemption.whether_to_punish_is_asked_first)
