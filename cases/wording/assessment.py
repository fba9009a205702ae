"""What was weighed in the words of every paper: the duty broken, what is imposed, the order to correct."""

from cases.models import Assessment
from enforcement.law import kinds


def breached_words(item):
    """Return the duty as the paper cites it: 《…条例》第十六条第一款."""
    law = item.duty_law or item.basis_law
    return f"《{law.strip('《》')}》{item.duty_article}" if item.duty_article else item.basis_text()


def penalty_kinds(found):
    """Return what is imposed as the law's kinds."""
    warned = found.outcome in (Assessment.Outcome.WARNING, Assessment.Outcome.BOTH)
    fined = found.outcome in (Assessment.Outcome.FINE, Assessment.Outcome.BOTH)
    return (kinds.PenaltyKind.WARNING,) * warned + (kinds.PenaltyKind.FINE,) * fined


def order_words(found):
    """Return the order to correct, or that it was done already (第二十八条)."""
    if found.correction_order:
        return found.correction_order
    if found.correction == Assessment.Correction.ON_SPOT:
        return "当事人已当场改正"
    if found.correct_by:
        day = found.correct_by
        return f"责令于{day.year}年{day.month}月{day.day}日前改正"
    return "责令立即改正"


def correction_words(found):
    """Return in words whether it was corrected; an order is named as the paper orders it, and never otherwise."""
    ordered = found.correction == Assessment.Correction.ORDERED
    return order_words(found) if ordered else found.get_correction_display()
