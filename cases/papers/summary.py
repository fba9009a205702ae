"""What the two papers of the simple procedure say about a case: facts turned into contents, nothing typed twice."""

from django.utils import timezone

from cases.facts import facts_of
from cases.papers.shared import (
    benchmark_words,
    charge,
    collector,
    correction_words,
    order_words,
    pay_code,
    penalty_kinds,
)
from enforcement.documents import wording
from enforcement.documents.contents import NoPenaltyContent, SummaryPenaltyContent
from enforcement.law import kinds, terms
from enforcement.law.deadlines import deadline
from enforcement.parameters.services import calendar_for, parameters

EDUCATION = "已对当事人进行批评教育，告知其违反的规定和应当遵守的要求。"


def summary_penalty_content(case, *, at, collection=None):
    """Return the content of 当场行政处罚决定书 as of `at` (第五十二条).

    collection: ground, receipt_number, explanation where the fine is taken on the spot, None for the bank.
    """
    day, found, told = timezone.localdate(at), case.assessment, getattr(case, "notice", None)
    rules = parameters(["remedy.reconsideration_body"], day, case.path)
    fined, [facts] = found.fine is not None, facts_of([case], at=at)
    return SummaryPenaltyContent.compose(
        **charge(case, at),
        reconsideration_body=rules["remedy.reconsideration_body"].value,
        **collector(case, day),
        basis=case.item.basis_text(),
        benchmark=benchmark_words(found, facts),
        kinds=penalty_kinds(found),
        fine=found.fine,
        order=order_words(found),
        ground=collection["ground"] if collection else None,
        reason=collection["explanation"] if collection else "",
        receipt_number=collection["receipt_number"] if collection else "",
        pay_code=pay_code(case) if fined and not collection else "",
        pay_by=deadline(terms.PAY_FINE, day, calendar_for()).legal_last_day if fined else None,
        said=told.defence if told and told.has_defence else "",
        answer=told.defence_answer if told else "",
    )


def no_penalty_content(case, *, at):
    """Return the content of 不予行政处罚决定书 as of `at` (第三十条、第三十三条)."""
    day, found = timezone.localdate(at), case.assessment
    rules = parameters(["remedy.reconsideration_body"], day, case.path)
    order = found.guardian_order if found.limb == kinds.Limb.UNDER_AGE else order_words(found)
    return NoPenaltyContent.compose(
        **charge(case, at),
        reconsideration_body=rules["remedy.reconsideration_body"].value,
        limb=found.limb or None,
        reasons=limb_reasons(case, found),
        prior_query=f"近{found.window_months}个月内同类违法{found.prior_count}次",
        order=order or "责令监护人加以管教",
        education=found.education or EDUCATION,
    )


def limb_reasons(case, found):
    """Return the facts that fulfil the ground of no penalty, in a sentence."""
    corrected = correction_words(found)
    match found.limb:
        case kinds.Limb.UNDER_AGE:
            born = wording.day(case.party.born_on)
            return f"当事人{born}出生，违法行为发生时不满十四周岁"
        case kinds.Limb.NO_FAULT:
            return f"当事人提供{found.no_fault_evidence}，足以证明没有主观过错"
        case kinds.Limb.FIRST:
            return f"近{found.window_months}个月内没有同类违法，危害后果轻微，{corrected}"
        case _:
            return f"违法行为轻微，{corrected}，没有造成危害后果"
