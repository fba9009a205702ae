"""What several acts on a case ask before they begin."""

from cases.models import Case
from enforcement.errors import DomainError
from enforcement.law.rules import exemption


def require_assessment(case):
    """Refuse to go on while the page 是否应罚 has not been answered: what is written next is built on it."""
    if not Case.objects.filter(pk=case.pk, assessment__isnull=False).exists():
        case.taking.require(exemption.whether_to_punish_is_asked_first)


def require_reason(text, what):
    """Refuse an act that needs a reason and has none."""
    if not text.strip():
        raise DomainError(f"没有写明{what}的理由。请写明理由后再提交。")
