"""What several acts on a case ask before they begin."""

from cases.models import Case
from enforcement.errors import DomainError


def require_assessment(case):
    """Refuse to go on while the page 是否应罚 has not been answered."""
    if not Case.objects.filter(pk=case.pk, assessment__isnull=False).exists():
        raise DomainError("还没有判断是否应当处罚（处罚法第三十三条）。请先完成“是否应罚”一页。")


def require_reason(text, what):
    """Refuse an act that needs a reason and has none."""
    if not text.strip():
        raise DomainError(f"没有写明{what}的理由。请写明理由后再提交。")
