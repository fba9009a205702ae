"""What the two papers of the simple procedure say about a case: facts turned into contents, nothing typed twice."""

from django.utils import timezone

from cases.models import Assessment, Party
from enforcement.documents import services as documents
from enforcement.documents.contents import NoPenaltyContent, OfficerBlock, PartyBlock, SummaryPenaltyContent
from enforcement.law import kinds, terms
from enforcement.law.deadlines import deadline
from enforcement.parameters.services import calendar_for, parameters
from enforcement.teams.models import Certificate

NOT_PROVIDED = "当事人现场未能提供"
EDUCATION = "已对当事人进行批评教育，告知其违反的规定和应当遵守的要求。"


def summary_penalty_content(case, *, at, collection=None):
    """Return the content of 当场行政处罚决定书 as of `at` (第五十二条).

    collection: ground, receipt_number, explanation where the fine is taken on the spot, None for the bank.
    """
    day, found, told = timezone.localdate(at), case.assessment, getattr(case, "notice", None)
    rules = parameters(["payment.collecting_institution", "remedy.reconsideration_body"], day, case.path)
    fined = found.fine is not None
    return SummaryPenaltyContent.compose(
        **_shared(case, at),
        reconsideration_body=rules["remedy.reconsideration_body"].value,
        collector=rules["payment.collecting_institution"].value,
        basis=case.item.basis_text(),
        benchmark=benchmark_words(found),
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
        **_shared(case, at),
        reconsideration_body=rules["remedy.reconsideration_body"].value,
        limb=found.limb or None,
        reasons=limb_reasons(case, found),
        prior_query=f"经查询，近{found.window_months}个月内同类违法{found.prior_count}次（{found.window_source}）",
        order=order or "责令监护人加以管教",
        education=found.education or EDUCATION,
    )


def preview_of(case, *, layout, at):
    """Return the paper this case would get now, as PDF bytes, marked as a preview without a number."""
    if hasattr(case, "assessment") and case.assessment.outcome == Assessment.Outcome.NO_PENALTY:
        kind, content = kinds.DocumentKind.NO_PENALTY, no_penalty_content(case, at=at)
    else:
        kind, content = kinds.DocumentKind.ON_THE_SPOT, summary_penalty_content(case, at=at)
    return documents.preview(kind, content, layout)


def _shared(case, at):
    day = timezone.localdate(at)
    return {
        "agency": case.team.full_name,
        "party": _party(case),
        "act": case.facts_found,
        "acted_at": case.act_at,
        "place": case.place,
        "evidence": tuple(piece.title for piece in case.dossier.pieces.order_by("pk"))
        or ("执法人员当场发现",),
        "breached": breached_words(case.item),
        "officers": tuple(_officer(officer, day) for officer in (case.handler, case.partner) if officer),
        "decided_on": day,
    }


def breached_words(item):
    """Return the duty as the paper cites it: 《…条例》第十六条第一款."""
    law = item.duty_law or item.basis_law
    return f"《{law.strip('《》')}》{item.duty_article}" if item.duty_article else item.basis_text()


def _party(case):
    party = case.party
    known = party.identity_kind != Party.IdentityKind.NONE
    return PartyBlock(
        kind=kinds.PartyKind(party.kind),
        name=party.name,
        identity_kind=party.identity_kind if known else "OTHER",
        identity=party.identity if known else NOT_PROVIDED,
        representative=case.representative,
        guardian=case.guardian,
        address=case.party_address or NOT_PROVIDED,
        phone=case.party_phone,
    )


def _officer(officer, day):
    held = Certificate.objects.on(day).filter(officer=officer, kind=Certificate.Kind.OFFICER).first()
    return OfficerBlock(name=officer.name, certificate=held.number if held else "")


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


def benchmark_words(found):
    """Return the reasons of discretion in one sentence (第三十四条)."""
    if not found.grade:
        return ""
    harm, correction, grade = (
        found.get_harm_display(),
        found.get_correction_display(),
        found.get_grade_display(),
    )
    words = f"危害后果{harm}，{correction}，按{grade}情形处罚"
    return f"{words}。{found.reason}" if found.reason else words


def limb_reasons(case, found):
    """Return the facts that fulfil the ground of no penalty, in a sentence."""
    corrected = (
        "已当场改正" if found.correction == Assessment.Correction.ON_SPOT else found.get_correction_display()
    )
    match found.limb:
        case kinds.Limb.UNDER_AGE:
            return f"当事人{case.party.born_on:%Y年%m月%d日}出生，违法行为发生时不满十四周岁"
        case kinds.Limb.NO_FAULT:
            return f"当事人提供{found.no_fault_evidence}，足以证明没有主观过错"
        case kinds.Limb.FIRST:
            return f"近{found.window_months}个月内没有同类违法，危害后果轻微，{corrected}"
        case _:
            return f"违法行为轻微，{corrected}，没有造成危害后果"


def pay_code(case):
    """Return the payment code: agency, day of logging and case key, unique by construction."""
    return f"{case.path}{timezone.localdate(case.opened_at):%y%m%d}{case.pk:09d}"
